"""``tsunagari backup`` and ``tsunagari restore``: a workbench as one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.workbench.archive import Manifest
from tsunagari.workbench.backups import back_up
from tsunagari.workbench.layout import Layout
from tsunagari.workbench.restoring import restore

__all__ = ["backup_command", "restore_command"]


@click.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(folder: Path, file: Path) -> None:
    """Write the workbench DIR to FILE, a compressed tar archive.

    It may be served meanwhile. In the file are the dataset of one moment and the
    history up to it; the tokens are not. A FILE that is there is replaced.
    """
    manifest = back_up(Layout(folder), file)
    click.echo(f"{file}: {_told(manifest)}")
    click.echo("the tokens are not in it", err=True)


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def restore_command(file: Path, folder: Path) -> None:
    """Lay out the new workbench DIR from FILE, as "tsunagari backup" wrote it.

    Its history goes on where that of the backup ends. Nobody can write to it until
    there are tokens for it: "tsunagari token add".
    """
    manifest = restore(file, Layout(folder))
    click.echo(f"{folder}: {_told(manifest)}")
    click.echo(f"nobody can write yet: 'tsunagari token add {folder} NAME'", err=True)


def _told(manifest: Manifest) -> str:
    return (
        f"{manifest.statements} statements, {manifest.graphs} named graphs, "
        f"{manifest.last} changes"
    )
