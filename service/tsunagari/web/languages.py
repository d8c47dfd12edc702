"""Which language a page comes in: a parameter wins, then ``Accept-Language``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import quote, urlencode

from flask import Response, request

from tsunagari.languages import LANGUAGES, Language
from tsunagari.web.state import state

__all__ = ["Alternate", "alternates", "in_language", "page_language"]

# Which parameters a page is about, by its part of the site. Others repeat nothing of
# what a client wrote.
ABOUT_PARAMETERS: Final[Mapping[str, frozenset[str]]] = {
    "asking": frozenset({"query"}),
    "changes": frozenset({"before"}),
    "editor": frozenset({"example", "query"}),
    "explanation": frozenset({"object", "predicate", "subject", "ways"}),
    "mapping": frozenset({"form"}),
    "searching": frozenset({"area", "form", "kind", "page", "q"}),
    "validation": frozenset({"page", "rule"}),
}
# A stored question names its own parameters, as grlc writes them; with these bounds.
QUESTIONS: Final = "queries"
LONGEST_NAME, LONGEST_VALUE, MOST = 30, 1000, 20
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
    kept = _kept_parameters()
    found = []
    for code in LANGUAGES:
        path = f"{quote(request.path)}?{urlencode([('lang', code), *kept])}"
        found.append(Alternate(code, NAMES[code], path, public + path))
    return found


def _kept_parameters() -> list[tuple[str, str]]:
    """Return the parameters of this request that its page is about."""
    given = [(key, value) for key, value in request.args.items(True) if key != "lang"]
    if request.blueprint == QUESTIONS:
        short = [
            (key, value)
            for key, value in given
            if len(key) <= LONGEST_NAME and len(value) <= LONGEST_VALUE
        ]
        return short[:MOST]
    names = ABOUT_PARAMETERS.get(request.blueprint or "", frozenset())
    return [(key, value) for key, value in given if key in names]


def in_language(body: str, language: Language) -> Response:
    """Return a page that says in which language it is."""
    response = Response(body)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return response
