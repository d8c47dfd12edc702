"""Every shape lets good data pass and finds what is wrong with the rest.

A case is a Turtle file in the folder that has the name of the shapes' file:

``pass-<node shape>[-<variant>].ttl``
    Data with a focus node of that shape, and nothing wrong with it.
``fail-<rule>[-<variant>].ttl``
    Data that breaks that rule and no other. A rule is a shape that a report
    can name: a property shape, or a node shape with a constraint of its own.

A case begins with a comment that says in one sentence what it shows. What it
refers to and does not describe is taken from ``neighbours.ttl``. A new case is
a new file; a new shape needs one of each kind:

    pytest tests/shapes
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import prefixes, shorten
from tsunagari.resources import folder
from tsunagari.validation.agreement import differences
from tsunagari.validation.compiled.results import read_report
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.report import Severity
from tsunagari.validation.shacl import Validation, validate_graph
from tsunagari.validation.shapes import read_shapes

# The outcome of a case is used more than once, so one process runs them all.
pytestmark = pytest.mark.xdist_group("shapes")

HERE = Path(__file__).parent
NEIGHBOURS = Graph().parse(HERE / "neighbours.ttl")
CASES = sorted(HERE.glob("*/*.ttl"))
PASSING = [path for path in CASES if path.name.startswith("pass-")]
FAILING = [path for path in CASES if path.name.startswith("fail-")]

FILES = {
    path.stem: Graph().parse(path) for path in sorted(folder("shapes").glob("*.ttl"))
}
SHAPES = read_shapes()
NAMESPACE = prefixes()["ssesh"]
# What a shape says that is no constraint; all its other statements are.
NO_CONSTRAINT = {
    RDF.type,
    SH.description,
    SH.message,
    SH.name,
    SH.path,
    SH.property,
    SH.qualifiedValueShape,
    SH.severity,
    SH.targetClass,
    SH.targetNode,
    SH.targetSubjectsOf,
}


def local(shape: Node) -> str:
    return str(shape).removeprefix(NAMESPACE)


def named(kind: Node) -> dict[str, Node]:
    """The shapes of that kind that have an IRI, by their local names."""
    found = SHAPES.subjects(RDF.type, kind)
    return {local(shape): shape for shape in found if isinstance(shape, URIRef)}


def constraints(shape: Node) -> set[URIRef]:
    """The constraint components that the shape uses, as a report names them."""
    return {
        SH[name[0].upper() + name[1:] + "ConstraintComponent"]
        for predicate in set(SHAPES.predicates(shape)) - NO_CONSTRAINT
        for name in [str(predicate).removeprefix(str(SH))]
    }


NODE_SHAPES = named(SH.NodeShape)
PROPERTY_SHAPES = named(SH.PropertyShape)
# A report does not name a property shape that is only part of a sh:or.
PARTS = {
    name: shape
    for name, shape in PROPERTY_SHAPES.items()
    if (None, SH.property, shape) not in SHAPES
}
RULES = {
    name: shape
    for name, shape in {**NODE_SHAPES, **PROPERTY_SHAPES}.items()
    if constraints(shape) and name not in PARTS
}
HOMES = {
    name: stem
    for stem, graph in FILES.items()
    for name, shape in {**NODE_SHAPES, **PROPERTY_SHAPES}.items()
    if (shape, RDF.type, None) in graph
}


def meant(path: Path, names: Iterable[str]) -> str:
    """The longest of the names that the case's file name gives."""
    stem = path.stem.partition("-")[2]
    fits = [name for name in names if stem == name or stem.startswith(f"{name}-")]
    assert fits, f"{path.parent.name}/{path.name} names no shape"
    return max(fits, key=len)


@cache
def with_neighbours(path: Path) -> Graph:
    """The case, and of the neighbours those that it or one of them refers to."""
    data = Graph().parse(path)
    asked: set[Node] = set()
    while new := data.all_nodes() - asked:
        asked |= new
        for node in new:
            for triple in NEIGHBOURS.triples((node, None, None)):
                data.add(triple)
    return data


@cache
def outcome(path: Path) -> Validation:
    return validate_graph(with_neighbours(path), SHAPES)


def focus_nodes(data: Graph, shape: Node) -> set[Node]:
    found = set(SHAPES.objects(shape, SH.targetNode)) & data.all_nodes()
    for target in SHAPES.objects(shape, SH.targetClass):
        found.update(data.subjects(RDF.type, target))
    for target in SHAPES.objects(shape, SH.targetSubjectsOf):
        found.update(data.subjects(target))
    return found


def texts(shape: Node, predicate: Node) -> dict[str | None, str]:
    """The texts by language; two in one language count as none."""
    found = [o for o in SHAPES.objects(shape, predicate) if isinstance(o, Literal)]
    often = Counter(text.language for text in found)
    return {t.language: str(t) for t in found if often[t.language] == 1}


def number(shape: Node) -> int:
    match = re.match(r"SHP-([1-9][0-9]*): ", texts(shape, SH.message).get("en", ""))
    assert match, f"the message of ssesh:{local(shape)} begins with no SHP number"
    return int(match[1])


def case_id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", PASSING, ids=case_id)
def test_good_data_passes(path: Path) -> None:
    name = meant(path, NODE_SHAPES)
    assert focus_nodes(Graph().parse(path), NODE_SHAPES[name]), (
        f"nothing in the case is a focus node of ssesh:{name}"
    )
    problems = outcome(path).problems
    assert [p for p in problems if p.severity >= Severity.WARNING] == []


@pytest.mark.parametrize("path", FAILING, ids=case_id)
def test_bad_data_breaks_one_rule(path: Path) -> None:
    name = meant(path, RULES)
    rule = f"ssesh:{name}"
    problems = outcome(path).problems
    # What is only worth knowing (info) may come along.
    assert {
        p.rule for p in problems if p.severity > Severity.INFO or p.rule == rule
    } == {rule}
    prefix = f"SHP-{number(RULES[name])}: "
    for problem in problems:
        if problem.rule == rule:
            assert set(problem.messages) == {"en", "ja"}
            assert all(text.startswith(prefix) for text in problem.messages.values())


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_the_reference_finds_the_same(path: Path) -> None:
    found = outcome(path)
    assert found.handed_over == []
    report = validate_by_reference(with_neighbours(path), SHAPES)
    assert differences(found.results, read_report(report), SHAPES) == []


def test_neighbours_are_good_data() -> None:
    problems = validate_graph(NEIGHBOURS, SHAPES).problems
    assert [p for p in problems if p.severity >= Severity.WARNING] == []


def test_every_node_shape_has_a_case_that_passes() -> None:
    seen = {meant(path, NODE_SHAPES) for path in PASSING}
    missing = [
        f"tests/shapes/{HOMES[name]}/pass-{name}.ttl"
        for name in sorted(NODE_SHAPES.keys() - seen)
    ]
    assert not missing, "add " + ", ".join(missing)


def test_every_rule_has_a_case_that_fails() -> None:
    seen = {meant(path, RULES) for path in FAILING}
    missing = [
        f"tests/shapes/{HOMES[name]}/fail-{name}-<what is wrong>.ttl"
        for name in sorted(RULES.keys() - seen)
    ]
    missing += [
        f"tests/shapes/{HOMES[name]}/fail-{name}-<what is wrong>.ttl"
        for name in sorted(PARTS)
        if not any(path.stem.startswith(f"fail-{name}-") for path in FAILING)
    ]
    assert not missing, "add " + ", ".join(missing)


def test_every_constraint_of_a_rule_has_a_case_that_fails() -> None:
    broken = {
        (result.shape, result.component)
        for path in FAILING
        for result in outcome(path).results
    }
    missing = [
        f"tests/shapes/{HOMES[name]}/fail-{name}-….ttl that breaks {shorten(component)}"
        for name, shape in sorted(RULES.items())
        for component in sorted(constraints(shape))
        if (shape, component) not in broken
    ]
    assert not missing, "add " + ", ".join(missing)


def test_cases_and_shapes_pair_up() -> None:
    assert PASSING, "no case that passes was found"
    assert FAILING, "no case that fails was found"
    folders = {path.name for path in HERE.iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == set(FILES)
    strays = [
        path
        for stem in FILES
        for path in (HERE / stem).iterdir()
        if path not in {*PASSING, *FAILING}
    ]
    assert strays == [], "a case is named pass-….ttl or fail-….ttl"
    for path in PASSING:
        assert path.parent.name == HOMES[meant(path, NODE_SHAPES)], path.name
    for path in FAILING:
        assert path.parent.name == HOMES[meant(path, RULES)], path.name


@pytest.mark.parametrize("path", [*CASES, HERE / "neighbours.ttl"], ids=case_id)
def test_a_case_says_what_it_shows(path: Path) -> None:
    first, blank, *rest = path.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# [A-Z“].*\.", first), "it begins with no sentence"
    assert blank == ""
    declared = [line.split()[1:3] for line in rest if line.startswith("@prefix ")]
    assert declared == sorted(declared)
    for prefix, namespace in declared:
        assert namespace == f"<{prefixes()[prefix.rstrip(':')]}>"


def test_shapes_are_valid_shacl() -> None:
    # SHACL-SHACL (https://www.w3.org/TR/shacl/#shacl-shacl) is part of pyshacl.
    conforms, _, text = pyshacl.validate(
        Graph(), shacl_graph=SHAPES, meta_shacl=True, inference="none"
    )
    assert conforms, text


@pytest.mark.parametrize("name", sorted(PROPERTY_SHAPES))
def test_a_property_shape_explains_itself(name: str) -> None:
    shape = PROPERTY_SHAPES[name]
    for predicate in (SH.name, SH.description, SH.message):
        found = texts(shape, predicate)
        assert set(found) == {"en", "ja"}, predicate
        assert all(text.strip() for text in found.values()), predicate
    severities = list(SHAPES.objects(shape, SH.severity))
    assert len(severities) == 1
    assert severities[0] in {SH.Info, SH.Warning, SH.Violation}
    assert (None, None, shape) in SHAPES, "no shape uses it"


def test_shapes_have_names() -> None:
    assert NODE_SHAPES
    assert PROPERTY_SHAPES
    for shape in SHAPES.subjects(RDF.type):
        assert str(shape).startswith(NAMESPACE), shape
    for shape in SHAPES.objects(None, SH.property):
        assert local(shape) in PROPERTY_SHAPES, f"{shape} is not described"
    homes = Counter(s for g in FILES.values() for s in g.subjects(RDF.type))
    assert max(homes.values()) == 1, "a shape is described in one file"


def test_numbers_are_unique() -> None:
    often = Counter(number(shape) for shape in RULES.values())
    assert [n for n, times in often.items() if times > 1] == []
    # The part of a node shape says what the node shape says.
    said = [texts(shape, SH.message) for shape in RULES.values()]
    for name, shape in PARTS.items():
        assert texts(shape, SH.message) in said, name


def test_the_table_of_rules_is_complete() -> None:
    rows = []
    for name, shape in RULES.items():
        _, _, text = texts(shape, SH.message)["en"].partition(": ")
        severity = str(SHAPES.value(shape, SH.severity)).removeprefix(str(SH)).lower()
        rows.append(f"| SHP-{number(shape)} | `ssesh:{name}` | {severity} | {text} |")
    pages = [folder("shapes") / "README.md", *folder("graph_data").glob("*/README.md")]
    table = [
        line
        for page in pages
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("| SHP-")
    ]
    assert sorted(table) == sorted(rows)
