"""The links that people accepted and that are published: ``links/`` of each country.

Each source has a file of decisions there, ``links/<source>.sssom.tsv``,
and an entry in ``sources.toml`` beside it: its title in each language, the document of
the graph that tells of it, where in that it stands, and how people decided.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rdflib import Literal, URIRef

from tsunagari.errors import LinkingError
from tsunagari.languages import LANGUAGES
from tsunagari.linking.decisions import read_decisions
from tsunagari.linking.links import Link
from tsunagari.namespaces import expand
from tsunagari.resources import files

__all__ = ["AcceptedLinks", "accepted_links"]

SOURCES: Final = "sources.toml"
ENDING: Final = ".sssom.tsv"
PATTERN: Final = f"*/links/*{ENDING}"


@dataclass(frozen=True)
class AcceptedLinks:
    """The links to one source.

    :param source: What it is called in IRIs.
    :param file: The file of decisions, as errors name it.
    :param document: The document (``sse:Source``) that tells of the foreign things.
    :param locator: Where in it they stand.
    :param notes: How it was decided, in each language.
    """

    source: str
    file: str
    titles: Sequence[Literal]
    document: URIRef
    locator: str
    notes: Sequence[Literal]
    links: Sequence[Link]


def accepted_links(top: Path | None = None) -> list[AcceptedLinks]:
    """Return the links of each source, in the order of their files.

    :param top: A folder of data; by default the project's and those added.
    :raises LinkingError: If a file cannot be read, accepts nothing, or has no whole
        entry in ``sources.toml``.
    """
    if top is None:
        paths = files("graph_data", PATTERN)
    else:
        found = sorted(top.glob(PATTERN))
        paths = [(path.relative_to(top).as_posix(), path) for path in found]
    tables = {path.parent: _table(path.parent) for _, path in paths}
    accepted: list[AcceptedLinks] = []
    files_of: dict[str, str] = {}
    for key, path in paths:
        name = path.name.removesuffix(ENDING)
        if (other := files_of.setdefault(name, key)) != key:
            raise LinkingError(
                f"graph_data/{key}: graph_data/{other} has the same name, and so the "
                "same graph; put the country's code before one of them"
            )
        entry = tables[path.parent].pop(name, {})
        accepted.append(_of(name, f"graph_data/{key}", entry, _links(path)))
    for folder, table in tables.items():
        for name in sorted(table):
            raise LinkingError(
                f"{_sources(folder)}: [{name}] has no file {name}{ENDING}"
            )
    return accepted


def _links(path: Path) -> list[Link]:
    links = [
        Link(
            decision.left,
            decision.right,
            decision.relation,
            1.0,
            decision.comment,
            "semapv:ManualMappingCuration",
            "accepted",
            reviewer=decision.reviewer,
            reviewed=decision.reviewed,
        )
        for decision in read_decisions(path).values()
        if decision.holds
    ]
    if not links:
        raise LinkingError(
            f"{path.parent.parent.name}/{path.parent.name}/{path.name}: accepts no "
            "link; a row does with a reviewer_label"
        )
    return links


def _of(
    name: str, file: str, entry: Mapping[str, Any], links: Sequence[Link]
) -> AcceptedLinks:
    place = f"{file.rpartition('/')[0]}/{SOURCES}: [{name}]"
    try:
        document = expand(str(entry.get("document", "")))
    except ValueError as error:
        raise LinkingError(f"{place} needs a document: {error}") from error
    if not (locator := entry.get("locator")) or not isinstance(locator, str):
        raise LinkingError(f"{place} needs a locator, where in the document it stands")
    titles, notes = (_texts(place, key, entry.get(key)) for key in ("title", "note"))
    return AcceptedLinks(name, file, titles, document, locator, notes, links)


def _texts(place: str, key: str, values: Any) -> list[Literal]:
    if not isinstance(values, dict) or set(values) != set(LANGUAGES):
        raise LinkingError(f"{place} needs {key}.en and {key}.ja")
    return [Literal(values[language], language) for language in LANGUAGES]


def _table(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads((folder / SOURCES).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LinkingError(f"{_sources(folder)}: cannot be read: {error}") from error


def _sources(folder: Path) -> str:
    return f"graph_data/{folder.parent.name}/{folder.name}/{SOURCES}"
