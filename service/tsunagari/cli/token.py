"""``tsunagari token``: who may write to a workbench."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.workbench.layout import Layout
from tsunagari.workbench.tokens import Tokens

__all__ = ["token_command"]

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group("token")
def token_command() -> None:
    """Say who may write to a workbench."""


@token_command.command("add")
@FOLDER
@click.argument("name")
@click.option(
    "--graph",
    "graphs",
    metavar="IRI",
    multiple=True,
    help="A graph that the token is for, several times for several; all by default.",
)
def add_command(folder: Path, name: str, graphs: tuple[str, ...]) -> None:
    """Make a token for NAME and print it: it cannot be had again."""
    click.echo(_tokens(folder).add(name, graphs or None))


@token_command.command("list")
@FOLDER
def list_command(folder: Path) -> None:
    """List who has a token, since when and for what."""
    for token in _tokens(folder).all():
        scope = "all graphs" if token.graphs is None else " ".join(token.graphs)
        click.echo(f"{token.name}\t{token.made}\t{scope}")


@token_command.command("remove")
@FOLDER
@click.argument("name")
def remove_command(folder: Path, name: str) -> None:
    """Let the token of NAME be worth nothing, at once."""
    _tokens(folder).remove(name)


def _tokens(folder: Path) -> Tokens:
    layout = Layout(folder)
    layout.nature()
    return Tokens(layout.tokens)
