"""``tsunagari reason``."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tsunagari.cli import main
from tsunagari.release.releases import Release

HEAD = """
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
@prefix form: <https://w3id.org/tsunagari/jp/form/> .
@prefix jporg: <https://w3id.org/tsunagari/jp/org/> .
@prefix org: <http://www.w3.org/ns/org#> .
"""


def run(release: Release, *arguments: str) -> Result:
    options = ["--releases", str(release.path.parent)]
    return CliRunner().invoke(main, ["reason", *arguments, *options])


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.ttl"
    path.write_text(
        HEAD + "<urn:a> a org:Organization ; sse:legalForm form:consumer-cooperative ."
    )
    return str(path)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.ttl"
    path.write_text(HEAD + "jporg:jccu a sse:Place .")
    return str(path)


def test_what_follows_is_written(release: Release, good: str) -> None:
    done = run(release, good, "--format", "ntriples")
    assert done.exit_code == 0
    assert "2 statements are new" in done.stderr
    kind = "<https://w3id.org/tsunagari/ontology#SSEOrganization>"
    assert any(
        line.startswith("<urn:a>") and kind in line for line in done.stdout.splitlines()
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "cannot be true together"), ("ja", "次のことは両立しない")],
)
def test_a_contradiction_is_told_in_two_languages(
    release: Release, bad: str, good: str, language: str, said: str
) -> None:
    done = run(release, good, bad, "--language", language)
    assert done.exit_code == 3
    assert said in done.stderr
    assert "bad.ttl" in done.stderr
    assert not done.stdout


def test_no_file_is_a_wrong_call(release: Release) -> None:
    assert run(release).exit_code == 2
