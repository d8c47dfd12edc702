"""The ontology of the release in force, read once for all pages about it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from rdflib import DCTERMS, OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.term import Node

from tsunagari.errors import ReleaseError
from tsunagari.export.ontology_record import KINDS, Record, kind_of
from tsunagari.export.resources import ONTOLOGY_IRI
from tsunagari.namespaces import BASE, ONTOLOGY, SSE
from tsunagari.release.json_files import TERMS, VERSIONS
from tsunagari.web.serving import ServingRelease

__all__ = ["BORROWED", "Ontology", "ontology_of"]

DUMP: Final = "datasets/ontology.nq"
# The module of terms that are not ours.
BORROWED: Final = "borrowed"
# What a newcomer reads first: what there is, then who acts, then what holds it all
# up. A module that is not named here comes after these, before the last two.
FIRST: Final = (
    *("legal-form", "assessment", "organization", "concept", "policy", "funding"),
    *("partnership", "finding", "observation", "period", "place", "evidence"),
    *("register", "statistics"),
)
LAST: Final = ("explanation", BORROWED)

_read: WeakKeyDictionary[ServingRelease, Ontology] = WeakKeyDictionary()
_lock = threading.Lock()


@dataclass(frozen=True, eq=False)
class Ontology:
    """What a release says of its terms.

    :param graph: The ontology graph, vocabularies and alignments included.
    :param record: The version, as :mod:`tsunagari.export.ontology_record` has it.
    :param alignments: As in :mod:`tsunagari.export.term_mappings`.
    :param constraints: As in :mod:`tsunagari.export.constraints`.
    """

    graph: Graph
    record: Record
    alignments: list[dict[str, Any]]
    constraints: list[dict[str, Any]]

    @cached_property
    def modules(self) -> list[str]:
        """The names of the modules in the order of reading."""
        names = set(self.record["modules"])
        known = {*FIRST, *LAST}
        order = [*FIRST, *sorted(names - known), *LAST]
        return [name for name in order if name in names]

    @cached_property
    def homes(self) -> dict[str, str]:
        """The module of each term of ours, by name."""
        modules = self.record["modules"].items()
        return {term: module for module, terms in modules for term in terms}

    @cached_property
    def borrowed(self) -> list[URIRef]:
        """The terms of other vocabularies that are used here, by their IRIs."""
        return sorted(
            node
            for kind in KINDS
            for node in set(self.graph.subjects(RDF.type, kind))
            if isinstance(node, URIRef)
            and not node.startswith(str(BASE))
            and (node, RDFS.isDefinedBy, None) in self.graph
        )

    @property
    def header(self) -> URIRef:
        """The ontology itself."""
        return URIRef(ONTOLOGY_IRI)

    def module_iri(self, name: str) -> URIRef:
        """Return the IRI of a module."""
        return URIRef(f"{ONTOLOGY_IRI}/{name}")

    def terms(self, module: str) -> list[URIRef]:
        """Return the terms of a module, by their names."""
        if module == BORROWED:
            return self.borrowed
        return [SSE[name] for name in self.record["modules"].get(module, ())]

    def kind(self, term: URIRef) -> str:
        """Return what *term* is in OWL."""
        return kind_of(self.graph, term)

    def named_above(self, node: Node, relation: URIRef) -> Iterator[URIRef]:
        """Yield the named classes or properties that *node* stands under by itself.

        Where other vocabularies place it is told with the alignments.
        """
        for above in sorted(self.graph.objects(node, relation), key=str):
            if (
                isinstance(above, URIRef)
                and (str(node), str(above)) not in self.aligned
            ):
                yield above

    @cached_property
    def aligned(self) -> frozenset[tuple[str, str]]:
        """The terms of ours with what alignments map them to."""
        return frozenset(
            (str(SSE[row["term"]]), row["target"])
            for one in self.alignments
            for row in one["mappings"]
        )

    def roots(self, node: Node) -> set[URIRef]:
        """Return the named terms in whose axioms a blank *node* stands."""
        found: set[URIRef] = set()
        seen: set[Node] = set()
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, URIRef):
                found.add(one)
            elif isinstance(one, BNode) and one not in seen:
                seen.add(one)
                waiting += self.graph.subjects(None, one)
                # A class without a name that is placed under one with a name.
                waiting += self.graph.objects(one, RDFS.subClassOf)
        return found - {OWL.Nothing}

    def version_iri(self) -> str:
        """Return the IRI of the version."""
        return str(self.graph.value(self.header, OWL.versionIRI) or "")

    def values(self, property: URIRef) -> list[Node]:
        """Return what the header says with *property*."""
        return sorted(self.graph.objects(self.header, property), key=str)

    @property
    def licence(self) -> str:
        """The IRI of the licence."""
        return str(self.graph.value(self.header, DCTERMS.license) or "")


def ontology_of(serving: ServingRelease) -> Ontology:
    """Return the ontology of what is served.

    :raises ReleaseError: If the release was built before it kept such a record.
    """
    with _lock:
        found = _read.get(serving)
        if found is None:
            found = _read[serving] = _open(serving.release.path)
        return found


def _open(place: Path) -> Ontology:
    try:
        dump = (place / DUMP).read_text(encoding="utf-8")
        told = json.loads((place / TERMS).read_text(encoding="utf-8"))
        [record] = (place / VERSIONS).glob("*.json")
        version = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"the release '{place.name}' has no record of its ontology; build it again"
        ) from error
    graph = Graph()
    # All of it is in one graph: its name off, the lines are triples.
    graph.parse(data=dump.replace(f" <{ONTOLOGY}> .\n", " .\n"), format="nt")
    return Ontology(graph, version, told["alignments"], told["constraints"])
