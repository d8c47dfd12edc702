"""Where people read about a thing here, by its IRI.

A thing's own IRI leads there too, over ``/id/`` and a redirect; a link on a page
goes straight.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from tsunagari.languages import Language
from tsunagari.namespaces import BASE, ONTOLOGY, SSE, shorten
from tsunagari.release.parts import WHOLE

__all__ = ["borrowed_path", "editor_path", "iri_at", "page_path"]

SHAPES = BASE["shapes#"]
# What stands in a path as it is; an IRI that is escaped is not escaped again.
KEPT: Final = "/%:@!$&'()*+,;=~"
RELEASES = BASE["release/"]


def page_path(iri: str, language: Language | None = None) -> str:
    """Return the path of the page about *iri*; empty if it is not ours.

    :param language: If none, the page comes in what the reader's browser asks for.

    >>> page_path("https://w3id.org/tsunagari/concept/social", "ja")
    '/page/concept/social?lang=ja'
    >>> page_path("https://w3id.org/tsunagari/ontology#LegalForm", "en")
    '/ontology/LegalForm?lang=en'
    >>> page_path("https://example.org/", "en")
    ''
    """
    base = str(BASE)
    if not iri.startswith(base) or iri == base:
        return ""
    path = iri.removeprefix(base)
    if iri in (str(ONTOLOGY), str(SSE)):
        path, part = "ontology", ""
    elif iri.startswith(str(SSE)):
        path, part = f"ontology/{iri.removeprefix(str(SSE))}", ""
    elif iri.startswith(str(SHAPES)):
        path, part = "shapes", iri.removeprefix(str(SHAPES))
    elif iri.startswith(str(RELEASES)):
        path, part = f"releases/{iri.removeprefix(str(RELEASES))}", ""
    elif path == "dataset":
        path, part = f"datasets/{WHOLE}", ""
    elif path in ("ontology", "shapes"):
        part = ""
    elif path.startswith("ontology/") and path.count("/") == 1:
        # A module, or a version.
        part = ""
    else:
        path, part = f"page/{path}", ""
    anchor = f"#{quote(part)}" if part else ""
    asked = f"?{urlencode({'lang': language})}" if language else ""
    return f"/{quote(path, safe=KEPT)}{asked}{anchor}"


def borrowed_path(iri: str, language: Language) -> str:
    """Return the path of what our ontology says of a term of others.

    >>> borrowed_path("http://www.w3.org/2004/02/skos/core#Concept", "en")
    '/ontology/borrowed?lang=en#skos:Concept'
    """
    asked = urlencode({"lang": language})
    return f"/ontology/borrowed?{asked}#{quote(shorten(iri), safe=KEPT)}"


def iri_at(path: str) -> str:
    """Return the IRI of ours with that path, which a server has decoded.

    All our IRIs are URIs: what is beyond ASCII in them is escaped.

    >>> iri_at("statistics/札幌市")
    'https://w3id.org/tsunagari/statistics/%E6%9C%AD%E5%B9%8C%E5%B8%82'
    """
    return str(BASE) + quote(path, safe=KEPT)


def editor_path(query: str, language: Language) -> str:
    """Return the path of the editor with *query* in it, to be run.

    >>> editor_path("ASK {}", "ja")
    '/editor?query=ASK+%7B%7D&lang=ja'
    """
    return f"/editor?{urlencode({'query': query, 'lang': language})}"
