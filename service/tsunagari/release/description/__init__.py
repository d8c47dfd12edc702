"""The release describes itself: what is in it, counted when it is built.

Two named graphs are made. ``graph/statistics`` holds counts as Data Cube
observations and belongs to the default graph. ``graph/void`` describes the
data set (`VoID <https://www.w3.org/TR/void/>`_), its named graphs, its prefixes
and some queries to try, and stays out of the default graph. Every number is
that of the release as it is published, statistics included; addresses are not
known here, so the service adds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from rdflib import DCTERMS, Graph

from tsunagari.namespaces import STATISTICS, VOID_GRAPH
from tsunagari.release.assembly import Assembly
from tsunagari.release.description.census import Census
from tsunagari.release.description.dataset import about_dataset
from tsunagari.release.description.examples import examples
from tsunagari.release.description.graphs import about_graphs
from tsunagari.release.description.linksets import linksets
from tsunagari.release.description.names import DATASET
from tsunagari.release.description.partitions import (
    class_partitions,
    property_partitions,
)
from tsunagari.release.description.statistics import entailed, statistics
from tsunagari.release.description.tally import Block, Tally, block_of

__all__ = ["Counted", "describe"]


@dataclass(frozen=True)
class Counted:
    """All that is counted of the statements, as they pass."""

    tally: Tally
    census: Census

    @classmethod
    def of(cls, base: Graph) -> Self:
        """Begin with the graph that everything else refers to."""
        block = block_of(base)
        return cls(Tally(block), Census(block))

    def add_leaf(self, block: Block) -> None:
        """Count what is said of a thing that nobody else speaks of."""
        self.tally.add_leaf(block)
        self.census.add(block)


def describe(
    assembly: Assembly,
    counted: Counted | None = None,
    more: Mapping[str, int] | None = None,
    made_from: Graph | None = None,
) -> Assembly:
    """Return *assembly* with its statistics and its description.

    :param counted: Its counts, and those of what it does not hold.
    :param more: How many statements each graph has that it does not hold.
    :param made_from: What there is to say of the registers it was made from, and
        of their files.
    """
    counted = counted or Counted.of(assembly.merged)
    tally = counted.tally
    tally.finish()
    observed = statistics(assembly.merged, tally, counted.census)
    follows = entailed(observed, assembly.merged)
    tally.add_base(block_of(observed + follows))
    added = assembly.with_graph(STATISTICS, observed).with_inferred(follows)
    void = about_dataset(added.merged, tally)
    made_from = made_from or Graph()
    sources = {DATASET, *made_from.objects(DATASET, DCTERMS.source)}
    for triple in made_from:
        if triple[0] in sources:
            void.add(triple)
    void += property_partitions(tally)
    void += class_partitions(tally)
    void += linksets(added.merged)
    void += examples()
    void += about_graphs(added, void, more or {}, made_from)
    return added.with_graph(VOID_GRAPH, void)
