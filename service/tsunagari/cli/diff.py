"""``tsunagari diff``: what one release has that another has not."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.cli.options import setting_options
from tsunagari.cli.progress import Counted
from tsunagari.config import Settings
from tsunagari.namespaces import shorten
from tsunagari.release.difference import difference
from tsunagari.release.releases import Releases

__all__ = ["diff_command"]


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write added.nq and removed.nq to this folder.",
)
@setting_options("releases")
def diff_command(
    old: str, new: str | None, out: Path | None, **given: str | None
) -> None:
    """Say which statements were added and removed from release OLD to NEW.

    NEW is by default the release in force. For each named graph a line: how many
    statements were added, how many removed, and the graph.

    \b
    tsunagari diff 0123456789abcdef --out changes
    """
    releases = Releases(Settings.read(given).releases)
    before = releases.open(old)
    after = releases.open(new) if new else releases.current()
    if out:
        out.mkdir(parents=True, exist_ok=True)
    with Counted() as progress:
        found = difference(before, after, out, progress)
    for graph in sorted({*found.added, *found.removed}):
        added, removed = found.added[graph], found.removed[graph]
        click.echo(f"+{added:<8,} -{removed:<8,} {shorten(graph)}")
    click.echo(
        f"{before.id} to {after.id}: {found.added.total():,} statements added, "
        f"{found.removed.total():,} removed"
    )
