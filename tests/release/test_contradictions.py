"""Contradictions: nothing is built, and both sides are named with their sources."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.errors import ContradictionError
from tsunagari.release.build import build
from tsunagari.release.releases import Releases

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
