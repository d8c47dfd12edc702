"""Writing to a remote server by the `Graph Store Protocol
<https://www.w3.org/TR/sparql11-http-rdf-update/>`_: ``PUT``, ``POST``, ``DELETE``.
"""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request

from tsunagari.errors import RemoteEngineError
from tsunagari.sparql.engines.remote_http import PASSWORD, USER, opener

__all__ = ["GraphStore"]

TRIES: Final = 4
PAUSE_SECONDS: Final = 0.5
SECONDS: Final = 600.0
LONGEST_REPLY: Final = 2000


class GraphStore:
    """The graph store at one address.

    What it does may be done again: a request that got no answer is repeated.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = opener(address)
        self._greeted = False

    def put(self, graph: str, data: bytes) -> None:
        """Let *graph* hold *data* (N-Triples) and nothing else.

        :raises RemoteEngineError: If the server refuses or cannot be reached.
        """
        self._send("PUT", graph, data)

    def post(self, graph: str, data: bytes) -> None:
        """Add *data* (N-Triples) to *graph*; errors as for :meth:`put`."""
        self._send("POST", graph, data)

    def delete(self, graph: str) -> None:
        """Remove *graph*, if it is there; errors as for :meth:`put`."""
        self._send("DELETE", graph, None)

    def _send(self, method: str, graph: str, data: bytes | None) -> None:
        for left in reversed(range(TRIES)):
            try:
                if not self._greeted:
                    # Asks for the challenge with nothing that could be cut off.
                    self._request("DELETE", graph + "/greeting", None)
                    self._greeted = True
                self._request(method, graph, data)
                return
            except HTTPError as error:
                with error:
                    text = error.read(LONGEST_REPLY).decode("utf-8", "replace")
                if not left or (error.code < 500 and error.code not in (401, 429)):
                    raise _refusal(error.code, text) from error
            except (OSError, HTTPException) as error:
                if not left:
                    raise RemoteEngineError(
                        f"the graph store at {self._address} gives no answer: {error}"
                    ) from error
            self._greeted = False
            time.sleep(PAUSE_SECONDS)

    def _request(self, method: str, graph: str, data: bytes | None) -> None:
        sign = "&" if "?" in self._address else "?"
        address = f"{self._address}{sign}graph={quote(graph, safe='')}"
        request = Request(address, data=data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/n-triples")
        try:
            with self._opener.open(request, timeout=SECONDS) as reply:
                reply.read(LONGEST_REPLY)
        except HTTPError as error:
            if method != "DELETE" or error.code != 404:
                raise
            error.close()


def _refusal(status: int, text: str) -> RemoteEngineError:
    if status in (401, 403):
        return RemoteEngineError(
            f"the graph store does not let this user write (status {status}); set "
            f"{USER} and {PASSWORD} in the environment"
        )
    said = " ".join(text.split())[:300]
    return RemoteEngineError(f"the graph store refuses (status {status}): {said}")
