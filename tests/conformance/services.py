"""Who is asked: our service over the data of a test, and Oxigraph alone."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode

import pyoxigraph as ox

from tsunagari.config import Settings
from tsunagari.namespaces import BASE
from tsunagari.release.manifest import MANIFEST
from tsunagari.release.releases import Releases
from tsunagari.sparql.formats import Format
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

from .suite import Case, address

__all__ = ["Ask", "OurService", "Reply", "listening", "oxigraph_alone", "serving"]

_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_DIRECT: Final = {"Content-Type": "application/sparql-query"}


@dataclass(frozen=True)
class Reply:
    """What came back: a status, the media type and the body."""

    status: int
    media_type: str
    body: bytes

    @property
    def text(self) -> str:
        """The body to read."""
        return self.body.decode("utf-8", "replace")


Ask = Callable[[str, Format], Reply]


class OurService:
    """Our service as it is shipped, over a release that holds the data of a test.

    It is asked within this process; the queries are answered by a worker.
    """

    def __init__(self, top: Path, case: Case) -> None:
        _publish(top, case)
        settings = Settings(releases=top, fast_workers=1, slow_workers=1)
        self.serving = Serving(settings)
        self._client = create_app(State.of(settings, self.serving)).test_client()
        self._requests = cycle(_WAYS)

    def ask(self, text: str, format: Format) -> Reply:
        """Ask *text*: in turn by GET, in a form, and as it is."""
        path, body, headers = next(self._requests)(text)
        response = self._client.open(
            path,
            method="GET" if body is None else "POST",
            data=body,
            headers={"Accept": format.media_type, **headers},
        )
        return Reply(response.status_code, response.mimetype or "", response.data)


@contextmanager
def serving(top: Path, case: Case) -> Iterator[OurService]:
    """Run our service over the data of *case*."""
    service = OurService(top, case)
    try:
        yield service
    finally:
        service.serving.close(0)


@contextmanager
def listening(top: Path, case: Case) -> Iterator[Ask]:
    """Run ``tsunagari serve`` over the data of *case*, and ask it by a socket."""
    _publish(top, case)
    command = [sys.executable, "-m", "tsunagari", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--releases", str(top)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            start = process.stdout.readline().split(" at ")[-1].strip().rstrip("/")
            requests = cycle(_WAYS)

            def ask(text: str, format: Format) -> Reply:
                path, body, headers = next(requests)(text)
                return _fetch(
                    start + path, body, {"Accept": format.media_type} | headers
                )

            yield ask
        finally:
            process.terminate()


def oxigraph_alone(case: Case) -> Ask:
    """Return who answers from an Oxigraph store in memory, without a service."""
    store = ox.Store()
    _fill(store, case)

    def ask(text: str, format: Format) -> Reply:
        try:
            result = store.query(text, base_iri=str(BASE))
            if isinstance(result, ox.QueryTriples):
                data = ox.serialize(result, format=ox.RdfFormat.N_TRIPLES)
            elif format.name in _RESULTS:
                data = result.serialize(format=_RESULTS[format.name])
            else:
                return Reply(406, "text/plain", b"a table is no graph")
        except SyntaxError as error:
            return Reply(400, "text/plain", f"does not parse: {error}".encode())
        except (OSError, RuntimeError, ValueError) as error:
            return Reply(500, "text/plain", str(error).encode())
        return Reply(200, format.media_type, data or b"")

    return ask


_Request = tuple[str, bytes | None, dict[str, str]]


def _get(text: str) -> _Request:
    return "/sparql?" + urlencode({"query": text}), None, {}


def _post_form(text: str) -> _Request:
    return "/sparql", urlencode({"query": text}).encode(), _FORM


def _post_direct(text: str) -> _Request:
    return "/sparql", text.encode(), _DIRECT


_WAYS: Final = (_get, _post_form, _post_direct)


def _fetch(url: str, body: bytes | None, headers: dict[str, str]) -> Reply:
    request = urllib.request.Request(url, body, headers)
    try:
        response = urllib.request.urlopen(request, timeout=30)
    except HTTPError as error:
        # An answer with another status than 200 is an answer.
        response = error
    with response:
        media_type = response.headers.get_content_type()
        return Reply(response.status or 0, media_type, response.read())


def _publish(top: Path, case: Case) -> None:
    """Make a release below *top* that is little more than its store."""
    folder = top / "suite"
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text(json.dumps({"id": "suite"}), encoding="utf-8")
    store = ox.Store(str(folder / "store"))
    _fill(store, case)
    store.flush()
    Releases(top).put_in_force("suite")


def _fill(store: ox.Store, case: Case) -> None:
    for path in case.data:
        store.bulk_extend(_quads(path, ox.DefaultGraph()))
    for path in case.graphs:
        graph = ox.NamedNode(address(path))
        # A graph of the dataset may be empty.
        store.add_graph(graph)
        store.bulk_extend(_quads(path, graph))


def _quads(path: Path, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    for quad in ox.parse(
        path=str(path),
        format=ox.RdfFormat.from_extension(path.suffix[1:]),
        base_iri=address(path),
        rename_blank_nodes=True,
    ):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
