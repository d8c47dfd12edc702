"""The Flask application: what is served, and a few blueprints."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response

from tsunagari.explanation.words import capital
from tsunagari.namespaces import ONTOLOGY, shorten
from tsunagari.web import (
    catalogue,
    description,
    downloads,
    explanation,
    graph_store,
    home,
    json_files,
    operations,
    peers,
    problems,
    protocol,
    reconciliation,
    releases,
    resources,
    sitemap,
)
from tsunagari.web.addresses import editor_path, page_path
from tsunagari.web.data_pages import about, shapes, status, validation
from tsunagari.web.editor import views as editor
from tsunagari.web.entities import views as entities
from tsunagari.web.headers import SECURITY
from tsunagari.web.languages import alternates
from tsunagari.web.mapping import views as mapping
from tsunagari.web.navigation import Frame
from tsunagari.web.openapi import document as openapi
from tsunagari.web.queries import views as queries
from tsunagari.web.searching import views as searching
from tsunagari.web.state import STATE, State
from tsunagari.web.terms import views as terms

__all__ = ["create_app"]

# What every template can use.
KNOWN: Final = {
    "alternates": alternates,
    "capital": capital,
    "editor_path": editor_path,
    "frame_in": Frame.of,
    "ontology": ONTOLOGY,
    "page_path": page_path,
    "shorten": shorten,
}


def create_app(state: State) -> Flask:
    """Return the application that answers with *state*."""
    settings = state.settings
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body
    app.url_map.strict_slashes = False
    app.extensions[STATE] = state
    for room in (
        home,
        protocol,
        queries,
        graph_store,
        explanation,
        description,
        downloads,
        catalogue,
        releases,
        reconciliation,
        json_files,
        resources,
        entities,
        peers,
        sitemap,
        openapi,
        operations,
        about,
        shapes,
        validation,
        status,
        searching,
        editor,
        terms,
        mapping,
    ):
        app.register_blueprint(room.blueprint)
    problems.register(app)
    app.context_processor(lambda: KNOWN)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        return response

    return app
