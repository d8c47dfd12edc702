"""The bodies of the registers: closed one by one, written, and counted."""

from __future__ import annotations

from contextlib import closing
from typing import Final

from rdflib import Graph, URIRef

from tsunagari.entailment.leaves import Leaves
from tsunagari.errors import ContradictionError
from tsunagari.graph.sources import SourceFile, Sources
from tsunagari.namespaces import PROVENANCE
from tsunagari.registers.collection import Collection
from tsunagari.registers.known import Known
from tsunagari.registers.statements import Leaf
from tsunagari.registers.survey import Survey
from tsunagari.release.assembly import Assembly
from tsunagari.release.bulk import Bulk
from tsunagari.release.contradiction import explained
from tsunagari.release.description import Counted
from tsunagari.release.register_table import RegisterTable

__all__ = ["with_registers", "write_leaves"]

IMPORTS: Final = "imports"


def with_registers(
    sources: Sources, collection: Collection, survey: Survey, known: Known
) -> Sources:
    """Return *sources* with what must be known before the first leaf.

    That is what is said of the files and of places, and of the bodies that others
    speak of.
    """
    graphs: dict[URIRef, Graph] = {}
    for s, p, o, name in collection.base(survey, known):
        graphs.setdefault(name, Graph()).add((s, p, o))
    for leaf in collection.hubs(survey, known):
        _into(graphs, leaf)
    return Sources([*sources.files, SourceFile(IMPORTS, graphs)])


def write_leaves(
    collection: Collection,
    survey: Survey,
    known: Known,
    assembly: Assembly,
    counted: Counted,
    bulk: Bulk,
) -> Graph:
    """Close each leaf against *assembly*, write it to *bulk* and count it.

    The files come last, when it is known which graphs they fill.

    :returns: What is said of the files.

    :raises ContradictionError: If one contradicts itself or what is known.
    """
    leaves = Leaves(assembly.closure)

    def write(leaf: Leaf) -> None:
        statements = [one for said in leaf.graphs.values() for one in said]
        try:
            inferred = leaves.close(statements)
        except ContradictionError as error:
            graphs: dict[URIRef, Graph] = {}
            _into(graphs, leaf)
            files = [*assembly.sources.files, SourceFile(IMPORTS, graphs)]
            told = explained(assembly.closure, Sources(files), assembly.drawn)
            raise told from error
        statements = bulk.write(leaf, inferred)
        table.write(statements)
        counted.add_leaf(statements)

    about: dict[URIRef, Graph] = {}
    with bulk, closing(RegisterTable(bulk.table, assembly.merged)) as table:
        for leaf in collection.leaves(survey, known):
            write(leaf)
        for leaf in collection.files(_Filled(assembly, bulk)):
            write(leaf)
            _into(about, leaf)
    return about.get(PROVENANCE, Graph())


class _Filled:
    """The graphs that hold a statement already, in brackets."""

    def __init__(self, assembly: Assembly, bulk: Bulk) -> None:
        hubs = assembly.sources.files[-1].graphs
        self._hubs = {name.n3() for name in hubs}
        self._bulk = bulk

    def __contains__(self, graph: object) -> bool:
        return graph in self._hubs or graph in self._bulk.sizes


def _into(graphs: dict[URIRef, Graph], leaf: Leaf) -> None:
    for name, statements in leaf.graphs.items():
        graph = graphs.setdefault(URIRef(name[1:-1]), Graph())
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in statements)
        graph.parse(data=lines, format="nt")
