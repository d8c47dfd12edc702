"""``tsunagari build`` and ``tsunagari check``."""

from __future__ import annotations

import click

from tsunagari.cli.options import language_option, setting_options, told_in
from tsunagari.cli.progress import Stages
from tsunagari.config import Settings
from tsunagari.languages import Language
from tsunagari.registers.collection import Collection
from tsunagari.registers.registry import registers as read_registers
from tsunagari.release.build import STAGES, build, check
from tsunagari.release.checking import CHECK_STAGES
from tsunagari.release.comparison import (
    compare_validation_with_reference,
    compare_with_reference,
)
from tsunagari.release.releases import Releases

__all__ = ["build_command", "check_command"]

LANGUAGE = "The language in which is told what is wrong."


@click.command("build")
@setting_options("releases", "registers", "imports")
@language_option(LANGUAGE)
@click.option(
    "--cliques",
    is_flag=True,
    help="Say of each of several equal names what holds of one of them.",
)
def build_command(
    releases: str | None,
    registers: str | None,
    imports: str | None,
    language: Language,
    cliques: bool,
) -> None:
    """Make a release from the sources and put it in force.

    Reads ontology/, graph_data/ and what was imported from registers, draws all
    conclusions, validates, and
    writes a folder with the store, the dumps and a manifest. If the data does
    not conform, nothing is published and the release in force stays.
    """
    settings = Settings.read(
        {"releases": releases, "registers": registers, "imports": imports}
    )
    with (
        told_in(language),
        Stages(len(STAGES)) as progress,
        _collection(settings) as collection,
    ):
        release = build(Releases(settings.releases), progress, cliques, collection)
    counts = release.manifest["counts"]
    click.echo(
        f"release {release.id}: {counts['statements']} statements "
        f"({counts['inferred statements']} inferred) in {release.path}"
    )


def _collection(settings: Settings) -> Collection:
    return Collection([*read_registers(settings.registers).values()], settings.imports)


@click.command("check")
@setting_options("registers", "imports")
@language_option(LANGUAGE)
@click.option(
    "--reference",
    is_flag=True,
    help="Also run owlrl and pyshacl, which take longer, and compare what they find; "
    "on the sources alone, without registers.",
)
def check_command(
    registers: str | None, imports: str | None, language: Language, reference: bool
) -> None:
    """Read, reason and validate, and say what is wrong. Writes nothing."""
    settings = Settings.read({"registers": registers, "imports": imports})
    with (
        told_in(language),
        Stages(len(CHECK_STAGES)) as progress,
        # The references hold all in memory, and take hours for a register.
        Collection() if reference else _collection(settings) as collection,
    ):
        checked = check(progress=progress, collection=collection)
    if text := checked.report.to_text(language, checked.files_about):
        click.echo(text + "\n")
    counts = checked.report.counts()
    click.echo(", ".join(f"{number} {name}" for name, number in counts.items()))
    if checked.handed_over:
        shapes = "; ".join(map(str, checked.handed_over))
        click.echo(f"not compiled, so pyshacl ran them: {shapes}")
    if checked.idle:
        click.echo(f"without effect: {'; '.join(checked.idle)}")
    if reference:
        same = compare_with_reference(checked.assembly.sources)
        click.echo(f"owlrl infers the same {same} statements")
        same = compare_validation_with_reference(checked)
        click.echo(f"pyshacl finds the same {same} results")
    with told_in(language):
        checked.report.raise_for_violations(checked.files_about)
