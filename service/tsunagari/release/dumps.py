"""The dumps of a release: the one place that knows which files they are."""

from __future__ import annotations

from pathlib import Path

from tsunagari.errors import ReleaseError

__all__ = ["dump_files"]


def dump_files(release: Path) -> list[Path]:
    """Return the N-Quads files that hold all named graphs of the release there.

    :raises ReleaseError: If there is none.
    """
    found = sorted(release.glob("*.nq"))
    if not found:
        raise ReleaseError(
            f"the release '{release.name}' has no dump; build the release again"
        )
    return found
