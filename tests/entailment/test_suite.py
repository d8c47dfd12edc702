"""The folder "entailment" of the `SPARQL 1.1 suite of the W3C
<https://github.com/w3c/rdf-tests>`_, asked of data with its closure.

The suite tests engines that reason while a query runs; here the data is closed
first, and an engine that does not reason is asked. What then fails stands in
``suite.csv``, each with its reason. Where the reason is what the closure leaves
unsaid because it holds of everything (``unsaid`` is yes), the test passes once
that is said. Whatever is not listed there passes; whatever is listed and passes
must be struck from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from tsunagari.entailment.closure import close
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import format_named

from ..conformance.matching import same_tables
from ..conformance.results import READERS, Table
from .corpus import read_table

SUITE: Final = Path(__file__).resolve().parents[3] / "shared/suites/sparql11/entailment"
ABSENT: Final = "the suites of the W3C are not beside this checkout"
MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
RL: Final = URIRef("http://www.w3.org/ns/owl-profile/RL")
# Fewer tests than the suite has would be no proof.
TESTS: Final = 70


@dataclass(frozen=True)
class SuiteCase:
    """One test: a query, its data, the answer, and who must give it."""

    name: str
    query: Path
    data: Path
    result: Path
    in_profile: bool


def suite_cases() -> list[SuiteCase]:
    """Return all tests of the folder, as its manifest has them."""
    manifest = SUITE / "manifest.ttl"
    if not manifest.is_file():
        return []
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    (entries,) = graph.objects(None, MF.entries)
    found = []
    for entry in Collection(graph, entries):
        action = graph.value(entry, MF.action, any=False)
        assert action is not None, f"{entry} has no action"
        profiles = graph.value(action, SD.EntailmentProfile)
        # One profile stands alone, more are in a list.
        listed = list(Collection(graph, profiles)) if profiles else []
        found.append(
            SuiteCase(
                str(entry).partition("#")[2],
                _path(graph.value(action, QT.query, any=False)),
                _path(graph.value(action, QT.data, any=False)),
                _path(graph.value(entry, MF.result, any=False)),
                RL in listed or profiles == RL,
            )
        )
    return found


def _path(file: object) -> Path:
    return Path(unquote(urlsplit(str(file)).path))


FOUND: Final = suite_cases()
LISTED: Final = {row["test"]: row for row in read_table("suite")}


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.name)
def test_a_test_of_the_suite(case: SuiteCase) -> None:
    given = Graph().parse(case.data, format="turtle")
    inferred = close(given, cliques=True)
    told = _failure(case, given, inferred)
    if case.name not in LISTED:
        assert told is None, told
        return
    assert told is not None, f"{case.name} passes: strike it from suite.csv"
    told = _failure(case, given, inferred, _unsaid(given))
    passes = "yes" if told is None else "no"
    assert LISTED[case.name]["unsaid"] == passes, f"{case.name}: {told}"


def test_the_whole_suite_is_run_or_listed() -> None:
    if not SUITE.is_dir():
        pytest.skip(ABSENT)
    assert len(FOUND) == TESTS, "the manifest has other tests than it had"
    assert LISTED.keys() <= {case.name for case in FOUND}, "suite.csv lists others"
    assert all(row["reason"].strip() for row in LISTED.values())


def test_what_lies_inside_the_profile_passes() -> None:
    # What the manifest says is in RL, but for class expressions that only the
    # query has: no rule makes a class that nobody mentions.
    if not SUITE.is_dir():
        pytest.skip(ABSENT)
    inside = {case.name for case in FOUND if case.in_profile}
    assert len(inside) == 29, "the manifest has other tests of RL than it had"
    failing = {name for name in inside & LISTED.keys() if name != "simple1"}
    assert {LISTED[name]["unsaid"] for name in failing} == {"yes"}


def _failure(case: SuiteCase, *graphs: Graph) -> str | None:
    """Return how the answer from *graphs* differs, or ``None`` if it does not."""
    engine = OxigraphEngine.of_turtle(
        *(graph.serialize(format="turtle", encoding="utf-8") for graph in graphs)
    )
    text = case.query.read_text(encoding="utf-8")
    answer = engine.query(text).serialize(format_named("xml"))
    found, wanted = (
        READERS["xml"](body) for body in (answer, case.result.read_bytes())
    )
    if isinstance(wanted, Table) and isinstance(found, Table):
        same = same_tables(wanted, found)
    else:
        same = wanted is found
    return None if same else f"{text}\nexpected {wanted}\nfound {found}"


def _unsaid(given: Graph) -> Graph:
    """Return what holds of everything in *given*: eq-ref, scm-cls, scm-op, scm-dp."""
    said = Graph()
    for node in {node for triple in given for node in triple}:
        if not isinstance(node, Literal):
            said.add((node, OWL.sameAs, node))
    for kind in given.subjects(RDF.type, OWL.Class):
        for wider in (kind, OWL.Thing):
            said.add((kind, RDFS.subClassOf, wider))
        said.add((OWL.Nothing, RDFS.subClassOf, kind))
        for p in (RDFS.domain, RDFS.range):
            for property in given.subjects(p, kind):
                said.add((property, p, OWL.Thing))  # scm-dom1, scm-rng1
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for property in given.subjects(RDF.type, kind):
            said.add((property, RDFS.subPropertyOf, property))
    return said
