"""The judge: what a test asks for, and whether a reply gives it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rdflib import Graph
from rdflib.compare import isomorphic

from tsunagari.sparql.formats import Format, format_named

from .matching import same_tables
from .results import READERS, RS, Table, read_result_set
from .services import Ask, Reply
from .suite import Case, address

__all__ = ["failure"]

# The answer is asked for in the format in which the suite gives it.
_FORMATS: Final = {
    ".srx": "xml",
    ".srj": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".ttl": "turtle",
}
_LINE_ENDS: Final = {"csv": b"\r\n", "tsv": b"\n"}


def failure(case: Case, ask: Ask) -> str | None:
    """Return how the one who is asked fails *case*, or ``None`` if it passes."""
    if case.result is None:
        return _syntax_failure(case, ask)
    wanted = _expected(case.result)
    name = _FORMATS[case.result.suffix]
    # A table may be written as a graph, but no answer comes like that.
    format = format_named(
        "json" if name == "turtle" and isinstance(wanted, Table) else name
    )
    reply = ask(case.text, format)
    if reply.status != 200:
        return f"status {reply.status}: {reply.text}"
    if reply.media_type != format.media_type:
        return f"{reply.media_type} where {format.media_type} was asked for"
    if isinstance(wanted, Graph):
        return _graph_failure(wanted, reply)
    return _table_failure(wanted, format, reply)


def _expected(path: Path) -> Table | bool | Graph:
    name = _FORMATS[path.suffix]
    if name != "turtle":
        return READERS[name](path.read_bytes())
    graph = Graph().parse(path, format="turtle", publicID=address(path))
    return read_result_set(graph) if (None, None, RS.ResultSet) in graph else graph


def _syntax_failure(case: Case, ask: Ask) -> str | None:
    # Neither SELECT nor ASK, but CONSTRUCT and DESCRIBE come as a graph.
    reply = ask(case.text, format_named("json"))
    if reply.status == 406:
        reply = ask(case.text, format_named("turtle"))
    if case.parses:
        return None if reply.status == 200 else f"status {reply.status}: {reply.text}"
    # Only a query that was read tells something about reading: one that is
    # refused for its size would pass any test of this kind.
    if reply.status == 400 and "does not parse" in reply.text:
        return None
    return f"status {reply.status} where 400 and 'does not parse' was expected"


def _graph_failure(wanted: Graph, reply: Reply) -> str | None:
    found = Graph().parse(data=reply.body, format="turtle")
    if isomorphic(wanted, found):
        return None
    return f"expected {wanted.serialize()}\nfound {found.serialize()}"


def _table_failure(wanted: Table | bool, format: Format, reply: Reply) -> str | None:
    found = READERS[format.name](reply.body)
    if isinstance(wanted, Table) and isinstance(found, Table):
        same = same_tables(wanted, found) and _well_formed(format, reply.body, found)
    else:
        same = wanted is found
    return None if same else f"expected {wanted}\nfound {found}\nin {reply.text}"


def _well_formed(format: Format, body: bytes, found: Table) -> bool:
    """Tell whether the bytes of CSV and TSV are what their specification says."""
    if format.name not in _LINE_ENDS:
        return True
    end = _LINE_ENDS[format.name]
    mark = "?" if format.name == "tsv" else ""
    separator = "\t" if format.name == "tsv" else ","
    header = separator.join(mark + name for name in found.variables).encode()
    lines = body.split(end)
    return (
        lines[0] == header
        and lines[-1] == b""
        and len(lines) == len(found.rows) + 2
        and not any(b"\r" in line or b"\n" in line for line in lines)
    )
