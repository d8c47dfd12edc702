"""Which language a page comes in: a parameter wins, then ``Accept-Language``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlencode

from flask import Response, request

from tsunagari.languages import LANGUAGES, Language
from tsunagari.web.state import state

__all__ = ["Alternate", "alternates", "in_language", "page_language"]

# Where a page is about the parameters of its address. Others repeat nothing of it.
ABOUT_PARAMETERS: Final = frozenset(
    {
        "editor",
        "explanation",
        "mapping",
        "queries",
        "searching",
        "validation",
    }
)
NAMES: Final = {"en": "English", "ja": "日本語"}


@dataclass(frozen=True)
class Alternate:
    """The page of this request in one language.

    :param path: Its address below that of the service, with all parameters.
    :param address: Its whole address, as `hreflang
        <https://html.spec.whatwg.org/multipage/links.html#attr-hyperlink-hreflang>`_
        of search engines asks for.
    """

    code: Language
    name: str
    path: str
    address: str


def page_language() -> Language:
    """Return the language that this request prefers; English if it does not say."""
    asked = request.args.get("lang", "")
    if asked not in LANGUAGES:
        asked = request.accept_languages.best_match(LANGUAGES, "en")
    return cast(Language, asked)


def alternates() -> list[Alternate]:
    """Return the page of this request in each language, whichever it comes in."""
    public = state().public_url()
    given = request.args.items(True) if request.blueprint in ABOUT_PARAMETERS else ()
    kept = [(key, value) for key, value in given if key != "lang"]
    found = []
    for code in LANGUAGES:
        path = f"{request.path}?{urlencode([('lang', code), *kept])}"
        found.append(Alternate(code, NAMES[code], path, public + path))
    return found


def in_language(body: str, language: Language) -> Response:
    """Return a page that says in which language it is."""
    response = Response(body)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return response
