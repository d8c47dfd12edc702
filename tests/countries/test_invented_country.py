"""A second country: Zedland, invented, laid out by the command and filled in.

The sources of the project stay as they are; Zedland stands in a folder beside
them. What is asked here is asked of Japan and of Zedland by the same queries.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph

from tsunagari import resources
from tsunagari.cli import main
from tsunagari.errors import SourceError, ValidationError
from tsunagari.export.sssom import mapping_sets
from tsunagari.graph.sources import read_sources
from tsunagari.naming.words import words
from tsunagari.release.build import build, check
from tsunagari.release.releases import Release, Releases
from tsunagari.resources import ADDED
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import read_queries, stored_query

pytestmark = pytest.mark.xdist_group("release")

ZEDLAND = Path(__file__).parents[1] / "data" / "zedland"
NAMES = ("--name-en", "Zedland", "--name-ja", "ゼッドランド", "--language", "eo")
COMPARISONS = ("CMP-2", "CMP-3", "CMP-4", "CMP-5")
ZZ = "https://w3id.org/tsunagari/zz/"
PLACE = "https://w3id.org/tsunagari/place/"
QUOTATION = "Komunumo Rivero (gildo-numero 17), kooperativo de komunaĵo"
Row = tuple[str, ...]


@contextmanager
def added(top: Path) -> Iterator[None]:
    """Read *top* beside the project's own sources for a while."""
    before = os.environ.get(ADDED)
    resources.add([top])
    try:
        yield
    finally:
        if before is None:
            del os.environ[ADDED]
        else:
            os.environ[ADDED] = before


def laid_out(top: Path) -> Path:
    """Zedland as the command leaves it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ADDED, "")
        arguments = ["country", "new", "zz", "--into", str(top), *NAMES]
        done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.stderr
    return top


def filled_in(top: Path) -> Path:
    """Zedland with its forms, organizations, a funding and a partnership."""
    laid_out(top)
    for path in sorted(p for p in ZEDLAND.rglob("*.*") if p.name != "README.md"):
        there = top / path.relative_to(ZEDLAND)
        text = path.read_text(encoding="utf-8")
        if "alignments" in there.parts:
            there.parent.mkdir(exist_ok=True)
        else:
            assert there.is_file(), f"the command lays out no {there.name}"
        if path.suffix == ".ttl" and there.is_file():
            text = there.read_text(encoding="utf-8") + text
        there.write_text(text, encoding="utf-8")
    return top


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_in(tmp_path_factory.mktemp("zedland"))


@pytest.fixture(scope="module")
def both(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of Japan and Zedland."""
    with added(sources):
        return build(Releases(tmp_path_factory.mktemp("releases")))


@pytest.fixture
def spoilt(sources: Path, tmp_path: Path) -> Path:
    """A copy of Zedland to spoil."""
    return Path(shutil.copytree(sources, tmp_path / "spoilt"))


def rows(release: Release, name: str) -> set[Row]:
    data = release.engine().query(stored_query(name).text)
    found = json.loads(data.serialize(format_named("json")))
    names = found["head"]["vars"]
    return {
        tuple(row[n]["value"] if n in row else "" for n in names)
        for row in found["results"]["bindings"]
    }


def in_country(found: set[Row], code: str) -> set[Row]:
    return {row[1:] for row in found if row[0] == PLACE + code}


def test_nothing_is_wrong_with_it(both: Release) -> None:
    text = (both.path / "validation-report.txt").read_text(encoding="utf-8")
    assert "VIOLATION" not in text
    told = [
        block.splitlines()[0].split()
        for block in text.split("\n\n")
        if "graph_data/zz/" in block
    ]
    # An invented country has no code in ESSGlobal's list.
    assert {rule for severity, rule, *_ in told if severity == "WARNING"} == {
        "ssesh:Initiative-knownCountry:"
    }


def test_the_reasoner_finds_the_classes_of_its_forms(both: Release) -> None:
    kinds = {
        (kind.partition("#")[2], form.removeprefix(ZZ))
        for kind, form, _ in in_country(rows(both, "CMP-2"), "zz")
    }
    assert kinds == {
        ("EconomicSocialHybridForm", "form/village-trust"),
        ("FullSSEForm", "form/commons-cooperative"),
        ("SocialDemocraticHybridForm", "form/neighbour-circle"),
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CMP-3", {(f"{ZZ}form/commons-cooperative", "1")}),
        (
            "CMP-4",
            {
                (
                    f"{ZZ}org/treasury",
                    f"{ZZ}org/river-commons",
                    "https://w3id.org/tsunagari/concept/grant",
                    "2019",
                )
            },
        ),
        (
            "CMP-5",
            {
                (f"{ZZ}partnership/river-and-hill", f"{ZZ}org/river-commons"),
                (f"{ZZ}partnership/river-and-hill", f"{ZZ}org/hill-trust"),
            },
        ),
    ],
)
def test_it_answers_the_stored_queries(
    both: Release, name: str, expected: set[Row]
) -> None:
    assert in_country(rows(both, name), "zz") == expected


@pytest.mark.parametrize("name", COMPARISONS)
def test_japan_answers_beside_it_as_before(
    both: Release, release: Release, name: str
) -> None:
    before = in_country(rows(release, name), "jp")
    assert before
    assert in_country(rows(both, name), "jp") == before
    assert {row[0] for row in rows(release, name)} == {PLACE + "jp"}


@pytest.mark.parametrize(
    "name", [query.header["id"] for query in read_queries("competency")]
)
def test_the_questions_about_japan_keep_their_answers(
    both: Release, release: Release, name: str
) -> None:
    assert rows(both, name) == rows(release, name)


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        ("zzorg:river-commons a sse:SSEOrganization", True),
        ("zzorg:hill-trust a sse:SSEOrganization", False),
        ("zzorg:treasury sse:funds zzorg:river-commons", True),
        ("zzorg:hill-trust sse:partneredWith zzorg:river-commons", True),
        ("?o qb:dataSet statistics:organizations-by-form ; sse:count 1 ; "
         "sse:countedForm zzform:commons-cooperative", True),
        ("GRAPH graph:essglobal { zzorg:river-commons a essglobal:SSEInitiative }",
         True),
        ("GRAPH graph:essglobal "
         "{ zzorg:river-commons essglobal:legalForm ess-form:L2 }", True),
        ("GRAPH graph:essglobal { zzorg:hill-trust a essglobal:SSEInitiative }", False),
        ("GRAPH ?e { zzorg:river-commons sse:legalForm ?f } ?e "
         "prov:wasQuotedFrom src:zedland-atlas ; oa:hasSelector/oa:exact ?words", True),
    ],
)  # fmt: skip
def test_its_prefixes_are_known_in_queries(
    both: Release, sources: Path, pattern: str, holds: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ADDED, str(sources))
        done = CliRunner().invoke(
            main,
            [
                "query",
                f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}",
                *("--format", "csv"),
                *("--releases", str(both.path.parent)),
            ],
        )
    assert done.exit_code == 0, done.stderr
    assert (done.stdout.split()[-1] != "0") is holds


def test_its_mappings_are_a_set_of_their_own(sources: Path) -> None:
    with added(sources):
        sets = {s.name: s.rows for s in mapping_sets()}
    (row,) = sets["zz-essglobal"]
    assert row["subject_label"] == "commons cooperative"
    assert row["object_id"] == "ess-form:L2"
    assert "essglobal" in sets


def test_linking_knows_its_words_beside_those_of_japan(sources: Path) -> None:
    words.cache_clear()
    try:
        with added(sources):
            found = words()
        assert {"kooperativo", "ltd"} <= found.forms
        phrases = {phrase.words: phrase.kind for phrase in found.phrases}
        assert phrases["village", "trust"] == "foundation"
        assert phrases["property", "ward"] == "ward"
        assert found.legal("guild-number")
        assert found.legal("corporate-number")
    finally:
        words.cache_clear()


def test_the_release_declares_its_prefixes(both: Release, release: Release) -> None:
    for one, there in ((both, True), (release, False)):
        void = (one.path / "void.ttl").read_text(encoding="utf-8")
        assert (f"{ZZ}form/" in void) is there


def test_it_is_a_data_set_of_its_own(both: Release, release: Release) -> None:
    note = both.manifest["datasets"]["zz"]
    assert "Zedland" in note["titles"]["en"]
    assert "ゼッドランド" in note["titles"]["ja"]
    assert "datasets/zz.nq" in both.manifest["files"]
    assert "zz" not in release.manifest["datasets"]
    lines = (both.path / "datasets" / "zz.nq").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 50
    others = {"brief", "jp"}
    for name in others:
        mine = (both.path / "datasets" / f"{name}.nq").read_bytes()
        assert mine == (release.path / "datasets" / f"{name}.nq").read_bytes()


def test_it_has_an_id_of_its_own_and_the_same_again(
    both: Release, release: Release, sources: Path, tmp_path: Path
) -> None:
    assert both.id != release.id
    moved = Path(shutil.copytree(sources, tmp_path / "elsewhere"))
    with added(moved):
        assert build(Releases(both.path.parent)).id == both.id


def test_the_examples_of_the_templates_are_good_data(tmp_path: Path) -> None:
    """What the comments offer to copy is accepted as soon as it is copied."""
    top = laid_out(tmp_path / "zedland")
    changed = 0
    for path in sorted(top.rglob("*.t*")):
        text = path.read_text(encoding="utf-8")
        bare = "".join(
            line[3:] if line.startswith("#| ") else "\n" if line == "#|\n" else line
            for line in text.splitlines(keepends=True)
        )
        if path.suffix in (".ttl", ".trig") and bare != text:
            changed += 1
            path.write_text(bare, encoding="utf-8")
    assert changed >= 5
    with added(top):
        checked = check()
    checked.report.raise_for_violations(checked.files_about)
    merged: Graph = checked.assembly.merged
    about = {str(s) for s in merged.subjects() if str(s).startswith(ZZ)}
    assert {f"{ZZ}form/NAME-OF-FORM", f"{ZZ}org/NAME-OF-BODY"} <= about


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_prefix_that_is_not_declared_is_refused(spoilt: Path) -> None:
    path = spoilt / "graph_data" / "zz" / "organizations.trig"
    spoil(path, "zzorg:hill-trust", "zzbody:hill-trust")
    with added(spoilt), pytest.raises(SourceError) as caught:
        read_sources()
    assert str(caught.value).startswith("graph_data/zz/organizations.trig")
    assert "zzbody" in str(caught.value)


def test_a_data_set_without_texts_is_refused(spoilt: Path) -> None:
    (spoilt / "graph_data" / "zz" / "datasets.toml").unlink()
    with added(spoilt), pytest.raises(SourceError) as caught:
        check()
    assert "graph_data/zz/datasets.toml" in str(caught.value)


def test_a_language_that_is_not_declared_is_refused(spoilt: Path) -> None:
    path = spoilt / "ontology" / "vocabularies" / "zz" / "forms.ttl"
    spoil(path, '    dcterms:language "eo" ;\n', "")
    with added(spoilt):
        checked = check()
    problems = {(p.rule, p.value) for p in checked.report.violations}
    assert problems == {("HYG-16", "Komunumo Rivero"), ("HYG-16", QUOTATION)}


def test_evidence_without_a_source_is_refused(spoilt: Path, tmp_path: Path) -> None:
    path = spoilt / "graph_data" / "zz" / "organizations.trig"
    spoil(path, "prov:wasQuotedFrom src:zedland-atlas", "prov:wasQuotedFrom src:nobody")
    with added(spoilt), pytest.raises(ValidationError) as caught:
        build(Releases(tmp_path / "releases"))
    assert "SHP-1:" in str(caught.value)
    assert "graph_data/zz/organizations.trig" in str(caught.value)
