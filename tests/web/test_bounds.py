"""What clients write fills no memory, changes no answer and breaks no page."""

import doctest

import pytest
from werkzeug.test import Client

from tsunagari.web import page_numbers
from tsunagari.web.cache import Cache, CachedAnswer
from tsunagari.web.editor import bundle

MANY = "9" * 5000


def test_files_that_are_not_there_are_not_remembered(views: Client) -> None:
    for number in range(50):
        assert views.get(f"/static/editor/none-{number}.js").status_code == 404
    kept = bundle._read.cache_info().currsize
    assert kept <= len(bundle._files())


def test_a_cache_counts_what_keys_hold() -> None:
    cache: Cache[CachedAnswer] = Cache(10_000)
    answer = CachedAnswer(b"x", "text/plain")
    cache.put("k" * 5_000, answer)
    assert len(cache) == 0
    for number in range(100):
        cache.put(f"{number}" + "k" * 1_000, answer)
    assert 0 < len(cache) < 10
    assert cache.bytes <= 10_000


@pytest.mark.parametrize("page", [MANY, "0" * 5000 + "1", "-1", "1e3", "\u0661"])
def test_a_page_number_is_a_small_number(client: Client, page: str) -> None:
    found = client.get("/search", query_string={"q": "coop", "page": page})
    assert found.status_code == 200
    rule = {"rule": "ssesh:Organization-japaneseLabel", "page": page}
    assert client.get("/validation", query_string=rule).status_code == 404


def test_examples_of_page_numbers_hold() -> None:
    failed, tried = doctest.testmod(page_numbers)
    assert tried
    assert not failed


def test_two_documents_of_a_term_do_not_depend_on_who_asks_first(
    views: Client,
) -> None:
    paths = ("/data/ontology%23Funding.jsonld", "/ontology/Funding.jsonld")
    first = [views.get(path).data for path in paths]
    again = [views.get(path).data for path in reversed(paths)]
    assert first == again[::-1]
    other = ("/ontology/Partnership.jsonld", "/data/ontology%23Partnership.jsonld")
    alone, whole = (views.get(path).data for path in other)
    assert alone != whole


@pytest.mark.parametrize("path", ["/search?q=coop", "/map?a=b", "/explain?a=b"])
def test_pages_repeat_no_parameter_that_they_do_not_know(
    views: Client, path: str
) -> None:
    text = views.get(f"{path}&other={'zq' * 2000}", headers={"Accept": "text/html"})
    assert "zqzq" not in text.text
    assert len(text.data) < 100_000
