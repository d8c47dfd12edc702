"""What a table lies in: a file, or a zip; all that can go wrong there.

Whatever the bytes are, what is raised says which file, what is wrong, and what to do.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from tsunagari.errors import RegisterFileError

__all__ = ["Source", "find_table", "printable", "unreadable"]

# A table of text is compressed some 5 to 20 times; a bomb a thousand times and more.
MAX_RATIO: Final = 200
# What a file may expand to whatever its ratio.
SMALL: Final = 1 << 20
SHOWN: Final = 100
# Of a zip that holds something, and of one that holds nothing.
STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
MAX_DIRECTORY: Final = 1 << 20
# The end of a zip with the longest comment, and what a large one has before its end.
END_BYTES: Final = 22 + 0xFFFF + 76
LARGE_END_BYTES: Final = 76
# What macOS adds beside each file.
ADDED: Final = "__MACOSX/"
ENCRYPTED: Final = 1
# All that the standard library raises for a zip whose bytes make no sense.
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Source(io.RawIOBase):
    """The bytes of a table; what goes wrong with them is told in our own words."""

    def __init__(self, path: Path, member: str | None, name: str) -> None:
        """Open the table *member* of the zip *path*, or *path* itself.

        :param name: What an error calls it.
        :raises RegisterFileError: If it cannot be read or is damaged.
        """
        self._name = name
        self._archive: zipfile.ZipFile | None = None
        with self._told():
            if member is None:
                self._inner: IO[bytes] = path.open("rb", buffering=0)
            else:
                self._archive = zipfile.ZipFile(path)
                self._inner = self._archive.open(member)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with self._told():
            data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def tell(self) -> int:
        return self._inner.tell()

    def close(self) -> None:
        if not self.closed and hasattr(self, "_inner"):
            self._inner.close()
        if self._archive:
            self._archive.close()
        super().close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise unreadable(self._name, error) from error
        except DAMAGE as error:
            raise damaged(self._name, error) from error


def printable(name: str) -> str:
    """Return *name* on one line, without what only a terminal or a disk can read."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def unreadable(name: str, error: OSError) -> RegisterFileError:
    """Return the error for a file that the system does not let us read."""
    why = error.strerror or str(error)
    return RegisterFileError(f"{name}: cannot be read ({why}); give one that can be")


def damaged(name: str, error: Exception) -> RegisterFileError:
    """Return the error for a zip whose bytes make no sense."""
    return RegisterFileError(f"{name}: the zip is damaged ({error}); fetch it again")


def _directory_size(file: IO[bytes]) -> int:
    """Return the bytes of a zip's list of files, all of which would be read at once.

    As its end says, or the same of a zip that is large.
    """
    file.seek(0, io.SEEK_END)
    file.seek(max(0, file.tell() - END_BYTES))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        return 0
    size = int.from_bytes(tail[end + 12 : end + 16], "little")
    large = end - LARGE_END_BYTES
    if large >= 0 and tail[large : large + 4] == b"PK\x06\x06":
        size = int.from_bytes(tail[large + 40 : large + 48], "little")
    return size


def find_table(path: Path, name: str) -> tuple[str | None, int]:
    """Return the one table of a zip and its size; nothing and the file's size else."""
    with path.open("rb") as file:
        packed = file.read(4) in STARTS
        if packed and _directory_size(file) > MAX_DIRECTORY:
            raise RegisterFileError(
                f"{name}: the zip holds thousands of files; pack one by itself"
            )
    if not packed:
        return None, path.stat().st_size
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith(".csv")
                and not info.filename.startswith(ADDED)
            ]
    except DAMAGE as error:
        raise damaged(name, error) from error
    if len(tables) != 1:
        raise RegisterFileError(
            f"{name}: the zip holds {len(tables)} tables (.csv); pack one by itself"
        )
    (table,) = tables
    within = f"{name}: '{printable(table.filename)[:SHOWN]}'"
    if table.flag_bits & ENCRYPTED:
        raise RegisterFileError(f"{within} is encrypted; unpack it first")
    # Of the others, a piece may become any size in memory at once.
    if table.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RegisterFileError(f"{within} is not packed with deflate; unpack it first")
    # What the zip declares may be as wrong as all else.
    packed_size = min(table.compress_size, path.stat().st_size)
    if table.file_size > max(MAX_RATIO * packed_size, SMALL):
        raise RegisterFileError(
            f"{within} expands more than {MAX_RATIO} times, which no table does; "
            "fetch it again"
        )
    return table.filename, table.file_size
