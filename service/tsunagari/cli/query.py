"""``tsunagari query``: one question to the release in force."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from prettytable import PrettyTable, TableStyle

from tsunagari.cli.options import setting_options
from tsunagari.config import Settings
from tsunagari.errors import UnknownFormatError
from tsunagari.namespaces import prefixes, shorten
from tsunagari.release.releases import Releases
from tsunagari.sparql.binding import bound
from tsunagari.sparql.engine import Answer
from tsunagari.sparql.formats import FORMATS, Kind, format_named, formats_for
from tsunagari.sparql.library import read_queries, roles, stored_query
from tsunagari.sparql.parameters import parameters
from tsunagari.sparql.peers import addressed, nameable
from tsunagari.sparql.tokens import all_tokens

__all__ = ["query_command"]

TABLE = "table"


@click.command("query")
@click.argument("query", required=False)
@click.option(
    "--format",
    "format_name",
    default=None,
    metavar="NAME",
    help="table, " + ", ".join(f.name for f in FORMATS) + ". "
    "[default: a table, or Turtle for a graph]",
)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for a parameter of the stored query; may be given several times.",
)
@click.option("--list", "listing", is_flag=True, help="List the stored queries.")
@setting_options("releases", "peers")
def query_command(
    query: str | None,
    format_name: str | None,
    values: tuple[str, ...],
    listing: bool,
    **given: str | None,
) -> None:
    """Answer QUERY from the release in force.

    QUERY is a file that ends in .rq, the name or id of a stored query (as
    "CQ01"), the text of a query, or "-" for standard input. In a text the
    project's prefixes need not be declared. SERVICE is asked from here; it may name
    a peer.

    \b
    tsunagari query CQ01
    tsunagari query LK-1 --set form=form:rokin-bank --set lang=ja
    tsunagari query --format csv my-question.rq
    tsunagari query 'SELECT * { ?form a sse:FullSSEForm }'
    """
    if listing:
        _list()
        return
    if query is None:
        raise click.UsageError("give a QUERY, or --list to see the stored ones")
    text = _bound(query, values) if values else _text(query)
    settings = Settings.read(given)
    text = addressed(list(all_tokens(text)), nameable(settings.peers))
    answer = Releases(settings.releases).current().engine().query(text)
    if format_name in (None, TABLE) and answer.kind is not Kind.GRAPH:
        click.echo(_table(answer))
        return
    if format_name == TABLE:
        raise UnknownFormatError("a graph cannot be shown as a table; try turtle")
    chosen = format_named(format_name or formats_for(answer.kind)[0].name)
    sys.stdout.buffer.write(answer.serialize(chosen))
    sys.stdout.buffer.flush()


def _list() -> None:
    for role in roles():
        for stored in read_queries(role):
            click.echo(f"{stored.header['id']:8} {stored.name}")
            click.echo(f"         {stored.header['summary']}")
            if names := [parameter.name for parameter in parameters(stored)]:
                click.echo(f"         --set {', '.join(names)}")


def _bound(query: str, values: tuple[str, ...]) -> str:
    """Return the stored query *query* with *values*, each as ``name=value``."""
    given: dict[str, list[str]] = {}
    for one in values:
        name, sign, value = one.partition("=")
        if not sign:
            raise click.UsageError(f"'{one}' is not NAME=VALUE")
        given.setdefault(name, []).append(value)
    return bound(stored_query(query), given)


def _text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if query.endswith(".rq"):
        path = Path(query)
        if not path.is_file():
            raise click.UsageError(f"there is no file '{query}'")
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise click.UsageError(f"'{query}' is not UTF-8: {error}") from error
    if any(sign in query for sign in "{}\n "):
        return _declared(query)
    return bound(stored_query(query), {})


def _declared(text: str) -> str:
    """Declare the project's prefixes before *text*; its own win."""
    known = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in prefixes().items())
    return f"{known} {text}"


def _table(answer: Answer) -> str:
    content = json.loads(answer.serialize(format_named("json")))
    if answer.kind is Kind.BOOLEAN:
        return "yes" if content["boolean"] else "no"
    names = content["head"]["vars"]
    rows = content["results"]["bindings"]
    count = f"{len(rows)} row" + ("" if len(rows) == 1 else "s")
    if not names:
        return f"{count} without variables"
    table = PrettyTable(names, align="l")
    table.set_style(TableStyle.SINGLE_BORDER)
    for row in rows:
        table.add_row([_cell(row.get(name)) for name in names])
    return f"{table.get_string()}\n{count}"


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    if term["type"] == "uri":
        return shorten(term["value"])
    if term["type"] == "bnode":
        return "_:" + term["value"]
    return term["value"]
