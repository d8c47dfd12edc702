"""Statements and classes as sentences and phrases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rdflib import OWL, RDF, RDFS, XSD, BNode, URIRef, Variable
from rdflib.term import Node

from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.derivation import Triple
from tsunagari.explanation.words import Words, each, quoted, with_article
from tsunagari.namespaces import SSE

__all__ = ["Sentences"]

# Their objects are criteria, whose labels are no nouns that stand alone.
_OF_CRITERIA: Final = frozenset(
    {SSE.meets, SSE.doesNotMeet, SSE.statedToMeet, SSE.narrowerCriterionOf}
)


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
        told = _OF_TERMS.get(p)
        if told and isinstance(s, URIRef):
            return told(self, s, o)
        said = self.words.sentence(p, self.words.name(s), self._object(p, o))
        return f"{said}{self.words.apart(p)}"

    def _object(self, p: Node, o: Node, name: str = "") -> str:
        """Return *o* as the object of *p*: a criterion is said to be one."""
        name = name or self.words.name(o)
        if p not in _OF_CRITERIA or isinstance(o, Variable):
            return name
        if self.japanese:
            return name if name.endswith("基準") else f"{quoted(name)}の基準"
        of = "" if name.endswith("criterion") else "criterion of "
        return f"the {of}{name}"

    def every(self, narrow: Node, wide: Node) -> str:
        """Return that all of one class are of another."""
        return self.say(
            each(self.phrase(narrow), f"is {self.a(wide)}"),
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
        return self.say(f"It is not so that {said}", f"{quoted(said)}は成り立たない")

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
            return f"{self.words.label(kind)}{self.words.apart(kind)}"
        parts = self._axioms.value(kind, OWL.intersectionOf)
        if parts is not None:
            return self.all_of(self._axioms.members(parts))
        parts = self._axioms.value(kind, OWL.unionOf)
        if parts is not None:
            members = self._axioms.members(parts)
            if not any(isinstance(part, BNode) for part in members):
                names = [self.phrase(part) for part in members]
                return self.say(" or ".join(names), "または".join(names))
        return self.all_of([kind])

    def said_of(self, subject: str, kind: Node) -> str:
        """Return that something of that name is of a class, named or not."""
        p = self._axioms.value(kind, OWL.onProperty)
        fixed = self._axioms.value(kind, OWL.hasValue)
        some = self._axioms.value(kind, OWL.someValuesFrom)
        inverse = self._axioms.value(p, OWL.inverseOf) if p is not None else None
        if not isinstance(p, BNode) or inverse is None or fixed is some is None:
            said = self.condition(kind)
            return self.say(f"{subject} {said}", f"{subject}は{said}")
        if fixed is not None:
            return self.words.sentence(inverse, self.words.name(fixed), subject)
        if some is None or some == OWL.Thing:
            return self.words.sentence(inverse, self.say("something", "何か"), subject)
        name = self._filler(some)
        other = self.say(name, f"いずれかの{name}")
        return self.words.sentence(inverse, other, subject)

    def meaning(self, kind: Node) -> str:
        """Return what a named class is made of, as a noun phrase."""
        listed = self._axioms.value(kind, OWL.intersectionOf)
        if listed is not None:
            return self.all_of(self._axioms.members(listed))
        noun, said = self.say("thing", "もの"), self.made(kind)
        return self.say(f"{noun} that {said}", f"{said}{noun}")

    def condition(self, kind: Node) -> str:
        """Return a class as what can be said of something: a verb phrase."""
        if not isinstance(kind, BNode):
            return self.say(f"is {self.a(kind)}", f"{self.phrase(kind)}である")
        return self.made(kind)

    def made(self, kind: Node) -> str:
        """Return what a class is made of, as a verb phrase."""
        p = self._axioms.value(kind, OWL.onProperty)
        if p is not None:
            return self._restriction(kind, p)
        for made, tell in (
            (OWL.intersectionOf, self._each),
            (OWL.unionOf, self._any),
            (OWL.oneOf, self._one),
        ):
            listed = self._axioms.value(kind, made)
            if listed is not None:
                return tell(self._axioms.members(listed))
        other = self._axioms.value(kind, OWL.complementOf)
        if other is not None:
            return self.say(f"is not {self.a(other)}", f"{self.phrase(other)}ではない")
        return self._as_stated()

    def _each(self, parts: list[Node]) -> str:
        said = [self.condition(part) for part in parts]
        return self.say(" and ".join(said), self._each_said(said))

    def _each_said(self, clauses: list[str]) -> str:
        """Return, in Japanese, that several clauses are all so."""
        many = "両方" if len(clauses) == 2 else "すべて"
        return f"{''.join(map(quoted, clauses))}の{many}に当てはまる"

    def _any(self, parts: list[Node]) -> str:
        said = [self.condition(part) for part in parts]
        return self.say(
            " or ".join(said), f"{''.join(map(quoted, said))}のいずれかに当てはまる"
        )

    def _one(self, nodes: list[Node]) -> str:
        names = [self.words.name(node) for node in nodes]
        if len(names) == 1:
            return self.say(f"is {names[0]}", f"{names[0]}である")
        return self.say(
            f"is one of these: {', '.join(names)}",
            f"{'、'.join(names)}のいずれかである",
        )

    def _restriction(self, kind: Node, p: Node) -> str:
        """Return a condition on the values of *p*."""
        value = self._axioms.value
        fixed = value(kind, OWL.hasValue)
        if fixed is not None:
            return self.value(p, fixed)
        some = value(kind, OWL.someValuesFrom)
        if some == OWL.Thing:
            return self.clause(p, self.say("something", "何か"))
        if some is not None:
            return self.clause(p, self._filler(some))
        only = value(kind, OWL.allValuesFrom)
        if only is not None:
            whatever = self.rule(p, self.say("it", "それ"), "A")
            whatever = whatever.replace("それは", "それが", 1)
            told = self.say(
                f"A is {self._filler(only)}", f"Aは{self._filler(only)}である"
            )
            return self.say(
                f"is such that if {whatever}, then {told}",
                f"「{whatever}ならば、{told}」に当てはまる",
            )
        if value(kind, OWL.hasSelf) is not None:
            return self.clause(p, self.say("itself", "それ自身"))
        return self._number(kind, p)

    def _filler(self, kind: Node) -> str:
        """Return the class or datatype of values, with an article."""
        if str(kind).startswith(str(XSD)) or kind in (RDFS.Literal, RDF.langString):
            name = self.words.label(kind)
            return self.say(f"a value of {name}", f"{name}の値")
        return self.a(kind)

    def value(self, p: Node, o: Node) -> str:
        """Return that a property has a value, as what can be said of something."""
        return self.clause(p, self._object(p, o, self.words.label(o)))

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

    def _number(self, kind: Node, p: Node) -> str:
        """Return a condition on how many values *p* has."""
        for names, english, japanese in (
            (("maxCardinality", "maxQualifiedCardinality"), "at most", "以下"),
            (("minCardinality", "minQualifiedCardinality"), "at least", "以上"),
            (("cardinality", "qualifiedCardinality"), "exactly", "ちょうど"),
        ):
            for name in names:
                number = self._axioms.value(kind, OWL[name])
                if number is not None:
                    return self._so_many(kind, p, int(str(number)), english, japanese)
        return self._as_stated()

    def _so_many(
        self, kind: Node, p: Node, number: int, english: str, japanese: str
    ) -> str:
        counted = self.counted(kind)
        if counted is None:
            values = self.say("thing" if number == 1 else "things", "もの")
        else:
            name = self.phrase(counted)
            many_of = name if number == 1 else f"things of the kind {name}"
            values = self.say(many_of, name)
        many = (
            f"{number}個{japanese}" if japanese != "ちょうど" else f"ちょうど{number}個"
        )
        return self.clause(
            p, self.say(f"{english} {number} {values}", f"{many}の{values}")
        )

    def _as_stated(self) -> str:
        return self.say("is as the ontology says", "オントロジーの定めに当てはまる")

    def all_of(self, parts: list[Node]) -> str:
        """Return the class of what is in each of *parts*, as a noun phrase."""
        named = [self.phrase(part) for part in parts if not isinstance(part, BNode)]
        clauses = self._together([part for part in parts if isinstance(part, BNode)])
        noun = named[0] if named else self.say("thing", "もの")
        clauses += [
            self.say(f"is {with_article(name)}", f"{name}である") for name in named[1:]
        ]
        if not clauses:
            return noun
        if self.japanese:
            if len(clauses) == 1:
                return f"{clauses[0]}{noun}"
            return f"{self._each_said(clauses)}{noun}"
        *most, last = clauses
        if not most:
            return f"{noun} that {last}"
        comma = "," if any(" and " in clause for clause in clauses) else ""
        return f"{noun} that {', '.join(most)}{comma} and {last}"

    def _together(self, parts: list[Node]) -> list[str]:
        """Return conditions as verb phrases: values of one property in one of them."""
        values: dict[Node, list[Node]] = {}
        clauses: dict[Node, str] = {}
        for part in parts:
            p = self._axioms.value(part, OWL.onProperty)
            fixed = self._axioms.value(part, OWL.hasValue)
            if not isinstance(p, URIRef) or fixed is None:
                clauses[part] = self.condition(part)
                continue
            values.setdefault(p, []).append(fixed)
            names = [self._object(p, one, self.words.label(one)) for one in values[p]]
            clauses[p] = self.clause(p, self._all(names))
        return [*clauses.values()]

    def _all(self, names: list[str]) -> str:
        """Return several objects of one verb as one."""
        *most, last = names
        if not most:
            return last
        if not self.japanese:
            return f"{', '.join(most)} and {last}"
        if len(most) == 1:
            return f"{most[0]}と{last}の両方"
        return f"{'、'.join(names)}のすべて"

    def _domain(self, p: URIRef, kind: Node) -> str:
        return self.if_so([self.rule(p, "A", "B")], self.is_a("A", kind))

    def _range(self, p: URIRef, kind: Node) -> str:
        return self.if_so([self.rule(p, "A", "B")], self.is_a("B", kind))

    def _narrower(self, p: URIRef, wide: Node) -> str:
        said = self.rule(p, "A", "B") + self.words.apart(p)
        return self.if_so([said], self.rule(wide, "A", "B") + self.words.apart(wide))

    def _turned(self, p: URIRef, other: Node) -> str:
        return self.if_so([self.rule(p, "A", "B")], self.rule(other, "B", "A"))

    def _equal(self, kind: URIRef, other: Node) -> str:
        meant = self.phrase(other)
        return self.say(
            f"{self.a(kind)} is by definition {with_article(meant)}",
            f"{self.phrase(kind)}とは、{meant}のことである",
        )

    def _apart(self, kind: URIRef, other: Node) -> str:
        return self.say(
            f"nothing is both {self.a(kind)} and {self.a(other)}",
            f"{self.phrase(kind)}であると同時に{self.phrase(other)}であるものはない",
        )

    def if_so(self, conditions: list[str], conclusion: str) -> str:
        """Return that a conclusion follows from conditions."""
        if self.japanese:
            return f"{''.join(map(quoted, conditions))}ならば{quoted(conclusion)}"
        return f"if {' and '.join(conditions)}, then {conclusion}"


# What axioms say of properties and classes.
_OF_TERMS: Final[dict[Node, Callable[[Sentences, URIRef, Node], str]]] = {
    RDFS.domain: Sentences._domain,
    RDFS.range: Sentences._range,
    RDFS.subPropertyOf: Sentences._narrower,
    OWL.inverseOf: Sentences._turned,
    OWL.equivalentClass: Sentences._equal,
    OWL.disjointWith: Sentences._apart,
}
