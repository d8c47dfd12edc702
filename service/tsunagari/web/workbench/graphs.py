"""Reading and writing graphs: the `Graph Store HTTP Protocol
<https://www.w3.org/TR/sparql11-http-rdf-update/>`_ at ``/graph-store``.

``?graph=`` names a graph by its absolute IRI and ``?default`` the default graph; a
graph below ``/graphs/`` has its address for a name. A graph comes with a strong tag of
the state that it is in, so that who changes it can say which state that is
(``If-Match``).
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote
from uuid import uuid4

from flask import Blueprint, Response, abort, request
from werkzeug.http import parse_etags

from tsunagari.errors import GraphMissingError, ParameterError
from tsunagari.sparql.dataset import ABSOLUTE
from tsunagari.sparql.formats import Kind
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.graph_store import graph_in, holds
from tsunagari.web.negotiation import chosen_format
from tsunagari.web.uploads import documents
from tsunagari.web.workbench.state import workbench
from tsunagari.web.workbench.update import UPDATE_TYPE, update_text
from tsunagari.web.workbench.writing import (
    allowed,
    conditions,
    done,
    graph_named,
    incoming,
    validates,
    write,
)
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.states import tag_of

__all__ = ["blueprint"]

blueprint = Blueprint("graphs", __name__)

STORE: Final = "/graph-store"
DIRECT: Final = "/graphs/<path:name>"
METHODS: Final = "GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS"
NEW: Final = "/graphs/"


@blueprint.get(STORE, provide_automatic_options=False)
def read() -> Response:
    """Return one graph."""
    graph = graph_named()
    if graph is None:
        raise ParameterError("name one graph: 'graph' with its IRI, or 'default'")
    return _read(graph)


@blueprint.get(DIRECT, provide_automatic_options=False)
def read_direct(name: str) -> Response:
    """Return the graph that has this address for a name."""
    return _read(_direct())


@blueprint.route(STORE, methods=["PUT", "POST", "PATCH", "DELETE"])
def change() -> Response:
    """Write to one graph; a POST that names none makes one."""
    allowed()
    graph = graph_named()
    if graph is not None:
        return _write(graph)
    if request.method != "POST":
        raise ParameterError("name one graph: 'graph' with its IRI, or 'default'")
    return _post_new()


@blueprint.route(DIRECT, methods=["PUT", "POST", "PATCH", "DELETE"])
def change_direct(name: str) -> Response:
    """Write to the graph that has this address for a name."""
    allowed()
    return _write(_direct())


@blueprint.route(STORE, methods=["OPTIONS"])
@blueprint.route(DIRECT, methods=["OPTIONS"])
def options(name: str = "") -> Response:
    """Say what is allowed; to pages of other sites, reading alone."""
    response = Response(status=204)
    response.headers["Allow"] = METHODS
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    return allow_everyone(response)


def _direct() -> str:
    """Return the address of this request as the IRI of a graph.

    :raises ParameterError: If it is none.
    """
    if request.query_string and set(request.args) - {"format", "validate"}:
        abort(400, "the address names the graph; leave 'graph' and 'default' out")
    path = str(request.environ["RAW_URI"]).partition("?")[0]
    graph = workbench().public_url() + path
    parts = {unquote(part) for part in path.split("/")}
    if not path.isascii() or not ABSOLUTE.fullmatch(graph) or parts & {".", ".."}:
        raise ParameterError(
            "that address cannot be the IRI of a graph; write letters that are not "
            "ASCII with per cent signs, and leave '.' and '..' out"
        )
    return graph


def _read(graph: str) -> Response:
    format = chosen_format(Kind.GRAPH, request.args.get("format"))
    state = workbench().bench.snapshot.states.state(graph)
    tag = tag_of(state, format.name)
    if parse_etags(request.headers.get("If-None-Match")).contains_weak(tag.strip('"')):
        response = Response(status=304)
    elif graph and not holds(f"ASK {{ GRAPH <{graph}> {{}} }}", {}):
        raise GraphMissingError(
            "there is no such graph; SELECT ?g { GRAPH ?g {} } gives those there are"
        )
    else:
        response = graph_in(graph, format)
    response.headers["ETag"] = tag
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return allow_everyone(response)


def _write(graph: str) -> Response:
    token = allowed()
    method = request.method
    if method == "DELETE":
        job = Job("delete", token.name, token.graphs, graph, **_beside())
        return done(write(job))
    if method == "PATCH":
        if request.mimetype != UPDATE_TYPE:
            abort(415, f"a PATCH sends {UPDATE_TYPE}")
        job = Job(
            "patch",
            token.name,
            token.graphs,
            graph,
            text=update_text(),
            base=graph or workbench().public_url(),
            **_beside(),
        )
        return done(write(job))
    base = graph or f"{workbench().public_url()}{STORE}"
    found = documents(request, base, workbench().settings.write_bytes)
    if method == "POST" and not found:
        return Response(status=204)
    with incoming(found) as told:
        job = Job(
            method.lower(),
            token.name,
            token.graphs,
            graph,
            told,
            **_beside(),
        )
        outcome = write(job)
    return done(outcome, 201 if outcome.created else 200)


def _post_new() -> Response:
    """Make a graph of what was sent, and tell where it is."""
    token = allowed()
    graph = f"{workbench().public_url()}{NEW}{uuid4()}"
    found = documents(request, graph, workbench().settings.write_bytes)
    if not found:
        return Response(status=204)
    with incoming(found) as told:
        job = Job("post", token.name, token.graphs, graph, told, **_beside())
        return done(write(job), 201, graph)


def _beside() -> dict[str, Any]:
    return {"validate": validates(), **conditions()}
