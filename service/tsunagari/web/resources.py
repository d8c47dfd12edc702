"""``/id/…``: each thing has an address that leads to documents about it.

``/id/<path>`` answers for ``https://w3id.org/tsunagari/<path>``: with 303 and the
document that the client prefers, ``/data/<path>.<ending>`` (`Cool URIs
<https://www.w3.org/TR/cooluris/#r303gendocument>`_). What a document tells is in
:mod:`~tsunagari.export.resources`; each format tells the same. Data sets lead to
their part of the catalogue, or to their page.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from flask import Blueprint, Response, abort, request, url_for

from tsunagari.errors import AnswerTooLargeError, QueryError, ReleaseError
from tsunagari.export.compaction import Compactor, Graph
from tsunagari.export.context import Context
from tsunagari.export.frames import frame_of
from tsunagari.export.resources import (
    ONTOLOGY_IRI,
    exists_query,
    is_resource,
    resource_query,
    term_query,
)
from tsunagari.export.writing import SYNTAXES, catalogue_bytes
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import LICENCE, SSE, VOID_GRAPH
from tsunagari.release.description.names import DATASET
from tsunagari.release.json_files import CONTEXT
from tsunagari.release.parts import WHOLE
from tsunagari.sparql.formats import Format, Kind, format_named, formats_for
from tsunagari.web.addresses import iri_at, page_path
from tsunagari.web.answers import StreamedAnswer, answer
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.catalogue import public_catalogue
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.negotiation import chosen_format, prefers_page
from tsunagari.web.operation import Parameters, read_operation
from tsunagari.web.responses import asker, respond, respond_with
from tsunagari.web.serving import ServingRelease
from tsunagari.web.state import state

__all__ = ["FORMATS", "blueprint", "led", "links_of", "resource", "term_document"]

blueprint = Blueprint("resources", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"
FORMATS: Final = {format.extension: format for format in formats_for(Kind.GRAPH)}
JSONLD: Final = format_named("jsonld")
# What has an IRI of ours and pages of its own: releases, schemas, the catalogue.
ELSEWHERE: Final = ("release/", "schemas/", "context/", "catalog", "shapes")
# A tree is made here, in one piece; in expanded JSON-LD, so many bytes at most.
LARGEST_TREE: Final = 10_000_000
# Where a resource is told of: the default graph, or what describes the release.
GRAPHS: Final[tuple[Parameters, ...]] = ({}, {"default-graph-uri": [str(VOID_GRAPH)]})


@blueprint.get("/id/<path:path>", provide_automatic_options=False)
def resource(path: str) -> Response:
    """Lead to a document about the resource."""
    if _has_ending(path):
        return led(f"/data/{quote(path)}")
    iri = _iri(path)
    if path.startswith(ELSEWHERE):
        return led(f"/{path.replace('release/', 'releases/', 1)}")
    with state().use() as serving:
        dataset = _dataset(serving, iri)
    if not dataset:
        _graph_of(iri)
    if dataset and prefers_page():
        target = url_for("catalogue.dataset_page", name=dataset)
    elif prefers_page():
        asked = request.args.get("lang", "")
        target = page_path(iri, asked if asked in LANGUAGES else None)
    else:
        format = chosen_format(Kind.GRAPH, request.args.get("format"))
        # A catalogue has no N-Triples; what reads them reads Turtle.
        known = not dataset or format.extension in SYNTAXES
        target = f"/data/{quote(path)}.{format.extension if known else 'ttl'}"
    response = led(target)
    response.headers["Link"] = links_of(path, iri, dataset)
    return response


def led(target: str, part: str = "") -> Response:
    """Return a redirect to the path *target*, which depends on what is accepted.

    :param part: Of the page that is there, its fragment.
    """
    response = Response(status=303)
    address = state().public_url() + quote(target, safe="/.%#?=")
    response.headers["Location"] = f"{address}#{quote(part)}" if part else address
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/data/<path:name>", provide_automatic_options=False)
def document(name: str) -> Response:
    """Return a document about a resource."""
    path, _, ending = name.rpartition(".")
    format = FORMATS.get(ending)
    if format is None or not path:
        if _is_told(name):
            wanted = chosen_format(Kind.GRAPH, request.args.get("format"))
            return led(f"/data/{quote(name)}.{wanted.extension}")
        endings = ", ".join(FORMATS)
        abort(404, f"a document is /data/<path>.<ending>; the endings are {endings}")
    iri = _iri(path)
    with state().use() as serving:
        if dataset := _dataset(serving, iri):
            response = _described(serving, dataset, ending)
        else:
            graph = _graph_of(iri)
            if format == JSONLD:
                response = _tree(serving, iri, graph)
            else:
                response = _statements(resource_query(iri), graph, format)
    schema = ""
    if format == JSONLD and not dataset and iri != ONTOLOGY_IRI:
        schema = _schema(serving, iri)
    response.headers["Link"] = links_of(path, iri, dataset, schema)
    return response


def term_document(serving: ServingRelease, iri: str, format: Format) -> Response:
    """Return what the ontology says of its term *iri*."""
    if format == JSONLD:
        return respond_with(_made(serving, iri, {}, term_query(iri)))
    return _statements(term_query(iri), {}, format)


@blueprint.route("/id/<path:path>", methods=["OPTIONS"])
@blueprint.route("/data/<path:path>", methods=["OPTIONS"])
def options(path: str) -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def _has_ending(path: str) -> bool:
    """Tell whether a path ends like a document: who adds that asks for one."""
    stem, _, ending = path.rpartition(".")
    return ending in FORMATS and bool(stem) and not stem.endswith("/")


def _iri(path: str) -> str:
    iri = iri_at(path)
    if not is_resource(iri):
        abort(404, "there is no such resource: its name is no IRI")
    return iri


def _dataset(serving: ServingRelease, iri: str) -> str:
    """Return the name of a data set of the release; empty if it is none."""
    if iri == str(DATASET):
        return WHOLE
    top, _, name = iri.rpartition("/")
    found = name in serving.release.manifest.get("datasets", {}) and name != WHOLE
    return name if found and top == str(DATASET) else ""


def _is_told(path: str) -> bool:
    """Tell whether the release says something of what has that path."""
    iri = iri_at(path)
    if not is_resource(iri):
        return False
    with state().use() as serving:
        if _dataset(serving, iri):
            return True
    return _told_in(iri) is not None


def _told_in(iri: str) -> Parameters | None:
    """Return the first of the graphs that tells of *iri*."""
    for graph in GRAPHS:
        told = _asked(exists_query(iri), graph, format_named("json"))
        if json.loads(told)["boolean"]:
            return graph
    return None


def _graph_of(iri: str) -> Parameters:
    """Return where *iri* is told of; ends the request if nowhere."""
    graph = _told_in(iri)
    if graph is not None:
        return graph
    abort(404, f"the release tells nothing of <{iri[:300]}>")


def _asked(query: str, graph: Parameters, format: Format) -> bytes:
    operation = read_operation(query, graph, state().settings)
    found = answer(state(), operation, format, asker())
    parts = found if isinstance(found, StreamedAnswer) else [found.body]
    body = bytearray()
    try:
        for part in parts:
            body += part
            if len(body) > LARGEST_TREE:
                raise AnswerTooLargeError(
                    "too much is told of it for one tree; the other formats stream"
                )
    except ConnectionAbortedError as error:
        raise QueryError(f"the answer was not whole: {error}") from error
    finally:
        if isinstance(found, StreamedAnswer):
            found.close()
    return bytes(body)


def _statements(query: str, graph: Parameters, format: Format) -> Response:
    operation = read_operation(query, graph, state().settings)
    if prefers_page() and format.media_type == "text/turtle":
        # A browser shows it so, and would store it in a file otherwise.
        format = replace(format, media_type="text/plain")
    return respond(operation, format)


def _tree(serving: ServingRelease, iri: str, graph: Parameters) -> Response:
    return respond_with(_made(serving, iri, graph, resource_query(iri)))


def _made(
    serving: ServingRelease, iri: str, graph: Parameters, query: str
) -> CachedAnswer:
    # Of a term there are two documents: with what belongs to it, and alone.
    key = ("tree", iri, query)
    if kept := serving.cache.get(key):
        return kept
    budgets, client = state().budgets, asker().client
    budgets.check(client)
    compactor = _compactor(serving.release.path)
    expanded = json.loads(_asked(query, graph, JSONLD))
    started = time.monotonic()
    if iri == ONTOLOGY_IRI or iri.startswith(str(SSE)):
        found = compactor.document(expanded)
    else:
        tree = compactor.tree(Graph(expanded), iri)
        found = {"@context": compactor.context.value, **tree}
    body = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    made = CachedAnswer(body.encode(), JSONLD.content_type)
    serving.cache.put(key, made)
    budgets.spend(client, time.monotonic() - started)
    return made


def _schema(serving: ServingRelease, iri: str) -> str:
    """Return the name of the schema of a tree that was made."""
    kept = serving.cache.get(("tree", iri, resource_query(iri)))
    if kept is None:
        return ""
    types: list[str] = json.loads(kept.body).get("type", [])
    classes = _compactor(serving.release.path).context.classes
    return frame_of({classes.get(one, one) for one in types}).name


def _described(serving: ServingRelease, dataset: str, ending: str) -> Response:
    """Return the part of the catalogue that is about *dataset*."""
    if ending not in SYNTAXES:
        abort(404, f"what a catalogue says comes as {', '.join(SYNTAXES)}")
    public = state().public_url()
    key = ("data set", dataset, ending, public)
    if kept := serving.cache.get(key):
        return respond_with(kept)
    catalogue = public_catalogue(serving.release, public).checked()
    alone = [one for one in catalogue.datasets if one.name == dataset]
    body = catalogue_bytes(replace(catalogue, datasets=alone), ending)
    found = CachedAnswer(body, FORMATS[ending].content_type)
    serving.cache.put(key, found)
    return respond_with(found)


def links_of(path: str, iri: str, dataset: str, schema: str = "") -> str:
    """Return what a document leads to: the same in other formats, and its terms.

    As a header has it (`RFC 8288 <https://www.rfc-editor.org/rfc/rfc8288>`_).

    :param path: Of the thing, below that of ``/id/``.
    :param dataset: The name of the data set that it is, if it is one.
    :param schema: The name of the JSON Schema of its document.
    """
    public = state().public_url()
    found = [f'<{quote(iri, safe=":/#%")}>; rel="canonical"']
    for ending, format in FORMATS.items():
        if not dataset or ending in SYNTAXES:
            found.append(
                f'<{public}/data/{quote(path)}.{ending}>; rel="alternate"; '
                f'type="{format.media_type}"'
            )
    found.append(f'<{LICENCE}>; rel="license"')
    if schema:
        found.append(
            f'<{public}/schemas/{schema}.schema.json>; rel="describedby"; '
            'type="application/schema+json"'
        )
    return ", ".join(found)


@lru_cache(maxsize=4)
def _compactor(release: Path) -> Compactor:
    """Return what writes with the context of a release."""
    paths = sorted((release / CONTEXT).glob("*.jsonld"))
    if not paths:
        raise ReleaseError(
            f"the release '{release.name}' has no context; build it again"
        )
    document: dict[str, Any] = json.loads(paths[-1].read_text(encoding="utf-8"))
    return Compactor(Context.read(document, paths[-1].stem))
