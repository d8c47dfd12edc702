"""Reading named graphs: the `Graph Store HTTP Protocol
<https://www.w3.org/TR/sparql11-http-rdf-update/>`_ at ``/graph-store``.

``?graph=`` names a graph by its absolute IRI, ``?default`` is the merge.
Nothing can be written here.
"""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, request

from tsunagari.sparql.formats import Format, Kind, format_named
from tsunagari.web.answers import StreamedAnswer, answer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.negotiation import chosen_format
from tsunagari.web.operation import Parameters, read_operation
from tsunagari.web.responses import asker, respond
from tsunagari.web.state import state

__all__ = ["blueprint", "graph_in", "holds"]

blueprint = Blueprint("graph_store", __name__)
blueprint.after_request(allow_everyone)

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ANY = "ASK { ?s ?p ?o }"


METHODS = "GET, HEAD, OPTIONS"


@blueprint.get("/graph-store", provide_automatic_options=False)
def graph_store() -> Response:
    """Return one graph."""
    graphs = request.args.getlist("graph")
    default = "default" in request.args
    if len(graphs) + default != 1:
        abort(400, "name one graph: either 'graph' with its IRI, or 'default'")
    format = chosen_format(Kind.GRAPH, request.args.get("format"))
    if not default and not holds(ANY, {"default-graph-uri": graphs}):
        abort(404, "the release has no such graph")
    return graph_in("" if default else graphs[0], format)


@blueprint.route("/graph-store", methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def graph_in(graph: str, format: Format) -> Response:
    """Return a graph in *format*.

    :param graph: Its IRI; the empty text is the default graph.
    """
    dataset = {"default-graph-uri": [graph]} if graph else {}
    return respond(read_operation(ALL, dataset, state().settings), format)


def holds(query: str, dataset: Parameters) -> bool:
    """Return the answer to an ASK query of ours."""
    operation = read_operation(query, dataset, state().settings)
    found = answer(state(), operation, format_named("json"), asker())
    assert not isinstance(found, StreamedAnswer)
    return bool(json.loads(found.body)["boolean"])
