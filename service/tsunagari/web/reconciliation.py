"""The reconciliation service, ``/reconcile``: for tables in OpenRefine and its like.

``/en/reconcile`` and ``/ja/reconcile`` answer in one language, ``/reconcile`` in that
of ``Accept-Language``. All is answered from the search index of the release, whichever
engine has its statements. Without an index there is no manifest, so that no client
finds a service that cannot answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, abort, render_template, request

import tsunagari
from tsunagari.errors import MatchingError
from tsunagari.languages import LANGUAGES, Language
from tsunagari.reconciliation.extension import extended
from tsunagari.reconciliation.manifest import manifest
from tsunagari.reconciliation.matching import Matcher
from tsunagari.reconciliation.model import Lookup
from tsunagari.reconciliation.names import iri_of
from tsunagari.reconciliation.preview import preview
from tsunagari.reconciliation.queries import read_batch, read_extension, short_text
from tsunagari.reconciliation.suggesting import Suggester
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.headers import SECURITY
from tsunagari.web.index_use import search_index
from tsunagari.web.languages import page_language
from tsunagari.web.operation import read_parameters
from tsunagari.web.responses import respond_with
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("reconciliation", __name__)
blueprint.after_request(allow_everyone)

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
GETTING: Final = "GET, HEAD, OPTIONS"
SENDING: Final = "GET, HEAD, POST, OPTIONS"
PREFIXES: Final = ("", *(f"/{language}" for language in LANGUAGES))
LARGEST_CURSOR: Final = 1000
# A preview stands in a frame of another site; nothing in it does anything.
FRAMED: Final = SECURITY["Content-Security-Policy"].replace(
    "frame-ancestors 'none'", "frame-ancestors *"
)
PREVIEW_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {"comma": ", ", "names": "Other names", "more": "More is said of it."},
    "ja": {"comma": "、", "names": "別名", "more": "ほかにも言明があります。"},
}

Answer = Callable[[Lookup, Language], Any]


def _routes(path: str, methods: str, send: bool = False) -> Callable[..., Any]:
    """Register a view at *path*, below each language and below none."""

    def register(view: Callable[[], Response]) -> Callable[[], Response]:
        name = view.__name__
        for prefix in PREFIXES:
            rule = f"{prefix}/reconcile{path}"
            blueprint.add_url_rule(
                rule,
                f"{name}{prefix.replace('/', '_')}",
                view,
                methods=["GET", "POST"] if send else ["GET"],
                provide_automatic_options=False,
            )
            blueprint.add_url_rule(
                rule,
                f"{name}_options{prefix.replace('/', '_')}",
                lambda: preflight(methods),
                methods=["OPTIONS"],
            )
        return view

    return register


@_routes("", SENDING, send=True)
def reconcile() -> Response:
    """Return the manifest, the candidates of a batch, or values of properties."""
    parameters = _parameters()
    asked = [name for name in ("queries", "extend") if name in parameters]
    if not asked:
        if request.method == "POST":
            raise MatchingError("send a form with 'queries' or 'extend'")
        return _answer(("manifest", state().public_url()), _manifest)
    if len(asked) > 1 or len(parameters[asked[0]]) != 1:
        raise MatchingError("send 'queries' or 'extend', one of them, once")
    (text,) = parameters[asked[0]]
    if asked == ["queries"]:
        batch = read_batch(text)
        return _answer(
            ("queries", text),
            lambda lookup, tongue: Matcher(lookup, tongue).answer(batch),
        )
    extension = read_extension(text)
    return _answer(
        ("extend", text), lambda lookup, tongue: extended(lookup, extension, tongue)
    )


@_routes("/suggest/entity", GETTING)
def suggest_entity() -> Response:
    """Suggest things."""
    prefix, cursor = _typed()
    types = [short_text(type, "'type'") for type in request.args.getlist("type")][:20]
    return _answer(
        ("entity", prefix, cursor, *types),
        lambda lookup, tongue: Suggester(lookup, tongue).entities(
            prefix, types, cursor
        ),
    )


@_routes("/suggest/type", GETTING)
def suggest_type() -> Response:
    """Suggest classes."""
    prefix, cursor = _typed()
    return _answer(
        ("type", prefix, cursor),
        lambda lookup, tongue: Suggester(lookup, tongue).types(prefix, cursor),
    )


@_routes("/suggest/property", GETTING)
def suggest_property() -> Response:
    """Suggest properties."""
    prefix, cursor = _typed()
    return _answer(
        ("property", prefix, cursor),
        lambda lookup, tongue: Suggester(lookup, tongue).properties(prefix, cursor),
    )


@_routes("/properties", GETTING)
def properties() -> Response:
    """Propose properties for a class."""
    type = short_text(request.args.get("type", ""), "'type'")
    limit = _number("limit")
    return _answer(
        ("proposed", type, limit),
        lambda lookup, tongue: Suggester(lookup, tongue).proposed(type, limit),
    )


@_routes("/preview", GETTING)
def preview_page() -> Response:
    """Return a page for a small frame."""
    id = short_text(request.args.get("id", ""), "'id'")
    if not id:
        raise MatchingError("send the 'id' of a thing")
    language = _language()
    with state().use() as serving, search_index(serving) as lookup:
        found = preview(lookup, iri_of(id), language)
    if found is None:
        abort(404, f"there is no '{id[:100]}' in this release")
    words = PREVIEW_WORDS[language]
    page = render_template("preview.html", thing=found, words=words, language=language)
    response = respond_with(CachedAnswer(page.encode(), "text/html; charset=utf-8"))
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = FRAMED
    return _varied(response)


def _manifest(lookup: Lookup, language: Language) -> dict[str, Any]:
    public = state().public_url()
    address = f"{public}/{language}/reconcile"
    view = f"{public}/page/{{{{id}}}}?lang={language}"
    version = tsunagari.__version__
    return manifest(lookup, language, address, f"{public}/", view, version)


def _answer(key: tuple[object, ...], found: Answer) -> Response:
    """Return what *found* gives, or what it gave for the same *key* before."""
    language = _language()
    digest = hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).hexdigest()
    whole_key = ("reconciliation", language, digest)
    with state().use() as serving:
        answer = serving.cache.get(whole_key)
        if answer is None:
            with search_index(serving) as lookup:
                content = json.dumps(found(lookup, language), ensure_ascii=False)
            answer = CachedAnswer(content.encode() + b"\n", JSON)
            serving.cache.put(whole_key, answer)
    return _varied(respond_with(answer))


def _language() -> Language:
    first = request.path.split("/")[1]
    return next((one for one in LANGUAGES if one == first), page_language())


def _varied(response: Response) -> Response:
    """Say that another language gives another answer, where the path has none."""
    if request.path.startswith("/reconcile"):
        response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
    return response


def _parameters() -> dict[str, list[str]]:
    if request.method != "POST":
        return read_parameters(request.query_string)
    if request.mimetype != FORM:
        abort(415, f"send {FORM}")
    return read_parameters(request.get_data())


def _typed() -> tuple[str, int]:
    """Return what was typed, and how many suggestions to leave out."""
    prefix = short_text(request.args.get("prefix", ""), "'prefix'")
    return prefix, min(_number("cursor"), LARGEST_CURSOR)


def _number(name: str) -> int:
    text = request.args.get(name, "").strip() or "0"
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise MatchingError(f"'{name}' is a whole number")
    return int(text)
