"""The search page, made of what the index found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tsunagari.languages import Language
from tsunagari.reconciliation.names import in_language, name_of, term_id
from tsunagari.search.index import SearchIndex
from tsunagari.web.searching.asked import FACETS, Asked
from tsunagari.web.searching.results import Result, results
from tsunagari.web.searching.similar import similar
from tsunagari.web.searching.words import SEARCH_WORDS

__all__ = ["RESULTS", "Choice", "Choices", "Chosen", "SearchPage", "search_page"]

# Results on a page, and choices of a facet that are shown at once.
RESULTS: Final = 20
FIRST: Final = 8
SIMILAR: Final = 6


@dataclass(frozen=True)
class Choice:
    """A value of a facet; how many it has, and where the search goes on with it."""

    name: str
    entries: int
    address: str


@dataclass(frozen=True)
class Choices:
    """The values of a facet: those shown at once, and the others."""

    heading: str
    first: Sequence[Choice]
    others: Sequence[Choice]


@dataclass(frozen=True)
class Chosen:
    """What a search is narrowed to, and where it goes on without that."""

    heading: str
    name: str
    address: str


@dataclass(frozen=True)
class SearchPage:
    """What the template of the page is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    asked: Asked = field(metadata={"help": "the search"})
    hidden: Mapping[str, str] = field(
        metadata={"help": "what the form sends beside the text"}
    )
    heading: str = field(metadata={"help": "how many were found; empty if none asked"})
    more: bool = field(metadata={"help": "whether there are more than were counted"})
    total: int = field(metadata={"help": "how many were counted"})
    results: Sequence[Result] = field(metadata={"help": "those of this page"})
    similar: Sequence[Result] = field(metadata={"help": "what is called nearly so"})
    chosen: Sequence[Chosen] = field(metadata={"help": "what it is narrowed to"})
    facets: Sequence[Choices] = field(metadata={"help": "what it can be narrowed to"})
    unfiltered: str = field(metadata={"help": "the address without what is chosen"})
    pages: int = field(metadata={"help": "how many pages there are"})
    previous: str = field(metadata={"help": "the address of the page before; or empty"})
    next: str = field(metadata={"help": "the address of the page after; or empty"})

    @property
    def first(self) -> int:
        """The number of the first result on this page, from 1."""
        return RESULTS * (self.asked.page - 1) + 1

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return SEARCH_WORDS[self.language]


def search_page(
    index: SearchIndex,
    asked: Asked,
    language: Language,
    release_id: str,
    headings: Mapping[str, str],
) -> SearchPage:
    """Search for what is *asked* and return the page.

    :param headings: The names of facets, where they are not the usual ones.
    """
    words = {**SEARCH_WORDS[language], **headings}
    skip = RESULTS * (asked.page - 1)
    alike: list[Result] = []
    total, more, counts = 0, False, index.facets.together
    shown: list[Result] = []
    if asked.text:
        hits = index.searched(asked.text, asked.iri, asked.chosen)
        entries = index.entries(hits.numbers[skip : skip + RESULTS])
        shown = results(index, entries, asked.text, language)
        total, more, counts = hits.total, hits.more, hits.facets
        if not total:
            near = similar(index, asked.text, SIMILAR)
            alike = results(index, near, "", language)
    elif asked.chosen:
        hits = index.browsed(asked.chosen, skip, RESULTS)
        shown = results(index, index.entries(hits.numbers), "", language)
        total, counts = hits.total, hits.facets
    pages = -(-total // RESULTS)
    return SearchPage(
        language=language,
        release_id=release_id,
        asked=asked,
        hidden={name: term_id(iri) for name, iri in asked.chosen},
        heading=_heading(asked, total, more, words),
        more=more,
        total=total,
        results=shown,
        similar=alike,
        chosen=[
            Chosen(
                words[name],
                _facet_names(index, [(name, iri)], language)[0],
                asked.lacking(name).address(language),
            )
            for name, iri in asked.chosen
        ],
        facets=[*_facets(index, asked, counts, words, language)],
        unfiltered=Asked(asked.text, (), 1).address(language) if asked.chosen else "",
        pages=pages,
        previous=_beside(asked, -1, pages, language),
        next=_beside(asked, 1, pages, language),
    )


def _heading(asked: Asked, total: int, more: bool, words: Mapping[str, str]) -> str:
    if not asked.text and not asked.chosen:
        return ""
    if not total:
        return words["none chosen" if asked.chosen else "none"]
    name = "more than" if more else "one" if total == 1 else "results"
    return words[name].format(total=total)


def _beside(asked: Asked, step: int, pages: int, language: Language) -> str:
    page = asked.page + step
    if not 1 <= page <= pages:
        return ""
    return Asked(asked.text, asked.chosen, page).address(language)


def _facets(
    index: SearchIndex,
    asked: Asked,
    counts: Mapping[str, int],
    words: Mapping[str, str],
    language: Language,
) -> Iterable[Choices]:
    counted = index.facets.counted(counts)
    taken = {name for name, _ in asked.chosen}
    for name in FACETS:
        values = counted.get(name, [])
        if name in taken or not values:
            continue
        names = _facet_names(index, [(name, iri) for iri, _ in values], language)
        choices = [
            Choice(called, entries, asked.having(name, iri).address(language))
            for called, (iri, entries) in zip(names, values, strict=True)
        ]
        yield Choices(words[name], choices[:FIRST], choices[FIRST:])


def _facet_names(
    index: SearchIndex, facets: Sequence[tuple[str, str]], language: Language
) -> list[str]:
    """Return what the values of facets are called."""
    things = index.by_iris(iri for _, iri in facets)
    found = []
    for _, iri in facets:
        if iri in index.kinds:
            found.append(in_language(index.kinds[iri].labels, language))
        elif iri in things:
            found.append(name_of(things[iri], language))
        else:
            found.append(term_id(iri))
    return found
