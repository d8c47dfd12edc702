"""The front: the same request again gets the same answer, headers included."""

from werkzeug.test import Client

from tsunagari.web.serving import Serving

QUERY = {"query": "SELECT * { ?s a ?type } ORDER BY ?s ?type LIMIT 300"}
OWN = {"x-request-id", "date"}


def test_three_times_the_same(served: Client, serving: Serving) -> None:
    for headers in (
        {"Accept": "text/csv"},
        {"Accept": "text/csv", "Accept-Encoding": "gzip, deflate"},
        {"Accept": "application/json", "Accept-Encoding": "gzip;q=0"},
    ):
        first, second, third = (
            served.get("/sparql", query_string=QUERY, headers=headers) for _ in range(3)
        )
        hits = serving.now.front.hits
        fourth = served.get("/sparql", query_string=QUERY, headers=headers)
        assert serving.now.front.hits == hits + 1
        for response in (second, third, fourth):
            assert response.status == first.status
            assert response.data == first.data
            ours = {k: v for k, v in response.headers if k.lower() not in OWN}
            assert ours == {k: v for k, v in first.headers if k.lower() not in OWN}
        tag = fourth.headers["ETag"]
        again = served.get(
            "/sparql", query_string=QUERY, headers={**headers, "If-None-Match": tag}
        )
        assert again.status_code == 304
        assert again.data == b""


def test_what_changes_is_not_remembered(served: Client, serving: Serving) -> None:
    before = len(serving.now.front)
    query = {"query": "SELECT (RAND() AS ?x) {}"}
    answers = {served.get("/sparql", query_string=query).data for _ in range(4)}
    assert len(answers) == 4
    assert len(serving.now.front) == before


def test_other_methods_and_pages_go_the_long_way(
    served: Client, serving: Serving
) -> None:
    before = serving.now.front.hits
    served.post("/sparql", data=QUERY)
    served.head("/sparql", query_string=QUERY)
    served.get("/", query_string=QUERY)
    assert serving.now.front.hits == before
