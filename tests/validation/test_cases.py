"""Each component by hand: shapes, data, and the report the recommendation wants.

A case is a TriG file in ``cases``. The graph ``:shapes`` holds the shapes,
``:data`` the data, and the default graph the expected report; a result without
``sh:resultSeverity`` is a violation. Where pyshacl differs from the
`recommendation <https://www.w3.org/TR/shacl/>`_, the graph ``:reference`` holds
the report that pyshacl gives, and the file begins with the clause it departs
from; ``shapes/README.md`` lists these files.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, Dataset, Graph, Literal, Namespace

from tsunagari.resources import folder
from tsunagari.validation.agreement import differences
from tsunagari.validation.compiled import other
from tsunagari.validation.compiled.results import Result, read_report
from tsunagari.validation.compiled.vocabulary import CONSTRAINTS
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.shacl import validate_graph

EX = Namespace("https://example.org/")
CASES = sorted((Path(__file__).parent / "cases").glob("*.trig"))


def read(path: Path) -> Dataset:
    return Dataset().parse(path, format="trig")


def part(case: Dataset, name: str) -> Graph:
    return Graph() + case.graph(EX[name])


def results(report: Graph) -> list[Result]:
    for result in report.objects(None, SH.result):
        if (result, SH.resultSeverity, None) not in report:
            report.add((result, SH.resultSeverity, SH.Violation))
    return read_report(report)


def unlike(ours: list[Result], expected: Graph, shapes: Graph) -> list[str]:
    """The differences, where a path is described by either graph."""
    both = shapes + expected
    theirs = results(Graph() + expected)
    return differences(ours, theirs, both)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_report_is_what_the_recommendation_says(path: Path) -> None:
    case = read(path)
    shapes, expected = part(case, "shapes"), Graph() + case.default_graph
    found = validate_graph(part(case, "data"), shapes)
    assert found.handed_over == []
    assert unlike(found.results, expected, shapes) == []
    assert differences(read_report(found.report), found.results, shapes) == []
    (conforms,) = expected.objects(None, SH.conforms)
    assert list(found.report.objects(None, SH.conforms)) == [conforms]
    assert conforms == Literal(not found.results)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_reference_says_the_same_or_what_is_listed(path: Path) -> None:
    case = read(path)
    shapes = part(case, "shapes")
    report = validate_by_reference(part(case, "data"), shapes)
    differs = len(part(case, "reference")) > 0
    expected = part(case, "reference") if differs else Graph() + case.default_graph
    assert unlike(read_report(report), expected, shapes) == []
    readme = (folder("shapes") / "README.md").read_text(encoding="utf-8")
    assert differs == (f"`{path.stem}`" in readme)


def test_a_long_list_is_like_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other, "MANY", 0)
    test_the_report_is_what_the_recommendation_says(CASES[0].with_stem("in"))


def test_every_parameter_has_a_case() -> None:
    used = {p for path in CASES for p in part(read(path), "shapes").predicates()}
    assert set(CONSTRAINTS) - used == set()
