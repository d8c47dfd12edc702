"""``tsunagari import`` and ``tsunagari registers``."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.cli.options import setting_options
from tsunagari.cli.progress import bar
from tsunagari.config import Settings
from tsunagari.errors import RegisterError
from tsunagari.registers.checks import iso_date
from tsunagari.registers.collection import staging_path
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import (
    Counts,
    import_file,
    rejects_path,
    tally,
    tells,
)
from tsunagari.registers.registry import Register, registers
from tsunagari.registers.staging import Staging

__all__ = ["import_command", "registers_command"]


@click.command("import")
@setting_options("registers", "imports")
@click.option(
    "--retrieved",
    metavar="YYYY-MM-DD",
    default="",
    help="The day on which the files were fetched; the catalogue tells it.",
)
@click.argument("register", metavar="REGISTER")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
def import_command(
    registers: str | None,
    imports: str | None,
    retrieved: str,
    register: str,
    files: tuple[Path, ...],
) -> None:
    """Read FILES of REGISTER, check each row, and keep them for the next build.

    A file that was imported is not read again; an import that was stopped goes
    on where it was. Rows that break a rule are written to a file of rejects.
    "tsunagari registers" lists the registers there are.
    """
    settings = Settings.read({"registers": registers, "imports": imports})
    if retrieved and (problem := iso_date(retrieved)):
        raise click.BadParameter(problem, param_hint="--retrieved")
    chosen = _register(settings, register)
    try:
        with Staging(staging_path(settings.imports, chosen), create=True) as staging:
            for path in files:
                _import(staging, chosen, RegisterFile.open(path), retrieved)
    except KeyboardInterrupt as stop:
        raise RegisterError(
            f"{register}: the import was stopped; import again, and it goes on where "
            "it was"
        ) from stop


def _import(
    staging: Staging, register: Register, file: RegisterFile, retrieved: str
) -> None:
    with bar(file.name, file.size) as progress:
        counts, rejects = import_file(
            staging, register.reader, file, retrieved, progress
        )
    click.echo(f"{file.name}: {_told(counts)}")
    if counts.read == counts.rejected:
        click.echo("  no row was taken; is it another register's file?")
    if tells(rejects):
        click.echo(f"  what was rejected, and why: {rejects}")


@click.command("registers")
@setting_options("registers", "imports")
@click.option(
    "--forget",
    metavar="REGISTER FILE",
    nargs=2,
    help="Remove what was imported from a file, by its name.",
)
def registers_command(
    registers: str | None, imports: str | None, forget: tuple[str, str] | None
) -> None:
    """List the registers, and what was imported of each."""
    settings = Settings.read({"registers": registers, "imports": imports})
    if forget:
        _forget(settings, *forget)
    for register in _registers(settings).values():
        taken = "" if register.in_release else " (not taken into releases)"
        click.echo(f"{register.name}: {register.source}{taken}")
        path = staging_path(settings.imports, register)
        if not path.is_file():
            continue
        with Staging(path) as staging:
            for file in staging.files():
                counts = tally(staging, register.reader, file.digest)
                state = "" if file.whole else "; stopped, import it again"
                click.echo(f"  {file.name}: {_told(counts)}{state}")


def _forget(settings: Settings, name: str, file_name: str) -> None:
    register = _register(settings, name)
    path = staging_path(settings.imports, register)
    with Staging(path, create=path.is_file()) as staging:
        files = [file for file in staging.files() if file.name == file_name]
        if not files:
            raise RegisterError(f"{name}: no file '{file_name}' was imported")
        for file in files:
            staging.forget(file)
            rejects_path(staging, file).unlink(missing_ok=True)


def _registers(settings: Settings) -> dict[str, Register]:
    return registers(settings.registers)


def _register(settings: Settings, name: str) -> Register:
    known = _registers(settings)
    if name not in known:
        raise RegisterError(f"'{name}' is no register; there are {', '.join(known)}")
    return known[name]


def _told(counts: Counts) -> str:
    return (
        f"{counts.read:,} rows read = {counts.kept:,} kept + {counts.replaced:,} "
        f"replaced + {counts.ignored:,} ignored + {counts.rejected:,} rejected"
    )
