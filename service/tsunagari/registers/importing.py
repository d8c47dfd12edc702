"""Importing a file: read, check, keep; what is wrong goes into a file of rejects.

The rows of a file are kept in pieces. When the process is killed, whole pieces
are there; the next run reads past them and goes on. A file that is there whole
is not read again.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TextIO

from tsunagari.errors import RegisterError, RegisterFileError
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.layout import Layout
from tsunagari.registers.reader import Reader
from tsunagari.registers.rows import Reject, Row, rows
from tsunagari.registers.staging import SEPARATOR, ImportedFile, Staging

__all__ = ["Counts", "Progress", "import_file", "rejects_path", "tally", "tells"]

PIECE: Final = 10_000
STEM_BYTES: Final = 200
TORN: Final = "a row holds no control character U+001F"
REJECT_HEADER: Final = ("row", "column", "value", "rule")
# Called with the bytes that were read and the rows among them.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Counts:
    """What became of the rows of one file; ``read`` is the sum of the others.

    A row of which a value only is not taken, is kept; the value is among the rejects.
    """

    read: int
    kept: int
    replaced: int
    ignored: int
    rejected: int


def import_file(
    staging: Staging,
    reader: Reader,
    file: RegisterFile,
    retrieved: str = "",
    progress: Progress = lambda _bytes, _rows: None,
) -> tuple[Counts, Path]:
    """Import *file*; return what became of its rows, and where the rejects are.

    :param retrieved: The date on which it was fetched, if that is known.
    :raises RegisterFileError: If it is damaged, has another header than the
        reader's, or is changed meanwhile; then nothing of it is kept.
    :raises RegisterError: If what is to be kept cannot be written.
    """
    encoding = reader.layout.encoding or file.encoding
    told = (file.digest, file.name, file.stem, encoding, retrieved)
    entry = staging.begin(*told)
    path = rejects_path(staging, entry)
    # Of a file under two names the lesser counts, whichever came first. And if someone
    # has removed the rejects of what was read, they are told anew.
    told_less = not entry.whole and _size(path) < entry.reject_bytes
    if told_less or file.name < entry.name:
        staging.forget(entry)
        path.unlink(missing_ok=True)
        entry = staging.begin(*told)
        path = rejects_path(staging, entry)
    try:
        if not entry.whole:
            _read(staging, entry, reader, file, path, progress)
        return tally(staging, reader, file.digest), path
    except RegisterFileError:
        if not entry.whole:
            staging.forget(entry)
            path.unlink(missing_ok=True)
        raise


def rejects_path(staging: Staging, file: ImportedFile) -> Path:
    """Return where the rejects of *file* are written."""
    # A name of a file has at most 255 bytes.
    stem = file.stem.encode()[:STEM_BYTES].decode(errors="ignore")
    return staging.path.with_name(f"{stem}-{file.digest[:8]}.rejects.csv")


def tells(rejects: Path) -> bool:
    """Tell whether a file of rejects has one: a row, or a value of a row kept."""
    if not rejects.is_file():
        return False
    with rejects.open(encoding="utf-8", newline="") as file:
        return bool(next(csv.reader(file), None) and next(csv.reader(file), None))


def tally(staging: Staging, reader: Reader, digest: str) -> Counts:
    """Return what became of the rows of a file that was imported."""
    files = staging.files()
    place, file = next(
        (place, file) for place, file in enumerate(files) if file.digest == digest
    )
    kept, replaced, ignored = file.read - file.rejected, 0, 0
    # Most rows are alone with their key, and need not be looked at.
    for group in staging.groups(file):
        settled = reader.settle(group)
        kept -= sum(row.file == place for row in group)
        kept += sum(row.file == place for row in settled.kept)
        replaced += sum(row.file == place for row in settled.replaced)
        ignored += sum(row.file == place for row in settled.ignored)
    return Counts(file.read, kept, replaced, ignored, file.rejected)


def _read(
    staging: Staging,
    entry: ImportedFile,
    reader: Reader,
    file: RegisterFile,
    path: Path,
    progress: Progress,
) -> None:
    with file.stream() as stream, _rejects(path, entry.reject_bytes) as out:
        layout, found = _table(reader.layout, file, stream, entry.encoding)
        done = entry.read
        for _ in range(done):
            next(found, None)
        piece: list[tuple[str, str, int, str]] = []
        rejected = entry.rejected
        written = csv.writer(out, lineterminator="\n")
        key, moment, day = reader.key, reader.moment, file.day
        for row in found:
            done += 1
            if isinstance(row, Row) and layout.fits(row.cells):
                cells, lost = layout.kept(row)
                text = SEPARATOR.join(cells)
                if text.count(SEPARATOR) == len(cells) - 1:
                    written.writerows(lost)
                    piece.append((key(cells), moment(cells, day), row.number, text))
                else:
                    rejected += 1
                    written.writerow(Reject.of(row.number, "", "", TORN))
            else:
                rejected += 1
                written.writerows(_problems(layout, row))
            if not done % PIECE:
                length = _flush(out)
                staging.add(entry, piece, done, rejected, length, whole=False)
                piece.clear()
                progress(stream.tell(), done)
        length = _flush(out)
        file.confirm()
        staging.add(entry, piece, done, rejected, length, whole=True)
        progress(file.size, done)


def _table(
    layout: Layout, file: RegisterFile, stream: IO[bytes], encoding: str
) -> tuple[Layout, Iterator[Row | Reject]]:
    """Return the rows of *file* after its header, and its very layout."""
    found = rows(
        file.lines(stream),
        encoding,
        layout.multiline,
        layout.delimiter,
        layout.quote,
    )
    for _ in range(layout.skipped):
        next(found, None)
    if layout.has_header:
        row = next(found, None)
        cells = row.cells if isinstance(row, Row) else []
        layout = layout.fitted(cells)
        if problem := layout.header_problem(cells):
            raise RegisterFileError(
                f"{file.name}: the first row is not the header of this register: "
                f"{problem}; is it another register's file?"
            )
    return layout, found


def _problems(layout: Layout, row: Row | Reject) -> list[Reject]:
    """Return what is wrong with *row*; of a table with personal data no whole row."""
    found = [row] if isinstance(row, Reject) else [*layout.problems(row)]
    if layout.hides:
        found = [one if one.column else one._replace(value="") for one in found]
    return found


@contextmanager
def _rejects(path: Path, length: int) -> Iterator[TextIO]:
    """Open a file of rejects, cut to what belongs to the rows that are kept."""
    try:
        path.touch()
        os.truncate(path, length)
        with path.open("a", encoding="utf-8", newline="") as file:
            if not length:
                csv.writer(file, lineterminator="\n").writerow(REJECT_HEADER)
            yield file
    except OSError as error:
        raise RegisterError(
            f"{path}: rejects cannot be written ({error.strerror}); see to it that the "
            "disk has room and may be written to, then import again"
        ) from error


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _flush(out: TextIO) -> int:
    """Bring what was written to the disk; return how long the file is."""
    out.flush()
    os.fsync(out.fileno())
    return out.seek(0, io.SEEK_END)
