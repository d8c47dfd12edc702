"""The folders written by hand, wherever this package was installed from.

In a checkout they stand at the top level, beside ``service/``; in a wheel they
are packed into the package. Countries may be added from folders of one's own,
which hold the same folders and are named in the setting ``sources``.
Everything else asks this module.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from tsunagari.errors import ResourcesMissingError, SourceError

__all__ = [
    "ADDED",
    "FOLDERS",
    "FolderName",
    "add",
    "bases",
    "checkout",
    "files",
    "folder",
]

FolderName = Literal["ontology", "graph_data", "shapes", "queries"]
FOLDERS: Final[tuple[FolderName, ...]] = (
    "ontology",
    "graph_data",
    "shapes",
    "queries",
)
# Worker processes inherit it, so they find what the command found.
ADDED: Final = "TSUNAGARI_SOURCES"

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: FolderName) -> Path:
    """Return the project's own folder *name*, packed in the wheel or in the checkout.

    :raises ResourcesMissingError: If it is in neither place.

    >>> folder("ontology").name
    'ontology'
    """
    for base in (_PACKAGE, _CHECKOUT):
        path = base / name
        if path.is_dir():
            return path
    raise ResourcesMissingError(
        f"the folder '{name}' is neither in the installed package nor in a "
        "checkout; install the package again"
    )


def checkout() -> Path | None:
    """Return the top of the checkout, where the package is used from one."""
    used = all(folder(name).parent == _CHECKOUT for name in FOLDERS)
    return _CHECKOUT if used else None


def add(tops: Sequence[Path]) -> None:
    """Let this process and those that it starts read *tops* beside the project's own.

    :param tops: Folders that hold an ``ontology``, a ``graph_data`` or the like.
    :raises ResourcesMissingError: If one is not there or holds none of them.
    """
    for top in tops:
        if not any((top / name).is_dir() for name in FOLDERS):
            raise ResourcesMissingError(
                f"the folder of sources '{top}' has none of {', '.join(FOLDERS)}; "
                "name the folder that holds them, as 'tsunagari country new' makes it"
            )
    if tops:
        os.environ[ADDED] = os.pathsep.join(str(top.resolve()) for top in tops)
    else:
        os.environ.pop(ADDED, None)


def bases(name: FolderName) -> tuple[Path, ...]:
    """Return the project's own folder *name*, and those of the added sources."""
    return _bases(name, _PACKAGE, _CHECKOUT, os.environ.get(ADDED, ""))


def files(name: FolderName, pattern: str) -> list[tuple[str, Path]]:
    """Return the files below the folders *name* that fit, in the order of their names.

    :param pattern: As for :meth:`pathlib.Path.glob`.
    :returns: Names within the folder, such as ``kr/forms.trig``, and paths.
    :raises SourceError: If two folders hold a file of one name; it names both.
    """
    found: dict[str, Path] = {}
    for base in bases(name):
        for path in base.glob(pattern):
            key = path.relative_to(base).as_posix()
            if not path.is_file():
                continue
            if key in found:
                raise SourceError(
                    f"{name}/{key} stands in {found[key]} and in {path}; "
                    "rename or remove one of them"
                )
            found[key] = path
    return sorted(found.items(), key=lambda item: Path(item[0]))


@lru_cache
def _bases(
    name: FolderName, package: Path, checkout: Path, added: str
) -> tuple[Path, ...]:
    tops = [Path(top) / name for top in added.split(os.pathsep) if top]
    return (folder(name), *(top for top in tops if top.is_dir()))
