"""What a workbench contributes is what the project's sources take, and no more.

What was written with its evidence is read by the build like any other source. What
lacks something is written too, and the text beside it says what, in both languages.
What a file cannot carry is in no file, and told.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Dataset, Graph, URIRef

from tsunagari.cli import main
from tsunagari.graph.sources import read_sources, source_paths
from tsunagari.namespaces import CATALOG_GRAPHS, PROVENANCE, prefixes
from tsunagari.release.releases import Release, Releases
from tsunagari.resources import folder as folder_of
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.library import read_queries
from tsunagari.validation.hygiene import inspect
from tsunagari.validation.shacl import validate
from tsunagari.validation.shapes import read_shapes
from tsunagari.workbench.beginning import begin
from tsunagari.workbench.contributing.words import MISSING, WORDS
from tsunagari.workbench.filling import fill
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.layout import Layout, Nature
from tsunagari.workbench.writer import Writer

from .bench import Bench

MOST = 100_000
BASE = "http://localhost/"
DECLARED = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in prefixes().items())
RULES = {"HYG-02", "HYG-03", "HYG-04"}
NAME = "https://w3id.org/tsunagari/evidence/contributed-cooperative"
COOPERATIVE = """
    GRAPH ev:contributed-cooperative {
        jporg:contributed-cooperative
            a org:Organization ;
            rdfs:label "Contributed Co-op"@en , "提供生協"@ja ,
                "ていきょうせいきょう"@ja-Hrkt ;
            sse:legalForm form:consumer-cooperative .
    }
"""
QUOTED = """
    GRAPH graph:provenance {
        ev:contributed-cooperative
            a sse:Evidence ;
            prov:wasQuotedFrom src:contributed ;
            sse:reading concept:stated ;
            oa:hasSelector [
                a oa:TextQuoteSelector ;
                oa:exact "a *consumer* co-operative <b>called</b> Contributed"@en
            ] .
        src:contributed a sse:Source ; dcterms:title "An invented source"@en .
    }
"""


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def write(layout: Layout, *texts: str, who: str = "tests") -> None:
    with Writer.open(layout.top, MOST) as writer:
        for text in texts:
            writer.do(Job("update", who, text=DECLARED + text, base=BASE))


def contribute(layout: Layout, to: Path, *graphs: str) -> str:
    """Contribute, and return the text beside it."""
    more = [one for graph in graphs for one in ("--graph", graph)]
    result = command("contribute", layout.top, to, *more)
    assert result.exit_code == 0, result.output
    return (to / "README.md").read_text(encoding="utf-8")


def graphs_in(folder: Path) -> dict[str, Graph]:
    """The graphs of the file, as a reader of TriG sees them."""
    dataset = Dataset()
    dataset.parse(folder / "contribution.trig", format="trig")
    return {str(one.identifier): one for one in dataset.graphs() if len(one)}


def about(text: str, heading: str) -> str:
    """The part of the text below a heading, in English and in Japanese."""
    parts = re.split(r"^#{1,3} ", text, flags=re.MULTILINE)
    found = [part for part in parts if part.startswith(heading + "\n")]
    assert len(found) == 2, [part.split("\n")[0] for part in parts]
    return "".join(found)


@pytest.fixture
def empty(tmp_path: Path) -> Layout:
    """A workbench that began with nothing."""
    found = Layout(tmp_path / "bench")
    found.make(Nature())
    return found


@pytest.fixture
def layout(release: Release, tmp_path: Path) -> Layout:
    """A workbench that began with the release."""
    found = Layout(tmp_path / "bench")
    begin(found, Releases(release.path.parent))
    return found


def test_what_has_its_evidence_is_a_source_like_any_other(
    layout: Layout, tmp_path: Path
) -> None:
    write(layout, f"INSERT DATA {{ {COOPERATIVE} {QUOTED} }}", who="a_b")
    text = contribute(layout, tmp_path / "out")
    part = about(text, "ev:contributed-cooperative")
    for language in ("en", "ja"):
        assert WORDS[language]["whole"] in part
        assert WORDS[language]["missing"] not in part
        assert WORDS[language]["none_left"] in text
    assert "An invented source, src:contributed" in part
    # Words of others are shown and do nothing.
    assert r"“a \*consumer\* co-operative \<b\>called\</b\> Contributed” (en)" in part
    assert re.search(r"change 1, \d{4}-\d\d-\d\dT[\d:.]+Z, a\\_b \(update\)", part)
    assert re.search(r"変更1、\d{4}-\d\d-\d\dT[\d:.]+Z、a\\_b（update）", part)
    assert "concept:stated" in part
    assert "Statements: 5" in part
    assert 'jporg:contributed-cooperative rdfs:label "提供生協"@ja .' in part
    assert graphs_in(tmp_path / "out").keys() == {NAME, str(PROVENANCE)}
    copied = ("graph_data/jp/new.trig", tmp_path / "out" / "contribution.trig")
    sources = read_sources([*source_paths(), copied])
    assert URIRef(NAME) in sources.files[-1].graphs
    engine = CanonicalDataset(sources.quads(), CATALOG_GRAPHS).engine()
    queries = [one for one in read_queries("hygiene") if one.header["id"] in RULES]
    assert len(queries) == len(RULES)
    assert inspect(engine, queries) == []
    data = CanonicalDataset(read_sources([copied]).quads()).engine()
    found = validate(data, read_shapes())
    assert [one for one in found.results if "Evidence" in str(one.shape)] == []


def test_the_project_with_the_file_is_checked(
    layout: Layout, tmp_path: Path, small_project: Path
) -> None:
    write(layout, f"INSERT DATA {{ {COOPERATIVE} {QUOTED} }}")
    contribute(layout, tmp_path / "out")
    place = small_project / "graph_data" / "brief" / "contributed.trig"
    shutil.copy(tmp_path / "out" / "contribution.trig", place)
    result = command("check")
    assert result.exit_code == 0, result.output
    # Without what is said about it, it is refused: it was looked at.
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("prov:wasQuotedFrom", "prov:used"), encoding="utf-8")
    result = command("check")
    assert result.exit_code == 3
    assert "ev:contributed-cooperative" in result.output


def test_the_same_dataset_gives_the_same_bytes(empty: Layout, tmp_path: Path) -> None:
    """Whatever the blank nodes are called, and in whatever order it was written."""
    other = Layout(tmp_path / "other")
    other.make(Nature())
    blank = "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> [ <urn:p> 1 ] } }"
    more = "INSERT DATA { GRAPH <urn:g> { <urn:b> <urn:p> [ <urn:p> [] ] } }"
    write(empty, blank, more, f"INSERT DATA {{ {COOPERATIVE} }}")
    write(other, f"INSERT DATA {{ {COOPERATIVE} }}", more, blank)
    contribute(empty, tmp_path / "one")
    contribute(empty, tmp_path / "again")
    contribute(other, tmp_path / "two")
    trig = [
        (tmp_path / name / "contribution.trig").read_bytes()
        for name in ("one", "again", "two")
    ]
    assert trig[0] == trig[1] == trig[2]
    text = (tmp_path / "one" / "README.md").read_bytes()
    assert text == (tmp_path / "again" / "README.md").read_bytes()
    declared = re.findall(rb"^@prefix (\w+): ", trig[0], re.MULTILINE)
    assert declared == sorted(declared)
    assert b"ev" in declared
    assert b"skos" not in declared


# What is said about the graph, and what is then missing.
LACKING = {
    "": {"evidence", "source", "place", "reading"},
    "a sse:Evidence": {"source", "place", "reading"},
    "a sse:Evidence ; prov:wasQuotedFrom src:unheard": {
        *("described", "place", "reading")
    },
    "a sse:Evidence ; sse:locator 'page 3' ; sse:reading concept:stated": {"source"},
    "a sse:Evidence ; oa:hasSelector [ a oa:TextQuoteSelector ]": {
        *("source", "words", "reading")
    },
    "oa:hasSelector [ oa:exact 'no language' ] ; sse:reading concept:derived": {
        *("evidence", "source", "words", "note")
    },
    "sse:reading concept:stated , concept:derived ; skos:editorialNote 'x'@en": {
        *("evidence", "source", "place", "readings", "note")
    },
    "sse:reading <urn:guessed> ; skos:editorialNote 'x'@en , 'あ'@ja": {
        *("evidence", "source", "place", "readings")
    },
}


@pytest.mark.parametrize("said", LACKING)
def test_what_is_missing_is_told(empty: Layout, tmp_path: Path, said: str) -> None:
    described = f"GRAPH graph:provenance {{ ev:contributed-cooperative {said} }}"
    more = described if said else ""
    write(empty, f"INSERT DATA {{ {COOPERATIVE} {more} }}")
    part = about(contribute(empty, tmp_path / "out"), "ev:contributed-cooperative")
    for language in ("en", "ja"):
        told = {name for name, text in MISSING[language].items() if text in part}
        assert told == LACKING[said], language
    assert NAME in graphs_in(tmp_path / "out")


def test_every_lack_is_tried() -> None:
    tried = set().union(*LACKING.values()) | {"namespace"}
    assert tried == MISSING["en"].keys() == MISSING["ja"].keys()
    assert WORDS["en"].keys() == WORDS["ja"].keys()


def test_a_graph_of_another_name_is_written_and_named(
    empty: Layout, tmp_path: Path
) -> None:
    write(empty, "INSERT DATA { GRAPH <urn:x:g> { <urn:a> <urn:p> 1 } }")
    text = contribute(empty, tmp_path / "out")
    part = about(text, "urn:x:g")
    assert "It has no evidence: name the graph" in part
    assert "根拠がありません" in part
    assert "Source: not known" in part
    assert "引用：不明" in part
    assert len(graphs_in(tmp_path / "out")["urn:x:g"]) == 1


def test_what_a_file_cannot_carry_is_told_and_in_no_file(
    layout: Layout, tmp_path: Path, release: Release
) -> None:
    write(
        layout,
        # Of the project's own data: one goes, one is said of a node without a name.
        """DELETE { GRAPH ?g { ?s rdfs:label ?label } }
        WHERE { { SELECT * { GRAPH ?g { ?s a org:Organization ; rdfs:label ?label }
            FILTER (STRSTARTS(STR(?g), "https://w3id.org/tsunagari/evidence/")) }
            ORDER BY ?g ?s ?label LIMIT 1 } }""",
        """INSERT { GRAPH graph:provenance { ?n rdfs:comment "attached"@en } }
        WHERE { { SELECT ?n { GRAPH graph:provenance { ?g oa:hasSelector ?n } }
            ORDER BY ?g LIMIT 1 } }""",
        "INSERT DATA { GRAPH graph:inferred { <urn:a> <urn:p> 1 , 2 } }",
        f"INSERT DATA {{ {COOPERATIVE} {QUOTED} }}",
    )
    text = contribute(layout, tmp_path / "out")
    left = (tmp_path / "out" / "not-in-the-file.nq").read_text(encoding="utf-8")
    rows = left.splitlines()
    assert len(rows) == 2
    assert "rdfs" not in rows[0]
    assert "rdf-schema#label" in rows[0]
    assert '"attached"@en' in rows[1]
    for language in ("en", "ja"):
        part = about_left(text, language)
        for row in rows:
            assert f"    {row}\n" in part
        assert WORDS[language]["removed"] in part
        assert WORDS[language]["built"].format(count=2, graphs="graph:inferred") in part
        assert WORDS[language]["none_left"] not in part
    assert release.id in text
    file = (tmp_path / "out" / "contribution.trig").read_text(encoding="utf-8")
    assert "attached" not in file
    assert graphs_in(tmp_path / "out").keys() == {NAME, str(PROVENANCE)}
    assert len(graphs_in(tmp_path / "out")[str(PROVENANCE)]) == 8


def test_what_rdf_1_1_cannot_say_is_told_and_in_no_file(
    empty: Layout, tmp_path: Path
) -> None:
    write(
        empty,
        "INSERT DATA { GRAPH <urn:x:g> { <urn:a> <urn:p> <urn:plain> ,"
        " <<( <urn:a> <urn:p> _:b )>> , 'directed'@ja--ltr . _:b <urn:p> 1 } }",
        "INSERT DATA { GRAPH graph:provenance { <urn:x:g> <urn:p>"
        " <<( <urn:a> <urn:p> 2 )>> , 'told'@ja--rtl } }",
    )
    text = contribute(empty, tmp_path / "out")
    found = graphs_in(tmp_path / "out")
    assert {name: len(graph) for name, graph in found.items()} == {"urn:x:g": 1}
    left = (tmp_path / "out" / "not-in-the-file.nq").read_text(encoding="utf-8")
    assert len(left.splitlines()) == 5
    for language in ("en", "ja"):
        assert WORDS[language]["newer"].format(count=5) in about_left(text, language)


def test_what_only_removes_has_no_file(layout: Layout, tmp_path: Path) -> None:
    write(
        layout, "DELETE WHERE { GRAPH graph:provenance { src:ilo-brief-2021 ?p ?o } }"
    )
    text = contribute(layout, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["README.md", "not-in-the-file.nq"]
    for language in ("en", "ja"):
        assert WORDS[language]["no_file"].format(last=1) in text
        assert WORDS[language]["step_check"] in text
    assert "Copy `" not in text


def about_left(text: str, language: str) -> str:
    heading = WORDS["ja" if language == "ja" else "en"]["left"]
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def test_the_default_graph_and_evidence_without_statements(
    empty: Layout, tmp_path: Path
) -> None:
    write(empty, f"INSERT DATA {{ <urn:a> <urn:p> 1 . {QUOTED} }}")
    text = contribute(empty, tmp_path / "out")
    for language in ("en", "ja"):
        part = about_left(text, language)
        assert WORDS[language]["default"].format(count=1) in part
        names = "ev:contributed-cooperative"
        assert WORDS[language]["empty"].format(graphs=names) in part
    assert "urn:a" not in (tmp_path / "out" / "contribution.trig").read_text()


def test_chosen_graphs_come_with_what_is_said_of_them(
    empty: Layout, tmp_path: Path
) -> None:
    other = COOPERATIVE.replace("contributed", "other").replace(
        "Contributed", "Another"
    )
    said = QUOTED.replace("contributed", "other")
    write(empty, f"INSERT DATA {{ {COOPERATIVE} {QUOTED} {other} {said} }}")
    contribute(empty, tmp_path / "out", NAME)
    found = graphs_in(tmp_path / "out")
    assert found.keys() == {NAME, str(PROVENANCE)}
    subjects = {str(one) for one in found[str(PROVENANCE)].subjects()}
    assert "https://w3id.org/tsunagari/source/contributed" in subjects
    assert "https://w3id.org/tsunagari/source/other" not in subjects
    assert len(found[str(PROVENANCE)]) == 8


@pytest.mark.parametrize(
    ("graph", "said"),
    [
        ("urn:none", "nothing of <urn:none> was changed"),
        ("https://w3id.org/tsunagari/graph/inferred", "is made by a build"),
    ],
)
def test_what_cannot_be_chosen_is_told(
    empty: Layout, tmp_path: Path, graph: str, said: str
) -> None:
    write(empty, f"INSERT DATA {{ {COOPERATIVE} }}")
    result = command("contribute", empty.top, tmp_path / "out", "--graph", graph)
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "out").exists()


def test_what_was_undone_is_not_contributed(layout: Layout, tmp_path: Path) -> None:
    write(layout, f"INSERT DATA {{ {COOPERATIVE} {QUOTED} }}")
    assert command("undo", layout.top, "1").exit_code == 0
    result = command("contribute", layout.top, tmp_path / "out")
    assert result.exit_code == 1
    assert "there is nothing to contribute" in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_in_it_stays(empty: Layout, tmp_path: Path) -> None:
    write(empty, f"INSERT DATA {{ {COOPERATIVE} }}")
    place = tmp_path / "out"
    place.mkdir()
    (place / "mine").write_text("mine")
    result = command("contribute", empty.top, place)
    assert result.exit_code == 1
    assert "is not empty" in result.output
    assert [path.name for path in place.iterdir()] == ["mine"]


def test_long_graphs_are_cut_and_nothing_unseen_is_shown(
    empty: Layout, tmp_path: Path
) -> None:
    rows = " ".join(f"<urn:a{n:02}> <urn:p> {n} ." for n in range(25))
    spoof = "<urn:a00> <urn:p> 'x\\n```\\n# y\\u202Ez' ."
    write(empty, f"INSERT DATA {{ GRAPH <urn:x:g> {{ {rows} {spoof} }} }}")
    text = contribute(empty, tmp_path / "out")
    assert "… and 6 more in `contribution.trig`" in text
    assert "… ほか6件は" in text
    assert "\u202e" not in text
    assert "\\u202E" in text
    assert "\n# y" not in text
    assert len(graphs_in(tmp_path / "out")["urn:x:g"]) == 26


def test_it_is_written_while_the_workbench_is_served(
    served: tuple[Bench, Path], bench: Bench, tmp_path: Path
) -> None:
    assert bench.update(f"{DECLARED}INSERT DATA {{ {COOPERATIVE} }}").status == 200
    contribute(Layout(served[1]), tmp_path / "out")
    assert graphs_in(tmp_path / "out").keys() == {NAME}


def test_what_was_loaded_from_a_file_is_contributed(
    empty: Layout, tmp_path: Path
) -> None:
    file = tmp_path / "data.trig"
    file.write_text("<urn:x:g> { <urn:a> <urn:p> <urn:b> }", encoding="utf-8")
    fill(empty, file, MOST)
    text = contribute(empty, tmp_path / "out")
    assert "command line (load)" in text


def test_a_program_that_shows_markdown_sees_code(empty: Layout, tmp_path: Path) -> None:
    """Statements are no part of the list before them, where they would be markup."""
    write(empty, "INSERT DATA { GRAPH <urn:x:g> { <urn:a> <urn:p> '*x*' } }")
    lines = contribute(empty, tmp_path / "out").split("\n")
    rows = [at for at, line in enumerate(lines) if line.startswith("    <urn:a>")]
    assert len(rows) == 2
    for at in rows:
        assert lines[at - 1] == ""
        assert lines[at - 2] in (WORDS["en"]["shown"], WORDS["ja"]["shown"])
        assert lines[at - 3] == ""


def test_what_the_steps_name_is_there() -> None:
    steps = "".join(text for name, text in WORDS["en"].items() if "step_" in name)
    named = set(re.findall(r"`(graph_data/[\w./-]+)`", steps))
    assert named == {"graph_data/README.md"}
    assert (folder_of("graph_data") / "README.md").is_file()
    (command_named,) = set(re.findall(r"`tsunagari (\w+)`", steps))
    assert command_named in main.commands
