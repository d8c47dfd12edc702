"""Contradictions: nothing is built, and both sides are named with their sources."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.entailment.closure import Closure
from tsunagari.errors import ContradictionError
from tsunagari.graph.sources import read_sources
from tsunagari.release import contradiction
from tsunagari.release.assembly import premises
from tsunagari.release.build import build
from tsunagari.release.clash_text import ClashText
from tsunagari.release.contradiction import explained
from tsunagari.release.releases import Releases
from tsunagari.resources import ADDED

from .test_refusals import EVIDENCE, HEAD

OWL = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
# What is planted, and what the refusal must name: rule, both sides, both sources.
PLANTED = {
    "a form that meets and does not meet a criterion": (
        "ev:bad { form:consumer-cooperative sse:doesNotMeet concept:social . }",
        [
            "[cls-nothing2]: ",
            "form:consumer-cooperative sse:meets concept:social",
            "form:consumer-cooperative sse:doesNotMeet concept:social",
            "graph_data/brief/forms.trig",
            "evidence/bad",
            "“some words”",
            "graph_data/brief/bad.trig",
        ],
    ),
    "an organization that is also a place": (
        "ev:bad { jporg:sample-cooperative a sse:Place . }",
        [
            "[cax-",
            "jporg:sample-cooperative rdf:type org:Organization",
            "jporg:sample-cooperative rdf:type sse:Place",
            "graph_data/brief/forms.trig",
            "It is ruled out: nothing is both an organization and a place. "
            "(in the file ontology/modules/place.ttl)",
            "evidence/bad",
            "graph_data/brief/bad.trig",
        ],
    ),
    "two names that are the same and differ": (
        """ev:bad {
            jporg:sample-cooperative owl:sameAs form:political-party ;
                owl:differentFrom form:political-party .
        }""",
        [
            "[eq-diff1]: ",
            "owl:sameAs",
            "owl:differentFrom",
            "graph_data/brief/bad.trig",
        ],
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_both_sides_are_named(case: str, small_project: Path) -> None:
    planted, expected = PLANTED[case]
    bad = small_project / "graph_data/brief/bad.trig"
    bad.write_text(OWL + HEAD + planted + EVIDENCE)
    releases = Releases(small_project / "releases")
    with pytest.raises(ContradictionError) as refusal:
        build(releases)
    for part in expected:
        assert part in str(refusal.value)
    assert {path.name for path in releases.top.iterdir()} == {".lock"}


def test_it_is_told_in_japanese(small_project: Path) -> None:
    planted, _ = PLANTED["a form that meets and does not meet a criterion"]
    bad = small_project / "graph_data/brief/bad.trig"
    bad.write_text(OWL + HEAD + planted + EVIDENCE)
    ran = CliRunner().invoke(main, ["check", "--language", "ja"])
    assert ran.exit_code == 3
    assert "次のことは両立しない [cls-nothing2]" in ran.output
    assert "ファイル：graph_data/brief/bad.trig" in ran.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ev:bad { jporg:sample-cooperative a sse:Place . }", "次のことは両立しない"),
        ("ev:bad { jporg:nameless a org:Organization . }", "違反"),
    ],
)
def test_a_build_says_it_in_japanese(
    text: str, said: str, small_project: Path, tmp_path: Path
) -> None:
    planted(small_project, text)
    options = ["--releases", str(tmp_path / "out"), "--language", "ja"]
    ran = CliRunner().invoke(main, ["build", *options])
    assert ran.exit_code == 3
    assert said in ran.output
    assert "nothing is published" not in ran.output


MANY = 500
ORGANIZATIONS = (
    "ev:bad {"
    + "".join(
        f" jporg:body-{number} a org:Organization , sse:Place ."
        for number in range(MANY)
    )
    + " }"
)
FORMS = (
    "ev:bad {"
    + "".join(
        f" form:kind-{number} a sse:OrganizationType ;"
        " sse:statedToMeet concept:social ; sse:doesNotMeet concept:social ."
        for number in range(MANY)
    )
    + " }"
)
# One wrong axiom, and what it does to who is not to blame.
AXIOM = """ev:bad {
    org:Organization rdfs:subClassOf sse:Place .
    jporg:one a org:Organization . jporg:two a org:Organization .
}"""


def planted(project: Path, text: str) -> None:
    bad = project / "graph_data/brief/bad.trig"
    bad.write_text(OWL + HEAD + text + EVIDENCE)


@pytest.fixture
def told(small_project: Path) -> Callable[..., ContradictionError]:
    def tell(text: str, seconds: float = contradiction.SECONDS) -> ContradictionError:
        planted(small_project, text)
        sources = read_sources()
        merged, added = premises(sources)
        closure = Closure()
        closure.add(merged)
        assert closure.clashes
        return explained(closure, sources, added, seconds)

    return tell


def test_those_alike_are_told_once_and_each_is_named(told) -> None:
    error = told(ORGANIZATIONS)
    text, japanese = error.texts["en"], error.texts["ja"]
    assert text.startswith("500 contradictions of one kind; one is told whole.\n")
    assert "矛盾500件" in japanese
    for language in (text, japanese):
        for number in range(MANY):
            assert (
                f"jporg:body-{number}"
                in language.replace(",", " ").replace("、", " ").split()
            )
        assert language.count("“some words”") == 1
        assert language.count("evidence/bad>") == 2
        assert language.count("graph_data/brief/bad.trig") == 2
        assert len(language.splitlines()) < 20


def test_what_follows_from_a_mistake_says_so(told) -> None:
    text = told(FORMS).texts["en"]
    assert "1,000 contradictions of 2 kinds" in text
    assert "1. These cannot be true together [prp-pdw]: form:kind-0 " in text
    second = text.partition("\n2. ")[2]
    assert second.startswith("These cannot be true together [cls-nothing2]: ")
    assert "All of these rest on what clashes in 1; mend that first." in second
    assert "form:kind-499" in second
    assert len(text) < 20_000


def test_a_wrong_axiom_is_named_with_its_file(told) -> None:
    text = told(AXIOM).texts["en"]
    head, _, body = text.partition("These cannot be true together")
    assert "Most rest on these statements:" in head
    assert "org:Organization rdfs:subClassOf sse:Place  (3 of 3)" in head
    assert (
        "Because every organization is a place  [cax-sco] "
        "(in the file graph_data/brief/bad.trig)"
    ) in body
    # The organization that was there before rests on a passage of its own.
    assert "from other passages or files. With jporg:" in body
    assert "graph_data/brief/forms.trig" in body


def test_what_there_was_no_time_for_is_said(told) -> None:
    error = told(AXIOM, seconds=0.0)
    text = error.texts["en"]
    assert "The time ran out: of 3 it was not found out what they rest on." in text
    for name in ("sample-cooperative", "one", "two"):
        assert f"jporg:{name}" in text
    assert "時間切れのため、3件については根拠を調べていません。" in error.texts["ja"]


def test_what_does_not_fit_is_counted(told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ClashText.all, "__defaults__", (100,))
    text = told(FORMS).texts["en"]
    assert "Left out, to keep this short: 500 contradictions (kinds: 1)." in text
    monkeypatch.setattr("tsunagari.release.clash_text.NAMES", 10)
    text = told(ORGANIZATIONS).texts["en"]
    assert "and 489 more, which are not told here." in text


@pytest.mark.parametrize("command", ["build", "check"])
def test_the_commands_stop_with_the_text(
    command: str, small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Set, so that what a command sets is undone after the test.
    monkeypatch.setenv(ADDED, "")
    added = tmp_path / "added"
    (added / "graph_data/brief").mkdir(parents=True)
    planted(added, ORGANIZATIONS)
    releases = tmp_path / "made"
    options = ["--releases", str(releases)] if command == "build" else []
    ran = CliRunner().invoke(main, ["--sources", str(added), command, *options])
    assert ran.exit_code == 3
    assert "500 contradictions of one kind" in ran.output
    assert "jporg:body-499" in ran.output
    assert "graph_data/brief/bad.trig" in ran.output
    assert not [path for path in releases.glob("*") if path.name != ".lock"]
