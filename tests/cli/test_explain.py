"""``tsunagari explain``."""

import json

import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.release.releases import Release

ROKIN = ("form:rokin-bank", "a", "sse:FullSSEForm")


def run(release: Release, *arguments: str) -> tuple[int, str]:
    options = ["--releases", str(release.path.parent)]
    ran = CliRunner().invoke(main, ["explain", *arguments, *options])
    return ran.exit_code, ran.output


@pytest.mark.parametrize(
    ("language", "said"), [("en", "ruled out"), ("ja", "労働金庫")]
)
def test_it_tells_why_not(release: Release, language: str, said: str) -> None:
    code, output = run(release, *ROKIN, "--language", language)
    assert code == 0
    assert said in output


def test_the_exact_tree_is_json(release: Release) -> None:
    code, output = run(release, *ROKIN, "--format", "jsonld")
    assert code == 0
    assert json.loads(output)["status"] == "absent"


def test_what_is_no_statement_is_refused(release: Release) -> None:
    code, output = run(release, "nobody", "a", "sse:FullSSEForm")
    assert code == 2
    assert "the subject is no term" in output
