"""What a remote server says of the releases it holds, in graphs of its own.

The graph of a release lists its graphs, each with its number of statements once
it is there whole; a graph of one triple says which release is in force:

    <…/release/67bb> { <…/release/67bb> dcterms:hasPart <…/merge/67bb> .
                       <…/merge/67bb> void:triples 25556 . }
    <…/release/current> { <…/release> dcat:hasCurrentVersion <…/release/67bb> . }
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tsunagari.errors import RemoteEngineError
from tsunagari.sparql.engines.remote import RemoteEndpoint
from tsunagari.sparql.engines.remote_names import POINTER, RELEASES, Names

__all__ = [
    "all_releases",
    "graphs_of",
    "marks",
    "parts",
    "pointer",
    "released",
    "whole_graphs",
]

CURRENT: Final = "http://www.w3.org/ns/dcat#hasCurrentVersion"
PART: Final = "http://purl.org/dc/terms/hasPart"
TRIPLES: Final = "http://rdfs.org/ns/void#triples"
INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
LOOK_SECONDS: Final = 10.0
# It is the name of a folder here.
ID: Final = re.compile(r"[0-9A-Za-z]{1,64}")
ENDING: Final = RELEASES + "/"


def released(endpoint: RemoteEndpoint) -> str | None:
    """Return the id of the release in force there, if there is one.

    :raises RemoteEngineError: If the server does not answer.
    """
    text = f"SELECT ?release FROM <{POINTER}> {{ <{RELEASES}> <{CURRENT}> ?release }}"
    rows = endpoint.rows(text, LOOK_SECONDS)
    found = sorted(row["release"] for row in rows)
    if len(found) > 1:
        raise RemoteEngineError(
            f"the remote engine has two releases in force, {found[0]} and {found[1]}; "
            "run 'tsunagari publish' again"
        )
    if not found:
        return None
    id = found[0].removeprefix(ENDING)
    if not ID.fullmatch(id):
        raise RemoteEngineError("the remote engine has something in force that is none")
    return id


def all_releases(endpoint: RemoteEndpoint) -> list[tuple[str, bool]]:
    """Return the ids of all releases there, and whether each is whole.

    :raises RemoteEngineError: If the server does not answer.
    """
    text = f"SELECT DISTINCT ?r {{ GRAPH ?r {{ ?r <{PART}> ?graph }} }}"
    found = sorted(
        row["r"].removeprefix(ENDING)
        for row in endpoint.rows(text, LOOK_SECONDS)
        if row["r"].startswith(ENDING)
    )
    return [
        (id, min(graphs_of(endpoint, Names(id)).values(), default=-1) >= 0)
        for id in found
    ]


def graphs_of(endpoint: RemoteEndpoint, names: Names) -> dict[str, int]:
    """Return the graphs of a release with their statements, -1 where not whole.

    :raises RemoteEngineError: If the server does not answer.
    """
    text = (
        f"SELECT ?graph ?n FROM <{names.release}> {{ <{names.release}> <{PART}> "
        f"?graph OPTIONAL {{ ?graph <{TRIPLES}> ?n }} }}"
    )
    rows = endpoint.rows(text, LOOK_SECONDS)
    return {row["graph"]: int(row.get("n", -1)) for row in rows}


def whole_graphs(endpoint: RemoteEndpoint, names: Names) -> list[str]:
    """Return the named graphs of a release that is there whole.

    :raises RemoteEngineError: If it is not, or the server does not answer.
    """
    found = graphs_of(endpoint, names)
    if not found or min(found.values()) < 0:
        raise RemoteEngineError(
            f"the remote engine does not hold the release '{names.id}' whole; run "
            "'tsunagari publish'"
        )
    return sorted(set(found) - {names.merge})


def parts(names: Names, graphs: Iterable[str]) -> bytes:
    """Return the list of *graphs*, none of them whole, in N-Triples."""
    lines = [f"<{names.release}> <{PART}> <{graph}> .\n" for graph in sorted(graphs)]
    return "".join(lines).encode()


def marks(whole: Mapping[str, int]) -> bytes:
    """Return how many statements each of these graphs holds, in N-Triples."""
    lines = [
        f'<{graph}> <{TRIPLES}> "{number}"^^<{INTEGER}> .\n'
        for graph, number in whole.items()
    ]
    return "".join(lines).encode()


def pointer(names: Names) -> bytes:
    """Return the triple that puts the release in force, in N-Triples."""
    return f"<{RELEASES}> <{CURRENT}> <{names.release}> .\n".encode()
