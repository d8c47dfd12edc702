"""Which format a client gets: a name wins, then ``Accept``, then our order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from tsunagari.errors import UnknownFormatError
from tsunagari.sparql.formats import Format, Kind, format_named, formats_for

__all__ = [
    "accepts_page",
    "accepts_rdf",
    "choose_format",
    "chosen_format",
    "chosen_media_type",
    "prefers_data",
    "prefers_page",
]


# To read a longer header takes long; nobody means it.
LONGEST: Final = 2000
# A browser shows these; of what it asks for it would store the rest in a file.
_SHOWN: Final = {
    Kind.SOLUTIONS: replace(format_named("json"), media_type="application/json"),
    Kind.BOOLEAN: replace(format_named("json"), media_type="application/json"),
    Kind.GRAPH: replace(format_named("turtle"), media_type="text/plain"),
}


def _accepted(header: str) -> MIMEAccept:
    """Return the types that *header* names, without parameters.

    A charset, a profile or a version on a type must not make it another type.
    """
    if len(header) > LONGEST:
        return MIMEAccept()
    given = parse_accept_header(header, MIMEAccept)
    return MIMEAccept(
        [(type.partition(";")[0].strip(), quality) for type, quality in given]
    )


def chosen_format(kind: Kind, name: str | None) -> Format:
    """Return the format for an answer of *kind* that this request prefers."""
    return choose_format(kind, name, request.headers.get("Accept", ""))


@lru_cache(maxsize=256)
def choose_format(kind: Kind, name: str | None, header: str) -> Format:
    """Return the format for an answer of *kind* that a client prefers.

    :param name: A format's name, extension or media type, as a parameter has it.
    :param header: The ``Accept`` header; empty if there is none.
    :raises UnknownFormatError: If there is no such format, or none that fits.
    """
    offered = formats_for(kind)
    if name:
        wanted = format_named(name, kind)
        if wanted not in offered:
            names = ", ".join(format.name for format in offered)
            raise UnknownFormatError(f"this answer comes as {names}")
        return wanted
    accept = _accepted(header)
    if not accept:
        return offered[0]
    by_type = {
        media_type: format
        for format in reversed(offered)
        for media_type in (format.media_type, *format.aliases)
    }
    order = [f.media_type for f in offered] + [a for f in offered for a in f.aliases]
    if accept["text/html"] > max(accept[type] for type in order):
        return _SHOWN[kind]
    best = accept.best_match(order)
    if best is None:
        types = ", ".join(format.media_type for format in offered)
        raise UnknownFormatError(f"this answer comes as {types}")
    return by_type[best]


def chosen_media_type(offered: Mapping[str, str], name: str | None) -> str:
    """Return the name of the media type of *offered* that this request prefers.

    :param offered: Media types by name, the usual one first.
    :param name: A name, as a parameter has it.
    :raises UnknownFormatError: If there is no such name, or no type that fits.
    """
    if name:
        if name not in offered:
            raise UnknownFormatError(f"this comes as {', '.join(offered)}")
        return name
    accept = _accepted(request.headers.get("Accept", ""))
    by_type = {media_type: known for known, media_type in offered.items()}
    best = accept.best_match(by_type) if accept else next(iter(by_type))
    if best is None:
        raise UnknownFormatError(f"this comes as {', '.join(by_type)}")
    return by_type[best]


def prefers_page(kind: Kind = Kind.GRAPH) -> bool:
    """Tell whether the client likes a page better than any answer of *kind*.

    Without a preference it does not: browsers say what they want.
    """
    accept = _accepted(request.headers.get("Accept", ""))
    return accept["text/html"] > max(accept[type] for type in _types(kind))


def prefers_data() -> bool:
    """Tell whether the client likes some format of a graph better than a page.

    Without a preference it does not: where pages are at home, they are the usual.
    """
    accept = _accepted(request.headers.get("Accept", ""))
    return max(accept[type] for type in _types(Kind.GRAPH)) > accept["text/html"]


def accepts_page() -> bool:
    """Tell whether the client takes a page at all."""
    accept = _accepted(request.headers.get("Accept", ""))
    return not accept or bool(accept["text/html"])


def accepts_rdf() -> bool:
    """Tell whether there is a format for a graph that the client takes."""
    accept = _accepted(request.headers.get("Accept", ""))
    return not accept or any(accept[type] for type in _types(Kind.GRAPH))


def _types(kind: Kind) -> list[str]:
    offered = formats_for(kind)
    return [type for f in offered for type in (f.media_type, *f.aliases)]
