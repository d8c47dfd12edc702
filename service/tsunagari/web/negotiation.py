"""Which format a client gets: a name wins, then ``Accept``, then our order."""

from __future__ import annotations

from flask import abort, request
from werkzeug.datastructures import MIMEAccept

from tsunagari.sparql.formats import Format, Kind, format_named, formats_for

__all__ = ["chosen_format"]


def chosen_format(kind: Kind, name: str | None) -> Format:
    """Return the format for an answer of *kind* that the client prefers.

    :param name: A format's name, extension or media type, as a parameter has it.
    :raises UnknownFormatError: If there is no such format.
    """
    offered = formats_for(kind)
    if name:
        wanted = format_named(name)
        if wanted not in offered:
            names = ", ".join(format.name for format in offered)
            abort(406, f"this answer comes as {names}")
        return wanted
    accept: MIMEAccept = request.accept_mimetypes
    if not accept:
        return offered[0]
    by_type = {
        media_type: format
        for format in reversed(offered)
        for media_type in (format.media_type, *format.aliases)
    }
    order = [f.media_type for f in offered] + [a for f in offered for a in f.aliases]
    best = accept.best_match(order)
    if best is None:
        types = ", ".join(format.media_type for format in offered)
        abort(406, f"this answer comes as {types}")
    return by_type[best]
