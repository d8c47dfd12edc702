"""What search engines are told: the pages to read, and what to leave alone.

The map lists each page once, with its address in each language (`sitemaps
<https://www.sitemaps.org/protocol.html>`_). Answers to queries are no pages: a
robot that follows their links asks the same again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response, url_for

from tsunagari.languages import LANGUAGES
from tsunagari.web.queries.words import BUILD
from tsunagari.web.serving import ServingRelease
from tsunagari.web.state import state
from tsunagari.web.stored import library
from tsunagari.web.terms.names import Names
from tsunagari.web.terms.ontology import ontology_of
from tsunagari.web.terms.schemes import schemes
from tsunagari.web.terms.views import ALIGNMENTS

__all__ = ["blueprint"]

blueprint = Blueprint("sitemap", __name__)

# What makes work and is found by other ways (`RFC 9309
# <https://www.rfc-editor.org/rfc/rfc9309>`_).
LEFT_ALONE: Final = (
    *("/sparql", "/graph-store", "/explain", "/metrics", "/data/"),
    *("/reconcile", "/en/reconcile", "/ja/reconcile", "/search/suggestions"),
    *("/editor?query=", "/editor?example=", "/editor/"),
    # The page itself is to be found; what others search for is not.
    *("/search?q=", "/search?kind=", "/search?form=", "/search?area="),
)
PAGES: Final = (
    "home.home",
    "searching.search",
    "editor.editor",
    "mapping.show",
    "catalogue.dataset_page",
    "about.about",
    "releases.releases",
    "shapes.shapes",
    "validation.validation",
    "peers.peers",
    "queries.index",
    "terms.ontology",
    "terms.vocabulary",
)
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Say what robots leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    lines.append(f"Sitemap: {state().public_url()}/sitemap.xml")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Return the map of the pages."""
    public = state().public_url()
    with state().use() as serving:
        paths = list(_paths(serving))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}">')
    for path in paths:
        lines.append(f"<url><loc>{escape(public + path)}</loc>")
        for language in LANGUAGES:
            address = quoteattr(f"{public}{path}?lang={language}")
            lines.append(
                f'<xhtml:link rel="alternate" hreflang="{language}" href={address}/>'
            )
        lines.append("</url>")
    lines.append("</urlset>")
    return Response("\n".join(lines) + "\n", content_type="application/xml")


def _paths(serving: ServingRelease) -> Iterator[str]:
    for page in PAGES:
        yield url_for(page)
    for name in serving.release.manifest.get("datasets", {}):
        yield url_for("catalogue.dataset_page", name=name)
    ontology = ontology_of(serving)
    for name in (*ontology.modules, ALIGNMENTS, *ontology.homes):
        yield url_for("terms.term", name=name)
    for some in schemes(ontology, Names(ontology.graph, "en")).values():
        for scheme in some:
            yield url_for("terms.vocabulary", name=scheme.path)
    # What a build asks is listed, and not worth finding.
    for query in library().values():
        if query.role not in BUILD:
            yield url_for("queries.query", name=query.name)
