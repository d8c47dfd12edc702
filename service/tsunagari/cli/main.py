"""The command itself: the commands it has, and errors turned into exit codes."""

from __future__ import annotations

import io
import sys
from typing import Any, Final

import click

import tsunagari
from tsunagari import resources
from tsunagari.cli.backup import backup_command, restore_command
from tsunagari.cli.build import build_command, check_command
from tsunagari.cli.contribute import contribute_command
from tsunagari.cli.country import country_command
from tsunagari.cli.diff import diff_command
from tsunagari.cli.explain import explain_command
from tsunagari.cli.export import export_command
from tsunagari.cli.info import info_command
from tsunagari.cli.link import link_command
from tsunagari.cli.mappings import mappings_command
from tsunagari.cli.options import setting_options
from tsunagari.cli.publish import publish_command
from tsunagari.cli.query import query_command
from tsunagari.cli.reason import reason_command
from tsunagari.cli.registers import import_command, registers_command
from tsunagari.cli.serve import serve_command
from tsunagari.cli.token import token_command
from tsunagari.cli.undo import undo_command
from tsunagari.cli.workbench import workbench_command
from tsunagari.config import Settings
from tsunagari.errors import (
    ContradictionError,
    CountryError,
    QueryValueError,
    ReleaseError,
    SettingError,
    StatementError,
    TsunagariError,
    UnknownFormatError,
    UnknownQueryError,
    ValidationError,
)

__all__ = ["EXIT_CODES", "main"]

# The first class that fits decides.
EXIT_CODES: Final[tuple[tuple[type[TsunagariError], int], ...]] = (
    (ValidationError, 3),
    (ContradictionError, 3),
    (ReleaseError, 4),
    (CountryError, 2),
    (QueryValueError, 2),
    (SettingError, 2),
    (StatementError, 2),
    (UnknownFormatError, 2),
    (UnknownQueryError, 2),
    (TsunagariError, 1),
)

EPILOG: Final = """\b
Exit codes:
  0  all is well
  1  something failed
  2  the command was called wrongly
  3  the data does not conform or contradicts itself
  4  there is no such release, or it is damaged
"""


class _Group(click.Group):
    """A group that reports our errors in plain words, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        # A terminal that cannot show a character gets its escape, not an error.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except TsunagariError as error:
            click.echo(f"tsunagari: {error}", err=True)
            code = next(code for kind, code in EXIT_CODES if isinstance(error, kind))
            sys.exit(code)
        except BrokenPipeError:
            raise
        except (OSError, UnicodeError) as error:
            click.echo(f"tsunagari: {error}", err=True)
            sys.exit(1)


@click.group(
    cls=_Group,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(tsunagari.__version__, prog_name="tsunagari")
@setting_options("sources")
def main(sources: str | None) -> None:
    """A knowledge graph of the social and solidarity economy, country by country.

    Start with "tsunagari build", which makes a release from the sources, then
    "tsunagari serve" for a SPARQL endpoint, or "tsunagari query" for one answer.
    """
    resources.add(Settings.read({"sources": sources}).sources)


for command in (
    import_command,
    registers_command,
    build_command,
    check_command,
    query_command,
    explain_command,
    reason_command,
    link_command,
    serve_command,
    workbench_command,
    token_command,
    undo_command,
    backup_command,
    restore_command,
    contribute_command,
    export_command,
    publish_command,
    info_command,
    diff_command,
    mappings_command,
    country_command,
):
    main.add_command(command)
