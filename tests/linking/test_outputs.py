"""What is written: SSSOM, the linkset, the table for review; and decisions."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, VOID, Dataset, URIRef

from tsunagari.errors import LinkingError
from tsunagari.linking.bodies import Body
from tsunagari.linking.decisions import decided, read_decisions
from tsunagari.linking.links import Link
from tsunagari.linking.linkset import linkset
from tsunagari.linking.review import BOM, review
from tsunagari.linking.sssom import COLUMNS, sssom

ORG = "https://w3id.org/tsunagari/jp/org/"
ONE = Link(
    f"{ORG}jccu",
    "https://lod.coop/ica/103",
    "skos:exactMatch",
    0.97,
    "“a”\tand\n“b”",
    "semapv:LexicalSimilarityThresholdMatching",
    left_label="=JCCU",
    right_label="JCCU, “the union”",
)
TWO = replace(ONE, left=f"{ORG}zen-noh", right="https://lod.coop/ica/104", score=0.9)
THINGS = {
    iri: Body(iri, iri, ()) for link in (ONE, TWO) for iri in (link.left, link.right)
}


def rows(text: str) -> list[dict[str, str]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_sssom_has_justification_confidence_and_reviewer() -> None:
    accepted = replace(
        TWO, status="accepted", reviewer="A. Reader", reviewed="2026-11-30"
    )
    text = sssom([ONE, accepted], "https://example.org/set", "A set")
    assert '#  jporg: "https://w3id.org/tsunagari/jp/org/"' in text
    assert '#mapping_set_id: "https://example.org/set"' in text
    first, second = rows(text)
    assert tuple(first) == COLUMNS
    assert first["subject_id"] == "jporg:jccu"
    assert first["object_id"] == "n1:103"
    assert first["mapping_justification"].startswith("semapv:")
    assert (first["confidence"], first["other"]) == ("0.97", "status=proposed")
    assert first["comment"] == "“a” and “b”"
    assert (second["confidence"], second["reviewer_label"]) == ("1", "A. Reader")


def test_what_is_written_is_read_again_as_decisions(tmp_path: Path) -> None:
    accepted = replace(ONE, status="accepted", reviewer="A. Reader")
    rejected = replace(TWO, status="rejected", reviewer="A. Reader")
    path = tmp_path / "d.sssom.tsv"
    path.write_text(sssom([accepted, rejected], "urn:s", "s"), encoding="utf-8")
    decisions = read_decisions(path)
    assert decisions[ONE.key].holds
    assert not decisions[TWO.key].holds
    # Found or not, an accepted link stays; a rejected one is no link.
    for found in ([ONE, TWO], [TWO]):
        kept = {link.key: link for link in decided(found, decisions, THINGS)}
        assert kept[ONE.key].status == "accepted"
        assert kept[TWO.key].status == "rejected"
        assert kept[TWO.key].reviewer == "A. Reader"
    assert decided([], decisions, {}) == []


def test_what_is_settled_has_no_other_proposals(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    accepted = replace(ONE, status="accepted", reviewer="A. Reader")
    path.write_text(sssom([accepted], "urn:s", "s"), encoding="utf-8")
    other = replace(ONE, left=f"{ORG}hew-co-op-japan")
    kept = decided([ONE, other], read_decisions(path), THINGS)
    assert [link.left for link in kept] == [ONE.left]


def test_rows_without_a_reviewer_decide_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    path.write_text(sssom([ONE], "urn:s", "s"), encoding="utf-8")
    assert read_decisions(path) == {}
    assert decided([ONE], {}, THINGS) == [ONE]


HEADER = "subject_id\tpredicate_id\tobject_id\tpredicate_modifier\treviewer_label\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("subject_id\tobject_id\n", "no column 'predicate_id'"),
        (
            HEADER + "x:a\tskos:exactMatch\turn:b\t\tR\n",
            "line 2: 'x:a' has no declared",
        ),
        (HEADER + "urn:a\tskos:related\turn:b\t\tR\n", "no relation of links"),
        (
            HEADER
            + "urn:a\tskos:exactMatch\turn:b\t\tR\n"
            + "urn:a\tskos:exactMatch\turn:b\tNot\tR\n",
            "line 3: this link is both accepted and rejected",
        ),
    ],
)
def test_faulty_decisions_are_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "d.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LinkingError, match=says):
        read_decisions(path)


def test_the_linkset_stands_in_a_graph_of_its_own() -> None:
    rejected = replace(TWO, status="rejected", reviewer="A. Reader")
    text = linkset([ONE, rejected], "ica", 'Links of "ica"\nand more')
    dataset = Dataset()
    dataset.parse(data=text, format="nquads")
    graphs = {str(name) for *_, name in dataset.quads()}
    assert graphs == {"https://w3id.org/tsunagari/graph/links/ica"}
    quads = [(s, p, o) for s, p, o, _ in dataset.quads()]
    assert (URIRef(ONE.left), SKOS.exactMatch, URIRef(ONE.right)) in quads
    assert not [s for s, _, _ in quads if str(s) == TWO.left]
    sets = [s for s, p, o in quads if (p, o) == (RDF.type, VOID.Linkset)]
    assert len(sets) == 1
    about = {p: str(o) for s, p, o in quads if s == sets[0]}
    assert about[VOID.triples] == "1"
    assert about[VOID.linkPredicate] == str(SKOS.exactMatch)
    assert text.splitlines() == sorted(text.splitlines())


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    text = review([ONE, TWO])
    assert text.startswith(BOM)
    found = list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))
    assert [row["score"] for row in found] == ["0.9000", "0.9700"]
    assert found[0]["our name"] == "'=JCCU"
    assert found[0]["their name"] == "JCCU, “the union”"
