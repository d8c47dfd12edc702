"""The dumps of a release: which files they are, and how they are kept.

With registers they are large, and are kept packed: ``tsunagari.nq`` as
``tsunagari.nq.gz`` (gzip, in many members, :rfc:`1952`, 2.2). Names, sizes and
checksums that a release tells are those of what is in them; who reads a file here
need not know how it is kept.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final, cast

from tsunagari.errors import ReleaseError

__all__ = ["PACKED", "dump_files", "kept", "opened", "pack", "packed"]

PACKED: Final = ".gz"
# The third of nine levels: half as large again as the sixth, in a third of its time.
LEVEL: Final = 3
PIECE: Final = 1 << 20


def dump_files(release: Path) -> list[Path]:
    """Return the N-Quads files that hold all named graphs of the release there.

    :raises ReleaseError: If there is none.
    """
    found = sorted([*release.glob("*.nq"), *release.glob(f"*.nq{PACKED}")])
    if not found:
        raise ReleaseError(
            f"the release '{release.name}' has no dump; build the release again"
        )
    return found


def kept(path: Path) -> Path:
    """Return the file that holds what *path* is to hold: itself, or a packed one."""
    packed = path.with_name(path.name + PACKED)
    return packed if packed.is_file() and not path.is_file() else path


def opened(path: Path) -> BinaryIO:
    """Open a file for reading that may be packed.

    :raises OSError: If it is not there.
    """
    found = kept(path)
    if found.suffix == PACKED:
        return cast(BinaryIO, gzip.open(found, "rb"))
    return found.open("rb")


def packed(data: bytes) -> bytes:
    """Return *data* as a member of a packed file; no time and no name is in it."""
    return gzip.compress(data, LEVEL, mtime=0)


def pack(path: Path, more: Iterable[Path]) -> None:
    """Keep *path* packed, and what the packed files *more* hold behind it.

    :param path: A file that may be missing, as if it were empty; it is removed.
    """
    with path.with_name(path.name + PACKED).open("wb") as out:
        if path.exists():
            with path.open("rb") as file:
                while piece := file.read(PIECE):
                    out.write(packed(piece))
            path.unlink()
        for one in more:
            with one.open("rb") as file:
                shutil.copyfileobj(file, out, PIECE)
