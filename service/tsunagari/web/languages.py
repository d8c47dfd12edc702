"""Which language a page comes in: a parameter wins, then ``Accept-Language``."""

from __future__ import annotations

from typing import cast

from flask import Response, request

from tsunagari.explanation.words import LANGUAGES, Language

__all__ = ["in_language", "page_language"]


def page_language() -> Language:
    """Return the language that this request prefers; English if it does not say."""
    asked = request.args.get("lang", "")
    if asked not in LANGUAGES:
        asked = request.accept_languages.best_match(LANGUAGES, "en")
    return cast(Language, asked)


def in_language(body: str, language: Language) -> Response:
    """Return a page that says in which language it is."""
    response = Response(body)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return response
