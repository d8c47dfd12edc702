"""What people read of each data set: the ``datasets.toml`` below ``graph_data/``.

A country has a file of its own beside its data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import CatalogueError, SourceError
from tsunagari.export.catalogue import DESCRIPTION, Texts, check_keyword
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import expand
from tsunagari.resources import files

__all__ = ["DatasetTexts", "dataset_texts", "licence_titles"]

FILE: Final = "datasets.toml"
LICENCES: Final = "licences.toml"
# What else has an IRI below that of the data set.
TAKEN: Final = frozenset(
    {"attribution", "class", "csv", "default-graph", "geojson", "json", "jsonld"}
    | {"named-graph", "nq", "prefix", "property", "sparql", "ttl"}
)


@dataclass(frozen=True)
class DatasetTexts:
    """Title, description and keywords, by language; and the IRIs it was made from."""

    titles: Texts
    descriptions: Texts
    keywords: dict[str, list[str]]
    sources: list[str]


def dataset_texts(top: Path | None = None) -> dict[str, DatasetTexts]:
    """Return the texts of each data set, by its name.

    :param top: The folder to look into, by default the project's data.
    :raises SourceError: If a file does not parse, lacks a text in a language, or
        has a keyword that portals refuse; it names file, data set and remedy.
    """
    found: dict[str, DatasetTexts] = {}
    for path, table in _tables(top, FILE):
        for name, entry in table.items():
            if name in found:
                raise SourceError(f"{path}: [{name}] is described twice")
            if name in TAKEN:
                raise SourceError(
                    f"{path}: [{name}] is the name of something else of the data set; "
                    "choose another for the folder"
                )
            found[name] = _texts(f"{path}: [{name}]", entry)
    if not found:
        raise SourceError(f"there is no {FILE}; describe the data sets in one")
    return found


def licence_titles(top: Path | None = None) -> dict[str, Texts]:
    """Return the names of terms of use, by their IRI.

    :param top: The folder to look into, by default the project's data.
    :raises SourceError: If a file does not parse, or a name in a language is missing.
    """
    found: dict[str, Texts] = {}
    for path, table in _tables(top, LICENCES):
        for iri, titles in table.items():
            if not isinstance(titles, dict) or set(titles) != set(LANGUAGES):
                raise SourceError(f"{path}: <{iri}> needs en and ja")
            found[iri] = titles
    return found


def _tables(top: Path | None, name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each file of that name with what it holds, in the order of their paths."""
    found = files("graph_data", f"**/{name}") if top is None else []
    for path in sorted(top.rglob(name)) if top else [path for _, path in found]:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SourceError(f"{path}: cannot be read: {error}") from error
        yield path, table


def _texts(place: str, entry: Any) -> DatasetTexts:
    parts = []
    for key, kind in (("title", str), ("description", str), ("keywords", list)):
        values = entry.get(key) if isinstance(entry, dict) else None
        if not isinstance(values, dict) or set(values) != set(LANGUAGES):
            raise SourceError(f"{place}: needs {key}.en and {key}.ja")
        if not all(value and isinstance(value, kind) for value in values.values()):
            raise SourceError(f"{place}: {key} is empty or no {kind.__name__}")
        parts.append({str(language): values[language] for language in LANGUAGES})
    titles, descriptions, keywords = parts
    for text in descriptions.values():
        if not DESCRIPTION[0] <= len(text) <= DESCRIPTION[1]:
            raise SourceError(
                f"{place}: a description of {len(text)} characters; portals and search "
                "engines take 50 to 5000"
            )
    for words in keywords.values():
        for word in words:
            try:
                check_keyword(str(word))
            except CatalogueError as error:
                raise SourceError(f"{place}: {error}") from error
    try:
        sources = [str(expand(str(name))) for name in entry.get("sources", [])]
    except ValueError as error:
        raise SourceError(f"{place}: sources: {error}") from error
    return DatasetTexts(titles, descriptions, keywords, sources)
