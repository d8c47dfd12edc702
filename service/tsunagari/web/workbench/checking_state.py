"""What the views of checks need: who checks, beside which dataset, at whose expense."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from flask import current_app

from tsunagari.web.budget import Budgets
from tsunagari.workbench.checking.checker import Checker

__all__ = ["CHECKING", "Checking", "checking"]

# Its place in ``app.extensions``.
CHECKING: Final = "tsunagari.checking"


@dataclass(frozen=True)
class Checking:
    """The application's means to check graphs.

    :param checker: Runs the checks.
    :param dataset: Holds the folder of the store that graphs are held beside, such as
        a snapshot, while a check reads it; ``None`` for the ontology alone.
    :param budgets: How much work each client may cause.
    :param address: Gives the address of the service, without a slash at the end.
    :param most_bytes: How large what is sent may be, unpacked.
    :param store: Where a graph without a name is to be stored, below the address.
    :param merged: Whether the default graph of the dataset is the merge of the others.
    :param has_pages: Whether the service has the pages about things of a release.
    """

    checker: Checker
    dataset: Callable[[], AbstractContextManager[Path | None]]
    budgets: Budgets
    address: Callable[[], str]
    most_bytes: int = 1_000_000
    store: str = "/graph-store?default"
    merged: bool = False
    has_pages: bool = False


def checking() -> Checking:
    """Return the means of the application that handles this request."""
    return cast(Checking, current_app.extensions[CHECKING])
