"""Explanations that nobody has asked for: how long they take, and what others notice.

On the release in force of ``--releases``, or of the project's sources, which are built
first. Cheap queries are asked one after another, at times with nothing beside them and
at times beside four clients that have statements explained, one after the other, each
another one: those that were inferred, and as many that do not hold.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from tests.benchmarks import peers
from tests.benchmarks.beside import CLIENTS, Asked, ask_cheap, print_beside, sending
from tests.benchmarks.latency import percentile
from tests.benchmarks.options import run
from tests.benchmarks.processes import Server
from tests.benchmarks.report import Report, ms
from tests.benchmarks.wire import get

from tsunagari.release.build import build
from tsunagari.release.releases import Releases

__all__ = ["explaining"]

LIMITS: Final = ("--client-seconds", "100000")
TURNS: Final = 3
# The warm-up: processes start when they are first asked.
FIRST: Final = 8
INFERRED: Final = (
    "SELECT ?s ?p ?o { GRAPH <https://w3id.org/tsunagari/graph/inferred> "
    "{ ?s ?p ?o } FILTER (ISIRI(?s) && ISIRI(?o)) }"
)
CHEAP: Final = (
    "SELECT * {{ <{s}> ?p ?o }} #{n}",
    "ASK {{ <{s}> ?p ?o . ?o ?q <{s}> }} #{n}",
    "SELECT ?g {{ GRAPH ?g {{ <{s}> ?p ?o }} }} LIMIT 20 #{n}",
)

Statement = tuple[str, str, str]


def explaining(options: Namespace, report: Report) -> None:
    """Measure what explanations do."""
    report.heading("Explanations")
    with (
        _releases(options.releases) as releases,
        peers.tsunagari(releases, *LIMITS) as server,
    ):
        statements = _statements(server)
        asked = [*_asked(statements)]
        connection = server.connect()
        first, *_ = (connection.ask(asked.pop()).seconds for _ in range(FIRST))
        connection.close()
        idle, beside, others = Asked(), Asked(), Asked()
        for turn in range(TURNS):
            print(f"  cheap queries, turn {turn + 1}", file=sys.stderr)
            seconds = options.seconds / TURNS
            alone, busy = (_cheap(statements, 2 * turn + n) for n in (0, 1))
            ask_cheap(server, alone, seconds / 2, idle)
            shares = (asked[n::CLIENTS][turn::TURNS] for n in range(CLIENTS))
            with sending(server, [iter(share) for share in shares], others):
                ask_cheap(server, busy, seconds, beside)
    p50, p99 = (ms(percentile(others.times, share)) for share in (0.5, 0.99))
    report.say(
        f"{len(statements):,} inferred statements. The first explanation took "
        f"{ms(first * 1000)} ms, later ones beside the cheap queries {p50} ms (p50) "
        f"and {p99} ms (p99)."
    )
    print_beside(idle, beside, others, "explanations", report)


@contextmanager
def _releases(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        print("building the release", file=sys.stderr)
        build(Releases(Path(folder)))
        yield Path(folder)


def _statements(server: Server) -> list[Statement]:
    connection = server.connect()
    answer = connection.ask(server.request(INFERRED))
    connection.close()
    rows = json.loads(answer.body)["results"]["bindings"]
    found = [(r["s"]["value"], r["p"]["value"], r["o"]["value"]) for r in rows]
    random.Random(1).shuffle(found)
    return found


def _asked(statements: list[Statement]) -> Iterator[bytes]:
    """Yield requests for pages, none of them twice."""
    others = [*statements[1:], statements[0]]
    for language in ("en", "ja"):
        for (s, p, o), (_, _, other) in zip(statements, others, strict=True):
            for value in (o, other):
                names = {"subject": f"<{s}>", "predicate": f"<{p}>"}
                given = {**names, "object": f"<{value}>", "lang": language}
                yield get(f"/explain?{urlencode(given)}", "text/html")


def _cheap(statements: list[Statement], seed: int) -> Iterator[str]:
    chooser = random.Random(seed)
    number = seed * 1_000_000
    while True:
        number += 1
        (s, _, _), text = chooser.choice(statements), chooser.choice(CHEAP)
        yield text.format(s=s, n=number)


if __name__ == "__main__":
    run(__doc__, explaining)
