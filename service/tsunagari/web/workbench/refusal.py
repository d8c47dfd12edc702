"""A write that the shapes refuse: 422, with SHACL's report in the format wanted."""

from __future__ import annotations

from flask import Flask, Response, render_template

from tsunagari.errors import NotConformingError, UnknownFormatError
from tsunagari.sparql.engines.oxigraph_syntaxes import from_turtle
from tsunagari.sparql.formats import Kind
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import accepts_rdf, chosen_format, prefers_page
from tsunagari.web.problems import problem
from tsunagari.web.workbench.pages import RefusalPage
from tsunagari.web.workbench.words import WORDS

__all__ = ["register"]

STATUS = 422


def register(app: Flask) -> None:
    """Let *app* answer with the report."""

    @app.errorhandler(NotConformingError)
    def refused(error: NotConformingError) -> Response:
        response = _report(error)
        response.status_code = STATUS
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Accept, Accept-Language"
        return response


def _report(error: NotConformingError) -> Response:
    if prefers_page():
        language = page_language()
        page = RefusalPage(language, WORDS[language], str(error), error.report)
        text = render_template("workbench/refusal.html", page=page)
        return in_language(text, language)
    if not accepts_rdf():
        return problem(STATUS, str(error))
    try:
        format = chosen_format(Kind.GRAPH, None)
    except UnknownFormatError:
        return problem(STATUS, str(error))
    body = from_turtle(error.report.encode(), format.name)
    return Response(body, content_type=format.content_type)
