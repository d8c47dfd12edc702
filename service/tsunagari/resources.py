"""The folders written by hand, wherever this package was installed from.

In a checkout they stand at the top level, beside ``service/``; in a wheel they
are packed into the package. Everything else asks this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from tsunagari.errors import ResourcesMissingError

__all__ = ["FOLDERS", "FolderName", "folder"]

FolderName = Literal["ontology", "graph_data", "shapes", "queries"]
FOLDERS: Final[tuple[FolderName, ...]] = (
    "ontology",
    "graph_data",
    "shapes",
    "queries",
)

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: FolderName) -> Path:
    """Return the folder *name*, packed in the wheel or in the checkout.

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
