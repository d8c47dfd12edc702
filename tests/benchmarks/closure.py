"""The closure of the ontology with invented organizations, beside owlrl's.

Prints seconds, statements per second, and how much memory the process took at
most; each size runs in a process of its own. owlrl is asked up to the size that
``--reference-up-to`` names, because its time grows faster than the data, and
``reasonable`` wherever it can be imported; it knows fewer rules.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import subprocess
import sys
import time
from itertools import islice

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node
from tests.benchmarks.synthetic import organizations

from tsunagari.entailment.closure import close
from tsunagari.entailment.reference import close_by_reference
from tsunagari.graph.sources import read_sources

__all__ = ["main"]


def main() -> None:
    """Run each size for each reasoner, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[30_000, 100_000])
    parser.add_argument("--reference-up-to", type=int, default=30_000)
    parser.add_argument("--one", nargs=2, metavar=("REASONER", "SIZE"))
    options = parser.parse_args()
    if options.one:
        one(options.one[0], int(options.one[1]))
        return
    print("| statements | reasoner | inferred | seconds | bytes for each |")
    print("| --: | --- | --: | --: | --: |")
    for size in options.sizes:
        for reasoner in ("ours", "owlrl", "reasonable"):
            if reasoner == "owlrl" and size > options.reference_up_to:
                continue
            if reasoner == "reasonable" and not importlib.util.find_spec("reasonable"):
                continue
            command = [sys.executable, "-m", "tests.benchmarks.closure"]
            subprocess.run([*command, "--one", reasoner, str(size)], check=True)


def one(reasoner: str, size: int) -> None:
    """Close one graph and print a row."""
    graph = made(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    if reasoner == "reasonable":
        import reasonable

        engine = reasonable.PyReasoner()
        engine.from_graph(graph)
        found = len(set(engine.reason()) - set(graph))
    else:
        found = len((close if reasoner == "ours" else close_by_reference)(graph))
    seconds = time.perf_counter() - started
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    print(f"| {len(graph):,} | {reasoner} | {found:,} | {seconds:.2f} ", end="")
    print(f"| {more / len(graph):,.0f} |", flush=True)


def made(size: int) -> Graph:
    """Return the project's ontology and data, with invented data up to *size*."""
    graph = read_sources().merged()
    quads = organizations(max(1, size // 15))
    for quad in islice(quads, max(0, size - len(graph))):
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph


def node(term: object) -> Node:
    """Return a term of the engine as one of rdflib."""
    value = str(getattr(term, "value", ""))
    language = getattr(term, "language", None)
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        return URIRef(value)
    if language:
        return Literal(value, lang=language)
    return Literal(value, datatype=URIRef(datatype.value))


if __name__ == "__main__":
    main()
