"""``tsunagari undo``: undo a change in a workbench that nobody serves."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.cli.options import setting_options
from tsunagari.config import Settings
from tsunagari.errors import WorkbenchHeldError
from tsunagari.workbench.filling import WHO
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.writer import Writer

__all__ = ["undo_command"]


@click.command("undo")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("number", metavar="N", type=click.IntRange(1))
@setting_options("write_statements")
def undo_command(folder: Path, number: int, **given: str | None) -> None:
    """Undo change N in the workbench DIR, which nobody serves.

    What later changes touched stays as they left it. The undoing is a change itself,
    with a number of its own, and can be undone.
    """
    most = Settings.read(given).write_statements
    try:
        with Writer.open(folder, most) as writer:
            outcome = writer.do(Job("undo", WHO, number=number))
    except WorkbenchHeldError as error:
        raise WorkbenchHeldError(
            f"another process has the workbench '{folder}'; ask it, with a token of "
            f"'tsunagari token add {folder} NAME' and the address that it was started "
            "with: curl -X POST -H 'Authorization: Bearer TOKEN' "
            f"http://HOST:PORT/changes/{number}/undo"
        ) from error
    click.echo(
        f"change {outcome.number} undoes change {number}: {outcome.added} statements "
        f"added, {outcome.removed} removed, {outcome.left} left as later changes have "
        "them"
    )
