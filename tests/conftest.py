"""What many tests share: one built release, and a copy of the sources to spoil."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tsunagari import resources
from tsunagari.namespaces import prefixes
from tsunagari.registers.collection import Collection, staging_path
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import import_file
from tsunagari.registers.registry import registers
from tsunagari.registers.staging import Staging
from tsunagari.release.build import build
from tsunagari.release.releases import Release, Releases

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-context",
        action="store_true",
        help="write the context of this version of the ontology anew",
    )
    parser.addoption(
        "--update-record",
        action="store_true",
        help="write the record of this version of the ontology anew",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Tests of the built release stay together: it is built once.
    for item in items:
        if {"release", "with_registers"} & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.xdist_group("release"))


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release that the project's sources give."""
    return build(Releases(tmp_path_factory.mktemp("releases")))


@pytest.fixture(scope="session")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of imports: a few rows of the register of corporate numbers."""
    top = tmp_path_factory.mktemp("imports")
    register = registers()["corporate-numbers"]
    with Staging(staging_path(top, register), create=True) as staging:
        for path in sorted((DATA / "registers").glob("corporate-numbers-*.csv")):
            file = RegisterFile.open(path)
            import_file(staging, register.reader, file, "2026-07-28")
    return top


@pytest.fixture(scope="session")
def with_registers(tmp_path_factory: pytest.TempPathFactory, imports: Path) -> Release:
    """The release that the sources give together with *imports*."""
    with Collection([*registers().values()], imports) as collection:
        return build(
            Releases(tmp_path_factory.mktemp("releases")), collection=collection
        )


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference material, which stands beside a checkout or not."""
    if not SHARED.is_dir():
        pytest.skip("the reference material is not beside this checkout")
    return SHARED


@pytest.fixture
def small_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project with the data of tests/data/small only.

    The copy is what :func:`tsunagari.resources.folder` finds; spoil it freely.
    """
    top = tmp_path / "project"
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(resources.folder(name), top / name)
    shutil.copytree(DATA / "small", top / "graph_data")
    for name in ("datasets.toml", "linking/general.toml", "jp/linking.toml"):
        copy = top / "graph_data" / name
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(resources.folder("graph_data") / name, copy)
    _describe_what_the_ontology_cites(top)
    monkeypatch.setattr(resources, "_PACKAGE", top)
    return top


def _describe_what_the_ontology_cites(top: Path) -> None:
    """Give the sources and places that the vocabularies refer to a description."""
    texts = [
        path.read_text(encoding="utf-8") for path in top.rglob("ontology/**/*.ttl")
    ]
    cited = {name for text in texts for name in re.findall(r"\bsrc:[\w-]+", text)}
    lines = [f'{name} a sse:Source ; dcterms:title "A source"@en .' for name in cited]
    lines += [
        f'{name} a sse:Country ; rdfs:label "A place"@en , "場所"@ja .'
        for name in {n for text in texts for n in re.findall(r"\bplace:[\w-]+", text)}
    ]
    head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes().items())
    (top / "graph_data" / "cited.trig").write_text(
        head + "graph:provenance {\n" + "\n".join(sorted(lines)) + "\n}\n",
        encoding="utf-8",
    )
