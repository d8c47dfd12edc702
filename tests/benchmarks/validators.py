"""The validators that are measured, each on one file of N-Triples."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Node
from tests.benchmarks.memory import forget_peak, in_use, peak

from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.validation.agreement import differences
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.queries import focus_nodes
from tsunagari.validation.compiled.reading import ShapesGraph
from tsunagari.validation.compiled.results import Result, read_report
from tsunagari.validation.handover import aimed_at
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.shacl import default_graph, validate
from tsunagari.validation.shapes import read_shapes

__all__ = ["RUNS", "SAMPLED", "WHOLE"]

T = TypeVar("T")
Outcome = dict[str, object]
WHOLE: Final = "pyshacl"
SAMPLED: Final = "pyshacl, a sample"


def _ours(path: Path, options: argparse.Namespace) -> Outcome:
    engine, load = _timed(lambda: _engine(path))
    shapes = read_shapes()
    forget_peak()
    before = in_use()
    found, seconds = _timed(lambda: validate(engine, shapes))
    handed = f"{len(found.handed_over)} shapes handed over"
    remark = handed if found.handed_over else "all shapes compiled"
    return _outcome(load, seconds, before, len(found.results), remark)


def _pyshacl(path: Path, options: argparse.Namespace) -> Outcome:
    engine, shapes = _engine(path), read_shapes()
    ours = validate(engine, shapes).results
    forget_peak()
    before = in_use()
    data, load = _timed(lambda: default_graph(Data(engine)))
    report, seconds = _timed(lambda: validate_by_reference(data, shapes))
    theirs = read_report(report)
    remark = _agreement(ours, theirs, shapes)
    return _outcome(load, seconds, before, len(theirs), remark)


def _sampled(path: Path, options: argparse.Namespace) -> Outcome:
    engine, shapes = _engine(path), read_shapes()
    ours = validate(engine, shapes).results
    chosen = _sample(Data(engine), shapes, ours, options.sample)
    nodes = {node for found in chosen.values() for node in found}
    forget_peak()
    before = in_use()
    data, load = _timed(lambda: default_graph(Data(engine)))
    aimed = aimed_at(shapes, chosen)
    report, seconds = _timed(lambda: validate_by_reference(data, aimed))
    theirs = read_report(report)
    same = _agreement([r for r in ours if r.focus in nodes], theirs, shapes)
    remark = f"{len(nodes):,} nodes: {same}"
    return _outcome(load, seconds, before, len(theirs), remark)


def _sample(
    data: Data, shapes: Graph, results: list[Result], size: int
) -> Mapping[Node, list[Node]]:
    """Return for each shape those of its focus nodes that are in the sample."""
    graph = ShapesGraph(shapes, data)
    focus = {root: focus_nodes(graph.shape(root), data) for root in graph.roots()}
    chooser = random.Random(20210900)
    everything = sorted({node for nodes in focus.values() for node in nodes}, key=str)
    wrong = sorted({result.focus for result in results}, key=str)
    chosen = set(chooser.sample(wrong, min(len(wrong), size // 2)))
    chosen |= set(chooser.sample(everything, min(len(everything), size - len(chosen))))
    return {root: sorted(chosen & nodes, key=str) for root, nodes in focus.items()}


def _pyrudof(path: Path, options: argparse.Namespace) -> Outcome:
    shapes = read_shapes()
    ours = validate(_engine(path), shapes).results
    script = Path(__file__).parent / "rudof_run.py"
    with tempfile.NamedTemporaryFile(suffix=".ttl") as file:
        shapes.serialize(file.name, format="turtle")
        command = [str(options.pyrudof), str(script), str(path), file.name]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout.splitlines()[-1])
    theirs = Counter(tuple(map(_bare, result)) for result in found["results"])
    own = Counter((str(r.focus), str(r.shape), str(r.component)) for r in ours)
    differing = (own - theirs).total() + (theirs - own).total()
    same = "the same nodes, shapes and components"
    remark = f"**{differing} differ**" if differing else same
    return {**found, "results": theirs.total(), "remark": remark}


def _bare(term: str) -> str:
    return term.strip("<>").removeprefix("_:")


def _engine(path: Path) -> OxigraphEngine:
    triples = ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return OxigraphEngine.in_memory(triples)


def _agreement(ours: list[Result], theirs: list[Result], shapes: Graph) -> str:
    found = differences(ours, theirs, shapes)
    return f"**{len(found)} differ**" if found else f"{len(theirs):,} are the same"


def _outcome(
    load: float, seconds: float, before: float, results: int, remark: str
) -> Outcome:
    return {
        "load": load,
        "seconds": seconds,
        "memory": (peak() - before) / 2**20,
        "results": results,
        "remark": remark,
    }


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


RUNS: Final[Mapping[str, Callable[[Path, argparse.Namespace], Outcome]]] = {
    "ours": _ours,
    WHOLE: _pyshacl,
    SAMPLED: _sampled,
    "pyrudof": _pyrudof,
}
