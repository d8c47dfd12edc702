"""The closure of real graphs is that of owlrl: alignments and foreign graphs.

The foreign graphs are the reference material beside the checkout: vocabularies
of others, alone and together with our ontology and its alignments. What they
say of the ontology's terms, the alignments carry over. The tables (CSV) among
them are read as the `minimal mode of the W3C
<https://www.w3.org/TR/csv2rdf/#dfn-minimal-mode>`_ has it, with a few axioms
about their columns, so that something follows. All is closed whole; owlrl needs
about two seconds for the ontology, and leaves out what no rule reads.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from tsunagari.entailment import reference as owlrl
from tsunagari.entailment.closure import close
from tsunagari.entailment.reference import close_by_reference
from tsunagari.resources import folder

from .corpus import HERE

SHARED: Final = Path(__file__).resolve().parents[3] / "shared/graphs"
ALIGNMENTS: Final = sorted((folder("ontology") / "alignments").glob("*.ttl"))
FILES: Final = sorted(p for p in SHARED.rglob("*") if p.suffix in (".ttl", ".csv"))
# owlrl can be given all of these.
SMALL: Final = [path for path in FILES if path.stat().st_size < 50_000]
# What stands in one folder belongs together.
SETS: Final = sorted({SHARED / p.relative_to(SHARED).parts[0] for p in FILES})
# Enough of each table; its other rows have the same columns.
ROWS: Final = 300
# The other files are lists of concepts, from which nothing follows.
WITH_AXIOMS: Final = frozenset(("essglobal-vocab-1.1.ttl", "sdgs-ontology.ttl"))


@cache
def ontology() -> Graph:
    """Our ontology without its alignments."""
    return _read(
        path for path in folder("ontology").rglob("*.ttl") if path not in ALIGNMENTS
    )


def _read(paths: Iterable[Path]) -> Graph:
    graph = Graph()
    for path in sorted(paths):
        if path.suffix == ".ttl":
            graph.parse(path, format="turtle")
        else:
            graph += _table(path)
    return graph


def _table(path: Path) -> Graph:
    """Return a table as a graph: a thing for each row, a property for each column."""
    address = f"https://example.org/{path.name}#"
    graph = Graph().parse(HERE / "columns.ttl", format="turtle")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            if number > ROWS:
                break
            for column, value in row.items():
                if value:
                    graph.add(
                        (
                            URIRef(f"{address}row={number}"),
                            URIRef(address + quote(column)),
                            Literal(value),
                        )
                    )
    return graph


def _is_as_by_owlrl(graph: Graph) -> set[object]:
    found = set(close(graph, cliques=True))
    expected = set(close_by_reference(graph))
    assert found == expected, (
        f"only ours: {sorted(found - expected)[:5]}\n"
        f"only owlrl: {sorted(expected - found)[:5]}\n"
        "find the smallest case, decide by the profile who is right, and add it "
        "to tests/entailment/cases"
    )
    return set(found)


def test_there_are_alignments() -> None:
    assert len(ALIGNMENTS) >= 7


def test_there_are_foreign_graphs(reference: Path) -> None:
    assert len(FILES) >= 20
    assert {path.name for path in SETS} >= {"essglobal", "jp-areas", "sdg"}


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_the_ontology_with_an_alignment(path: Path) -> None:
    assert _is_as_by_owlrl(ontology() + _read([path]))


def test_the_ontology_with_all_alignments() -> None:
    assert _is_as_by_owlrl(ontology() + _read(ALIGNMENTS))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_foreign_graph_alone(path: Path) -> None:
    found = _is_as_by_owlrl(_read([path]))
    assert bool(found) == (path.name in WITH_AXIOMS or path.suffix == ".csv")


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name)
def test_leaving_statements_out_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = _read([path])
    quick = set(close_by_reference(graph))
    monkeypatch.setattr(owlrl, "_EQUALITIES", ((None, RDF.type, None),))
    assert set(close_by_reference(graph)) == quick


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_a_foreign_graph_with_our_ontology(path: Path) -> None:
    foreign = _read(p for p in FILES if p.is_relative_to(path))
    assert _is_as_by_owlrl(ontology() + _read(ALIGNMENTS) + foreign)
