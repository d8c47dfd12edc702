"""A folder with a contribution: statements, and the text that goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tsunagari.errors import WorkbenchError
from tsunagari.workbench.changes import History
from tsunagari.workbench.contributing.contribution import Contribution
from tsunagari.workbench.contributing.readme import readme
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.moments import moment_of

__all__ = ["FILE", "LEFT", "contribute"]

FILE: Final = "contribution.trig"
LEFT: Final = "not-in-the-file.nq"
README: Final = "README.md"


def contribute(layout: Layout, folder: Path, graphs: Sequence[str]) -> Contribution:
    """Write what was added to a workbench into a new folder; return what it is.

    The same workbench gives the same bytes.

    :param graphs: The IRIs of the graphs to contribute; all that were changed, if there
        are none.
    :raises WorkbenchError: If there is no workbench, nothing to contribute, or
        something in the folder.
    :raises WriteError: If one of the graphs cannot be contributed.
    :raises OSError: If the folder cannot be written to.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkbenchError(f"'{folder}' is not empty; name another folder")
    with moment_of(layout) as moment:
        found = Contribution.of(moment, History(layout.changes), graphs)
    folder.mkdir(parents=True, exist_ok=True)
    if found.statements.counts:
        found.statements.write(folder / FILE)
    if rows := [*found.removed, *found.attached, *found.newer]:
        text = "".join(f"{row}\n" for row in rows)
        (folder / LEFT).write_text(text, encoding="utf-8", newline="\n")
    text = readme(found, FILE, LEFT)
    (folder / README).write_text(text, encoding="utf-8", newline="\n")
    return found
