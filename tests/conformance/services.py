"""Who is asked: our service over the data of a test, and Oxigraph alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from flask.testing import FlaskClient

from tsunagari.config import Settings
from tsunagari.namespaces import BASE
from tsunagari.release.manifest import MANIFEST
from tsunagari.release.releases import Releases
from tsunagari.sparql.formats import Format
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving

from .suite import Case, address

__all__ = ["Ask", "OurService", "Reply", "oxigraph_alone", "quads"]

_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


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


def quads(case: Case) -> list[ox.Quad]:
    """Return the dataset of *case*."""
    found = []
    for path in case.data:
        found += _parsed(path, ox.DefaultGraph())
    for path in case.graphs:
        found += _parsed(path, ox.NamedNode(address(path)))
    return found


def _parsed(path: Path, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    format = ox.RdfFormat.from_extension(path.suffix[1:])
    for quad in ox.parse(
        path=str(path),
        format=format,
        base_iri=address(path),
        rename_blank_nodes=True,
    ):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


class OurService:
    """Our service as it is shipped, over a release that holds the data of a test.

    Queries go in turn by GET, in a form, and as they are.
    """

    def __init__(self, top: Path, case: Case) -> None:
        folder = top / "suite"
        folder.mkdir(parents=True)
        (folder / MANIFEST).write_text(json.dumps({"id": "suite"}), encoding="utf-8")
        store = ox.Store(str(folder / "store"))
        store.bulk_extend(quads(case))
        for path in case.graphs:
            store.add_graph(ox.NamedNode(address(path)))
        store.flush()
        del store
        Releases(top).put_in_force("suite")
        self.settings = Settings(releases=top, fast_workers=1, slow_workers=1)
        self.serving = Serving(self.settings)
        self.app = create_app(self.settings, self.serving)
        self._client = self.app.test_client()
        self._ways = cycle((self._get, self._post_form, self._post_direct))

    def ask(self, text: str, format: Format) -> Reply:
        """Ask *text* over HTTP."""
        way = next(self._ways)
        response = way(self._client, text, {"Accept": format.media_type})
        return Reply(response.status_code, response.mimetype, response.data)

    def close(self) -> None:
        """End the workers."""
        self.serving.close(0)

    @staticmethod
    def _get(client: FlaskClient, text: str, headers: dict[str, str]) -> Any:
        return client.get("/sparql", query_string={"query": text}, headers=headers)

    @staticmethod
    def _post_form(client: FlaskClient, text: str, headers: dict[str, str]) -> Any:
        return client.post("/sparql", data={"query": text}, headers=headers)

    @staticmethod
    def _post_direct(client: FlaskClient, text: str, headers: dict[str, str]) -> Any:
        return client.post(
            "/sparql",
            data=text.encode(),
            content_type="application/sparql-query",
            headers=headers,
        )


def oxigraph_alone(case: Case) -> Ask:
    """Return who answers from an Oxigraph store in memory, without a service."""
    store = ox.Store()
    store.extend(quads(case))
    for path in case.graphs:
        store.add_graph(ox.NamedNode(address(path)))

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
