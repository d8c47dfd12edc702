"""``tsunagari export``: what is written, and what happens to what is there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import DCAT, Graph

from tsunagari.cli import main
from tsunagari.release.releases import Release

PUBLIC = "https://data.example.org/t"


def export(release: Release, folder: Path, *more: str) -> Result:
    given = ("export", str(folder), "--releases", str(release.path.parent), *more)
    return CliRunner().invoke(main, given)


@pytest.fixture(scope="module")
def folder(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    result = export(release, folder, "--public-url", PUBLIC + "/")
    assert result.exit_code == 0, result.output
    number = sum(path.is_file() for path in folder.rglob("*"))
    assert f"release {release.id}: {number} files in" in result.output
    return folder


def test_the_checksums_hold_and_cover_the_data(folder: Path, release: Release) -> None:
    place = folder / "releases" / release.id
    sums = dict(
        reversed(line.split("  "))  # type: ignore[misc]
        for line in (place / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    assert set(release.manifest["files"]) < set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest


def test_what_describes_the_json_has_its_address(
    folder: Path, release: Release
) -> None:
    for part in ("context", "frames", "schemas"):
        given = sorted((release.path / part).iterdir())
        assert given
        for path in given:
            assert (folder / part / path.name).read_bytes() == path.read_bytes()
    lists = [n for n in release.manifest["files"] if n.startswith(("json/", "tables/"))]
    assert len(lists) > 60
    assert all((folder / "releases" / release.id / name).is_file() for name in lists)


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("catalog.jsonld", "json-ld"), ("catalog.ttl", "turtle"), ("catalog.rdf", "xml")],
)
def test_the_catalogue_leads_to_the_files(folder: Path, name: str, syntax: str) -> None:
    graph = Graph().parse(folder / name, format=syntax)
    addresses = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    assert len(addresses) > 10
    for address in addresses:
        assert (folder / address.removeprefix(PUBLIC + "/")).is_file()
    # There is no endpoint where only files are.
    assert not set(graph.objects(None, DCAT.accessService))
    # No more are pages.
    assert not set(graph.objects(None, DCAT.landingPage))


def test_run_again_it_mends_what_is_damaged(folder: Path, release: Release) -> None:
    place = folder / "releases" / release.id
    whole, damaged = place / "tsunagari.ttl", place / "datasets" / "brief.nq"
    left = place / "datasets" / ".brief.nq-1"
    left.write_bytes(b"half")
    old = folder / "schema.org" / "old.en.jsonld"
    old.write_bytes(b"{}")
    before = whole.stat().st_mtime_ns
    good = damaged.read_bytes()
    damaged.write_bytes(good[:100])
    assert export(release, folder, "--public-url", PUBLIC).exit_code == 0
    assert damaged.read_bytes() == good
    assert whole.stat().st_mtime_ns == before
    assert not left.exists()
    assert not old.exists()


def test_without_a_catalogue_nothing_changes(
    folder: Path, release: Release, tmp_path: Path
) -> None:
    top = tmp_path / "releases" / release.id
    top.mkdir(parents=True)
    content = {k: v for k, v in release.manifest.items() if k != "datasets"}
    (top / "MANIFEST.json").write_text(json.dumps(content), encoding="utf-8")
    given = (str(tmp_path / "out"), "--releases", str(top.parent), release.id)
    result = CliRunner().invoke(main, ("export", *given, "--public-url", PUBLIC))
    assert result.exit_code == 4
    assert "build it again" in result.stderr
    assert not (tmp_path / "out").exists()


def test_it_asks_for_an_address(release: Release, tmp_path: Path) -> None:
    result = export(release, tmp_path)
    assert result.exit_code == 2
    assert "--public-url" in result.stderr
