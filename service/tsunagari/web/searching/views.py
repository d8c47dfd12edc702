"""Search: ``/search`` is a page or JSON, ``/search/suggestions`` is for a script.

All is answered from the search index of the release, whichever engine has its
statements, and what was answered before is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from tsunagari.countries.tiles import tiles
from tsunagari.languages import Language
from tsunagari.search.index import SearchIndex
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.index_use import search_index
from tsunagari.web.languages import page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.responses import respond_with
from tsunagari.web.searching.asked import Asked
from tsunagari.web.searching.page import SearchPage, search_page
from tsunagari.web.searching.results import Result
from tsunagari.web.searching.suggestions import suggested
from tsunagari.web.state import state

__all__ = ["OFFERED", "blueprint"]

blueprint = Blueprint("searching", __name__)
blueprint.after_request(allow_everyone)

OFFERED: Final = {"html": "text/html", "json": "application/json"}
PAGE: Final = "text/html; charset=utf-8"


@blueprint.get("/search")
def search() -> Response:
    """Search for things by name, reading or identifier, as a page or as JSON."""
    format = chosen_media_type(OFFERED, request.args.get("format"))
    asked, language = Asked.read(request.args), page_language()

    def found(index: SearchIndex, release_id: str) -> bytes:
        page = search_page(index, asked, language, release_id, _headings(language))
        if format == "json":
            return _json(_told(page))
        return render_template("search.html", page=page).encode()

    key = (format, asked)
    return _answer(key, found, PAGE if format == "html" else OFFERED["json"], language)


@blueprint.get("/search/suggestions")
def suggestions() -> Response:
    """Suggest things while somebody types a name, a reading or an identifier."""
    asked, language = Asked.read(request.args), page_language()

    def found(index: SearchIndex, _: str) -> bytes:
        return _json(suggested(index, asked, language))

    return _answer(("suggestions", asked.text), found, OFFERED["json"], language)


def _answer(
    key: tuple[object, ...],
    found: Callable[[SearchIndex, str], bytes],
    type: str,
    language: Language,
) -> Response:
    """Return what *found* gives, or what it gave for the same *key* before."""
    whole_key = ("searching", language, state().public_url(), *key)
    with state().use() as serving:
        answer = serving.cache.get(whole_key)
        if answer is None:
            with search_index(serving) as index:
                body = found(index, serving.release.id)
            answer = CachedAnswer(body, type)
            serving.cache.put(whole_key, answer)
    response = respond_with(answer)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
    return response


def _headings(language: Language) -> dict[str, str]:
    """Return what the areas of the one country here are called, if it is one."""
    countries = tiles()
    if len(countries) != 1:
        return {}
    name = countries[0].areas[language]
    return {"area": name[:1].upper() + name[1:]}


def _told(page: SearchPage) -> dict[str, Any]:
    return {
        "query": page.asked.text,
        "total": page.total,
        "more": page.more,
        "page": page.asked.page,
        "pages": page.pages,
        "results": [*map(_result, page.results)],
        "similar": [*map(_result, page.similar)],
        "facets": [asdict(one) for one in page.facets],
        "next": page.next,
    }


def _result(one: Result) -> dict[str, Any]:
    reading = one.reading._asdict() if one.reading else None
    places = [place._asdict() for place in one.places]
    return {**asdict(one), "reading": reading, "places": places}


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
