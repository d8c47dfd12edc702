"""``/page/…``: what the release says of a thing, for people to read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for
from rdflib import RDF, URIRef

from tsunagari.explanation.captions import CAPTIONS
from tsunagari.explanation.evidence import read_evidence
from tsunagari.explanation.lookup import Ask
from tsunagari.explanation.passages import Passage
from tsunagari.explanation.words import Words
from tsunagari.export.resources import is_resource
from tsunagari.languages import Language
from tsunagari.namespaces import BASE
from tsunagari.sparql.formats import Format, Kind, formats_for
from tsunagari.web.addresses import iri_at, page_path
from tsunagari.web.asking import asking_until
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.embedded import block
from tsunagari.web.entities.arrangement import arrangement
from tsunagari.web.entities.neighbourhood import Neighbourhood, neighbourhood
from tsunagari.web.entities.page import Group, arranged, linked
from tsunagari.web.entities.reading import (
    MOST_STATEMENTS,
    contents,
    narrowest,
    read,
    read_asides,
)
from tsunagari.web.entities.structured import structured
from tsunagari.web.entities.values import Listed, Value, Values
from tsunagari.web.entities.words import ENTITY_WORDS
from tsunagari.web.languages import page_language
from tsunagari.web.resources import led, links_of
from tsunagari.web.responses import asker, respond_with
from tsunagari.web.serving import ServingRelease
from tsunagari.web.state import state
from tsunagari.web.terms.ontology import ontology_of

__all__ = ["EntityPage", "blueprint"]

blueprint = Blueprint("entities", __name__)

# A page asks a handful of small queries; of the most common things they count much.
SECONDS: Final = 10.0
DATASETS: Final = str(BASE["dataset/"])
# Pieces of evidence have no names: they are called after their sources.
EVIDENCE: Final = str(BASE["evidence/"])


@dataclass(frozen=True)
class EntityPage:
    """What the template of a thing's page is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    iri: str = field(metadata={"help": "the thing"})
    name: Value = field(metadata={"help": "what it is called"})
    readings: list[Value] = field(metadata={"help": "its name in kana and roman"})
    kinds: list[Value] = field(metadata={"help": "the kinds of things it is"})
    groups: list[Group] = field(metadata={"help": "what is said of it"})
    drawing: Neighbourhood | None = field(metadata={"help": "what is around it"})
    passage: Passage | None = field(metadata={"help": "what it rests on, if evidence"})
    contents: list[Listed] = field(
        metadata={"help": "what the graph of that name says, by subject"}
    )
    shown: int = field(metadata={"help": "how many of its statements are shown"})
    total: int = field(metadata={"help": "how many statements the graph has"})
    block: str = field(metadata={"help": "the same for programs, as JSON-LD"})
    files: list[Format] = field(metadata={"help": "the formats of its data"})
    path: str = field(metadata={"help": "the path below /data/"})
    query: str = field(metadata={"help": "the query that the page answers"})
    cut: int = field(metadata={"help": "how many statements are shown, if not all"})

    @property
    def contents_query(self) -> str:
        """The query for all that the graph of that name says."""
        return f"SELECT ?s ?p ?o\nWHERE {{\n  GRAPH <{self.iri}> {{ ?s ?p ?o }}\n}}\n"

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return ENTITY_WORDS[self.language]


@blueprint.get("/page/<path:path>")
def entity(path: str) -> Response:
    """Return the page about a thing."""
    if path.endswith("/") and path.strip("/"):
        there = url_for("entities.entity", path=path.rstrip("/"))
        asked = request.query_string.decode("latin-1")
        address = f"{there}?{asked}" if asked else there
        return Response(status=301, headers={"Location": address})
    language = page_language()
    iri = iri_at(path)
    if not is_resource(iri):
        abort(404, "there is no such thing: its name is no IRI")
    with state().use() as serving:
        if elsewhere := _elsewhere(serving, iri, language):
            response = led(elsewhere)
            response.headers["Vary"] = "Accept-Language"
            return response
        key = ("page", iri, language, state().public_url())
        kept = serving.cache.get(key)
        if kept is None:
            body = _made(serving, URIRef(iri), path, language)
            kept = CachedAnswer(body.encode(), "text/html; charset=utf-8")
            serving.cache.put(key, kept)
    response = respond_with(kept)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Encoding, Accept-Language"
    response.headers["Link"] = links_of(path, iri, "")
    return response


def _elsewhere(serving: ServingRelease, iri: str, language: Language) -> str:
    """Return the path of the page that *iri* has, if it has one of another kind."""
    path = page_path(iri, language)
    name = iri.removeprefix(DATASETS)
    if iri.startswith(DATASETS) and name in serving.release.manifest["datasets"]:
        path = url_for("catalogue.dataset_page", name=name, lang=language)
    return "" if path.startswith("/page/") else path


def _made(serving: ServingRelease, iri: URIRef, path: str, language: Language) -> str:
    budgets, client = state().budgets, asker().client
    budgets.check(client)
    started = time.monotonic()
    try:
        ask = asking_until(serving, started + SECONDS, asker().is_gone)
        page = _page(ask, serving, iri, path, language)
    finally:
        budgets.spend(client, time.monotonic() - started)
    return render_template(
        "entity.html",
        page=page,
        captions=CAPTIONS[language],
    )


def _is_evidence(iri: URIRef) -> bool:
    return str(iri).startswith(EVIDENCE)


def _page(
    ask: Ask,
    serving: ServingRelease,
    iri: URIRef,
    path: str,
    language: Language,
) -> EntityPage:
    borrowed = frozenset(ontology_of(serving).borrowed)
    told = read(ask, iri)
    if not told.forward and not told.backward:
        abort(404, f"the release tells nothing of <{iri[:300]}>")
    order = arrangement()
    words = Words(ask, language)
    nodes = {iri, *linked(told)}
    words.prepare(nodes)
    # What rests on what is told, and evidence that is named: it is called by its words.
    named = {node for node in nodes if isinstance(node, URIRef) and _is_evidence(node)}
    evidence = read_evidence(ask, told.graphs() | named)
    asides = read_asides(ask, nodes, order.aside)
    if words.title(iri) is not None:
        asides.pop(iri, None)
    words.prepare(
        {node for said in asides.values() for some in said.values() for node in some}
    )
    values = Values(words, order, evidence, told.nested, asides, borrowed)
    groups = arranged(iri, told, order, values, words, ENTITY_WORDS[language])
    said = contents(ask, iri, told)
    words.prepare({node for statement in said.statements for node in statement})
    passage = values.passage(evidence[iri]) if _is_evidence(iri) else None
    name = values.title(iri, told.forward)
    if passage and passage.sources:
        source = passage.sources[0][1]
        text = ENTITY_WORDS[language]["evidence from"].format(source)
        name = replace(name, text=text, language="")
    return EntityPage(
        language=language,
        release_id=serving.release.id,
        iri=str(iri),
        name=name,
        readings=values.readings(told.forward),
        kinds=values.kinds(narrowest(ask, told.forward.get(RDF.type, ()))),
        groups=groups,
        drawing=neighbourhood(name.text, groups),
        passage=passage,
        contents=values.listed(said.statements),
        shown=len(said.statements),
        total=said.total,
        block=block(structured(iri, told, language, asides)),
        files=formats_for(Kind.GRAPH),
        path=path,
        query=f"SELECT ?property ?value ?graph\nWHERE {{\n  GRAPH ?graph {{ {iri.n3()} "
        "?property ?value }\n}\n",
        cut=MOST_STATEMENTS if told.is_cut else 0,
    )
