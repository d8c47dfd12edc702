"""``tsunagari country``: what a country needs to take part."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from tsunagari.countries.layout import lay_out
from tsunagari.countries.names import country
from tsunagari.errors import CountryError
from tsunagari.resources import checkout

__all__ = ["country_command"]


@click.group("country")
def country_command() -> None:
    """Add a country to the graph."""


@country_command.command("new")
@click.argument("code")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to; by default the checkout.",
)
@click.option("--name-en", default="", help="The name of the country in English.")
@click.option("--name-ja", default="", help="The name of the country in Japanese.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    help='A language of its texts beside English and Japanese, as in "ko"; '
    "may be given several times.",
)
def new_command(
    code: str,
    into: Path | None,
    name_en: str,
    name_ja: str,
    languages: tuple[str, ...],
) -> None:
    """Lay out the files of the country CODE (ISO 3166-1 alpha-2, as in "kr").

    Writes a folder of data, vocabularies, a shape with its cases and a README
    that says what to fill in. What is there is never overwritten.
    """
    new = country(code, name_en, name_ja)
    top = into or checkout()
    if top is None:
        raise CountryError(
            "the package does not stand in a checkout; name a folder of your own "
            "with --into"
        )
    for path in lay_out(new, top, languages):
        click.echo(path)
    guide = top / "graph_data" / new.code / "README.md"
    sources = f" --sources {shlex.quote(str(into))}" if into else ""
    click.echo(f"next: read {guide}, then run: tsunagari{sources} check")
    click.echo(f"次に {guide} を読み、tsunagari{sources} check を実行してください。")
