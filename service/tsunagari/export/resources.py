"""What is to be told of one resource: a query.

That are its own statements, those of the nodes that belong to it (its identifiers,
what it holds, assessments of it, blank nodes) and the names of whatever these
point to. The ontology is one resource with all its terms.
"""

from __future__ import annotations

import re
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS

from tsunagari.export.context import REVERSE
from tsunagari.namespaces import BASE, ONTOLOGY, SSE

__all__ = [
    "AXIOMS",
    "NAMES",
    "ONTOLOGY_IRI",
    "PARTS",
    "exists_query",
    "is_resource",
    "resource_query",
    "term_query",
]

ONTOLOGY_IRI: Final = str(BASE["ontology"])
# Whose objects are told whole with the subject.
PARTS: Final = (
    "http://www.w3.org/ns/adms#identifier",
    "http://www.w3.org/ns/oa#hasSelector",
    "http://purl.org/linked-data/cube#component",
)
NAMES: Final = tuple(map(str, (RDFS.label, SKOS.prefLabel, DCTERMS.title)))
# By what the ontology leads to its blank nodes.
AXIOMS: Final = (
    *(OWL.equivalentClass, OWL.intersectionOf, OWL.inverseOf),
    *(OWL.propertyChainAxiom, OWL.someValuesFrom, RDF.first, RDF.rest),
    *(RDFS.subClassOf, SH.declare),
)
# By what a term leads to a blank node, and that to the next: what has a name is told
# by itself.
STARTS: Final = (
    *(OWL.equivalentClass, OWL.inverseOf, OWL.propertyChainAxiom, RDFS.subClassOf),
)
INNER: Final = (
    *(OWL.intersectionOf, OWL.inverseOf, OWL.someValuesFrom, RDF.first, RDF.rest),
)
# Of an IRI, what may stand in a query between angle brackets.
SAFE: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")


def is_resource(iri: str) -> bool:
    """Tell whether *iri* could be a resource of ours.

    >>> is_resource("https://w3id.org/tsunagari/concept/social")
    True
    """
    return iri.startswith(str(BASE)) and SAFE.fullmatch(iri) is not None


def exists_query(iri: str) -> str:
    """Return the query that asks whether anything is said of *iri*."""
    return f"ASK {{ <{iri}> ?p ?o }}"


def resource_query(iri: str) -> str:
    """Return the query that constructs what is to be told of *iri*."""
    where = _of_ontology() if iri == ONTOLOGY_IRI else _of(iri)
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n{where}}}\n"


def _of(iri: str) -> str:
    choices = [f"{{ VALUES ?s {{ <{iri}> }} ?s ?p ?o }}"]
    choices += [f"{{ {part} ?s ?p ?o }}" for part in _parts(iri, "?s")]
    starts = [f"<{iri}> ?q ?s ."]
    starts += [f"{part} ?n ?q ?s ." for part in _parts(iri, "?n")]
    # One triple pattern for each name: with a variable instead, and VALUES, the
    # engine reads all names there are.
    for start in starts:
        for name in NAMES:
            choices.append(
                f"{{ {start} FILTER (?q != <{RDF.type}>) ?s <{name}> ?o "
                f"BIND (<{name}> AS ?p) }}"
            )
    return "\nUNION ".join(choices) + "\n"


def _parts(iri: str, variable: str) -> list[str]:
    """Return the patterns of what belongs to *iri*."""
    leading = [f"<{iri}> <{part}> {variable} ." for part in PARTS]
    return leading + [f"{variable} <{one}> <{iri}> ." for one in REVERSE.values()]


def term_query(iri: str) -> str:
    """Return the query that constructs what the ontology says of its term *iri*.

    That are its own statements and axioms, and those of classes without a name that
    are placed under it.
    """
    starts, inner = ("|".join(f"<{one}>" for one in some) for some in (STARTS, INNER))
    under = f"?x <{RDFS.subClassOf}> <{iri}> . FILTER (isBlank(?x))"
    choices = (
        f"<{iri}> ?p ?o BIND (<{iri}> AS ?s)",
        f"<{iri}> ({starts})/({inner})* ?s FILTER (isBlank(?s)) ?s ?p ?o",
        f"{under} ?x ({inner})* ?s FILTER (isBlank(?s)) ?s ?p ?o",
    )
    where = "\nUNION ".join(f"{{ {choice} }}" for choice in choices)
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{ONTOLOGY}> {{\n{where}\n}} }}\n"


def _of_ontology() -> str:
    """The terms stand in one graph, which is all that is looked through."""
    path = "|".join(f"<{axiom}>" for axiom in AXIOMS)
    ours = f"FILTER (?t = <{ONTOLOGY_IRI}> || STRSTARTS(STR(?t), '{SSE}'))"
    return (
        f"GRAPH <{ONTOLOGY}> {{\n"
        f"{{ ?t ?p ?o . {ours} BIND (?t AS ?s) }}\n"
        f"UNION {{ ?t ({path})+ ?s . {ours} FILTER (isBlank(?s)) ?s ?p ?o }}\n}}\n"
    )
