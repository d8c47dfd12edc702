"""The whole dataset at ``/dataset``: a backup by GET, put back by PUT.

Both while the service runs: a backup is of one snapshot, and what is put back is one
change, which the history has like any other.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import BinaryIO, Final

from flask import Blueprint, Response, request

from tsunagari.errors import DocumentTypeError
from tsunagari.sparql.documents import syntax_of
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.responses import asker
from tsunagari.web.uploads import documents
from tsunagari.web.workbench.serving import ServingSnapshot
from tsunagari.web.workbench.state import workbench
from tsunagari.web.workbench.writing import (
    allowed,
    conditions,
    done,
    incoming,
    validates,
    write,
)
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.states import tag_of

__all__ = ["blueprint", "parts"]

blueprint = Blueprint("dataset", __name__)

CHUNK: Final = 1 << 20


@blueprint.get("/dataset", provide_automatic_options=False)
def read() -> Response:
    """Return all graphs as N-Quads, of one moment."""
    state = workbench()
    client = asker().client
    state.budgets.check(client)
    started = time.monotonic()
    with state.use() as serving:
        assert isinstance(serving, ServingSnapshot)
        # Once it is open, it may be removed.
        file = serving.dump(state.bench.nature.merged).open("rb")
    state.budgets.spend(client, time.monotonic() - started)
    response = Response(parts(file), content_type="application/n-quads")
    response.call_on_close(file.close)
    response.content_length = os.fstat(file.fileno()).st_size
    name = f"{serving.release.id}.nq"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["ETag"] = tag_of(serving.number, "nquads")
    return allow_everyone(response)


@blueprint.put("/dataset")
def replace() -> Response:
    """Let the dataset be what is sent: N-Quads or TriG."""
    token = allowed()
    syntax = syntax_of(request.mimetype)
    if not syntax.named_graphs:
        raise DocumentTypeError(
            f"a whole dataset is not written in {syntax.label}; send N-Quads or TriG"
        )
    base = f"{workbench().public_url()}/dataset"
    found = documents(request, base, workbench().settings.write_bytes)
    with incoming(found) as told:
        job = Job(
            "replace",
            token.name,
            token.graphs,
            documents=told,
            validate=validates(),
            **conditions(),
        )
        return done(write(job))


@blueprint.route("/dataset", methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed; to pages of other sites, reading alone."""
    response = Response(status=204)
    response.headers["Allow"] = "GET, HEAD, PUT, OPTIONS"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    return allow_everyone(response)


def parts(file: BinaryIO) -> Iterator[bytes]:
    """Yield what is in *file*, a part at a time."""
    while part := file.read(CHUNK):
        yield part
