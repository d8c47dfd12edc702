"""A small release, made by hand: enough to serve, and a thousand statements.

What a runaway needs is a product, not much data, so a server over this starts
at once. The statements are told here, so a test knows every answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from tsunagari.search.entry import Entry, Kind, Label
from tsunagari.search.layout import FILE
from tsunagari.search.writing import write_index

__all__ = [
    "CONTROL",
    "ID",
    "control_query",
    "largest_table",
    "publish",
    "statements",
]

ID: Final = "safety"
HALF: Final = 500
# How many statements the default graph has, and the sum of its numbers.
CONTROL: Final = f"n,sum\r\n{2 * HALF},{sum(range(HALF))}\r\n".encode()
KIND: Final = "https://example.org/kind"
NAMES: Final = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "' OR 1=1 --",
    "a\u202eb",
)
VOID: Final = (
    "@prefix void: <http://rdfs.org/ns/void#> .\n"
    "<https://w3id.org/tsunagari/dataset> a void:Dataset ; "
    f"void:triples {2 * HALF} .\n"
)


def publish(top: Path) -> Path:
    """Make the release below *top*, put it in force, and return its folder."""
    folder = top / ID
    folder.mkdir(parents=True)
    store = ox.Store(str(folder / "store"))
    store.bulk_extend(statements())
    store.flush()
    store.dump(str(folder / "tsunagari.nq"), format=ox.RdfFormat.N_QUADS)
    store.dump(
        str(folder / "tsunagari.ttl"),
        format=ox.RdfFormat.TURTLE,
        from_graph=ox.DefaultGraph(),
    )
    (folder / "void.ttl").write_text(VOID, encoding="utf-8")
    write_index(folder / FILE, {KIND: Kind(KIND, {"en": "kind"})}, {}, things())
    counts = ("statements", "inferred statements", "evidence graphs")
    manifest = {"id": ID, "counts": dict.fromkeys(counts, 2 * HALF)}
    (folder / "MANIFEST.json").write_text(json.dumps(manifest), encoding="utf-8")
    (top / "current").symlink_to(ID, target_is_directory=True)
    return folder


def things() -> Iterator[Entry]:
    """Yield what the search finds: things whose names are markup and worse."""
    for number, name in enumerate(NAMES):
        labels = (Label(name, "en"), Label(f"{name} 会", "ja"))
        yield Entry(f"https://w3id.org/tsunagari/x/{number}", labels, (KIND,), shown=2)


def control_query(number: int) -> str:
    """Return a query whose answer is :data:`CONTROL`, another text each time.

    An answer from a cache would not show that the engine still works.
    """
    return (
        "SELECT (COUNT(*) AS ?n) (SUM(?value) AS ?sum) { ?s ?p ?o "
        f"FILTER (?s != <urn:no:{number}>) "
        "BIND (IF(isNumeric(?o), ?o, 0) AS ?value) }"
    )


def largest_table(folder: Path) -> Path:
    """Return the largest file of statements in the store of the release *folder*."""
    tables = (folder / "store").glob("*.sst")
    return max(tables, key=lambda path: path.stat().st_size)


def statements() -> Iterator[ox.Quad]:
    """Yield numbers of nodes, links that run in circles, and one named graph."""
    for number in range(HALF):
        yield ox.Quad(_node(number), ox.NamedNode("urn:number"), ox.Literal(number))
        link = ox.NamedNode(f"urn:p{number % 7}")
        place, other = _node(number % 50), _node(number * 7 % 97)
        yield ox.Quad(place, link, other)
        if number < 100:
            yield ox.Quad(place, link, other, ox.NamedNode("urn:graph"))


def _node(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"urn:s{number}")
