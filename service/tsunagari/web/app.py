"""The Flask application: what is served, and a few blueprints."""

from __future__ import annotations

from flask import Flask, Response

from tsunagari.config import Settings
from tsunagari.web import (
    cross_origin,
    description,
    downloads,
    graph_store,
    home,
    operations,
    problems,
    protocol,
)
from tsunagari.web.budget import Budgets
from tsunagari.web.front import Front
from tsunagari.web.serving import Serving
from tsunagari.web.state import STATE, State

__all__ = ["create_app"]

# No script, nothing from elsewhere: pages are plain HTML with our own style.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(settings: Settings, serving: Serving) -> Flask:
    """Return the application that answers from *serving*."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body
    app.url_map.strict_slashes = False
    app.extensions[STATE] = State(settings, serving, Budgets(settings.client_seconds))
    for room in (home, protocol, graph_store, description, downloads, operations):
        app.register_blueprint(room.blueprint)
    operations.register(app)
    problems.register(app)

    if not settings.log_queries:
        headers = {
            **HEADERS,
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": cross_origin.EXPOSED,
            "Link": description.links(settings),
        }
        front = Front(app.wsgi_app, serving, headers, operations.log_line)
        app.wsgi_app = front  # type: ignore[method-assign]

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app
