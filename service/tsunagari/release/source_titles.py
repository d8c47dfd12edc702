"""The titles of the sources of a release, from the list of them among its files."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from tsunagari.export.catalogue import Texts
from tsunagari.release.releases import Release

__all__ = ["source_titles"]

SOURCES: Final = "json/sources.json"


def source_titles(release: Release) -> dict[str, Texts]:
    """Return the titles of the sources by their IRIs.

    There are none for what the release lists no title of, and none at all if it was
    made by an older version, without such a list.
    """
    found = {
        one["source"]: one.get("titles") or {}
        for one in release.manifest["registers"].values()
    }
    if SOURCES in release.manifest["files"]:
        found |= _listed(release.path.resolve() / SOURCES)
    return found


@lru_cache(maxsize=4)
def _listed(path: Path) -> dict[str, Texts]:
    """Return what the list says; a release never changes, so it is read once."""
    return {
        source["id"]: {tag: texts[0] for tag, texts in source.get("title", {}).items()}
        for source in json.loads(path.read_bytes())["@graph"]
    }
