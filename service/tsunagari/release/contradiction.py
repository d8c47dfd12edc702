"""Contradictions in words: both sides, the passages they rest on, the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from tsunagari.entailment.clashes import Clash
from tsunagari.entailment.closure import Closure
from tsunagari.errors import ContradictionError
from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.constructs import read_constructs
from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.lookup import asking
from tsunagari.explanation.outline import Point
from tsunagari.explanation.proving import Prover
from tsunagari.explanation.text import NO_FILES, Files
from tsunagari.explanation.words import Words
from tsunagari.graph.sources import Sources
from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import INFERRED
from tsunagari.release.clash_kinds import Grounded, kinds
from tsunagari.release.clash_text import ClashText
from tsunagari.sparql.engines.oxigraph_store import engine_as_given

__all__ = ["Told", "explained", "told_with_grounds"]

SECONDS = 30.0


@dataclass(frozen=True)
class Told:
    """A clash in words.

    :param sides: The statements that clash.
    :param texts: The rule and both sides with their grounds, by language.
    """

    rule: str
    sides: tuple[Triple, ...]
    texts: Mapping[Language, str]


def explained(
    closure: Closure, sources: Sources, added: Graph, seconds: float = SECONDS
) -> ContradictionError:
    """Return the error that tells the clashes of *closure*, those alike together.

    :param added: The statements that stored queries drew.
    :param seconds: How long to look for all grounds together.
    """
    telling = _Telling(closure, sources, added, seconds)
    grounded = telling.grounded(closure.clashes)
    found = kinds(grounded, telling.files_of, telling.axioms.is_axiom)
    english, japanese = (telling.text(language).all(found) for language in LANGUAGES)
    return ContradictionError(english, japanese)


def told_with_grounds(
    closure: Closure,
    clashes: Sequence[Clash],
    sources: Sources,
    added: Graph,
    seconds: float = SECONDS,
) -> list[Told]:
    """Return *clashes* in words one by one, those of *closure* or some of them.

    Those that the time does not suffice for come without their grounds.

    :param added: The statements that stored queries drew.
    :param seconds: How long to look for all grounds together.
    """
    telling = _Telling(closure, sources, added, seconds)
    texts = {language: telling.text(language, axioms=False) for language in LANGUAGES}
    return [
        Told(
            clash.rule,
            tuple(side.statement for side in clash.sides),
            {language: text.whole(clash) for language, text in texts.items()},
        )
        for clash in telling.grounded(sorted(clashes, key=closure.told))
    ]


class _Telling:
    """What is asked to tell the clashes of one closure."""

    def __init__(
        self, closure: Closure, sources: Sources, added: Graph, seconds: float
    ) -> None:
        self._closure = closure
        self._sources = sources
        self._ask = asking(engine_as_given(_quads(closure, sources, added)))
        self._constructs = read_constructs()
        self._seconds = seconds
        self.axioms = Axioms.read(self._ask)

    def grounded(self, clashes: Sequence[Clash]) -> list[Grounded]:
        """Return *clashes* with what their sides rest on, as the time allows."""
        prover = Prover(self.axioms, self._constructs, self._ask, self._seconds)
        return [self._grounded(prover, clash) for clash in clashes]

    def _grounded(self, prover: Prover, clash: Clash) -> Grounded:
        # By property and class, so that those alike have the same order.
        statements = sorted(self._closure.sides(clash), key=_order)
        proofs = [
            None if prover.timed_out else prover.prove(side) for side in statements
        ]
        sides = (
            proof or Derivation(side)
            for proof, side in zip(proofs, statements, strict=True)
        )
        term = self._closure.terms.term
        axiom = tuple((term(s), term(p), term(o)) for s, p, o in clash.axiom)
        return Grounded(clash.rule, axiom, tuple(sides), all(proofs))

    def text(self, language: Language, axioms: bool = True) -> ClashText:
        """Return what tells clashes in *language*.

        :param axioms: Name the files of the axioms, too.
        """
        words = Words(self._ask, language)
        files = Files(
            lambda point: self._files(
                point.statement, (passage.graph for passage in point.passages)
            ),
            self._files_of_axioms if axioms else NO_FILES.of_axioms,
        )
        return ClashText(
            self.axioms,
            self._constructs,
            words,
            files,
            self._files_of_clash if axioms else lambda _: [],
        )

    def files_of(self, leaf: Derivation) -> list[str]:
        """Return the files that assert a leaf, in the graphs that do it."""
        return self._files(leaf.statement, (one.graph for one in leaf.evidence))

    def _files(self, statement: Triple, graphs: Iterable[URIRef]) -> list[str]:
        names = set(graphs)
        return [
            file.name
            for file in self._sources.files
            if any(statement in file.graphs.get(name, ()) for name in names)
        ]

    def _files_of_axioms(self, point: Point) -> list[str]:
        return self._stating(point.axioms)

    def _files_of_clash(self, clash: Grounded) -> list[str]:
        return self._stating(clash.axiom)

    def _stating(self, axioms: Iterable[Triple]) -> list[str]:
        """Return the files that state one of *axioms*, in whatever graph."""
        stated = [*axioms]
        return [
            file.name
            for file in self._sources.files
            if any(one in graph for graph in file.graphs.values() for one in stated)
        ]


def _order(statement: Triple) -> tuple[str, ...]:
    s, p, o = statement
    return str(p), str(o) if p == RDF.type else "", str(s), str(o)


def _quads(
    closure: Closure, sources: Sources, added: Graph
) -> Iterator[tuple[Node, Node, Node, Node]]:
    yield from sources.quads()
    for s, p, o in (*added, *closure.inferred()):
        yield s, p, o, INFERRED
