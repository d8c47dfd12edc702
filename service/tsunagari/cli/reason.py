"""``tsunagari reason``: what would follow from a file, or what in it cannot be true."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.cli.options import language_option, setting_options, told_in
from tsunagari.config import Settings
from tsunagari.languages import Language
from tsunagari.release.adding import added_to, read_given
from tsunagari.release.releases import Releases
from tsunagari.sparql.engines.oxigraph_store import GivenGraph
from tsunagari.sparql.formats import format_named

__all__ = ["reason_command"]

FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml")


@click.command("reason")
@click.argument(
    "files",
    metavar="FILE…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    nargs=-1,
    required=True,
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="turtle",
    show_default=True,
    help="How to write what follows.",
)
@language_option("The language in which contradictions are told.")
@setting_options("releases")
def reason_command(
    files: tuple[Path, ...], format_: str, language: Language, releases: str | None
) -> None:
    """Say what would follow from RDF files beside the release in force.

    What follows and does not stand in the release is written to the standard
    output; nothing is stored. If the files contradict themselves or the release,
    both sides are told with the sources they rest on, and the exit code is 3. What
    it costs grows with the files and what follows, not with the release. For example:

    \b
      tsunagari reason mine.trig
      tsunagari reason mine.ttl theirs.jsonld --format ntriples > new.nt
    """
    kept = Releases(Settings.read({"releases": releases}).releases)
    found = added_to(kept.current().path, read_given(files))
    if found.contradiction:
        with told_in(language):
            raise found.contradiction
    if len(found.new):
        written = GivenGraph(found.new).written(format_named(format_))
        click.echo(written.decode().rstrip())
    blank = f" and {found.nameless:,} about blank nodes" if found.nameless else ""
    click.echo(
        f"{found.statements:,} statements{blank} are new; {len(found.new):,} follow",
        err=True,
    )
