"""``tsunagari mappings``: the alignments as SSSOM files."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.export.sssom import write_mapping_sets

__all__ = ["mappings_command"]


@click.command("mappings")
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
def mappings_command(target: Path) -> None:
    """Write what is mapped to other vocabularies as SSSOM.

    Each alignment becomes one file in the folder TARGET, with justification,
    confidence and review of every mapping. A file that is there is replaced.
    """
    for path in write_mapping_sets(target):
        click.echo(path)
