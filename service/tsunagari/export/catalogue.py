"""A catalogue as plain values: data sets, their files, and who publishes them.

It knows no vocabulary. ``dcat`` and ``schema_org`` write it; a release fills it.
Texts are by language: ``{"en": …, "ja": …}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tsunagari.errors import CatalogueError
from tsunagari.export.media import FileType

__all__ = [
    "DESCRIPTION",
    "Catalogue",
    "CataloguedDataset",
    "Distribution",
    "Licence",
    "Texts",
    "check_keyword",
]

Texts = dict[str, str]

# What CKAN takes as a tag: 2 to 100 letters, digits, spaces and "-_."; a comma
# would make two tags of one, and one refused tag loses the whole data set.
KEYWORD: Final = re.compile(r"[\w\-. ]{2,100}")
# Google refuses shorter and longer descriptions.
DESCRIPTION: Final = (50, 5000)


@dataclass(frozen=True)
class Licence:
    """Terms of use: their address and their names.

    :param name: The name by which portals know them; the same in all languages.
    """

    iri: str
    titles: Texts
    name: str = ""


@dataclass(frozen=True)
class Distribution:
    """A file of a data set.

    :param iri: Its name, the same in every release.
    :param address: Where it is fetched.
    :param size: In bytes.
    :param sha256: Of its bytes, in hexadecimal digits.
    """

    iri: str
    address: str
    type: FileType
    size: int
    sha256: str


@dataclass(frozen=True)
class CataloguedDataset:
    """A data set with its files.

    :param name: The end of its IRI, for people to type.
    :param modified: A day, as ``2026-11-30``; empty if it is not known.
    :param licence: Nothing where its source tells no terms of use.
    :param attributions: The sentences that sources ask for.
    :param sources: The IRIs of what it was made from.
    :param part_of: The IRI of the data set that it is a part of; empty if none.
    """

    iri: str
    name: str
    titles: Texts
    descriptions: Texts
    keywords: dict[str, list[str]]
    licence: Licence | None
    distributions: list[Distribution]
    page: str
    modified: str = ""
    attributions: tuple[Texts, ...] = ()
    sources: tuple[str, ...] = ()
    part_of: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All data sets of a release, at one address.

    :param address: The address of the service, without a slash at the end; empty
        for files that nobody serves, and then there is no endpoint.
    :param version: The id of the release.
    """

    iri: str
    address: str
    version: str
    titles: Texts
    descriptions: Texts
    publisher: tuple[str, Texts]
    licence: Licence
    datasets: list[CataloguedDataset]
    endpoint: str = ""

    def checked(self) -> Catalogue:
        """Return it, if a portal can take all of it.

        A portal deletes what a catalogue no longer has, and one data set that it
        refuses ends the harvest of all: so there is none rather than half of one.

        :raises CatalogueError: If a data set is missing or lacks what portals
            need; the text names it.
        """
        if not self.datasets:
            raise CatalogueError("the catalogue has no data set; build the release")
        for dataset in self.datasets:
            for problem in _problems(dataset, self.titles):
                raise CatalogueError(f"the data set '{dataset.name}' {problem}")
        return self

    def in_language(self, language: str) -> Catalogue:
        """Return it with the texts of one *language* alone."""
        return replace(
            self,
            titles=_only(self.titles, language),
            descriptions=_only(self.descriptions, language),
            publisher=(self.publisher[0], _only(self.publisher[1], language)),
            licence=_licence_in(self.licence, language),
            datasets=[_dataset_in(dataset, language) for dataset in self.datasets],
        )


def check_keyword(text: str) -> str:
    """Return *text*, if portals take it as a tag.

    :raises CatalogueError: If they do not.

    >>> check_keyword("消費者-生協")
    '消費者-生協'
    """
    if not KEYWORD.fullmatch(text):
        raise CatalogueError(
            f"'{text}' cannot be a keyword: portals take 2 to 100 letters, digits, "
            "spaces and '-_.', so write it without other signs"
        )
    return text


def _problems(dataset: CataloguedDataset, languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        if not dataset.titles.get(language):
            yield f"has no title in '{language}'"
        if not dataset.descriptions.get(language):
            yield f"has no description in '{language}'"
    for text in dataset.descriptions.values():
        if not DESCRIPTION[0] <= len(text) <= DESCRIPTION[1]:
            yield f"has a description of {len(text)} characters; 50 to 5000 are taken"
    if not dataset.licence and not dataset.attributions:
        yield "has neither a licence nor a statement of rights"
    if not dataset.distributions:
        yield "has no file"


def _only(texts: Texts, language: str) -> Texts:
    """Return the text of *language*; what it does not say, another one does."""
    if language in texts:
        return {language: texts[language]}
    return dict(list(texts.items())[:1])


def _licence_in(licence: Licence, language: str) -> Licence:
    return replace(licence, titles=_only(licence.titles, language))


def _dataset_in(dataset: CataloguedDataset, language: str) -> CataloguedDataset:
    return replace(
        dataset,
        titles=_only(dataset.titles, language),
        descriptions=_only(dataset.descriptions, language),
        keywords={language: dataset.keywords.get(language, [])},
        licence=dataset.licence and _licence_in(dataset.licence, language),
        attributions=tuple(_only(one, language) for one in dataset.attributions),
        distributions=[
            replace(
                one, type=replace(one.type, titles=_only(one.type.titles, language))
            )
            for one in dataset.distributions
        ],
    )
