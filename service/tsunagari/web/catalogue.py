"""The catalogue for portals, ``/catalog``, and a page for each data set.

A portal deletes what it no longer finds, so there is a whole catalogue or an
error, never an empty one. A catalogue is made once per release, syntax, language
and public address, and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for

from tsunagari.errors import CatalogueError, ReleaseError
from tsunagari.export.catalogue import Catalogue, CataloguedDataset, Texts
from tsunagari.export.citation import cited
from tsunagari.export.schema_org import dataset_document
from tsunagari.export.writing import SYNTAXES, catalogue_bytes
from tsunagari.languages import LANGUAGES, Language
from tsunagari.release.catalogue import catalogue_of
from tsunagari.release.releases import Release
from tsunagari.release.source_titles import source_titles
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.web.addresses import page_path
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.embedded import block
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.problems import problem
from tsunagari.web.responses import respond_with
from tsunagari.web.state import state

__all__ = ["blueprint", "public_catalogue"]

blueprint = Blueprint("catalogue", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"
FORMATS: Final = {name: format_named(name, Kind.GRAPH) for name in SYNTAXES}
RETRY_SECONDS: Final = 300
WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "all": "All data sets",
        "bytes": "bytes",
        "catalogue": "For portals, the catalogue in DCAT-AP:",
        "cite": "Cite as",
        "comma": ", ",
        "data sets": "Data sets",
        "endpoint": "Ask it with SPARQL",
        "files": "Files",
        "keywords": "Keywords",
        "licence": "Licence",
        "modified": "Modified",
        "name": "Identifier",
        "publisher": "Publisher",
        "release": "Release",
        "sources": "Sources",
    },
    "ja": {
        "all": "データセットの一覧",
        "bytes": "バイト",
        "catalogue": "ポータル向けのカタログ（DCAT-AP）：",
        "cite": "引用表記",
        "comma": "、",
        "data sets": "データセット",
        "endpoint": "SPARQLで問い合わせる",
        "files": "ファイル",
        "keywords": "キーワード",
        "licence": "利用条件",
        "modified": "更新日",
        "name": "識別子",
        "publisher": "公開者",
        "release": "リリース",
        "sources": "出典",
    },
}


@dataclass(frozen=True)
class Source:
    """A source: where it is told of, its title, and the language of that if foreign."""

    address: str
    title: str
    foreign: str


@dataclass(frozen=True)
class DatasetPage:
    """What the template of a data set's page is given."""

    language: Language = field(metadata={"help": "en or ja"})
    catalogue: Catalogue = field(metadata={"help": "the catalogue it stands in"})
    dataset: CataloguedDataset | None = field(
        metadata={"help": "the data set; nothing on the page that lists all"}
    )
    titles: dict[str, Texts] = field(
        metadata={"help": "the titles of the sources, by their IRIs"}
    )
    block: str = field(metadata={"help": "what search engines read, as JSON-LD"})

    @property
    def release_id(self) -> str:
        """The id of the release that the page tells of."""
        return self.catalogue.version

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def citation(self) -> str:
        """How the data set of this very release is cited."""
        if not self.dataset:
            return ""
        return cited(
            self.catalogue.publisher[1],
            self.dataset.titles,
            self.dataset.modified,
            self.catalogue.version,
            self.dataset.iri,
            self.language,
        )

    @property
    def sources(self) -> list[Source]:
        """What the data set was made from."""
        if not self.dataset:
            return []
        return [
            Source(
                page_path(iri, self.language) or iri,
                *_in_language(self.titles.get(iri, {}), self.language),
            )
            for iri in self.dataset.sources
        ]


@blueprint.errorhandler(CatalogueError)
@blueprint.errorhandler(ReleaseError)
def none(error: Exception) -> Response:
    """Say that there is none now, so that nobody takes it for an empty one."""
    response = problem(503, str(error))
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


@blueprint.get("/catalog", provide_automatic_options=False)
@blueprint.get("/catalog.<extension>", provide_automatic_options=False)
def catalog(extension: str = "") -> Response:
    """Return the catalogue, in one language if ``lang`` names it."""
    if extension and extension not in SYNTAXES:
        abort(404, f"the catalogue is /catalog.{', /catalog.'.join(SYNTAXES)}")
    types = {name: format.media_type for name, format in FORMATS.items()}
    chosen = chosen_media_type(types, extension or request.args.get("format"))
    language = request.args.get("lang", "")
    if language and language not in LANGUAGES:
        abort(400, f"'lang' is one of {', '.join(LANGUAGES)}")
    public = state().public_url()
    with state().use() as serving:
        key = ("catalogue", chosen, language, public)
        if kept := serving.cache.get(key):
            return respond_with(kept)
        body = _written(serving.release, public, chosen, language)
        found = CachedAnswer(body, FORMATS[chosen].content_type)
        serving.cache.put(key, found)
    return respond_with(found)


@blueprint.route("/catalog", methods=["OPTIONS"])
@blueprint.route("/catalog.<extension>", methods=["OPTIONS"])
def options(extension: str = "") -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


@blueprint.get("/datasets")
@blueprint.get("/datasets/<name>")
def dataset_page(name: str = "") -> Response:
    """Return the page of a data set, or of all."""
    language = page_language()
    with state().use() as serving:
        release = serving.release
    catalogue = public_catalogue(release, state().public_url()).checked()
    found = {dataset.name: dataset for dataset in catalogue.datasets}
    if name and name not in found:
        abort(404, f"the data sets are {', '.join(found)}")
    dataset = found.get(name)
    document = dataset_document(catalogue, dataset, language) if dataset else None
    embedded = block(document) if document else ""
    titles = source_titles(release) if dataset and dataset.sources else {}
    page = DatasetPage(language, catalogue, dataset, titles, embedded)
    response = in_language(render_template("datasets.html", page=page), language)
    for link in _typed_links(catalogue, dataset):
        response.headers.add("Link", link)
    return response


def _in_language(titles: Texts, language: Language) -> tuple[str, str]:
    """Return the title in *language*, or another and which language it is in."""
    if language in titles:
        return titles[language], ""
    return next(((title, tag) for tag, title in titles.items()), ("", ""))


def _typed_links(catalogue: Catalogue, dataset: CataloguedDataset | None) -> list[str]:
    """Return where programs go on from a data set's page.

    As `Signposting <https://signposting.org/FAIR/>`_ has it.
    """
    links = []
    for extension, format in FORMATS.items():
        address = catalogue.address + url_for("catalogue.catalog", extension=extension)
        links.append(f'<{address}>; rel="describedby"; type="{format.media_type}"')
    if dataset:
        links.append('<https://schema.org/Dataset>; rel="type"')
        links.append(f'<{dataset.iri}>; rel="cite-as"')
        if dataset.licence:
            links.append(f'<{dataset.licence.iri}>; rel="license"')
        links += [
            f'<{one.address}>; rel="item"; type="{one.type.media_type}"'
            for one in dataset.distributions
        ]
    return links


def public_catalogue(release: Release, public: str) -> Catalogue:
    """Return the catalogue of *release* at the address *public*."""
    return catalogue_of(
        release,
        public,
        lambda name: public + url_for("downloads.released", id=release.id, name=name),
        lambda name: public + url_for("catalogue.dataset_page", name=name),
        f"{public}/sparql",
    )


def _written(release: Release, public: str, syntax: str, language: str) -> bytes:
    catalogue = public_catalogue(release, public).checked()
    if language:
        catalogue = catalogue.in_language(language)
    return catalogue_bytes(catalogue, syntax)
