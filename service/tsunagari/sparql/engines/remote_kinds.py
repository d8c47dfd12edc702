"""What is particular about the servers that may be the remote engine.

The protocol has no time-out, so each server that takes one with a query has its
own parameter:

- Virtuoso: ``timeout``, in milliseconds, of which 1000 is the least (`anytime
  queries <https://docs.openlinksw.com/virtuoso/anytimequeries/>`_; an answer
  that was cut is told by a header, which is looked at).
- GraphDB, as RDF4J: ``timeout``, in seconds (`REST API
  <https://rdf4j.org/documentation/reference/rest-api/>`_).
- Stardog: ``timeout``, in milliseconds (`HTTP API
  <https://stardog-union.github.io/http-docs/>`_).

Neptune takes a time-out inside a query only, and Oxigraph only when it is
started (``--timeout-s``): there the operator sets the server's own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from tsunagari.errors import SettingError

__all__ = ["SERVER_KINDS", "ServerKind", "server_kind"]


@dataclass(frozen=True)
class ServerKind:
    """A kind of server.

    :param parameter: The parameter for the time-out of a query, if it has one.
    :param unit: How many of its units are a second.
    :param least: The smallest time-out that it takes, in its units.
    :param lists_graphs: Whether a query lists the graphs of the release as its
        dataset, instead of standing in the graph of the merge as a whole.
    :param digits: Whether it writes booleans as 0 and 1.
    """

    name: str
    parameter: str = ""
    unit: int = 1
    least: int = 1
    lists_graphs: bool = False
    digits: bool = False

    def timeout(self, seconds: float) -> dict[str, str]:
        """Return the parameter that stops a query after *seconds*.

        >>> server_kind("virtuoso").timeout(2.5)
        {'timeout': '2500'}
        """
        if not self.parameter:
            return {}
        return {self.parameter: str(max(self.least, math.ceil(seconds * self.unit)))}


SERVER_KINDS: Final = (
    ServerKind("other"),
    ServerKind("graphdb", "timeout"),
    ServerKind("neptune"),
    ServerKind("oxigraph"),
    ServerKind("stardog", "timeout", unit=1000),
    ServerKind(
        "virtuoso", "timeout", unit=1000, least=1000, lists_graphs=True, digits=True
    ),
)


def server_kind(name: str) -> ServerKind:
    """Return the kind with that name.

    :raises SettingError: If there is none.
    """
    for kind in SERVER_KINDS:
        if kind.name == name:
            return kind
    names = ", ".join(kind.name for kind in SERVER_KINDS)
    raise SettingError(f"there is no kind of engine '{name}'; choose one of {names}")
