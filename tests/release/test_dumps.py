"""Dumps may be kept packed; who reads one need not know."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tsunagari.errors import ReleaseError
from tsunagari.release.difference import difference
from tsunagari.release.dumps import dump_files, kept, opened, pack, packed
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_spool import Spool

GRAPH = "https://w3id.org/tsunagari/evidence/one"
LINES = [f"<urn:s{n}> <urn:p> <urn:o> <{GRAPH}> .\n".encode() for n in range(5)]


def release(folder: Path, first: bytes, *more: bytes) -> Release:
    folder.mkdir()
    (folder / "tsunagari.nq").write_bytes(first)
    if more:
        pieces = []
        for number, piece in enumerate(more):
            pieces.append(folder / f"{number}.gz")
            pieces[-1].write_bytes(packed(piece))
        pack(folder / "tsunagari.nq", pieces)
        for path in pieces:
            path.unlink()
    counts = {"statements in named graphs": len(LINES)}
    return Release(folder, {"id": folder.name, "counts": counts})


def test_what_is_packed_comes_behind_the_file(tmp_path: Path) -> None:
    found = release(tmp_path / "one", LINES[0], LINES[1], b"".join(LINES[2:]))
    path = found.path / "tsunagari.nq"
    assert kept(path).name == "tsunagari.nq.gz"
    assert not path.exists()
    assert dump_files(found.path) == [kept(path)]
    with opened(path) as file:
        assert file.readlines() == LINES
    # As any program for such files reads it.
    assert gzip.decompress(kept(path).read_bytes()) == b"".join(LINES)


def test_a_file_that_is_missing_is_as_good_as_empty(tmp_path: Path) -> None:
    piece = tmp_path / "piece"
    piece.write_bytes(packed(LINES[0]))
    pack(tmp_path / "part.nq", [piece])
    with opened(tmp_path / "part.nq") as file:
        assert file.read() == LINES[0]


def test_the_same_is_packed_the_same() -> None:
    assert packed(LINES[0]) == packed(LINES[0])


def test_releases_are_compared_however_they_are_kept(tmp_path: Path) -> None:
    plain = release(tmp_path / "plain", b"".join(LINES))
    same = release(tmp_path / "same", LINES[0], b"".join(LINES[1:]))
    less = release(tmp_path / "less", LINES[0], b"".join(LINES[1:4]))
    assert not difference(plain, same).added
    assert not difference(plain, same).removed
    assert difference(plain, less).removed == {GRAPH: 1}


def test_what_is_published_is_read_from_packed_dumps(tmp_path: Path) -> None:
    found = release(tmp_path / "one", LINES[0], b"".join(LINES[1:]))
    spool = Spool(tmp_path, Names("one"))
    spool.fill(dump_files(found.path))
    assert spool.statements == len(LINES)


@pytest.mark.parametrize("left", [5, 30, 60])
def test_a_packed_dump_that_is_cut_is_told(tmp_path: Path, left: int) -> None:
    found = release(tmp_path / "one", LINES[0], b"".join(LINES[1:]))
    path = kept(found.path / "tsunagari.nq")
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(ReleaseError, match="cannot be read; build the release again"):
        Spool(tmp_path, Names("one")).fill([path])
