"""The files of releases, for whoever wants all of a data set.

``/download/<name>`` is the file of the release in force, ``/releases/<id>/<name>``
that of one release, which never changes. The names are those that the release's
own manifest offers; no path comes from a request. A file that is kept packed is
sent unpacked, or under the name with ``.gz`` as it is. It does not say so by
``Content-Encoding``: browsers read the first member of such a body, and stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, send_file

from tsunagari.errors import ReleaseError
from tsunagari.export.media import file_type
from tsunagari.release.dumps import PACKED, kept, opened
from tsunagari.release.exporting import BESIDE
from tsunagari.release.part_files import WHOLE_FILES
from tsunagari.release.releases import Release, Releases
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.state import state

__all__ = ["ID", "blueprint"]

blueprint = Blueprint("downloads", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"
ID: Final = re.compile(r"[0-9a-f]{16}")
PIECE: Final = 1 << 18
FOR_EVER: Final = "public, max-age=31536000, immutable"


@blueprint.get("/download/<path:name>", provide_automatic_options=False)
def download(name: str) -> Response:
    """Send a file of the release in force, or the part of it that is asked for."""
    with state().use() as serving:
        response = _sent(serving.release, name)
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/releases/<id>/<path:name>", provide_automatic_options=False)
def released(id: str, name: str) -> Response:
    """Send a file of the release *id*, as long as its folder is kept."""
    with state().use() as serving:
        top = serving.release.path.parent
    try:
        release = Releases(top).open(id) if ID.fullmatch(id) else None
    except ReleaseError:
        release = None
    if release is None:
        abort(404, f"the release '{id[:40]}' is not kept; /download has the newest")
    response = _sent(release, name)
    response.headers["Cache-Control"] = FOR_EVER
    return response


@blueprint.route("/download/<path:name>", methods=["OPTIONS"])
@blueprint.route("/releases/<id>/<path:name>", methods=["OPTIONS"])
def options(name: str, id: str = "") -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def _sent(release: Release, name: str) -> Response:
    notes = release.manifest.get("files", {})
    offered = dict.fromkeys([*WHOLE_FILES, *BESIDE, *notes])
    path = release.path / name
    wanted = name.removesuffix(PACKED)
    as_kept = wanted != name and wanted in offered and path.is_file()
    if name not in offered and not as_kept:
        abort(404, f"the files are {', '.join(offered)}")
    if not kept(path).is_file():
        raise ReleaseError(f"the release '{release.id}' has no {name}")
    stem, _, suffix = wanted.rpartition("/")[2].rpartition(".")
    told = f"{stem}-{release.id}.{suffix}{PACKED if as_kept else ''}"
    type = BESIDE.get(wanted) or file_type(wanted).media_type
    if as_kept or path.is_file():
        response = send_file(
            path.absolute(),
            mimetype="application/gzip" if as_kept else type,
            as_attachment=True,
            download_name=told,
            etag=release.id,
        )
        # When a file was written says nothing: the release is what it holds.
        del response.headers["Last-Modified"]
        return response
    response = Response(_pieces(path), mimetype=type)
    response.headers.set("Content-Disposition", "attachment", filename=told)
    response.content_length = notes[name]["bytes"]
    response.set_etag(release.id)
    response.make_conditional(request)
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    with opened(path) as file:
        while piece := file.read(PIECE):
            yield piece
