"""Writing an answer: rows as they come, a graph each statement once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, Any, BinaryIO, Final, cast

import pyoxigraph as ox

from tsunagari.sparql.engines.asking import asking
from tsunagari.sparql.engines.output import Output, TooLarge
from tsunagari.sparql.engines.oxigraph_formats import (
    RDF_FORMATS,
    RESULT_FORMATS,
    WITH_PREFIXES,
)
from tsunagari.sparql.frames import NOTE, pack

__all__ = ["answer_from_store", "note", "write_graph"]

# A graph up to this size is written once each and in order.
SMALL_GRAPH: Final = 10_000
ENDS_IN_NAME: Final = re.compile(r"[^\W\d][\w.-]*$")


def answer_from_store(store: ox.Store, request: dict[str, Any], out: BinaryIO) -> None:
    """Answer *request* from *store*."""
    ask = asking(store, request)
    result = ask(request["query"])
    output = Output(out, request)
    # The engine asks of a file only that it can be written to.
    file = cast(IO[bytes], output)
    if isinstance(result, ox.QueryTriples):
        write_graph(result, file, request, out)
    else:
        if probe := request["probe"]:
            more = next(iter(cast(ox.QuerySolutions, ask(probe))), None)
            note(out, cut=more is not None)
        result.serialize(file, format=RESULT_FORMATS[request["format"]])
    output.end()


def note(out: BinaryIO, cut: bool) -> None:
    """Say whether the answer was cut after the rows that were asked for."""
    out.write(pack(NOTE, json.dumps({"cut": cut}).encode()))


def write_graph(
    result: Iterator[ox.Triple], file: IO[bytes], request: dict[str, Any], out: BinaryIO
) -> None:
    """Write *result* to *file*, or the first rows that *request* wants."""
    wanted: int | None = request["rows"]
    triples: Any
    if wanted is not None:
        found = _distinct(result, wanted + 1)
        note(out, cut=len(found) > wanted)
        triples = sorted(found[:wanted], key=str)
    else:
        triples = _ordered_if_small(result, request["max_rows"])
    name = request["format"]
    if name == "rdfxml":
        triples = _with_names(triples)
    ox.serialize(
        triples,
        file,
        format=RDF_FORMATS[name],
        prefixes=request["prefixes"] if name in WITH_PREFIXES else None,
    )


def _with_names(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield *triples*; RDF/XML has each predicate as the name of an element.

    :raises ValueError: If one ends in no name: the engine would write no XML.
    """
    for triple in triples:
        if not ENDS_IN_NAME.search(triple.predicate.value):
            raise ValueError(
                f"RDF/XML has no way to write the predicate {triple.predicate}; "
                "choose another format"
            )
        yield triple


def _distinct(result: Iterator[ox.Triple], most: int) -> list[ox.Triple]:
    found: dict[ox.Triple, None] = {}
    for triple in result:
        found[triple] = None
        if len(found) == most:
            break
    return list(found)


def _ordered_if_small(result: Iterator[ox.Triple], most: int) -> Iterator[ox.Triple]:
    """Yield each statement once and in order, or those of a large graph as they come.

    :raises TooLarge: If there are more than *most*.
    """
    first = list(islice(result, SMALL_GRAPH))
    rest = next(result, None)
    if rest is not None:
        whole: Iterable[ox.Triple] = chain(first, (rest,), result)
    else:
        whole = sorted(set(first), key=str)
    for number, triple in enumerate(whole):
        if number == most:
            raise TooLarge(f"the answer has more than {most} statements")
        yield triple
