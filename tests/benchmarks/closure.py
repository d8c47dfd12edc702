"""The closure of the ontology with invented organizations, beside other reasoners.

Prints seconds, how much memory each took at most, what was inferred, and whether
it is the same: owlrl must say what we say, and no more; ``reasonable`` knows
fewer rules, so it is counted what it finds of ours, and what of its own. Each
reasoner has a process of its own for each size, and writes what it inferred to a
file; reading the data is not measured, making the statements is.

    python -m tests.benchmarks.closure                      # about fifteen minutes
    python -m tests.benchmarks.closure --sizes 10000000     # 15 GiB, ten minutes

Then statements are added to what is closed: in memory, and beside a store on disk
that holds it, which is looked up.

Each reasoner is stopped after the seconds that ``--at-most`` names: the time of owlrl
grows faster than the data. ``reasonable`` is asked where it can be imported; it is no
dependency of the project, so put it into an environment of its own:

    python3.11 -m venv /tmp/reasonable
    /tmp/reasonable/bin/pip install --no-deps reasonable==0.4.4
    PYTHONPATH=/tmp/reasonable/lib/python3.11/site-packages \\
        python -m tests.benchmarks.closure
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node
from tests.benchmarks.machine import machine
from tests.benchmarks.memory import forget_peak, in_use, peak
from tests.benchmarks.report import Report, times
from tests.benchmarks.synthetic import EX, organizations

from tsunagari.entailment.closure import Closure
from tsunagari.entailment.lookup import axioms_in
from tsunagari.entailment.reference import close_by_reference
from tsunagari.entailment.statements import (
    Triple,
    annotation_properties,
    is_worth_saying,
)
from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import BASE, SSE
from tsunagari.sparql.engines.oxigraph_excerpt import StoredDataset
from tsunagari.sparql.engines.oxigraph_terms import name_of, resource_of, term_of

__all__ = ["main"]

REASONERS: Final = ("ours", "owlrl", "reasonable")
# The targets; what is linear costs per statement what it costs at this size.
FASTER: Final = 100
BYTES: Final = 350
LINEAR_FROM: Final = 100_000
# A machine is noisy: so much more for each statement still counts as linear.
LINEAR: Final = 1.3
ADDED: Final = 1_000
FORMS: Final = [
    BASE[f"jp/form/{name}"]
    for name in ("consumer-cooperative", "agricultural-cooperative", "rokin-bank")
]
# A larger one takes too long to be loaded into a store.
ON_DISK: Final = 1_000_000


@dataclass(frozen=True)
class Run:
    """What one reasoner did with one size.

    :param adding: Seconds in which so many statements more were added, if it can.
    :param beside: The same beside a store on disk, its axioms read first.
    """

    reasoner: str
    statements: int
    inferred: int
    seconds: float
    memory: int
    adding: float | None = None
    beside: float | None = None

    @property
    def bytes_each(self) -> float:
        """The memory it took at most, for each statement given."""
        return self.memory / self.statements


def main() -> None:
    """Run each size for each reasoner; print a table and the targets."""
    options = _options()
    if options.one:
        reasoner, size, path = options.one
        print(json.dumps(asdict(_one(reasoner, int(size), Path(path)))))
        return
    report = Report()
    report.say(machine(None))
    runs: dict[int, dict[str, Run]] = {}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted(options.sizes):
            files = {name: Path(folder, f"{name}-{size}") for name in REASONERS}
            runs[size] = {}
            for name in filter(_is_here, REASONERS):
                run = _apart(name, size, files[name], options.at_most)
                if run is None:
                    late = f"stopped after {options.at_most:g}"
                    rows.append([f"{size:,}", name, "–", late, "–", "–"])
                    continue
                runs[size][name] = run
                rows.append(_row(run, _agreement(name, files)))
    report.heading("The closure")
    heads = ("statements", "reasoner", "inferred", "seconds", "bytes each", "agrees")
    report.table(heads, rows)
    _targets(report, runs, {row[0] + row[1]: row[5] for row in rows})
    report.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = [30_000, 100_000, 1_000_000]
    parser.add_argument("--sizes", type=int, nargs="*", default=sizes)
    parser.add_argument("--at-most", type=float, default=600, help="seconds for each")
    parser.add_argument(
        "--one", nargs=3, metavar=("REASONER", "SIZE", "FILE"), help=argparse.SUPPRESS
    )
    return parser.parse_args()


def _is_here(reasoner: str) -> bool:
    return reasoner != "reasonable" or bool(importlib.util.find_spec("reasonable"))


def _apart(reasoner: str, size: int, path: Path, at_most: float) -> Run | None:
    """Let a process of its own close the data, and write to *path* what it found.

    :param at_most: Seconds after which it is stopped, if it is not ours; the data is
        read in them too.
    """
    command = [sys.executable, "-m", "tests.benchmarks.closure", "--one"]
    try:
        done = subprocess.run(
            [*command, reasoner, str(size), str(path)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=None if reasoner == "ours" else at_most,
        )
    except subprocess.TimeoutExpired:
        return None
    return Run(**json.loads(done.stdout))


def _one(reasoner: str, size: int, path: Path) -> Run:
    graph = made(size)
    # What was thrown away in making the graph is not the reasoner's to clear.
    gc.collect()
    forget_peak()
    before = in_use()
    closing = {"owlrl": close_by_reference, "reasonable": _reasonable}
    started = time.perf_counter()
    if reasoner == "ours":
        closure = Closure()
        closure.add(graph)
        closure.raise_for_clashes()
        found = list(closure.inferred())
    else:
        found = list(closing[reasoner](graph))
    seconds = time.perf_counter() - started
    after = peak()
    adding = beside = None
    if reasoner == "ours":
        adding = _adding(closure)
        if size <= ON_DISK:
            beside = _adding_beside(graph, found)
    with path.open("w", encoding="utf-8") as file:
        for triple in found:
            file.write(" ".join(term.n3() for term in triple) + "\n")
    memory = after - before
    return Run(reasoner, len(graph), len(found), seconds, memory, adding, beside)


def _adding(closure: Closure) -> float:
    """Return in how many seconds a closed graph takes in some statements more."""
    more = Graph()
    for number in range(ADDED):
        one = URIRef(f"{EX}new/{number}")
        more.add((one, SSE.legalForm, FORMS[number % len(FORMS)]))
    started = time.perf_counter()
    added = closure.add(more)
    assert len(added) >= ADDED
    return time.perf_counter() - started


def _adding_beside(graph: Graph, found: list[Triple]) -> float:
    """Return the same for a closed graph that lies on disk, and is looked up."""
    quads = (
        ox.Quad(resource_of(s), name_of(p), term_of(o), ox.DefaultGraph())
        for s, p, o in chain(graph, found)
    )
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        store.bulk_extend(quads)
        store.optimize()
        store.flush()
        del store
        stored = StoredDataset.open(Path(folder), merged=True)
        closure = Closure(stored)
        closure.add(axioms_in(stored))
        return _adding(closure)


def _reasonable(graph: Graph) -> set[Triple]:
    """Return what ``reasonable`` infers, but for what holds of everything."""
    import reasonable

    engine = reasonable.PyReasoner()
    annotations = annotation_properties(graph)
    engine.from_graph(graph)
    found = {(s, p, _as_written(o)) for s, p, o in engine.reason()}
    return {
        triple
        for triple in found
        if triple not in graph
        and triple[1] not in annotations
        and is_worth_saying(triple)
    }


def _as_written(term: Node) -> Node:
    """Leave out the datatype that a string has without saying so."""
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    return term


def _agreement(name: str, files: dict[str, Path]) -> str:
    """Say how what was found compares with ours."""
    if name == "ours":
        return "–"
    ours, theirs = (
        set(files[n].read_text(encoding="utf-8").splitlines()) for n in ("ours", name)
    )
    if ours == theirs:
        return "the same"
    return (
        f"{len(ours & theirs):,} of our {len(ours):,}, {len(theirs - ours):,} not ours"
    )


def _row(run: Run, agreement: str) -> list[str]:
    return [
        f"{run.statements:,}",
        run.reasoner,
        f"{run.inferred:,}",
        f"{run.seconds:,.2f}",
        f"{run.bytes_each:,.0f}",
        agreement,
    ]


def _targets(
    report: Report, runs: dict[int, dict[str, Run]], agreements: dict[str, str]
) -> None:
    for done in runs.values():
        ours, owlrl = done["ours"], done.get("owlrl")
        size = f"{ours.statements:,}"
        if owlrl:
            faster = owlrl.seconds / ours.seconds
            what = f"closure of {size} statements, beside owlrl"
            met = faster >= FASTER
            report.target(what, f"≥ {FASTER} times faster", times(faster), met)
            found = agreements[size + "owlrl"]
            same = found == "the same"
            report.target(f"{what}: statements", "the same", found, same)
        if other := done.get("reasonable"):
            report.say(
                f"{size} statements: reasonable takes "
                f"{times(other.seconds / ours.seconds)} our time and "
                f"{times(other.memory / max(1, ours.memory))} our memory."
            )
    for done in runs.values():
        ours = done["ours"]
        if ours.adding is not None:
            report.say(
                f"{ADDED:,} statements are added to {ours.statements:,} closed ones "
                f"in {ours.adding:.4f} s."
            )
        if ours.beside is not None:
            report.say(
                f"{ADDED:,} statements are added beside {ours.statements:,} closed "
                f"ones on disk in {ours.beside:.4f} s."
            )
    _growth(report, {size: done["ours"] for size, done in runs.items()})


def _growth(report: Report, runs: dict[int, Run]) -> None:
    base = runs.get(LINEAR_FROM)
    for size, run in runs.items():
        if size <= LINEAR_FROM:
            continue
        what = f"closure of {run.statements:,} statements"
        found = f"{run.bytes_each:,.0f} bytes"
        goal = f"≤ {BYTES} bytes for each"
        report.target(f"{what}: memory", goal, found, run.bytes_each <= BYTES)
        more = None
        if base:
            more = run.seconds / run.statements / (base.seconds / base.statements)
        report.target(
            f"{what}: time for each, beside {LINEAR_FROM:,}",
            f"≤ {LINEAR} times",
            times(more),
            None if more is None else more <= LINEAR,
        )


def made(size: int) -> Graph:
    """Return the project's ontology and data, with invented data up to *size*."""
    graph = read_sources().merged()
    for triple in islice(_invented(size), max(0, size - len(graph))):
        graph.add(triple)
    return graph


def _invented(size: int) -> Iterator[Triple]:
    for quad in organizations(max(1, size // 15)):
        yield node(quad.subject), node(quad.predicate), node(quad.object)


def node(term: object) -> Node:
    """Return a term of the engine as one of rdflib."""
    value = str(getattr(term, "value", ""))
    language = getattr(term, "language", None)
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        return URIRef(value)
    if language:
        return Literal(value, lang=language)
    return _as_written(Literal(value, datatype=URIRef(datatype.value)))


if __name__ == "__main__":
    main()
