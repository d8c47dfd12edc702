"""``tsunagari contribute``: what was written to a workbench, for the project's data."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.workbench.contributing.folder import contribute
from tsunagari.workbench.layout import Layout

__all__ = ["contribute_command"]


@click.command("contribute")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("out", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--graph",
    "graphs",
    metavar="IRI",
    multiple=True,
    help="A graph to contribute, several times for several; all by default.",
)
def contribute_command(folder: Path, out: Path, graphs: tuple[str, ...]) -> None:
    """Write what was added to the workbench DIR into FOLDER, for a pull request.

    In the new FOLDER are a TriG file for graph_data/ and a README.md, which says of
    each graph where it comes from, who changed it, and what is missing.
    """
    found = contribute(Layout(folder), out, graphs)
    total = sum(found.statements.counts.values())
    lacking = sum(bool(graph.evidence.missing) for graph in found.graphs)
    click.echo(
        f"{out}: {total} statements in {len(found.statements.counts)} graphs; "
        f"{lacking} lack something, see {out / 'README.md'}"
    )
