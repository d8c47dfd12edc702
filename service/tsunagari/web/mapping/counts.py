"""What the map counts: organizations by form and area, as the release tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tsunagari.errors import SearchIndexError
from tsunagari.languages import Language
from tsunagari.namespaces import shorten
from tsunagari.search.facets import KIND
from tsunagari.web.figures.answers import Row, rows
from tsunagari.web.mapping.figure import ORGANIZATION
from tsunagari.web.serving import ServingRelease

__all__ = ["Counts", "FormCount", "counts_of", "known_and_unknown"]

# A form in fewer areas makes no map to begin with.
FEWEST_AREAS: Final = 3


@dataclass(frozen=True)
class FormCount:
    """A form; how many organizations have it."""

    iri: str
    name: str
    organizations: int


@dataclass(frozen=True)
class Counts:
    """The counts of a release, in one language.

    :param forms: The forms that organizations have, the most usual first.
    :param names: The names of areas, by IRI, in the order of their official codes.
    :param by_form: By the IRI of a form, empty for all: how many are in each area.
    """

    forms: Sequence[FormCount]
    names: Mapping[str, str]
    by_form: Mapping[str, Mapping[str, int]]

    @property
    def usual(self) -> str:
        """The form to begin with: that of most organizations with a known area.

        Where no form is in more than a few areas, it is all organizations.
        """
        total: Counter[str] = Counter(
            {form.iri: form.organizations for form in self.forms}
        )
        many = [
            (sum(areas.values()), total[form], form)
            for form, areas in self.by_form.items()
            if form and len(areas) >= FEWEST_AREAS
        ]
        return max(many, default=(0, 0, ""))[2]


def counts_of(serving: ServingRelease, language: Language) -> Counts:
    """Return the counts of the release; empty where they cannot be had in time."""
    by_form: dict[str, dict[str, int]] = {}
    for row in rows(serving, "FIG-5"):
        areas = by_form.setdefault(row.get("form", ""), {})
        areas[row["area"]] = int(row["count"])
    return Counts(
        [
            FormCount(row["form"], row[language], int(row["count"]))
            for row in rows(serving, "FIG-6")
        ],
        {row["area"]: _name(row, language) for row in rows(serving, "FIG-7")},
        by_form,
    )


def known_and_unknown(serving: ServingRelease, form: str) -> tuple[int, int] | None:
    """Return how many organizations of a form have an area, and how many have none.

    ``None`` if the release has no search index, which tells it.

    :param form: The IRI of the form; empty for all.
    """
    chosen = [(KIND, ORGANIZATION), *([("form", form)] if form else [])]
    try:
        facets = serving.search().facets
    except SearchIndexError:
        return None
    marks = facets.marks(chosen)
    if marks is None:
        return 0, 0
    unknown = facets.lacking(chosen, "area")
    return sum(facets.having(marks).values()) - unknown, unknown


def _name(row: Row, language: Language) -> str:
    other = "en" if language == "ja" else "ja"
    return row.get(language) or row.get(other) or shorten(row["area"])
