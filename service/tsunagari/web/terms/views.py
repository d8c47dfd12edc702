"""``/ontology``: the ontology for readers, with a page for each module and each term.

The IRI of the ontology leads here, or to its data, as the client prefers; so does the
IRI of its version. A term's fragment stays with the browser: ``/ontology#LegalForm``.
A page is made once per release, language and public address, and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for
from rdflib import DCTERMS, VANN, Literal, URIRef

from tsunagari.export.resources import ONTOLOGY_IRI
from tsunagari.languages import Language
from tsunagari.namespaces import BASE, SSE
from tsunagari.release.json_files import VERSIONS
from tsunagari.sparql.formats import Kind
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.embedded import block
from tsunagari.web.languages import page_language
from tsunagari.web.negotiation import (
    accepts_page,
    chosen_format,
    prefers_data,
    prefers_page,
)
from tsunagari.web.resources import FORMATS, led, resource, term_document
from tsunagari.web.responses import respond_with
from tsunagari.web.serving import ServingRelease
from tsunagari.web.state import state
from tsunagari.web.terms import linked_data
from tsunagari.web.terms.details import details
from tsunagari.web.terms.diagram import module_diagram, overview
from tsunagari.web.terms.listing import alignments, index, modules
from tsunagari.web.terms.names import Name, Names
from tsunagari.web.terms.ontology import BORROWED, Ontology, ontology_of
from tsunagari.web.terms.pages import (
    AlignmentsPage,
    ModulePage,
    OntologyPage,
    TermPage,
    VocabularyPage,
)
from tsunagari.web.terms.reading import Reader
from tsunagari.web.terms.roles import roles
from tsunagari.web.terms.schemes import scheme, schemes
from tsunagari.web.terms.uses import Counts, called, counts, uses
from tsunagari.web.terms.versions import history, kept_versions

__all__ = ["ALIGNMENTS", "blueprint"]

blueprint = Blueprint("terms", __name__)
blueprint.after_request(allow_everyone)

ALIGNMENTS: Final = "alignments"
VOCABULARIES: Final = "vocabularies"
# What people download, by the names that they know.
OFFERED: Final = {
    "Turtle": "ttl",
    "JSON-LD": "jsonld",
    "RDF/XML": "rdf",
    "N-Triples": "nt",
}
# What the header says, by the keys of the words.
FACTS: Final = (
    ("creator", DCTERMS.creator),
    ("publisher", DCTERMS.publisher),
    ("created", DCTERMS.created),
    ("issued", DCTERMS.issued),
    ("modified", DCTERMS.modified),
    ("prefix", VANN.preferredNamespacePrefix),
    ("namespace", VANN.preferredNamespaceUri),
    ("licence", DCTERMS.license),
)

Made = tuple[str, bool]


@blueprint.get("/ontology", provide_automatic_options=False)
def ontology() -> Response:
    """Return the page of the ontology, or lead to its data."""
    if prefers_data() or not accepts_page():
        ending = chosen_format(Kind.GRAPH, None).extension
        return _linked(led(f"/data/ontology.{ending}"), _data_addresses())
    with state().use() as serving:
        return _page(serving, "", _ontology_page, _data_addresses())


@blueprint.get("/ontology/<name>", provide_automatic_options=False)
def term(name: str) -> Response:
    """Return the page of a term, of a module, or of all alignments."""
    # One release from here on: the next may have other terms.
    with state().use() as serving:
        found = ontology_of(serving)
        if name in found.homes and (prefers_data() or not accepts_page()):
            ending = chosen_format(Kind.GRAPH, None).extension
            response = led(f"/ontology/{name}.{ending}")
            return _linked(response, _addresses(name), str(SSE[name]))
        if name in found.homes:
            iri = str(SSE[name])
            return _page(serving, name, _term_page, _addresses(name), iri)
        if name in found.modules:
            iri = str(found.module_iri(name))
            return _page(serving, name, _module_page, _module_addresses(name), iri)
        if name == ALIGNMENTS:
            return _page(serving, name, _alignments_page, _data_addresses())
    abort(404, f"the ontology has no term or module of the name '{name[:100]}'")


@blueprint.get("/ontology/vocabularies", provide_automatic_options=False)
@blueprint.get("/ontology/vocabularies/<path:name>", provide_automatic_options=False)
def vocabulary(name: str = "") -> Response:
    """Return the page of a concept scheme or data structure, or of all."""
    with state().use() as serving:
        found = ontology_of(serving)
        if name and not scheme(found, Names(found.graph, "en"), name):
            abort(404, f"there is no concept scheme or structure '{name[:100]}'")
        return _page(
            serving,
            f"{VOCABULARIES}/{name}",
            _vocabulary_page,
            _vocabulary_addresses(name) if name else _data_addresses(),
            str(BASE[name]) if name else ONTOLOGY_IRI,
        )


@blueprint.get("/ontology/<name>.<ending>", provide_automatic_options=False)
def document(name: str, ending: str) -> Response:
    """Return what the ontology says of a term, in the format of the ending."""
    with state().use() as serving:
        found = ontology_of(serving)
        if f"{name}.{ending}" in _versions(found):
            return led(url_for("terms.ontology"), "versions")
        if name not in found.homes or ending not in FORMATS:
            abort(
                404,
                "a term's description is /ontology/<name>.<ending>; the endings are "
                f"{', '.join(FORMATS)}",
            )
        response = term_document(serving, str(SSE[name]), FORMATS[ending])
    return _linked(response, _addresses(name), str(SSE[name]))


@blueprint.get("/id/ontology/<name>", provide_automatic_options=False)
def part(name: str) -> Response:
    """Lead to what the IRI of a version, or of a module, stands for."""
    with state().use() as serving:
        found = ontology_of(serving)
    if name in _versions(found):
        if prefers_page():
            return led(url_for("terms.ontology"), "versions")
        if name == found.record["version"]:
            ending = chosen_format(Kind.GRAPH, request.args.get("format")).extension
            return led(f"/data/ontology.{ending}")
        return led(f"/{VERSIONS}/{name}.json")
    if name in found.modules and prefers_page():
        return led(url_for("terms.term", name=name))
    return resource(f"ontology/{name}")


def _versions(ontology: Ontology) -> set[str]:
    return {ontology.record["version"], *kept_versions()}


def _data_addresses() -> dict[str, str]:
    return {name: f"/data/ontology.{ending}" for name, ending in OFFERED.items()}


def _module_addresses(module: str) -> dict[str, str]:
    return {
        name: f"/data/ontology/{module}.{ending}" for name, ending in OFFERED.items()
    }


def _vocabulary_addresses(path: str) -> dict[str, str]:
    return {name: f"/data/{path}.{ending}" for name, ending in OFFERED.items()}


def _addresses(term: str) -> dict[str, str]:
    return {name: f"/ontology/{term}.{ending}" for name, ending in OFFERED.items()}


def _linked(
    response: Response, addresses: dict[str, str], iri: str = ONTOLOGY_IRI
) -> Response:
    """Tell programs where they go on from a page: its data, licence and IRI.

    As `Signposting <https://signposting.org/FAIR/>`_ has it.
    """
    public = state().public_url()
    with state().use() as serving:
        licence = ontology_of(serving).licence
    links = [f'<{iri}>; rel="cite-as"', f'<{licence}>; rel="license"']
    for address in addresses.values():
        type = FORMATS[address.rpartition(".")[2]].media_type
        for relation in ("alternate", "describedby"):
            links.append(f'<{public}{address}>; rel="{relation}"; type="{type}"')
    response.headers["Link"] = ", ".join(links)
    return response


def _page(
    serving: ServingRelease,
    name: str,
    make: Callable[[ServingRelease, Ontology, Names, str], Made],
    addresses: dict[str, str],
    iri: str = ONTOLOGY_IRI,
) -> Response:
    """Return a page from the cache, or made and kept if all could be had for it."""
    language = page_language()
    key = ("ontology", name, language, state().public_url())
    kept = serving.cache.get(key)
    if kept is None:
        found = ontology_of(serving)
        body, whole = make(serving, found, Names(found.graph, language), name)
        kept = CachedAnswer(body.encode(), "text/html; charset=utf-8")
        if whole:
            serving.cache.put(key, kept)
    response = _linked(respond_with(kept), addresses, iri)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
    return response


def _ontology_page(
    serving: ServingRelease, found: Ontology, names: Names, _: str
) -> Made:
    counted = counts(serving)
    title = names.text(found.header, [DCTERMS.title])
    description = names.text(found.header, [DCTERMS.description])
    url = state().public_url() + url_for("terms.ontology")
    page = OntologyPage(
        names.language,
        serving.release.id,
        found.record["version"],
        _data_addresses(),
        title=title.text if title else ONTOLOGY_IRI,
        description=description.text if description else "",
        facts=_facts(found, names),
        modules=modules(found, names, counted),
        overview=overview(found, names),
        schemes=schemes(found, names),
        alignments=alignments(found, names),
        index=index(found, names),
        versions=history(found.record),
        block=block(linked_data.set_document(found, url)),
    )
    return render_template("ontology.html", page=page), True


def _facts(found: Ontology, names: Names) -> Sequence[tuple[str, Sequence[Name]]]:
    facts = [
        (key, [_value(names, one) for one in found.values(property)])
        for key, property in FACTS
    ]
    cited = names.in_language(found.header, DCTERMS.bibliographicCitation)
    facts.append(("cite", [Name(text, "", text, "", "", ours=False) for text in cited]))
    return [(key, values) for key, values in facts if values]


def _value(names: Names, node: object) -> Name:
    if isinstance(node, URIRef):
        text = str(node)
        return Name(text, "", text, text, text, ours=False)
    language = node.language if isinstance(node, Literal) else None
    text = str(node)
    return Name(text, language or "", text, "", "", ours=False)


def _module_page(
    serving: ServingRelease, found: Ontology, names: Names, name: str
) -> Made:
    counted = counts(serving)
    [module] = modules(found, names, counted, [name])
    page = ModulePage(
        names.language,
        serving.release.id,
        found.record["version"],
        _module_addresses(name),
        module=module,
        diagram=module_diagram(found, names, name),
        roles=roles(found, names) if name == BORROWED else {},
        is_borrowed=name == BORROWED,
    )
    return render_template("module.html", page=page), bool(counted)


def _alignments_page(
    serving: ServingRelease, found: Ontology, names: Names, _: str
) -> Made:
    page = AlignmentsPage(
        names.language,
        serving.release.id,
        found.record["version"],
        _data_addresses(),
        alignments=alignments(found, names),
    )
    return render_template("alignments.html", page=page), True


def _vocabulary_page(
    serving: ServingRelease, found: Ontology, names: Names, name: str
) -> Made:
    path = name.removeprefix(f"{VOCABULARIES}/")
    told = scheme(found, names, path) if path else None
    page = VocabularyPage(
        names.language,
        serving.release.id,
        found.record["version"],
        _vocabulary_addresses(path) if told else _data_addresses(),
        schemes={} if told else schemes(found, names),
        scheme=told[0] if told else None,
        concepts=told[1] if told else (),
        components=told[2] if told else (),
    )
    return render_template("vocabularies.html", page=page), True


def _term_page(
    serving: ServingRelease, found: Ontology, names: Names, name: str
) -> Made:
    language: Language = names.language
    told = details(found, names, _reader(found, language), name)
    counted = counts(serving)
    used, whole = uses(serving, told.iri, told.kind == "Class", language)
    titles = called(serving, told.sources, language)
    url = state().public_url() + url_for("terms.term", name=name)
    page = TermPage(
        language,
        serving.release.id,
        found.record["version"],
        _addresses(name),
        term=told,
        sources=[
            names.called(one, titles[str(one)]) if str(one) in titles else names.of(one)
            for one in told.sources
        ],
        counts=counted.get(str(told.iri), Counts()),
        uses=used,
        block=block(linked_data.term_document(found, told, url)),
    )
    return render_template("term.html", page=page), whole and bool(counted)


@lru_cache(maxsize=4)
def _reader(found: Ontology, language: Language) -> Reader:
    return Reader(found.graph, language)
