"""Statements and classes as sentences and phrases."""

from __future__ import annotations

from typing import Final

from rdflib import OWL, RDF, RDFS, BNode, URIRef
from rdflib.term import Node

from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.derivation import Triple
from tsunagari.explanation.words import Words, quoted, with_article
from tsunagari.namespaces import SSE

__all__ = ["Sentences"]

# Their objects are criteria, whose labels are no nouns that stand alone.
_OF_CRITERIA: Final = frozenset({SSE.meets, SSE.doesNotMeet, SSE.statedToMeet})


class Sentences:
    """Says things in the language of *words*."""

    def __init__(self, axioms: Axioms, words: Words) -> None:
        self._axioms = axioms
        self.words = words
        self.japanese = words.language == "ja"

    def say(self, english: str, japanese: str) -> str:
        """Return the one of two texts that is in this language."""
        return japanese if self.japanese else english

    def statement(self, triple: Triple) -> str:
        """Return *triple* as a sentence without a full stop."""
        s, p, o = triple
        if p == RDF.type:
            return self.is_a(self.words.name(s), o)
        if p == RDFS.subClassOf:
            return self.every(s, o)
        if p == OWL.sameAs:
            one, other = self.words.name(s), self.words.name(o)
            return self.say(
                f"{one} is the same as {other}", f"{one}は{other}と同一である"
            )
        return self.words.sentence(p, self.words.name(s), self._object(p, o))

    def _object(self, p: Node, o: Node, name: str = "") -> str:
        """Return *o* as the object of *p*: a criterion is said to be one."""
        name = name or self.words.name(o)
        if p not in _OF_CRITERIA:
            return name
        if self.japanese:
            return name if name.endswith("基準") else f"{quoted(name)}の基準"
        of = "" if name.endswith("criterion") else "criterion of "
        return f"the {of}{name}"

    def every(self, narrow: Node, wide: Node) -> str:
        """Return that all of one class are of another."""
        return self.say(
            f"every {self.phrase(narrow)} is {self.a(wide)}",
            f"{self.phrase(narrow)}はすべて{self.phrase(wide)}である",
        )

    def is_a(self, subject: str, kind: Node) -> str:
        """Return that something of that name is of a class."""
        return self.say(
            f"{subject} is {self.a(kind)}", f"{subject}は{self.phrase(kind)}である"
        )

    def denial(self, triple: Triple) -> str:
        """Return that *triple* is not so, as a sentence without a full stop."""
        s, p, o = triple
        if p == RDF.type:
            name = self.words.name(s)
            return self.say(
                f"{name} is not {self.a(o)}", f"{name}は{self.phrase(o)}ではない"
            )
        said = self.statement(triple)
        return self.say(f"It is not so that {said}", f"{quoted(said)}ではない")

    def question(self, triple: Triple) -> str:
        """Return *triple* as a question."""
        s, p, o = triple
        if p == RDF.type:
            name = self.words.name(s)
            return self.say(f"Is {name} {self.a(o)}?", f"{name}は{self.phrase(o)}か")
        said = self.statement(triple)
        return self.say(f"Does it hold that {said}?", f"{quoted(said)}と言えるか")

    def a(self, kind: Node) -> str:
        """Return a class as the predicate of a sentence: with an article."""
        return self.say(with_article(self.phrase(kind)), self.phrase(kind))

    def phrase(self, kind: Node) -> str:
        """Return a class, named or not, as a noun phrase without an article."""
        if not isinstance(kind, BNode):
            return self.words.label(kind)
        parts = self._axioms.value(kind, OWL.intersectionOf)
        if parts is not None:
            return self.all_of(self._axioms.members(parts))
        parts = self._axioms.value(kind, OWL.unionOf)
        if parts is not None:
            names = [self.phrase(part) for part in self._axioms.members(parts)]
            return self.say(" or ".join(names), "または".join(names))
        return self.all_of([kind])

    def condition(self, kind: Node) -> str:
        """Return a class as what can be said of something: a verb phrase."""
        if not isinstance(kind, BNode):
            return self.say(f"is {self.a(kind)}", f"{self.phrase(kind)}である")
        p = self._axioms.value(kind, OWL.onProperty)
        if p is None:
            return self.say(f"is {self.a(kind)}", f"{self.phrase(kind)}である")
        value = self._axioms.value(kind, OWL.hasValue)
        if value is not None:
            return self.clause(p, self._object(p, value, self.words.label(value)))
        some = self._axioms.value(kind, OWL.someValuesFrom)
        if some == OWL.Thing:
            return self.clause(p, self.say("something", "何か"))
        if some is not None:
            return self.clause(p, self.a(some))
        only = self._axioms.value(kind, OWL.allValuesFrom)
        if only is not None:
            kinds = self.phrase(only)
            return self.clause(p, self.say(f"only {kinds}", f"{kinds}のみ"))
        return self._at_most(kind, p)

    def clause(self, p: Node, object: str) -> str:
        """Return what *p* says of something, with *object* as its object."""
        inverse = self._axioms.value(p, OWL.inverseOf) if isinstance(p, BNode) else None
        if inverse is None:
            return self.words.clause(p, object)
        sentence = self.words.sentence(inverse, object, self.say("it", "それ"))
        return self.say(f"is such that {sentence}", f"「{sentence}」に当てはまる")

    def rule(self, p: Node, one: str, other: str) -> str:
        """Return what *p*, an inverse perhaps, says of two letters."""
        inverse = self._axioms.value(p, OWL.inverseOf) if isinstance(p, BNode) else None
        if isinstance(inverse, URIRef):
            return self.words.sentence(inverse, other, one)
        return self.words.sentence(p, one, other)

    def counted(self, kind: Node) -> Node | None:
        """Return the class of the things that a restriction limits the number of."""
        found = self._axioms.value(kind, OWL.onClass)
        return None if found == OWL.Thing else found

    def _at_most(self, kind: Node, p: Node) -> str:
        for name in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
            number = self._axioms.value(kind, name)
            if number is not None:
                counted = self._axioms.value(kind, OWL.onClass)
                things = self.phrase(counted) if counted is not None else ""
                return self.clause(
                    p,
                    self.say(
                        f"at most {number} {things or 'thing'}",
                        f"{number}個以下の{things or 'もの'}",
                    ),
                )
        return self.say("is as the ontology says", "オントロジーの定めに当てはまる")

    def all_of(self, parts: list[Node]) -> str:
        """Return the class of what is in each of *parts*, as a noun phrase."""
        named = [self.phrase(part) for part in parts if not isinstance(part, BNode)]
        clauses = [self.condition(part) for part in parts if isinstance(part, BNode)]
        noun = named[0] if named else self.say("thing", "もの")
        clauses += [
            self.say(f"is {with_article(name)}", f"{name}である") for name in named[1:]
        ]
        if not clauses:
            return noun
        if self.japanese:
            if len(clauses) == 1:
                return f"{clauses[0]}{noun}"
            said = "".join(map(quoted, clauses))
            return f"{said}のすべてに当てはまる{noun}"
        *most, last = clauses
        said = f"{', '.join(most)} and {last}" if most else last
        return f"{noun} that {said}"
