"""``/map``: organizations of a form, by area, as tiles and as a table."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from tsunagari.errors import UnknownFormError
from tsunagari.reconciliation.names import term_iri
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.mapping.page import map_page
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("mapping", __name__)

LONGEST: Final = 200


@blueprint.get("/map")
def show() -> Response:
    """Return the map of the organizations of a form."""
    language = page_language()
    given = request.args.get("form")
    form = term_iri(given[:LONGEST]) if given else given
    with state().use() as serving:
        try:
            page = map_page(serving, form, language)
        except UnknownFormError as error:
            abort(404, str(error))
    return in_language(render_template("map.html", page=page), language)
