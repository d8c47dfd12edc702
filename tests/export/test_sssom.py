"""The mapping sets hold every mapping of the alignments, as SSSOM wants them.

The slots and values are those of the `SSSOM schema
<https://w3id.org/sssom/schema/>`_, version 1.0. The sssom library reads the
files as well where it is installed; it brings a hundred packages, so it is no
dependency of ours.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from rdflib import OWL, RDF, Graph, URIRef

from tsunagari import resources
from tsunagari.cli import main
from tsunagari.errors import SourceError
from tsunagari.export.sssom import (
    IN_DATA,
    RELATIONS,
    mapping_sets,
    write_mapping_sets,
)
from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import BASE, ONTOLOGY
from tsunagari.resources import folder

ALIGNMENTS: Final = sorted((folder("ontology") / "alignments").glob("*.ttl"))
SET_SLOTS: Final = {
    *("mapping_set_id", "mapping_set_version", "mapping_set_source"),
    *("mapping_set_title", "mapping_set_description", "license"),
}
SLOTS: Final = {
    *("subject_id", "subject_label", "predicate_id", "object_id"),
    *("mapping_justification", "author_label", "reviewer_label", "review_date"),
    *("confidence", "see_also", "comment"),
}
REQUIRED: Final = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
JUSTIFICATIONS: Final = {
    "semapv:BackgroundKnowledgeBasedMatching",
    "semapv:LexicalMatching",
    "semapv:ManualMappingCuration",
}
CURIE: Final = re.compile(r"[A-Za-z][\w-]*:[^\s|]+")

Triple = tuple[str, str, str]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    paths = write_mapping_sets(tmp_path_factory.mktemp("sssom"))
    return {path.name.removesuffix(".sssom.tsv"): path for path in paths}


def parts(path: Path) -> tuple[dict[str, str], set[str], list[dict[str, str]]]:
    """Read a file again: its prefixes, its other slots, and its rows."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line[1:] for line in lines if line.startswith("#")]
    pairs = [line.strip().split(": ", 1) for line in head if line.startswith("  ")]
    prefixes = {prefix: json.loads(iri) for prefix, iri in pairs}
    slots = {line.split(":")[0] for line in head if re.match(r"[a-z_]+:", line)}
    rows = list(csv.DictReader(lines[len(head) :], delimiter="\t"))
    return prefixes, slots - {"curie_map"}, rows


def stated(path: Path) -> Iterator[Triple]:
    """Yield the mappings that an alignment and the data state, as IRIs."""
    graph = Graph().parse(path)
    header = graph.value(predicate=RDF.type, object=OWL.Ontology)
    for s, p, o in graph:
        if s != header and p in RELATIONS and str(s).startswith(str(BASE)):
            yield str(s), str(p), str(o)
    if target := IN_DATA.get(path.stem):
        for s, p, o, name in read_sources().quads():
            if name != ONTOLOGY and p in RELATIONS and str(o).startswith(target):
                yield str(s), str(p), str(o)


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_a_set_has_the_mappings_of_its_alignment(
    written: dict[str, Path], path: Path
) -> None:
    prefixes, _, rows = parts(written[path.stem])

    def iri(name: str) -> str:
        prefix, _, rest = name.partition(":")
        return prefixes[prefix] + rest

    found = [
        (iri(row["subject_id"]), iri(row["predicate_id"]), iri(row["object_id"]))
        for row in rows
    ]
    expected = set(stated(path))
    assert expected, f"{path.name} maps nothing"
    assert len(found) == len(set(found))
    assert set(found) == expected


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_a_set_is_sssom(written: dict[str, Path], path: Path) -> None:
    prefixes, slots, rows = parts(written[path.stem])
    assert slots == SET_SLOTS
    assert REQUIRED | {"confidence", "comment"} <= rows[0].keys() <= SLOTS
    assert all(iri.endswith(("/", "#")) for iri in prefixes.values())
    used = set()
    for row in rows:
        names = [row[slot] for slot in sorted(REQUIRED)]
        assert all(CURIE.fullmatch(name) for name in names), names
        used |= {name.partition(":")[0] for name in names}
        assert row["mapping_justification"] in JUSTIFICATIONS
        assert 0.5 <= float(row["confidence"]) <= 1
        assert row["author_label"]
        assert row["subject_label"]
        # Either somebody has reviewed it, or the row says that nobody has.
        reviewed = bool(row.get("reviewer_label"))
        assert reviewed != ("Not reviewed" in row["comment"])
        for evidence in filter(None, row.get("see_also", "").split("|")):
            assert evidence.startswith(f"{BASE}evidence/")
    assert used == set(prefixes)


def test_what_the_data_maps_names_its_evidence(written: dict[str, Path]) -> None:
    for name, target in IN_DATA.items():
        prefixes, _, rows = parts(written[name])
        [prefix] = [p for p, iri in prefixes.items() if iri == target]
        of_data = [row for row in rows if row["object_id"].startswith(f"{prefix}:")]
        assert any(row["see_also"] for row in of_data), name


# What it imports warns of what it will drop.
@pytest.mark.filterwarnings("ignore")
def test_the_sssom_library_accepts_the_sets(written: dict[str, Path]) -> None:
    reason = "sssom is not installed (pip install sssom: a hundred packages)"
    parsers = pytest.importorskip("sssom.parsers", reason=reason)
    validators = pytest.importorskip("sssom.validators", reason=reason)
    kinds = pytest.importorskip("sssom.constants", reason=reason).SchemaValidationType
    checks = [kinds.JsonSchema, kinds.PrefixMapCompleteness, kinds.StrictCurieFormat]
    for path in written.values():
        frame = parsers.parse_sssom_table(str(path))
        assert len(frame.df) == len(parts(path)[2])
        reports = validators.validate(frame, checks, fail_on_error=False)
        found = {kind: report.results for kind, report in reports.items()}
        assert found == {kind: [] for kind in checks}, path.name


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The table of a project that consists of its ontology alone."""
    shutil.copytree(folder("ontology"), tmp_path / "ontology")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    return tmp_path / "ontology" / "alignments" / "justifications.csv"


def test_a_relation_without_justification_is_an_error(spoiled: Path) -> None:
    lines = spoiled.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("sdg,")]
    assert len(kept) == len(lines) - 1
    spoiled.write_text("".join(kept), encoding="utf-8")
    with pytest.raises(SourceError, match=r"no row for rdfs:seeAlso of sdg\.ttl"):
        mapping_sets()


def test_a_justification_of_nothing_is_an_error(spoiled: Path) -> None:
    with spoiled.open("a", encoding="utf-8") as file:
        file.write("sdg,skos:exactMatch,semapv:LexicalMatching,1,x,,,x\n")
    with pytest.raises(SourceError, match=r"nothing is mapped by .*'sdg'"):
        mapping_sets()


def test_a_name_that_no_prefix_shortens_is_an_error(spoiled: Path) -> None:
    with spoiled.with_name("sdg.ttl").open("a", encoding="utf-8") as file:
        file.write("\nconcept:cooperative rdfs:seeAlso <urn:example:x> .\n")
    with pytest.raises(SourceError, match="urn:example:x: no prefix fits"):
        mapping_sets()


def test_a_reviewer_takes_the_place_of_the_remark(spoiled: Path) -> None:
    text = spoiled.read_text(encoding="utf-8")
    reviewed = text.replace("Tsunagari contributors,,", "Tsunagari contributors,R,", 1)
    spoiled.write_text(reviewed, encoding="utf-8")
    rows = [row for mapping_set in mapping_sets() for row in mapping_set.rows]
    named = [row for row in rows if row["reviewer_label"] == "R"]
    assert named
    assert [row for row in rows if "Not reviewed" not in row["comment"]] == named


def test_the_command_writes_a_file_per_alignment(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["mappings", str(tmp_path / "new")])
    assert result.exit_code == 0, result.output
    names = {path.name for path in (tmp_path / "new").iterdir()}
    assert names == {f"{path.stem}.sssom.tsv" for path in ALIGNMENTS}
    assert len(result.output.splitlines()) == len(names)


def test_the_relations_of_the_alignments_are_all_covered() -> None:
    for path in ALIGNMENTS:
        graph = Graph().parse(path)
        header = graph.value(predicate=RDF.type, object=OWL.Ontology)
        for s, p, o in graph:
            outward = isinstance(o, URIRef) and str(s).startswith(str(BASE))
            if s != header and outward and p != RDF.type:
                assert p in RELATIONS, f"{path.name}: {p}"
