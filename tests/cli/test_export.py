"""``tsunagari export``: what is written, and what happens to what is there."""

from __future__ import annotations

import hashlib
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
    sums = dict(
        reversed(line.split("  "))  # type: ignore[misc]
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    assert set(release.manifest["files"]) < set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


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
    for page in set(graph.objects(None, DCAT.landingPage)):
        assert (folder / str(page).removeprefix(PUBLIC + "/")).is_file()


def test_run_again_it_mends_what_is_damaged(folder: Path, release: Release) -> None:
    whole, damaged = folder / "tsunagari.ttl", folder / "datasets" / "brief.nq"
    before = whole.stat().st_mtime_ns
    good = damaged.read_bytes()
    damaged.write_bytes(good[:100])
    assert export(release, folder, "--public-url", PUBLIC).exit_code == 0
    assert damaged.read_bytes() == good
    assert whole.stat().st_mtime_ns == before


def test_it_asks_for_an_address(release: Release, tmp_path: Path) -> None:
    result = export(release, tmp_path)
    assert result.exit_code == 2
    assert "--public-url" in result.stderr
