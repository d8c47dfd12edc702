"""The dumps of the release, for whoever wants all of it: ``/download/<name>``.

The names are a fixed table; no path comes from a request.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, send_file

from tsunagari.errors import ReleaseError
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.state import state

__all__ = ["DOWNLOADS", "blueprint"]

blueprint = Blueprint("downloads", __name__)
blueprint.after_request(allow_everyone)

METHODS: Final = "GET, HEAD, OPTIONS"
# The files of a release that may be fetched, with their media types.
DOWNLOADS: Final = {
    "tsunagari.nq": "application/n-quads",
    "tsunagari.ttl": "text/turtle; charset=utf-8",
}


@blueprint.get("/download/<name>", provide_automatic_options=False)
def download(name: str) -> Response:
    """Send a dump, or the part of it that is asked for."""
    if name not in DOWNLOADS:
        abort(404, f"the dumps are {', '.join(DOWNLOADS)}")
    with state().use() as serving:
        release = serving.release
        if not (release.path / name).is_file():
            raise ReleaseError(f"the release '{release.id}' has no {name}")
        stem, _, suffix = name.partition(".")
        response = send_file(
            (release.path / name).absolute(),
            mimetype=DOWNLOADS[name],
            as_attachment=True,
            download_name=f"{stem}-{release.id}.{suffix}",
            etag=release.id,
        )
    # When a file was written says nothing: the release is what it holds.
    del response.headers["Last-Modified"]
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.route("/download/<name>", methods=["OPTIONS"])
def options(name: str) -> Response:
    """Say what is allowed."""
    return preflight(METHODS)
