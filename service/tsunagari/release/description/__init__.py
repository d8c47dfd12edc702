"""The release describes itself: what is in it, counted when it is built.

Two named graphs are made. ``graph/statistics`` holds counts as Data Cube
observations and belongs to the default graph. ``graph/void`` describes the
data set (`VoID <https://www.w3.org/TR/void/>`_), its named graphs, its prefixes
and some queries to try, and stays out of the default graph. Every number is
that of the release as it is published, statistics included; addresses are not
known here, so the service adds them.
"""

from __future__ import annotations

from tsunagari.namespaces import STATISTICS, VOID_GRAPH
from tsunagari.release.assembly import Assembly
from tsunagari.release.description.dataset import about_dataset
from tsunagari.release.description.examples import examples
from tsunagari.release.description.graphs import about_graphs
from tsunagari.release.description.partitions import (
    class_partitions,
    property_partitions,
)
from tsunagari.release.description.statistics import entailed, statistics

__all__ = ["describe"]


def describe(assembly: Assembly) -> Assembly:
    """Return *assembly* with its statistics and its description."""
    counted = statistics(assembly.merged)
    added = assembly.with_graph(STATISTICS, counted)
    added = added.with_inferred(entailed(counted, added.merged))
    void = about_dataset(added.merged)
    void += property_partitions(added.merged)
    void += class_partitions(added.merged)
    void += examples()
    void += about_graphs(added, void)
    return added.with_graph(VOID_GRAPH, void)
