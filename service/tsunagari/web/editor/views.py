"""``/editor``: YASGUI on our endpoint, with examples; a plain form without scripts.

``/editor?query=…`` opens a query, ``/editor?example=<name>`` a stored one. The page
asks nothing itself: queries go to ``/sparql``, which is the protocol's alone and
sends browsers that ask nothing here. So no cache can take one for the other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, abort, render_template, request, url_for

from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import BASE, prefixes
from tsunagari.sparql.formats import FORMATS, Kind, formats_for
from tsunagari.sparql.library import StoredQuery
from tsunagari.web.addresses import page_path
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.editor.bundle import LICENCES, bundle_address, bundle_file
from tsunagari.web.editor.examples import Topic, example_text, topics
from tsunagari.web.editor.terms import terms
from tsunagari.web.editor.words import SCRIPT_WORDS, WORDS
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.responses import respond_with
from tsunagari.web.state import state
from tsunagari.web.stored import library

__all__ = ["EditorPage", "blueprint"]

blueprint = Blueprint("editor", __name__)

# What the editor shows to those who bring no query.
FIRST: Final = "cq01-full-forms"
FILE_TYPE: Final = "application/sparql-query; charset=utf-8"
YEAR: Final = "public, max-age=31536000, immutable"
# What is asked for if nobody says how many: so many rows a browser draws at once.
ROWS: Final = (100, 1000, 10000)
USUAL_ROWS: Final = 1000
# Where people read about what is ours: examples that stand for all of their kind.
KINDS: Final = ("ontology#", "shapes#", "dataset/", "release/", "")
ANY: Final = "X"


@dataclass(frozen=True)
class EditorPage:
    """What the template of the editor is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    query: str = field(metadata={"help": "the query to begin with"})
    topics: list[Topic] = field(metadata={"help": "the examples"})
    config: str = field(metadata={"help": "what the scripts are told, as JSON"})
    script: str = field(metadata={"help": "the address of the script"})
    sheet: str = field(metadata={"help": "the address of the sheet"})
    licences: str = field(metadata={"help": "the address of the licences"})

    formats = FORMATS
    rows = ROWS
    usual_rows = USUAL_ROWS

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]


@blueprint.get("/editor")
def editor() -> Response:
    """Return the editor, with the query that the address has."""
    here = state()
    language = page_language()
    query = request.args.get("query", "")
    name = request.args.get("example", "")
    if not query:
        query = example_text(_stored(name or FIRST), language)
    page = EditorPage(
        language,
        here.serving.now.release.id,
        query,
        topics(language, {peer.name for peer in here.settings.peers}),
        _config(language, here.public_url(), asked=bool(request.args.get("query"))),
        bundle_address("editor.js"),
        bundle_address("editor.css"),
        bundle_address(LICENCES),
    )
    return in_language(render_template("editor.html", page=page), language)


@blueprint.get("/editor/terms.json")
def known_terms() -> Response:
    """Return what the editor completes."""
    with state().use() as serving:
        return respond_with(terms(serving))


@blueprint.get("/editor/examples/<name>.rq")
def example(name: str) -> Response:
    """Return an example query, with values in it so that it runs."""
    language = request.args.get("lang", "")
    chosen: Language = "ja" if language == "ja" else "en"
    text = example_text(_stored(name), chosen)
    return respond_with(CachedAnswer(text.encode(), FILE_TYPE))


@blueprint.get("/static/editor/<name>")
def bundled(name: str) -> Response:
    """Return a file of the editor, to be kept for good."""
    file = bundle_file(name)
    if file is None:
        abort(404, "the editor has no such file; load /editor again")
    response = respond_with(file)
    if response.status_code == 200:
        response.headers["Cache-Control"] = YEAR
        response.headers["Vary"] = "Accept-Encoding"
    return response


def _stored(name: str) -> StoredQuery:
    if name not in library():
        abort(404, f"no stored query is called '{name[:40]}'; /queries lists them")
    return library()[name]


def _config(language: Language, public: str, asked: bool) -> str:
    """Return what the scripts are told; nothing in it can end the element.

    :param public: The public address of the service.
    :param asked: Whether the query is the visitor's own, to be run at once.
    """
    config: dict[str, Any] = {
        "language": language,
        "languages": list(LANGUAGES),
        "endpoint": f"{public}/sparql",
        "page": public + url_for("editor.editor"),
        "terms": url_for("editor.known_terms"),
        "examples": url_for("editor.example", name="NAME"),
        "run": asked,
        "prefixes": prefixes(),
        "places": [_place(kind, language) for kind in KINDS],
        "formats": {
            kind.value: [
                [format.name, format.extension] for format in formats_for(kind)
            ]
            for kind in Kind
        },
        "words": SCRIPT_WORDS[language],
    }
    return json.dumps(config, ensure_ascii=False).replace("<", "\\u003c")


def _place(kind: str, language: Language) -> list[str]:
    """Return the beginning of some IRIs of ours, and what its pages' paths are like."""
    iri = str(BASE) + kind
    return [iri, page_path(iri + ANY, language)]
