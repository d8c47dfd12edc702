"""The file of a backup: a compressed `tar
<https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html>`_ archive.

::

    manifest.json      what it is of, and the size and checksum of each other file
    workbench.json     what the workbench is
    dataset.nq         all statements
    changes/           the history, one file per change

The manifest comes first, so that what comes after is known before it is written to a
disk. Whoever made the file may mean harm: only plain files are read, those that a
backup has and of the size the manifest says, and only as much as the disk has room for.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Self

from tsunagari.errors import BackupError, WorkbenchError
from tsunagari.workbench.layout import sync_folder

__all__ = ["DATASET", "FORMAT", "NATURE", "Manifest", "change_name", "pack", "unpack"]

MANIFEST: Final = "manifest.json"
NATURE: Final = "workbench.json"
DATASET: Final = "dataset.nq"
FORMAT: Final = "tsunagari-backup"
VERSION: Final = 1
BLOCK: Final = tarfile.BLOCKSIZE
PIECE: Final = 1 << 20
MOST_MANIFEST: Final = 100_000_000
MOST_NATURE: Final = 100_000
# Zeros fill the last record of an archive.
MOST_PADDING: Final = tarfile.RECORDSIZE + BLOCK
LEVEL: Final = 6
# So many damaged files are named.
NAMED: Final = 5


@dataclass(frozen=True)
class Manifest:
    """What a backup is of.

    :param program: The version of the program that made it.
    :param last: The number of the last change.
    :param statements: How many statements the dataset has, each named graph counted.
    :param graphs: How many named graphs it has.
    :param empty: The IRIs of those without statements, which N-Quads cannot tell.
    :param files: The size in bytes and the SHA-256 of each file, by its name.
    """

    program: str
    last: int
    statements: int
    graphs: int
    empty: tuple[str, ...]
    files: Mapping[str, tuple[int, str]]

    def text(self) -> str:
        """Return it as JSON."""
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def of_text(cls, text: bytes) -> Self:
        """Return what :meth:`text` gave.

        :raises BackupError: If it is something else, or of a newer version.
        """
        try:
            told = json.loads(text)
            if told["format"] != FORMAT:
                raise BackupError("it is no backup of a workbench")
            if told["version"] > VERSION:
                raise BackupError(
                    "it was made by a newer version of this program; update it"
                )
            files = {
                str(name): (_natural(size), str(hash))
                for name, (size, hash) in told["files"].items()
            }
            return cls(
                str(told["program"]),
                _natural(told["last"]),
                _natural(told["statements"]),
                _natural(told["graphs"]),
                tuple(str(iri) for iri in told["empty"]),
                files,
            )
        except (
            *(ValueError, KeyError, TypeError, AttributeError),
            RecursionError,
        ) as error:
            raise BackupError("its manifest is damaged") from error

    def check(self) -> None:
        """Do nothing if it has the files of a backup and no others.

        :raises BackupError: If it does not.
        """
        whole = len(self.files) == self.last + 2 and self.files.keys() == {
            NATURE,
            DATASET,
            *(change_name(number) for number in range(1, self.last + 1)),
        }
        if not whole:
            raise BackupError("its manifest does not name the files of a backup")
        if self.files[NATURE][0] > MOST_NATURE:
            raise BackupError(f"its {NATURE} is too large to be one")


def change_name(number: int) -> str:
    """Return the name of the file of a change."""
    return f"changes/{number:09}.rdfp"


def pack(file: Path, manifest: Manifest, paths: Mapping[str, Path]) -> None:
    """Write a backup, so that it is there as a whole or as it was, on the disk.

    :param paths: Where each file of the manifest is.
    :raises OSError: If it cannot be written.
    """
    made = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with made.open("wb") as out:
            with (
                gzip.GzipFile("", "wb", LEVEL, out, mtime=0) as zipped,
                tarfile.open(
                    mode="w", fileobj=zipped, format=tarfile.GNU_FORMAT
                ) as archive,
            ):
                _add_text(archive, manifest.text())
                for name in manifest.files:
                    with paths[name].open("rb") as data:
                        size = os.fstat(data.fileno()).st_size
                        archive.addfile(_info(name, size), data)
            out.flush()
            os.fsync(out.fileno())
        made.replace(file)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise
    sync_folder(file.parent)


def unpack(file: Path, to: Path) -> Manifest:
    """Write the files of a backup into the folder *to*, and nothing else anywhere.

    :raises BackupError: If it is none, or damaged; the text says what of it.
    :raises WorkbenchError: If the disk has no room for it.
    :raises OSError: If the file cannot be read, or the disk be written to.
    """
    with _reading(file) as stream:
        name, size = _member(stream) or ("", 0)
        if name != MANIFEST or size > MOST_MANIFEST:
            raise BackupError("it is no backup of a workbench")
        manifest = Manifest.of_text(_exactly(stream, size))
        _skip(stream, size)
        manifest.check()
        needed = sum(size for size, _ in manifest.files.values())
        free = shutil.disk_usage(to).free
        if needed > free:
            raise WorkbenchError(
                f"the backup '{file}' would take {needed:,} bytes, and the disk has "
                f"room for {free:,}; make room, or name a folder on another disk"
            )
        (to / "changes").mkdir()
        _write_files(stream, manifest, to)
        if len(stream.read(MOST_PADDING + 1)) > MOST_PADDING:
            raise BackupError("there is more in it after its end")
    return manifest


def _write_files(stream: gzip.GzipFile, manifest: Manifest, to: Path) -> None:
    left = dict(manifest.files)
    damaged = []
    while member := _member(stream):
        name, size = member
        expected = left.pop(name, None)
        if expected is None:
            raise BackupError("it has a file that its manifest does not name, or twice")
        if size != expected[0]:
            raise BackupError(f"{name} has another size than its manifest says")
        if _write(stream, to / name, size) != expected[1]:
            damaged.append(name)
        _skip(stream, size)
    if left:
        raise BackupError(f"{_some(list(left))} is not in it")
    if damaged:
        raise BackupError(
            f"{_some(damaged)} has another checksum than its manifest says"
        )


def _write(stream: gzip.GzipFile, path: Path, size: int) -> str:
    """Write the next *size* bytes to a new file; return their SHA-256."""
    hash = hashlib.sha256()
    with path.open("xb") as out:
        while size:
            data = _exactly(stream, min(size, PIECE))
            hash.update(data)
            out.write(data)
            size -= len(data)
        out.flush()
        os.fsync(out.fileno())
    return hash.hexdigest()


@contextmanager
def _reading(file: Path) -> Iterator[gzip.GzipFile]:
    with file.open("rb") as raw:
        try:
            with gzip.GzipFile(fileobj=raw, mode="rb") as stream:
                yield stream
        except (EOFError, zlib.error) as error:
            raise BackupError("it is damaged: it ends too early, or is no tar") from (
                error
            )
        except gzip.BadGzipFile as error:
            raise BackupError("it is damaged, or no backup of a workbench") from error


def _member(stream: gzip.GzipFile) -> tuple[str, int] | None:
    """Return name and size of the next file; ``None`` at the end.

    The header is read by itself: what may stand before others (long names, records of
    pax, links, devices) is in no backup.
    """
    block = _exactly(stream, BLOCK)
    if block == bytes(BLOCK):
        return None
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, ValueError) as error:
        raise BackupError("it is damaged, or no backup of a workbench") from error
    if info.type != tarfile.REGTYPE or info.size < 0:
        raise BackupError("it has something that is no plain file")
    return info.name, info.size


def _exactly(stream: gzip.GzipFile, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _skip(stream: gzip.GzipFile, size: int) -> None:
    """Read what fills the last block of a file."""
    _exactly(stream, -size % BLOCK)


def _add_text(archive: tarfile.TarFile, text: str) -> None:
    data = text.encode()
    archive.addfile(_info(MANIFEST, len(data)), BytesIO(data))


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    return info


def _natural(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("no natural number")
    return value


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
