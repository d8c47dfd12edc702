"""Files of the release in force, read for pages and written in the format asked for."""

from __future__ import annotations

import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Response

from tsunagari.errors import ReleaseError
from tsunagari.release.report_files import REPORT
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.formats import Format, Kind, formats_for
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.responses import asker, respond_with
from tsunagari.web.state import state

__all__ = ["DOCUMENT_TYPES", "rdf_document", "read_file", "report_of"]

DOCUMENT_TYPES: Final = {
    format.extension: format.media_type for format in formats_for(Kind.GRAPH)
}
ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def read_file(release: Path, name: str) -> bytes:
    """Return the file *name* of the release in the folder *release*.

    :raises ReleaseError: If it has none.
    """
    try:
        return (release / name).read_bytes()
    except OSError as error:
        raise ReleaseError(
            f"the release '{release.name}' has no {name}; build it again"
        ) from error


@lru_cache(maxsize=2)
def report_of(release: Path) -> dict[str, Any]:
    """Return the validation report of a release, as the build wrote it.

    :raises ReleaseError: If it has none.
    """
    found: dict[str, Any] = json.loads(read_file(release, REPORT))
    return found


def rdf_document(name: str, format: Format) -> Response:
    """Return the Turtle file *name* of the release in force in *format*."""
    with state().use() as serving:
        key = ("file as RDF", name, format.content_type)
        if kept := serving.cache.get(key):
            return respond_with(kept)
        budgets, client = state().budgets, asker().client
        budgets.check(client)
        started = time.monotonic()
        engine = OxigraphEngine.of_turtle(read_file(serving.release.path, name))
        body = engine.query(ALL).serialize(format)
        found = CachedAnswer(body, format.content_type)
        serving.cache.put(key, found)
        budgets.spend(client, time.monotonic() - started)
    return respond_with(found)
