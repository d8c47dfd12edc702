"""``tsunagari link`` as a user calls it."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import SH, Graph, Literal

from tsunagari.cli import main
from tsunagari.resources import folder

GRAPH = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <http://www.w3.org/ns/org#> .
<https://example.org/1> a org:Organization ;
    rdfs:label "Japanese Consumers Co-operative Union" , "" .
<https://example.org/2> a org:Organization ; rdfs:label "Nobody we know" .
"""
OUTPUTS = ("foreign.links.nq", "foreign.review.csv", "foreign.sssom.tsv")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "foreign.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


def link(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["link", *map(str, arguments)])


def test_a_foreign_graph_is_linked(foreign: Path, tmp_path: Path) -> None:
    result = link(foreign, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "foreign.ttl: read 2 organizations" in result.stdout
    assert "empty-label: 1 ×" in result.stdout
    assert "links proposed: 1 skos:exactMatch" in result.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [*OUTPUTS]
    text = (tmp_path / "out" / "foreign.review.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert row["our IRI"] == "https://w3id.org/tsunagari/jp/org/jccu"


INITIATIVES = """
@prefix e: <https://lod.coop/essglobal/2.1/vocab/> .
@prefix gr: <http://purl.org/goodrelations/v1#> .
<https://example.org/1> a e:SSEInitiative ; gr:name "Nobody we know" .
<https://example.org/2> a e:SSEInitiative .
"""


def test_shapes_of_a_profile_that_is_used_are_asked(tmp_path: Path) -> None:
    path = tmp_path / "foreign.ttl"
    path.write_text(INITIATIVES, encoding="utf-8")
    result = link(path, "--out", tmp_path / "out")
    assert result.exit_code == 0
    (line,) = [x for x in result.stdout.splitlines() if x.startswith("profile ")]
    assert "1 × ESS-1" in line
    report = Graph().parse(tmp_path / "out" / "foreign.essglobal.report.ttl")
    assert (None, SH.conforms, Literal(False)) in report
    nodes = {str(node) for node in report.objects(None, SH.focusNode)}
    assert "https://example.org/2" in nodes


def test_a_graph_that_no_profile_speaks_of_is_told(
    foreign: Path, tmp_path: Path
) -> None:
    result = link(foreign, "--out", tmp_path / "out")
    assert "no profile of ours speaks of what is in it" in result.stdout


def test_two_runs_write_the_same_bytes(foreign: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert link(foreign, "--out", tmp_path / name).exit_code == 0
    for name in OUTPUTS:
        first, second = (tmp_path / run / name for run in ("a", "b"))
        assert first.read_bytes() == second.read_bytes() != b""


def test_a_decision_is_respected(foreign: Path, tmp_path: Path) -> None:
    assert link(foreign, "--out", tmp_path / "a").exit_code == 0
    written = (tmp_path / "a" / "foreign.sssom.tsv").read_text("utf-8")
    lines = written.splitlines()
    columns, row = lines[-2].split("\t"), lines[-1].split("\t")
    row[columns.index("reviewer_label")] = "A. Reader"
    row[columns.index("predicate_modifier")] = "Not"
    decisions = tmp_path / "decided.tsv"
    decisions.write_text("\n".join([*lines[:-1], "\t".join(row), ""]), "utf-8")
    result = link(foreign, "--decisions", decisions, "--out", tmp_path / "b")
    assert "links rejected: 1 skos:exactMatch" in result.stdout
    assert "proposed" not in result.stdout
    assert "jccu" not in (tmp_path / "b" / "foreign.links.nq").read_text("utf-8")


def test_a_decision_on_what_is_not_there_is_told(foreign: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decided.tsv"
    decisions.write_text(
        "subject_id\tpredicate_id\tobject_id\treviewer_label\n"
        "jporg:jccu\tskos:exactMatch\thttps://example.org/gone\tA. Reader\n",
        encoding="utf-8",
    )
    result = link(foreign, "--decisions", decisions, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "not used: the decision on https://w3id.org/tsunagari/jp/org/jccu and " in (
        result.stdout
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.ttl", "there is no such file"),
        ("t.csv", "needs --mapping"),
        ("broken.ttl", "does not parse"),
    ],
)
def test_what_cannot_be_linked_is_told_without_a_traceback(
    tmp_path: Path, name: str, says: str
) -> None:
    (tmp_path / "t.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "broken.ttl").write_text("<", encoding="utf-8")
    out = tmp_path / "out"
    result = link(tmp_path / name, "--out", out)
    assert result.exit_code == 1
    assert says in result.stderr
    assert not out.exists()


def test_only_a_table_has_a_mapping(foreign: Path) -> None:
    mapping = folder("graph_data") / "linking" / "ica-members.toml"
    result = link(foreign, "--mapping", mapping)
    assert result.exit_code == 1
    assert "leave it out" in result.stderr
