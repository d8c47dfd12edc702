"""Files of registers: a table in a zip or by itself, in UTF-8 or CP932.

Lines are read as bytes and never more than a bounded piece of one, so that no
file, however it was damaged or made, takes more than a few megabytes.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NamedTuple

from tsunagari.errors import RegisterFileError
from tsunagari.registers.packing import Source, find_table, printable, unreadable

__all__ = ["MAX_LINE", "Line", "RegisterFile", "day_of"]

# The longest real line has about 2,000 bytes; purposes of foundations some 20,000.
MAX_LINE: Final = 1 << 18
MAX_BYTES: Final = 1 << 35
SAMPLE: Final = 1 << 18
PIECE: Final = 1 << 20
MARK: Final = b"\xef\xbb\xbf"
WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS: Final = ("utf-8", "cp932")
# 20240131, 2024-01-31 or 2024-01 in a name.
DAY: Final = re.compile(
    r"(?<![0-9])([12][0-9]{3})(-?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12][0-9]|3[01]))?(?![0-9])"
)


class Line(NamedTuple):
    """One line: its number (from 1) and bytes, or nothing if it is too long."""

    number: int
    data: bytes | None


def day_of(stem: str) -> str:
    """Return the last day or month that the name of a table tells; else nothing.

    The form is that of XML Schema, so that days sort as texts.

    >>> day_of("diff_20221003"), day_of("koeki-zaidan-2025-01"), day_of("rows")
    ('2022-10-03', '2025-01', '')
    """
    found = [
        "-".join(filter(None, (match[1], match[3], match[4])))
        for match in DAY.finditer(stem)
        if match[2] or match[4]
    ]
    return found[-1] if found else ""


@dataclass(frozen=True)
class RegisterFile:
    """A file that can be read many times.

    :param path: Where it lies.
    :param digest: The SHA-256 of its bytes, in hex.
    :param member: The table within a zip, or nothing.
    :param encoding: Of the table: "utf-8" or "cp932".
    :param size: The bytes of the table.
    """

    path: Path
    digest: str
    member: str | None
    encoding: str
    size: int

    @classmethod
    def open(cls, path: Path) -> RegisterFile:
        """Look at the file *path*.

        :raises RegisterFileError: If it cannot be read, is empty, in UTF-16 or a
            damaged zip, or one that holds no table, several, or one that expands
            beyond all measure.
        """
        name = printable(path.name)
        try:
            if not path.is_file():
                raise RegisterFileError(
                    f"{name}: is no file; give a table (.csv) or a zip of one"
                )
            digest = _digest(path)
            member, size = find_table(path, name)
        except OSError as error:
            raise unreadable(name, error) from error
        with cls(path, digest, member, "utf-8", size).stream() as stream:
            sample = stream.read(SAMPLE)
        if not sample.removeprefix(MARK):
            raise RegisterFileError(f"{name}: the table is empty; fetch it again")
        if sample.startswith(WIDE_MARKS):
            raise RegisterFileError(f"{name}: the table is in UTF-16; save it in UTF-8")
        return cls(path, digest, member, _encoding(sample), size)

    @property
    def name(self) -> str:
        """The name of the file, without folders, as it can be printed."""
        return printable(self.path.name)

    @property
    def stem(self) -> str:
        """The name of the table without its ending."""
        return printable(Path(self.member or self.name).stem)

    @property
    def day(self) -> str:
        """The day or month of which the name tells; see :func:`day_of`."""
        return day_of(self.stem)

    @contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """Open the table, for reading.

        :raises RegisterFileError: If it cannot be read or the zip is damaged, now
            or while it is read.
        """
        source = Source(self.path, self.member, self.name)
        with io.BufferedReader(source, PIECE) as stream:
            yield stream

    def confirm(self) -> None:
        """Make sure that the file still is what it was when it was opened.

        :raises RegisterFileError: If it was changed, so that what was read may be
            of the one and of the other.
        """
        try:
            same = _digest(self.path) == self.digest
        except OSError as error:
            raise unreadable(self.name, error) from error
        if not same:
            raise RegisterFileError(
                f"{self.name}: was changed while it was read; import it again"
            )

    def lines(self, stream: IO[bytes]) -> Iterator[Line]:
        """Yield the lines of *stream*, a line that is too long without its bytes.

        :raises RegisterFileError: If there is far more than the zip declared.
        """
        number = read = 0
        while data := stream.readline(MAX_LINE):
            number += 1
            read += len(data)
            if number == 1:
                data = data.removeprefix(MARK)
            if len(data) < MAX_LINE or data.endswith(b"\n"):
                yield Line(number, data)
            else:
                read += _skip(stream)
                yield Line(number, None)
            if read > MAX_BYTES:
                raise RegisterFileError(
                    f"{self.name}: holds more than {MAX_BYTES} bytes; divide it"
                )


def _skip(stream: IO[bytes]) -> int:
    """Read on to the end of the line; return how many bytes that were."""
    read = 0
    while data := stream.readline(PIECE):
        read += len(data)
        if data.endswith(b"\n") or read > MAX_BYTES:
            break
    return read


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _encoding(sample: bytes) -> str:
    """Return the encoding that fits more of the lines that are not plain ASCII."""
    if sample.startswith(MARK):
        return ENCODINGS[0]
    fits = dict.fromkeys(ENCODINGS, 0)
    # The last line may be cut within a character.
    for line in sample.splitlines(keepends=True)[
        : -1 if len(sample) == SAMPLE else None
    ]:
        if not line.isascii():
            for encoding in ENCODINGS:
                try:
                    line.decode(encoding)
                except UnicodeDecodeError:
                    continue
                fits[encoding] += 1
    return max(ENCODINGS, key=lambda encoding: fits[encoding])
