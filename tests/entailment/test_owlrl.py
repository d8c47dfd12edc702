"""What owlrl says beyond what follows: the noise that the reference takes away.

Each line is in the table of differences in service/REASONING.md.
"""

from __future__ import annotations

from typing import Final

import pytest
from owlrl.OWLRL import OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace
from rdflib.term import Node

from tsunagari.entailment.reference import close_by_reference
from tsunagari.errors import ContradictionError

from .random_graphs import PREFIXES

EX: Final = Namespace("https://example.org/")
# What, from what, and a statement of owlrl that the reference does not have.
NOISE: Final[dict[str, tuple[str, tuple[Node, Node, Node]]]] = {
    "each thing is the same as itself": (":x :p :y .", (EX.x, OWL.sameAs, EX.x)),
    "so is each literal": (":x :p 1 .", (Literal(1), OWL.sameAs, Literal(1))),
    "a literal is of its datatype": (":x :p 1 .", (Literal(1), RDF.type, XSD.integer)),
    "a literal is of its range": (
        ":p rdfs:range :A . :x :p 'text' .",
        (Literal("text"), RDF.type, EX.A),
    ),
    "a class is within itself": (
        ":A a owl:Class .",
        (EX.A, RDFS.subClassOf, EX.A),
    ),
    "a class is between owl:Nothing and owl:Thing": (
        ":A a owl:Class .",
        (OWL.Nothing, RDFS.subClassOf, EX.A),
    ),
    "a property is within itself": (
        ":p a owl:ObjectProperty .",
        (EX.p, RDFS.subPropertyOf, EX.p),
    ),
    "a thing is an owl:Thing": (
        ":A a owl:Class . :x a :A .",
        (EX.x, RDF.type, OWL.Thing),
    ),
    "a datatype is a datatype": (
        ":x :p :y .",
        (XSD.integer, RDF.type, RDFS.Datatype),
    ),
    "a label is an annotation property": (
        ":x :p :y .",
        (RDFS.label, RDF.type, OWL.AnnotationProperty),
    ),
    "an annotation has a domain": (
        ":note a owl:AnnotationProperty ; rdfs:domain :A . :x :note 'a' .",
        (EX.x, RDF.type, EX.A),
    ),
}


@pytest.mark.parametrize("what", NOISE)
def test_owlrl_says_what_the_reference_takes_away(what: str) -> None:
    text, statement = NOISE[what]
    given = Graph().parse(data=PREFIXES + text, format="turtle")
    assert statement in _raw(given)
    assert statement not in close_by_reference(given)


def test_owlrl_writes_contradictions_into_the_closure() -> None:
    given = Graph().parse(
        data=PREFIXES + ":A owl:disjointWith :B . :x a :A , :B .", format="turtle"
    )
    messages = [
        str(o) for _, p, o in _raw(given) if str(p).startswith("http://www.daml.org/")
    ]
    assert any("Disjoint classes" in message for message in messages)
    with pytest.raises(ContradictionError):
        close_by_reference(given)


def _raw(given: Graph) -> Graph:
    work = Graph()
    work += given
    OWLRL_Semantics(work, axioms=False, daxioms=False).closure()
    return work
