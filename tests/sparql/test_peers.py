"""Names of peers in queries become their addresses, and nothing else changes."""

import pytest

from tsunagari.errors import QueryRefusedError
from tsunagari.sparql.guard import inspect_query
from tsunagari.sparql.peers import addressed, nameable, named
from tsunagari.sparql.tokens import all_tokens

UK = "https://w3id.org/tsunagari/peer/uk"
KNOWN = nameable([("uk", "https://uk.example/sparql"), ("kr", "https://kr.example/")])


def rewritten(text: str) -> str:
    return addressed(list(all_tokens(text)), KNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"ASK {{ SERVICE <{UK}> {{}} }}",
            "ASK { SERVICE <https://uk.example/sparql> {} }",
        ),
        (
            f"ASK {{ service\n# so\nSILENT <{UK}>{{}} }}",
            "ASK { service\n# so\nSILENT <https://uk.example/sparql>{} }",
        ),
        (
            f"ASK {{ SERVICE <{UK}> {{}} SERVICE <https://kr.example/> {{}} }}",
            "ASK { SERVICE <https://uk.example/sparql> {} "
            "SERVICE <https://kr.example/> {} }",
        ),
    ],
)
def test_a_name_becomes_an_address(text: str, expected: str) -> None:
    assert rewritten(text) == expected
    inspect_query(expected, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ <{UK}> ?p ?o }}",
        f'ASK {{ ?s ?p "SERVICE <{UK}>" }}',
        f"ASK {{ ?s ?p ?o }} # SERVICE <{UK}>",
        f"PREFIX service: <{UK}> ASK {{ service:x ?p <{UK}> }}",
        "ASK { ?s ?p ?o . SERVICE ?x { <a> <b> <c> } }",
    ],
)
def test_elsewhere_it_stays(text: str) -> None:
    assert rewritten(text) == text
    assert named(text) == set()


@pytest.mark.parametrize("known", [KNOWN, {}])
def test_an_unknown_peer_is_told(known: dict[str, str]) -> None:
    text = "ASK { SERVICE <https://w3id.org/tsunagari/peer/fr> {} }"
    told = "the peers here are kr, uk" if known else "there are none"
    for read in (inspect_query, lambda t, k: addressed(list(all_tokens(t)), k)):
        with pytest.raises(QueryRefusedError, match=told) as error:
            read(text, known)
        assert "character 6 names the peer 'fr'" in str(error.value)
    assert named(text) == {"fr"}
