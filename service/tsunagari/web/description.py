"""What the service says of itself: `SPARQL 1.1 Service Description
<https://www.w3.org/TR/sparql11-service-description/>`_ and VoID.

The release describes its data (``void.ttl``); here are added the addresses,
which only the service knows, and what it can do. Nothing is claimed that does
not hold: there is no feature for a default graph that leaves out two graphs,
and the one for ``SERVICE`` only where endpoints are listed. A description is
made once per release, format and public address, and kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, request
from rdflib import Graph

from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import Format, Kind
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.links import VOID_PATH
from tsunagari.web.negotiation import chosen_format
from tsunagari.web.responses import respond_with
from tsunagari.web.self_description import (
    SERVICE_QUERY,
    VOID_QUERY,
    about_addresses,
    about_service,
)
from tsunagari.web.state import state

__all__ = ["blueprint", "link_description", "service_description"]

blueprint = Blueprint("description", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"


@blueprint.get(VOID_PATH, provide_automatic_options=False)
def void() -> Response:
    """Return the description of the data set."""
    format = chosen_format(Kind.GRAPH, request.args.get("format"))
    return _described("void", about_addresses, VOID_QUERY, format)


@blueprint.route(VOID_PATH, methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def service_description(format: Format) -> Response:
    """Return the description of the endpoint."""
    settings = state().settings
    return _described(
        "service",
        lambda public: about_service(public, settings),
        SERVICE_QUERY,
        format,
    )


def link_description(response: Response) -> Response:
    """Let an answer lead to the description of its data and to its licence."""
    if response.status_code < 400 and state().links:
        response.headers["Link"] = state().links
    return response


def _described(
    name: str, added: Callable[[str], Graph], query: str, format: Format
) -> Response:
    public = state().public_url()
    with state().use() as serving:
        key = ("description", name, format.content_type, public)
        if kept := serving.cache.get(key):
            return respond_with(kept)
        client = request.remote_addr or ""
        state().budgets.check(client)
        started = time.monotonic()
        here = added(public).serialize(format="turtle", encoding="utf-8")
        data = serving.release.description()
        body = OxigraphEngine.of_turtle(data, here).query(query).serialize(format)
        found = CachedAnswer(body, format.content_type)
        serving.cache.put(key, found)
        state().budgets.spend(client, time.monotonic() - started)
    return respond_with(found)
