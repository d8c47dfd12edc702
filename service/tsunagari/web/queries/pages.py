"""What the pages of stored queries show: lists, forms, links to answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from flask import url_for

from tsunagari.languages import Language
from tsunagari.sparql.binding import missing
from tsunagari.sparql.formats import Format, Kind, formats_for
from tsunagari.sparql.library import StoredQuery, without_header
from tsunagari.sparql.parameters import Parameter, parameters
from tsunagari.web.addresses import editor_path
from tsunagari.web.operation import Parameters
from tsunagari.web.queries.choices import Choice, Offer, offer
from tsunagari.web.queries.shown import ROWS, ShownAnswer
from tsunagari.web.queries.words import BUILD, ROLES, TAGS, WORDS
from tsunagari.web.stored import library

__all__ = ["Field", "IndexPage", "QueryPage", "ending", "fields", "query_address"]

# What people know better than the endings that the W3C registered.
ENDINGS: Final = {"srj": "json", "srx": "xml"}


def ending(format: Format) -> str:
    """Return how the address of an answer in *format* ends."""
    return ENDINGS.get(format.extension, format.extension)


def query_address(stored: StoredQuery, extension: str, given: Parameters) -> str:
    """Return the path at which *stored* is answered with what is *given*."""
    if extension:
        path = url_for("queries.query", name=stored.name, extension=extension)
    else:
        path = url_for("queries.query", name=stored.name)
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


@dataclass(frozen=True)
class Field:
    """One field of a form.

    :param value: What was given.
    :param default: What is asked for if nothing is given; empty if all is.
    """

    parameter: Parameter
    label: str
    note: str
    value: str
    default: str
    offer: Offer

    @property
    def choices(self) -> Sequence[Choice]:
        """The values to choose from, with the one that was given."""
        known = self.offer.choices
        if self.value and self.value not in {choice.value for choice in known}:
            return [Choice(self.value, self.value), *known]
        return known


def fields(stored: StoredQuery, given: Parameters, language: Language) -> list[Field]:
    """Return the fields of the form for *stored*; its language is the page's."""
    found = []
    for parameter in parameters(stored):
        if parameter.name == "lang":
            continue
        offered = offer(parameter, language)
        labels = {choice.value: choice.label for choice in offered.choices}
        comma = "、" if language == "ja" else ", "
        found.append(
            Field(
                parameter,
                parameter.labels[language],
                parameter.notes[language],
                next(iter(given.get(parameter.name, ())), ""),
                comma.join(labels.get(one, one) for one in parameter.defaults),
                offered,
            )
        )
    return found


@dataclass(frozen=True)
class IndexPage:
    """What the template of the list is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    queries: list[StoredQuery] = field(metadata={"help": "those on the list"})
    tag: str = field(metadata={"help": "what all of them are about, if chosen"})

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def tags(self) -> list[tuple[str, str]]:
        """The topics of all that people ask, with what they are called."""
        asked = [one for one in library().values() if one.role not in BUILD]
        topics = {tag for one in asked for tag in one.tags} - ROLES.keys()
        found = [(tag, self.tag_name(tag)) for tag in topics]
        return sorted(found, key=lambda pair: pair[1])

    @property
    def sections(self) -> list[tuple[str, list[StoredQuery]]]:
        """The queries that people ask, by role, each with its heading."""
        return self._by_role([role for role in ROLES if role not in BUILD])

    @property
    def build(self) -> list[tuple[str, list[StoredQuery]]]:
        """The queries that a build asks."""
        return self._by_role(BUILD)

    def tag_name(self, tag: str) -> str:
        """Return what *tag* is called."""
        return TAGS.get(tag, tag) if self.language == "ja" else tag.replace("-", " ")

    def summary(self, stored: StoredQuery) -> str:
        """Return what *stored* asks."""
        return stored.header["summary-ja" if self.language == "ja" else "summary"]

    def _by_role(self, roles: Sequence[str]) -> list[tuple[str, list[StoredQuery]]]:
        found = []
        for role in roles:
            if queries := [one for one in self.queries if one.role == role]:
                found.append((ROLES[role][self.language], queries))
        return found


@dataclass
class QueryPage:
    """What the template of a query is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    stored: StoredQuery = field(metadata={"help": "the query"})
    kind: Kind = field(metadata={"help": "what it gives"})
    fields: list[Field] = field(metadata={"help": "its form"})
    values: Parameters = field(metadata={"help": "what was given, by parameter"})
    asks: frozenset[str] = field(metadata={"help": "the peers that it asks"})
    unknown: frozenset[str] = field(metadata={"help": "those not known here"})
    askable: bool = field(metadata={"help": "whether SERVICE is run here at all"})
    lacks_registers: bool = field(
        metadata={"help": "whether it is about registers, and none is in the release"}
    )
    text: str = field(default="", metadata={"help": "the query as it was asked"})
    answer: ShownAnswer | None = field(
        default=None, metadata={"help": "its first rows"}
    )
    trouble: str = field(default="", metadata={"help": "why there is none"})
    troubled: str = field(default="", metadata={"help": "the parameter in trouble"})

    rows = ROWS

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def summary(self) -> str:
        """What it asks."""
        key = "summary-ja" if self.language == "ja" else "summary"
        return self.stored.header[key]

    @property
    def description(self) -> str:
        """What else is to be said of it."""
        key = "description-ja" if self.language == "ja" else "description"
        return self.stored.header.get(key, "")

    @property
    def as_asked(self) -> str:
        """The query as it was asked, without its header."""
        return without_header(self.text)

    @property
    def editor(self) -> str:
        """Where the query can be changed, with the values in it if they were given."""
        text = self.as_asked if self.text else self.stored.query
        return editor_path(f"{text}\n", self.language)

    @property
    def lacking(self) -> list[str]:
        """The parameters that need a value and have none."""
        return [parameter.name for parameter in missing(self.stored, self.values)]

    @property
    def waits(self) -> bool:
        """Whether it is asked only when told: of other endpoints, or of everything.

        A robot that reads the page must not ask for all there is each time.
        """
        known = [one for one in parameters(self.stored) if one.optional]
        everything = known and not any(any(self.values.get(p.name, ())) for p in known)
        return bool(self.asks or everything)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The endings of the whole answer, each with its address."""
        found = formats_for(self.kind)
        return [(ending(format), self.address(format)) for format in found]

    def address(self, format: Format) -> str:
        """Return where the whole answer is in *format*, below the public address."""
        return query_address(self.stored, ending(format), self.values)
