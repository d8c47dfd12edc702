"""An endpoint is read in pages, and is told no credentials of ours."""

from collections.abc import Iterator
from urllib.request import HTTPHandler, Request, urlopen

import pytest
from tests.remote.servers import oxigraph

from tsunagari.errors import ForeignGraphError, QueryError
from tsunagari.linking import endpoint
from tsunagari.linking.endpoint import read_endpoint
from tsunagari.linking.faults import Faults
from tsunagari.linking.foreign import bodies
from tsunagari.linking.running import local_name, read_source
from tsunagari.sparql.engines.remote_http import PASSWORD, USER, opener

COUNT = 7
HEAD = """
@prefix ess: <https://lod.coop/essglobal/2.1/vocab/> .
@prefix gr: <http://purl.org/goodrelations/v1#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<https://example.org/other> a <https://example.org/Ship> ; gr:name "Not read" .
"""
ONE = """
<https://example.org/{n}> a ess:SSEInitiative ; gr:name "Body {n}"@en ;
    ess:hasAddress [ vcard:locality "Leeds" ;
        vcard:hasCountryName <http://purl.org/essglobal/standard/countries-iso/GB> ] .
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("foreign")) as server:
        text = HEAD + "".join(ONE.format(n=n) for n in range(COUNT))
        headers = {"Content-Type": "text/turtle"}
        request = Request(
            f"{server.graph_store}?default", text.encode(), headers, method="PUT"
        )
        with urlopen(request, timeout=10):
            yield server.queries


@pytest.mark.parametrize(("page", "batch"), [(1, 1), (3, 2), (1000, 100)])
def test_pages_lose_nothing(
    address: str, page: int, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "PAGE", page)
    monkeypatch.setattr(endpoint, "BATCH", batch)
    faults = Faults()
    found = bodies(read_endpoint(address, faults, pause=0), faults)
    assert [body.label for body in found] == [f"Body {n}" for n in range(COUNT)]
    assert {(b.place.country, b.place.text) for b in found} == {("GB", "Leeds")}
    assert {fault.rule for fault in faults} == {"mirror-namespace"}


def test_there_is_a_pause_before_each_request(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(endpoint.time, "sleep", pauses.append)
    read_endpoint(address, Faults())
    # The classes, two pages (the last is empty), a batch with its places.
    assert pauses == [endpoint.PAUSE] * 5


def test_more_than_is_read_is_an_error(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "MOST", COUNT - 1)
    with pytest.raises(ForeignGraphError, match="more than 6 things"):
        read_endpoint(address, Faults(), pause=0)


@pytest.mark.parametrize(
    "address", ["ftp://example.org/sparql", "http:///sparql", "file:///etc/hosts"]
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ForeignGraphError, match="http or https"):
        read_source(address, None, Faults(), pause=0)


def test_an_endpoint_that_does_not_answer_is_told(address: str) -> None:
    nothing = address.replace("/query", "/nothing")
    with pytest.raises(ForeignGraphError, match="gives no answer") as error:
        read_endpoint(nothing, Faults(), pause=0)
    assert "ask its operator for a dump" in str(error.value)


def test_a_foreign_server_is_told_no_credentials(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(USER, "somebody")
    monkeypatch.setenv(PASSWORD, "secret")

    def answering(ours: bool) -> list[str]:
        made = opener("http://example.org/sparql", ours)
        assert any(isinstance(handler, HTTPHandler) for handler in made.handlers)
        return [type(handler).__name__ for handler in made.handlers]

    def made(address: str, kind: object, ours: bool = True) -> None:
        raise QueryError(f"ours: {ours}")

    monkeypatch.setattr(endpoint, "RemoteEndpoint", made)
    with pytest.raises(QueryError, match="ours: False"):
        read_endpoint("http://example.org/sparql", Faults(), pause=0)
    assert "_Credentials" in answering(ours=True)
    assert "_Credentials" not in answering(ours=False)


def test_an_address_has_a_name() -> None:
    assert local_name("https://me:secret@example.org/sparql") == "example-org-sparql"
