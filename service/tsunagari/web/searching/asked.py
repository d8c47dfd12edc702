"""What a search asks for, as its address says it, and the addresses of other searches.

/search?q=co-op&kind=org:Organization&form=concept/x&area=place/y&page=2&lang=en
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from tsunagari.languages import Language
from tsunagari.reconciliation.names import iri_of, term_id, term_iri
from tsunagari.search.facets import Facet
from tsunagari.web.page_numbers import page_number

__all__ = ["FACETS", "LONGEST", "Asked"]

# The facets of the index, in the order in which they are offered.
FACETS: Final[tuple[str, ...]] = ("kind", "form", "area")
# Nobody types a longer text; one that is pasted is cut.
LONGEST: Final = 200
LAST_PAGE: Final = 100_000


@dataclass(frozen=True)
class Asked:
    """A search.

    :param text: What was typed; empty to see all with the chosen facets.
    :param chosen: The IRI chosen of a facet, by the name of the facet.
    :param page: Which page of what was found, from 1.
    """

    text: str
    chosen: tuple[Facet, ...]
    page: int

    @classmethod
    def read(cls, given: MultiDict[str, str]) -> Self:
        """Read the parameters of an address; what cannot be used is left out."""
        text = " ".join(given.get("q", "")[:LONGEST].split())
        chosen = tuple(
            (name, term_iri(value[:LONGEST]))
            for name in FACETS
            if (value := given.get(name, "").strip())
        )
        return cls(text, chosen, page_number(given.get("page", ""), LAST_PAGE) or 1)

    @property
    def iri(self) -> str:
        """What the text is, if it may be an IRI, a short name or a path of ours."""
        if not self.text or " " in self.text:
            return ""
        if "://" not in self.text and ":" in self.text:
            return term_iri(self.text)
        return iri_of(self.text)

    def having(self, name: str, iri: str) -> Asked:
        """Return this search, narrowed."""
        return replace(
            self.lacking(name), chosen=(*self.lacking(name).chosen, (name, iri))
        )

    def lacking(self, name: str) -> Asked:
        """Return this search without a facet."""
        kept = tuple(facet for facet in self.chosen if facet[0] != name)
        return replace(self, chosen=kept, page=1)

    def address(self, language: Language) -> str:
        """Return the path of the page of this search."""
        named = {name: term_id(iri) for name, iri in self.chosen}
        kept: dict[str, str] = {n: named[n] for n in FACETS if n in named}
        if self.text:
            kept = {"q": self.text, **kept}
        if self.page > 1:
            kept["page"] = str(self.page)
        return f"{url_for('searching.search')}?{urlencode({**kept, 'lang': language})}"
