"""Axioms in words, in the language of a page: as explanations say them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rdflib import OWL, RDF, BNode, Graph, URIRef
from rdflib.term import Node

from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.lookup import Solution
from tsunagari.explanation.sentences import Sentences
from tsunagari.explanation.words import Words, quoted
from tsunagari.export.manchester import Axiom
from tsunagari.export.resources import AXIOMS
from tsunagari.languages import Language

__all__ = ["Reader"]

# What a class without a name is made of, beside what leads to it.
WITHIN: Final = (OWL.onProperty, OWL.hasValue, OWL.unionOf, OWL.allValuesFrom, RDF.type)
LETTERS: Final = "ABCDE"


class Reader:
    """Says the axioms of an ontology."""

    def __init__(self, graph: Graph, language: Language) -> None:
        self._graph = graph
        stated = Graph()
        for relation in (*map(URIRef, AXIOMS), *WITHIN):
            for s, o in graph.subject_objects(relation):
                if isinstance(s, BNode) or relation == OWL.propertyChainAxiom:
                    stated.add((s, relation, o))
        self._axioms = Axioms(stated)
        self._sentences = Sentences(self._axioms, _GraphWords(graph, language))

    def said(self, term: URIRef, axiom: Axiom) -> str:
        """Return *axiom* of *term* as a sentence; empty if it says no more in words."""
        say = self._sentences
        if axiom.keyword == "SubPropertyChain":
            return self._chain(term, list(self._graph.items(axiom.node)))
        if not isinstance(axiom.node, BNode):
            return ""
        if axiom.keyword == "EquivalentTo":
            phrase = say.a(axiom.node)
            return self._full(
                say.say(
                    f"{say.a(term)} is exactly {phrase}",
                    f"{say.phrase(term)}とは、{phrase}のことである",
                )
            )
        if axiom.keyword == "SuperClassOf":
            return self._full(say.every(axiom.node, term))
        if axiom.keyword == "SubClassOf":
            return self._full(say.every(term, axiom.node))
        return ""

    def _chain(self, term: URIRef, chain: list[Node]) -> str:
        say = self._sentences
        links = [
            say.rule(p, LETTERS[at], LETTERS[at + 1]) for at, p in enumerate(chain)
        ]
        last = say.rule(term, LETTERS[0], LETTERS[len(chain)])
        return say.say(
            f"If {' and '.join(links)}, then {last}.",
            f"{'かつ'.join(map(quoted, links))}ならば、{quoted(last)}。",
        )

    def _full(self, text: str) -> str:
        return self._sentences.say(f"{text[:1].upper()}{text[1:]}.", f"{text}。")


class _GraphWords(Words):
    """Words from a graph in memory: nobody is asked."""

    def __init__(self, graph: Graph, language: Language) -> None:
        super().__init__(lambda _: [], language)
        self._graph = graph

    def said(self, nodes: list[URIRef], properties: Sequence[Node]) -> list[Solution]:
        return [
            {"x": node, "p": property, "l": text}
            for node in nodes
            for property in properties
            for text in self._graph.objects(node, property)
        ]
