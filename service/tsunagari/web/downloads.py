"""The files of releases, for whoever wants all of a data set.

``/download/<name>`` is the file of the release in force, ``/releases/<id>/<name>``
that of one release, which never changes. The names are those that the release's
own manifest offers; no path comes from a request.
"""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, abort, send_file

from tsunagari.errors import ReleaseError
from tsunagari.export.media import file_type
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
    offered = [*WHOLE_FILES, *BESIDE, *release.manifest.get("files", ())]
    if name not in offered:
        abort(404, f"the files are {', '.join(dict.fromkeys(offered))}")
    if not (release.path / name).is_file():
        raise ReleaseError(f"the release '{release.id}' has no {name}")
    stem, _, suffix = name.rpartition("/")[2].rpartition(".")
    response = send_file(
        (release.path / name).absolute(),
        mimetype=BESIDE.get(name) or file_type(name).media_type,
        as_attachment=True,
        download_name=f"{stem}-{release.id}.{suffix}",
        etag=release.id,
    )
    # When a file was written says nothing: the release is what it holds.
    del response.headers["Last-Modified"]
    return response
