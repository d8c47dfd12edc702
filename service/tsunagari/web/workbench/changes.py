"""The history at ``/changes``: who changed what and when, and how to undo it."""

from __future__ import annotations

import os
from typing import Any, Final

from flask import Blueprint, Response, abort, render_template, request, url_for

from tsunagari.errors import PatchError
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import prefers_page
from tsunagari.web.responses import as_json
from tsunagari.web.workbench.dataset import parts
from tsunagari.web.workbench.pages import ChangePage, ChangesPage
from tsunagari.web.workbench.state import workbench
from tsunagari.web.workbench.writing import allowed, conditions, done, validates, write
from tsunagari.workbench.changes import Change
from tsunagari.workbench.jobs import Job

__all__ = ["blueprint"]

blueprint = Blueprint("changes", __name__)

PER_PAGE: Final = 50
PATCH_TYPE: Final = "application/rdf-patch"


@blueprint.get("/changes")
def changes() -> Response:
    """List the last changes, the newest first."""
    before = request.args.get("before", type=int)
    found = workbench().bench.history.heads(PER_PAGE, before)
    if prefers_page():
        language = page_language()
        page = ChangesPage.of(language, found, PER_PAGE)
        return in_language(
            render_template("workbench/changes.html", page=page), language
        )
    return allow_everyone(as_json({"changes": [_told(change) for change in found]}))


@blueprint.get("/changes/<int:number>")
def change(number: int) -> Response:
    """Tell one change: as a page, or the patch itself."""
    try:
        found = workbench().bench.history.head(number)
    except PatchError:
        abort(404, f"there is no change {number}")
    if prefers_page():
        language = page_language()
        bench = workbench()
        history, address = bench.bench.history, bench.public_url()
        page = ChangePage.of(language, found, history, address)
        return in_language(
            render_template("workbench/change.html", page=page), language
        )
    return allow_everyone(as_json(_told(found)))


@blueprint.get("/changes/<int:number>.rdfp")
def patch(number: int) -> Response:
    """Return a change as it is kept, in RDF Patch."""
    path = workbench().bench.history.path(number)
    try:
        # Closed when the response is.
        file = path.open("rb")
    except OSError:
        abort(404, f"there is no change {number}")
    response = Response(parts(file), content_type=PATCH_TYPE)
    response.call_on_close(file.close)
    response.content_length = os.fstat(file.fileno()).st_size
    return allow_everyone(response)


@blueprint.post("/changes/<int:number>/undo")
def undo(number: int) -> Response:
    """Undo a change; what later changes touched stays as they left it."""
    token = allowed()
    job = Job(
        "undo",
        token.name,
        token.graphs,
        number=number,
        validate=validates(),
        **conditions(),
    )
    return done(write(job))


def _told(change: Change) -> dict[str, Any]:
    address = url_for("changes.patch", number=change.number)
    return {**change.as_json(), "patch": address}
