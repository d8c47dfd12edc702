"""The update operation of the `SPARQL 1.1 Protocol
<https://www.w3.org/TR/sparql11-protocol/#update-operation>`_ at ``/update``.

POST of a form with one ``update``, or of ``application/sparql-update``; the dataset of
its WHERE by ``using-graph-uri`` and ``using-named-graph-uri``. An update is done
wholly or not at all.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, request

from tsunagari.errors import ParameterError
from tsunagari.web.operation import Parameters, read_parameters
from tsunagari.web.protocol import FORM_TYPE, body_text, check_coding
from tsunagari.web.workbench.state import workbench
from tsunagari.web.workbench.writing import (
    allowed,
    conditions,
    done,
    validates,
    write,
)
from tsunagari.workbench.jobs import Job

__all__ = ["UPDATE_TYPE", "blueprint", "update_text"]

blueprint = Blueprint("update", __name__)

UPDATE_TYPE: Final = "application/sparql-update"
USING: Final = ("using-graph-uri", "using-named-graph-uri")


@blueprint.post("/update")
def update() -> Response:
    """Do the update of this request."""
    token = allowed()
    text, parameters = _update()
    # In the address it counts whichever way the update came.
    beside = parameters if request.mimetype == FORM_TYPE else {}
    using, named = (tuple(parameters.get(name, ())) for name in USING)
    job = Job(
        "update",
        token.name,
        token.graphs,
        text=text,
        base=f"{workbench().public_url()}/update",
        using=using,
        using_named=named,
        validate=validates(beside),
        **conditions(),
    )
    return done(write(job))


def update_text() -> str:
    """Return the body of this request, an update as it is.

    It is refused if it comes in a coding, in another charset, or is no UTF-8.
    """
    check_coding()
    return body_text("an update")


def _update() -> tuple[str, Parameters]:
    """Return the one update, and the parameters that come with it."""
    beside = read_parameters(request.query_string)
    if "update" in beside or "query" in beside:
        raise ParameterError("an update is sent in the body, not in the address")
    if request.mimetype == UPDATE_TYPE:
        return update_text(), beside
    if request.mimetype != FORM_TYPE:
        abort(415, f"send {FORM_TYPE} or {UPDATE_TYPE}")
    check_coding()
    parameters = read_parameters(request.get_data())
    updates = parameters.get("update", [])
    if len(updates) != 1 or "query" in parameters:
        raise ParameterError(
            f"send exactly one 'update' parameter, not {len(updates)}, and no 'query'"
        )
    return updates[0], parameters
