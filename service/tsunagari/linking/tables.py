"""A foreign table: a CSV file, and a mapping (TOML) that says which column is what.

The keys of a mapping are those of ``graph_data/linking/ica-members.toml``, which maps
the members' directory of the ICA. ``iri`` is a template with columns in braces.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import ForeignGraphError, LinkingError
from tsunagari.linking.bodies import CATEGORIES, Body, Category, host
from tsunagari.linking.faults import Faults
from tsunagari.linking.folding import folded
from tsunagari.naming.identifiers import identifiers_in
from tsunagari.naming.names import read_names
from tsunagari.naming.places import Place

__all__ = ["Mapped", "read_mapping", "read_table"]

TEXTS: Final = ("iri", "category", "language", "country", "website")
LISTS: Final = ("names", "places", "kinds")
KEYS: Final = frozenset({*TEXTS, *LISTS, "identifiers"})
_COLUMN: Final = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Mapped:
    """Which column is what; see the module."""

    name: str
    iri: str
    names: tuple[str, ...]
    category: Category = "organization"
    language: str = ""
    country: str = ""
    places: tuple[str, ...] = ()
    website: str = ""
    kinds: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> set[str]:
        """The columns that a table must have."""
        single = {self.country, self.website} - {""}
        return {
            *single,
            *_COLUMN.findall(self.iri),
            *self.names,
            *self.places,
            *(column for _, column in self.identifiers),
        }


def read_mapping(path: Path) -> Mapped:
    """Read a mapping.

    :raises LinkingError: If it does not parse, or a key is unknown or has a wrong type.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LinkingError(
            f"{path.name}: is no mapping in TOML: {error}; see the README, Linking"
        ) from error
    problem = _problem(table)
    if problem:
        raise LinkingError(f"{path.name}: {problem}")
    return Mapped(
        path.name,
        table["iri"],
        tuple(table["names"]),
        table.get("category", "organization"),
        table.get("language", ""),
        table.get("country", ""),
        tuple(table.get("places", ())),
        table.get("website", ""),
        tuple(table.get("kinds", ())),
        tuple(sorted(table.get("identifiers", {}).items())),
    )


def _problem(table: Mapping[str, Any]) -> str:
    if unknown := sorted(set(table) - KEYS):
        return f"there is no key '{unknown[0]}'; there are {', '.join(sorted(KEYS))}"
    for key in ("iri", "names"):
        if not table.get(key):
            return f"the key '{key}' is missing; write it"
    for key in TEXTS:
        if not isinstance(table.get(key, ""), str):
            return f"'{key}' is a text in quotation marks"
    for key in LISTS:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return f"'{key}' is a list of texts"
    identifiers = table.get("identifiers", {})
    if not isinstance(identifiers, dict) or not all(
        isinstance(value, str) for value in identifiers.values()
    ):
        return "'identifiers' is a table from schemes to columns"
    if table.get("category", CATEGORIES[0]) not in CATEGORIES:
        return f"'category' is one of {', '.join(CATEGORIES)}"
    return ""


def read_table(path: Path, mapping: Mapped, faults: Faults) -> list[Body]:
    """Return the things of the table, in the order of its rows; faulty rows are noted.

    :raises ForeignGraphError: If it is not UTF-8, or lacks a column of the mapping.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = sorted(mapping.columns - set(reader.fieldnames or ()))
            if missing:
                raise ForeignGraphError(
                    f"{path.name}: there is no column '{missing[0]}', which "
                    f"{mapping.name} names; its columns are "
                    f"{', '.join(reader.fieldnames or ())}"
                )
            return list(_bodies(path.name, reader, mapping, faults))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ForeignGraphError(
            f"{path.name}: is no CSV file in UTF-8: {error}; save it as one"
        ) from error


def _bodies(
    name: str, reader: csv.DictReader[str], mapping: Mapped, faults: Faults
) -> Iterator[Body]:
    seen: set[str] = set()
    for row in reader:
        place = f"{name}, line {reader.line_num}"
        if any(row[column] is None for column in mapping.columns):
            faults.add("short-row", place)
            continue
        parts = {c: row[c].strip() for c in _COLUMN.findall(mapping.iri)}
        if not all(parts.values()):
            faults.add("no-iri", place)
            continue
        iri = mapping.iri
        for column, value in parts.items():
            iri = iri.replace(f"{{{column}}}", value)
        iri = folded(iri)
        labels = [(row[c].strip(), mapping.language) for c in mapping.names]
        labels = [(text, language) for text, language in labels if text]
        if not labels:
            faults.add("unnamed", place)
        if iri in seen:
            continue
        seen.add(iri)
        yield _body(iri, row, labels, mapping)


def _body(
    iri: str, row: Mapping[str, str], labels: list[tuple[str, str]], mapping: Mapped
) -> Body:
    given = {(s, row[c].strip()) for s, c in mapping.identifiers if row[c].strip()}
    site = host(row[mapping.website]) if mapping.website else ""
    country = row[mapping.country].strip().upper() if mapping.country else ""
    places = [row[column].strip() for column in mapping.places]
    return Body(
        iri,
        labels[0][0] if labels else iri,
        read_names(labels),
        mapping.category,
        identifiers_in([iri]) | given,
        frozenset({site} - {""}),
        Place(country, next(filter(None, places), "")),
        frozenset(mapping.kinds),
    )
