"""Peers in a query: ``SERVICE`` names one, and its address is asked.

A stored query names a peer by an IRI of ours, so it is the same wherever it runs;
the settings of each service give the name an address. The address itself, written
out exactly, may be named as well. Nothing else is ever asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from tsunagari.errors import QueryRefusedError
from tsunagari.namespaces import PEER
from tsunagari.sparql.tokens import Token, TokenKind, all_tokens

__all__ = ["addressed", "nameable", "named", "refusal", "services"]


def nameable(peers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what ``SERVICE`` may name, and the address that is then asked.

    >>> sorted(nameable([("uk", "https://example.org/sparql")]))
    ['https://example.org/sparql', 'https://w3id.org/tsunagari/peer/uk']
    """
    found: dict[str, str] = {}
    for name, address in peers:
        found[str(PEER[name])] = found[address] = address
    return found


def services(query: Sequence[Token]) -> dict[int, int]:
    """Return the IRIs after ``SERVICE``: their places in *query*, all its tokens.

    Each comes with the character at which its ``SERVICE`` begins.
    """
    found = {}
    begin: int | None = None
    for place, token in enumerate(query):
        if token.kind is TokenKind.SPACE:
            continue
        word = token.text.upper() if token.kind is TokenKind.WORD else ""
        if begin is not None and token.kind is TokenKind.IRI:
            found[place] = begin
        if word == "SERVICE":
            begin = token.start
        elif word != "SILENT":
            begin = None
    return found


def addressed(query: Sequence[Token], known: Mapping[str, str]) -> str:
    """Return the text of *query* with the addresses of its peers in place of names.

    :param known: What may be named; see :func:`nameable`.
    :raises QueryRefusedError: If it names a peer that is not known.

    >>> query = "ASK { SERVICE <https://w3id.org/tsunagari/peer/uk> {} }"
    >>> addressed(list(all_tokens(query)), nameable([("uk", "https://uk.example/")]))
    'ASK { SERVICE <https://uk.example/> {} }'
    """
    texts = [token.text for token in query]
    for place, begin in services(query).items():
        iri = texts[place][1:-1]
        if iri in known:
            texts[place] = f"<{known[iri]}>"
        elif iri.startswith(PEER):
            raise QueryRefusedError(refusal(begin, iri, known))
    return "".join(texts)


def named(text: str) -> set[str]:
    """Return the names of the peers that the query *text* names by our IRIs.

    >>> named("ASK { SERVICE <https://w3id.org/tsunagari/peer/uk> {} }")
    {'uk'}
    """
    query = list(all_tokens(text))
    iris = (query[place].text[1:-1] for place in services(query))
    return {iri.removeprefix(PEER) for iri in iris if iri.startswith(PEER)}


def refusal(place: int, iri: str, known: Collection[str]) -> str:
    """Return why ``SERVICE`` with *iri*, at the character *place*, is refused."""
    if not iri.startswith(PEER):
        return (
            f"SERVICE at character {place} is not allowed here; "
            "run the federated query from your own engine"
        )
    names = sorted(one.removeprefix(PEER) for one in known if one.startswith(PEER))
    listed = f"the peers here are {', '.join(names)}" if names else "there are none"
    return (
        f"SERVICE at character {place} names the peer '{iri.removeprefix(PEER)}', "
        f"which is not known here: {listed}; the setting 'peers' names them"
    )
