"""A posted graph beside what is known: the ontology, and a dataset if one is given.

All that is said of it needs the same things: what is known already, what follows from
that alone, and what follows newly. They are made once, when first asked for. What
follows is what a build draws: the shortcuts of the stored queries in
``queries/construct``, then the closure under OWL 2 RL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from tsunagari.entailment.blank import named, restored
from tsunagari.entailment.clashes import Clash
from tsunagari.entailment.closure import Closure
from tsunagari.entailment.lookup import axioms
from tsunagari.entailment.statements import Triple
from tsunagari.graph.sources import read_sources, source_paths
from tsunagari.namespaces import CATALOG_GRAPHS, SSE
from tsunagari.release.shortcuts import shortcuts
from tsunagari.sparql.engines.oxigraph_excerpt import StoredDataset
from tsunagari.workbench.checking.bounds import BOUNDS, Bounds, refuse_more

__all__ = ["Beside", "Consequences", "ontology"]

ONTOLOGY_FILES: Final = "ontology/"
# Terms of the languages of ontologies, and those among them that data uses.
AXIOM_TERMS: Final = (str(OWL), str(RDF), str(RDFS))
DATA_TERMS: Final = frozenset(
    {RDF.type, RDFS.label, RDFS.comment, RDFS.seeAlso, OWL.sameAs, OWL.differentFrom}
)


@dataclass(frozen=True)
class Consequences:
    """What follows from a posted graph and did not follow before.

    :param closure: All of it, closed, with the IRIs of blank nodes.
    :param drawn: The shortcuts among what is new, and *inferred* the rest.
    :param before: What followed from what was known.
    :param clashes: The contradictions that were not there before; with one, nothing
        is inferred.
    """

    closure: Closure
    drawn: Graph
    inferred: Graph
    before: Graph
    clashes: tuple[Clash, ...]

    @property
    def new(self) -> Graph:
        """All that follows newly."""
        return self.drawn + self.inferred


class Beside:
    """A posted graph beside what is known.

    :ivar known: The ontology, and the dataset or what stands in it near the posted.
    :ivar whole: Whether the whole dataset was read.
    """

    def __init__(
        self,
        posted: Graph,
        dataset: Path | None = None,
        bounds: Bounds = BOUNDS,
        without: Collection[str] = (),
    ) -> None:
        """Read what is known.

        :param dataset: The folder of a store, which is opened read-only.
        :param without: The IRIs of graphs in it that are taken for not there; the empty
            text is the default graph.
        :raises WriteTooLargeError: If *posted* is too large.
        :raises ReleaseError: If the dataset cannot be opened.
        """
        refuse_more(posted, bounds.statements)
        self.posted = posted
        self.path = dataset
        self.bounds = bounds
        self.stored: StoredDataset | None = None
        self.dataset = Graph()
        self.whole = True
        if dataset is not None:
            apart = [*map(str, CATALOG_GRAPHS), *without]
            self.stored = StoredDataset.open(dataset, apart)
            found = self.stored.whole(bounds.whole)
            self.whole = found is not None
            if found is None:
                found = _whole_axioms(self.stored.near(posted, bounds.steps))
            self.dataset = found

    @cached_property
    def known(self) -> Graph:
        """The ontology and what was read of the dataset; not to be changed."""
        return _together(ontology(), self.dataset) if self.stored else ontology()

    @cached_property
    def consequences(self) -> Consequences:
        """What follows from the posted graph."""
        posted = named(self.posted)
        drawn_before = shortcuts(self.known)
        closure = self._closed()
        closure.add(drawn_before)
        before = set(closure.inferred())
        clashed = {closure.told(clash) for clash in closure.clashes}
        drawn = shortcuts(self.known, drawn_before, posted)
        closure.add(_together(posted, drawn))
        found = {closure.told(clash): clash for clash in closure.clashes}
        clashes = tuple(found[told] for told in sorted(found) if told not in clashed)
        inferred: Iterable[Triple] = () if clashes else closure.inferred()
        new = [one for one in inferred if one not in before and one not in drawn]
        return Consequences(
            closure,
            restored(drawn),
            restored(new),
            _together(drawn_before, before),
            clashes,
        )

    def _closed(self) -> Closure:
        """Return what is known, closed.

        A dataset that is too large to be read is looked up, wherever a rule asks for
        more than stands near. It need not be closed: somebody wrote to it. What it
        leaves out is found near.
        """
        if self.stored is None or self.whole:
            closure = Closure()
        else:
            closure = Closure(self.stored, whole=False)
            closure.add(_together(ontology(), self._axioms(self.stored)))
        closure.add(self.known)
        return closure

    def _axioms(self, stored: StoredDataset) -> list[Triple]:
        """Return the axioms of a dataset, unless it is one large ontology."""
        found = [*islice(axioms(stored), self.bounds.whole + 1)]
        return found if len(found) <= self.bounds.whole else []

    @cached_property
    def data(self) -> Graph:
        """All that is known and posted, with what follows."""
        found = self.consequences
        parts = (self.known, self.posted, found.before, found.drawn, found.inferred)
        return _together(*parts)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The IRIs of the terms of the ontology."""
        return frozenset(
            str(term)
            for term in ontology().subjects(RDF.type)
            if str(term).startswith(str(SSE))
        )

    def declares(self, iri: str) -> bool:
        """Tell whether it is said anywhere what kind of thing *iri* is."""
        term = (URIRef(iri), RDF.type, None)
        if term in self.known or term in self.posted:
            return True
        return self.stored is not None and self.stored.describes(iri)

    def described(self) -> set[Node]:
        """Return the things that the posted graph says something of."""
        return set(self.posted.subjects())


@lru_cache(maxsize=1)
def ontology() -> Graph:
    """Return the project's ontology with its vocabularies; not to be changed."""
    paths = [one for one in source_paths() if one[0].startswith(ONTOLOGY_FILES)]
    return read_sources(paths).merged()


def _whole_axioms(near: Graph) -> Graph:
    """Return *near* without axioms and lists that may have been divided.

    Half of one says something else; the ontology is read from its files.
    """
    return _together(
        (s, p, o)
        for s, p, o in near
        if p in DATA_TERMS or not str(p).startswith(AXIOM_TERMS)
    )


def _together(*parts: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in chain(*parts):
        graph.add(triple)
    return graph
