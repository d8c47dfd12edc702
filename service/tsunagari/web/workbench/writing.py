"""From a request to a write: who may, on which condition, with what; and the answer.

A write is a POST, PUT, PATCH or DELETE with a bearer token in its one
``Authorization`` header. Nothing else is one: no cookie, no parameter, no header that
speaks of another method. Pages of other sites get no permission to send one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final
from uuid import uuid4

from flask import Response, request

from tsunagari.errors import ParameterError, WorkbenchError
from tsunagari.sparql.dataset import ABSOLUTE
from tsunagari.sparql.documents import Document
from tsunagari.web.operation import Parameters
from tsunagari.web.workbench.state import workbench
from tsunagari.workbench.jobs import ANY, Incoming, Job, Outcome
from tsunagari.workbench.tokens import Token

__all__ = ["CHANGE", "allowed", "conditions", "done", "graph_named", "incoming"]
__all__ += ["validates", "write"]

# Where the number of the change is told.
CHANGE: Final = "X-Change"
NOTHING: Final[Parameters] = {}
TRUE: Final = frozenset({"", "1", "on", "true", "yes"})
FALSE: Final = frozenset({"0", "false", "no", "off"})


def allowed() -> Token:
    """Return the token that allows this request.

    :raises TokenError: If it has none that is known.
    """
    return workbench().tokens.allowing(request.headers.get("Authorization", ""))


def validates(beside: Parameters = NOTHING) -> bool:
    """Tell whether this write has to conform to the shapes.

    :param beside: Parameters that came in a form.
    :raises ParameterError: If ``validate`` says neither, or is said twice.
    """
    given = [*request.args.getlist("validate"), *beside.get("validate", ())]
    if not given:
        return workbench().settings.write_validate
    said = given[0]
    if len(given) > 1 or said.lower() not in TRUE | FALSE:
        raise ParameterError("'validate' is yes or no")
    return said.lower() in TRUE


def conditions() -> dict[str, Any]:
    """Return the conditions of this request, as a job has them (`RFC 9110, 13.1
    <https://www.rfc-editor.org/rfc/rfc9110#section-13.1>`_)."""
    return {
        "if_match": _tags("If-Match"),
        "if_none_match": _tags("If-None-Match"),
    }


def _tags(name: str) -> tuple[str, ...] | None:
    header = request.headers.get(name)
    if header is None:
        return None
    if header.strip() == ANY:
        return (ANY,)
    return tuple(tag.strip() for tag in header.split(","))


def graph_named() -> str | None:
    """Return the IRI of the graph that ``?graph=`` or ``?default`` names, if any.

    :raises ParameterError: If it names more than one, or no absolute IRI.
    """
    graphs = request.args.getlist("graph")
    default = "default" in request.args
    if len(graphs) + default > 1:
        raise ParameterError(
            "name one graph: either 'graph' with its IRI, or 'default'"
        )
    if default:
        return ""
    if not graphs:
        return None
    if not ABSOLUTE.fullmatch(graphs[0]):
        raise ParameterError("'graph' is an absolute IRI")
    return graphs[0]


@contextmanager
def incoming(documents: Sequence[Document]) -> Iterator[tuple[Incoming, ...]]:
    """Put *documents* where the writer finds them, until the write is done."""
    folder = workbench().bench.layout.incoming
    found = []
    try:
        for document in documents:
            # The name is ours: nothing of the client's gets into a path.
            name = uuid4().hex
            try:
                (folder / name).write_bytes(document.read())
            except OSError as error:
                raise WorkbenchError(
                    "the disk refuses the document, so nothing was changed; see "
                    "whether it is full"
                ) from error
            media_type, base = document.syntax.media_type, document.base or ""
            found.append(Incoming(name, media_type, base, document.name))
        yield tuple(found)
    finally:
        for one in found:
            with suppress(OSError):
                (folder / one.file).unlink()


def done(outcome: Outcome, status: int = 200, location: str = "") -> Response:
    """Return the answer to a write that was done."""
    told: dict[str, Any] = {
        "change": outcome.number,
        "added": outcome.added,
        "removed": outcome.removed,
    }
    if outcome.left:
        told["left"] = outcome.left
    if outcome.graph is not None:
        told["graph"] = outcome.graph or None
    response = Response(
        json.dumps(told, ensure_ascii=False) + "\n",
        status,
        content_type="application/json",
    )
    response.headers[CHANGE] = str(outcome.number)
    response.headers["Cache-Control"] = "no-store"
    if location:
        response.headers["Location"] = location
    return response


def write(job: Job) -> Outcome:
    """Do *job*; when this returns it is on the disk, and queries see it."""
    return workbench().bench.writing.do(job)
