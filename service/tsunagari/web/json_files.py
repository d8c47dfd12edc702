"""What describes the JSON: contexts, frames and schemas; and the lists themselves.

``/context/<version>.jsonld`` and ``/versions/<version>.json``, the record of the
ontology, are stable: a published version never changes, and stays when there is a
newer one. The others are those of the release in
force.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort

from tsunagari.errors import ReleaseError
from tsunagari.release.json_files import (
    CONTEXT,
    FRAMES_FOLDER,
    JSON,
    SCHEMAS,
    VERSIONS,
)
from tsunagari.resources import folder
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.responses import respond_with
from tsunagari.web.serving import ServingRelease
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("json_files", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"
# By their folder: how names end, and the media type.
KINDS: Final = {
    CONTEXT: (".jsonld", "application/ld+json"),
    FRAMES_FOLDER: (".jsonld", "application/ld+json"),
    SCHEMAS: (".schema.json", "application/schema+json"),
    JSON: (".json", "application/json"),
    VERSIONS: (".json", "application/json"),
}
# Where those of earlier versions of the ontology stand.
EARLIER: Final = {CONTEXT: "contexts", VERSIONS: "versions"}
NAME: Final = re.compile(r"[a-z0-9.-]{1,60}")


@blueprint.get(
    f"/<any({', '.join(KINDS)}):kind>/<name>", provide_automatic_options=False
)
def json_file(kind: str, name: str) -> Response:
    """Return one of the files."""
    ending, media_type = KINDS[kind]
    with state().use() as serving:
        key = ("json file", kind, name)
        if kept := serving.cache.get(key):
            return respond_with(kept)
        places = _places(serving, kind)
        if not places[0].is_dir():
            raise ReleaseError(
                f"the release '{serving.release.id}' has no {kind}; build it again"
            )
        found = NAME.fullmatch(name) and name.endswith(ending)
        path = next((p for p in _named(places, name) if found and p.is_file()), None)
        if path is None:
            known = {p.name for place in places for p in place.glob(f"*{ending}")}
            abort(404, f"there are {', '.join(sorted(known))}")
        answer = CachedAnswer(path.read_bytes(), media_type)
        serving.cache.put(key, answer)
    return respond_with(answer)


@blueprint.route(f"/<any({', '.join(KINDS)}):kind>/<name>", methods=["OPTIONS"])
def options(kind: str, name: str) -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def _places(serving: ServingRelease, kind: str) -> list[Path]:
    places = [serving.release.path / kind]
    if kind in EARLIER:
        places.append(folder("ontology") / EARLIER[kind])
    return places


def _named(places: list[Path], name: str) -> list[Path]:
    return [place / name for place in places]
