"""The endpoint asked without a query: it describes itself, or leads to a page.

It is the description of a service that also takes updates, as `SPARQL 1.1 Service
Description <https://www.w3.org/TR/sparql11-service-description/>`_ has it.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, request, url_for
from rdflib import RDF, BNode, Graph, URIRef
from werkzeug.wrappers import Response as BaseResponse

from tsunagari.release.description.names import SD
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import FORMATS, Kind
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.graph_store import ALL
from tsunagari.web.negotiation import accepts_rdf, chosen_format, prefers_page
from tsunagari.web.responses import respond_with
from tsunagari.web.workbench.state import workbench

__all__ = ["blueprint"]

blueprint = Blueprint("bare", __name__)

ENDPOINTS: Final = frozenset({"protocol.sparql"})


@blueprint.before_app_request
def bare() -> BaseResponse | None:
    """Answer for the endpoint, if this request asks it nothing."""
    if request.endpoint not in ENDPOINTS or request.method == "POST" or request.args:
        return None
    if prefers_page():
        response = redirect(url_for("bench.home"), 303)
        response.headers["Vary"] = "Accept"
        return response
    if accepts_rdf():
        return allow_everyone(_description())
    return None


def _description() -> Response:
    format = chosen_format(Kind.GRAPH, None)
    public = workbench().public_url()
    about = Graph()
    service = URIRef(f"{public}/sparql")
    dataset = BNode()
    for predicate, value in (
        (RDF.type, SD.Service),
        (SD.endpoint, service),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.defaultDataset, dataset),
    ):
        about.add((service, predicate, value))
    updates = URIRef(f"{public}/update")
    about.add((updates, RDF.type, SD.Service))
    about.add((updates, SD.endpoint, updates))
    about.add((updates, SD.supportedLanguage, SD.SPARQL11Update))
    about.add((updates, SD.defaultDataset, dataset))
    about.add((dataset, RDF.type, SD.Dataset))
    about.add((dataset, SD.defaultGraph, BNode("default")))
    about.add((BNode("default"), RDF.type, SD.Graph))
    for one in FORMATS:
        about.add((service, SD.resultFormat, URIRef(one.iri)))
    if workbench().settings.peers:
        about.add((service, SD.feature, SD.BasicFederatedQuery))
    turtle = about.serialize(format="turtle", encoding="utf-8")
    body = OxigraphEngine.of_turtle(turtle).query(ALL).serialize(format)
    return respond_with(CachedAnswer(body, format.content_type))
