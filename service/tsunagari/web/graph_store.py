"""Reading named graphs: the `Graph Store HTTP Protocol
<https://www.w3.org/TR/sparql11-http-rdf-update/>`_ at ``/graph-store``.

``?graph=`` names a graph by its absolute IRI, ``?default`` is the merge.
Nothing can be written here.
"""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, request

from tsunagari.sparql.dataset import Dataset, protocol_dataset
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.sparql.limits import QueryRequest
from tsunagari.web.answers import response_to
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.negotiation import chosen_format
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("graph_store", __name__)
blueprint.after_request(allow_everyone)

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ANY = "ASK { ?s ?p ?o }"


@blueprint.get("/graph-store")
def graph_store() -> Response:
    """Return one graph."""
    graphs = request.args.getlist("graph")
    default = "default" in request.args
    if len(graphs) + default != 1:
        abort(400, "name one graph: either 'graph' with its IRI, or 'default'")
    dataset = None if default else protocol_dataset(graphs, [])
    format = chosen_format(Kind.GRAPH, request.args.get("format"))
    if dataset is not None and not _exists(dataset):
        abort(404, "the release has no such graph")
    return response_to(ALL, format, dataset)


def _exists(dataset: Dataset) -> bool:
    with state().use() as serving:
        answer = serving.pool.answer(
            QueryRequest(ANY, format_named("json"), dataset.default, dataset.named)
        )
    return bool(json.loads(answer.head)["boolean"])
