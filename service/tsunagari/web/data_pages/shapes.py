"""``/shapes``: what the data must satisfy, for people; as RDF, the shapes themselves.

Each shape is an anchor of the page, so that its IRI leads there
(``https://w3id.org/tsunagari/shapes#Organization-label``), and each node shape has a
page of its own with all of its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, render_template, request
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from tsunagari.languages import Language
from tsunagari.namespaces import BASE
from tsunagari.release.report_files import SHAPES
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.web.addresses import page_path
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.data_pages.documents import (
    DOCUMENT_TYPES,
    rdf_document,
    read_file,
    report_of,
)
from tsunagari.web.data_pages.shape_reading import Reader, Sentence, plain
from tsunagari.web.data_pages.shape_words import JOINTS, SEVERITIES, WORDS
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.state import state

__all__ = ["OFFERED", "blueprint"]

blueprint = Blueprint("shapes", __name__)
blueprint.after_request(allow_everyone)

NAMESPACE: Final = str(BASE["shapes#"])
OFFERED: Final = {"html": "text/html", **DOCUMENT_TYPES}


@dataclass(frozen=True)
class ToldShape:
    """A shape, in the language of the page.

    :param name: The end of its IRI; empty if it has none.
    :param is_first: Whether it is told of here first; others may share it.
    :param title: Its name for readers, or that of what it is about.
    """

    name: str
    title: str
    severity: str
    description: str
    message: str
    targets: list[Sentence]
    path: Sentence
    asks: list[Sentence]
    queries: list[str]
    properties: list[ToldShape]
    language: Language
    is_first: bool

    @property
    def iri(self) -> str:
        """Its IRI."""
        return NAMESPACE + self.name

    @property
    def asked(self) -> str:
        """All that it asks, as one text."""
        return JOINTS[self.language]["and"].join(map(plain, self.asks))


@dataclass(frozen=True)
class ShapesPage:
    """What the template is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    files: list[tuple[str, list[ToldShape]]] = field(
        metadata={"help": "the node shapes by the file that they stand in"}
    )
    shape: ToldShape | None = field(metadata={"help": "the one the page is about"})

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    def path_of(self, shape: ToldShape) -> str:
        """The path of the page where a shape stands."""
        return page_path(shape.iri, self.language)


@blueprint.get("/shapes")
def shapes() -> Response:
    """Return the shapes, as a page or as RDF."""
    chosen = chosen_media_type(OFFERED, request.args.get("format"))
    if chosen != "html":
        return rdf_document(SHAPES, format_named(chosen, Kind.GRAPH))
    response = _page("")
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


@blueprint.get("/shapes/<name>")
def shape(name: str) -> Response:
    """Return the page of one node shape."""
    return _page(name)


def _page(name: str) -> Response:
    language = page_language()
    with state().use() as serving:
        release = serving.release
    files = _read(release.path, language)
    found = {shape.name: shape for _, shapes in files for shape in shapes}
    if name and name not in found:
        abort(404, f"there is no node shape '{name[:60]}'; /shapes lists them")
    page = ShapesPage(language, release.id, files, found.get(name))
    return in_language(render_template("shapes.html", page=page), language)


@lru_cache(maxsize=4)
def _read(release: Path, language: Language) -> list[tuple[str, list[ToldShape]]]:
    graph = Graph().parse(data=read_file(release, SHAPES), format="turtle")
    report = report_of(release)
    reader = _Telling(graph, language, report["labels"])
    return [
        (file, [reader.told(URIRef(one)) for one in named if reader.is_node(one)])
        for file, named in report["shapes"].items()
    ]


class _Telling(Reader):
    """Tells of node shapes with all that belongs to them."""

    def __init__(
        self, graph: Graph, language: Language, labels: dict[str, dict[str, str]]
    ) -> None:
        super().__init__(graph, language)
        self._labels = labels
        self._shapes = graph
        self._told: set[Node] = set()

    def is_node(self, iri: str) -> bool:
        return (URIRef(iri), RDF.type, SH.NodeShape) in self._shapes

    def told(self, shape: Node) -> ToldShape:
        inner = [*self._shapes.objects(shape, SH.property), *self._within(shape)]
        name = str(shape).removeprefix(NAMESPACE) if isinstance(shape, URIRef) else ""
        is_first = shape not in self._told
        self._told.add(shape)
        severity = self._shapes.value(shape, SH.severity) or SH.Violation
        return ToldShape(
            name,
            self.text(shape, SH.name) or self._called(shape) or name,
            SEVERITIES.get(severity, {}).get(self._language, ""),
            self.text(shape, SH.description),
            self.text(shape, SH.message),
            self.targets(shape),
            self.path(shape),
            self.asks(shape),
            self.queries(shape),
            [self.told(one) for one in sorted(set(inner) - {shape}, key=str)],
            self._language,
            is_first,
        )

    def _called(self, shape: Node) -> str:
        """Return what a node shape is about, if it is one class that has a name."""
        targets = [*self._shapes.objects(shape, SH.targetClass)]
        labels = self._labels.get(str(targets[0]), {}) if len(targets) == 1 else {}
        return labels.get(self._language) or labels.get("en", "")

    def _within(self, shape: Node) -> Iterator[Node]:
        """Yield the property shapes that a node shape combines."""
        ways = [SH["or"], SH["and"], SH["not"], SH.xone, SH.node]
        ahead = [node for way in ways for node in self._shapes.objects(shape, way)]
        seen = set(ahead)
        while ahead:
            node = ahead.pop()
            if isinstance(node, URIRef):
                if (node, RDF.type, SH.PropertyShape) in self._shapes:
                    yield node
                continue
            fresh = {*self._shapes.objects(node, None)} - seen
            seen |= fresh
            ahead += fresh
