"""Closing many things one at a time, against a graph that is closed already.

A register says much of each body, and almost nothing of two bodies at once. So
what follows for a body is drawn from what is said of it and from the closed
graph, and then forgotten: memory holds one body, whatever the number.

The result is that of the whole closure if no two leaves share a thing that the
base does not hold: what leaves refer to goes into the base first. What would go
beyond one leaf is refused: a statement that is an axiom, names that turn out to be
equal, and anything new about things of the base alone, since the leaves before
did not know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rdflib import Literal, URIRef

from tsunagari.entailment.closure import Closure
from tsunagari.entailment.facts import Fact
from tsunagari.entailment.rules import Rules
from tsunagari.entailment.statements import is_reserved, is_worth_saying
from tsunagari.errors import ReasonerError

__all__ = ["Leaves"]

# Subject, predicate and object as N-Triples writes them.
Statement = tuple[str, str, str]

# The same, with a place in a list where the base does not know the thing.
Read = tuple[str | int, str, str | int]
# So many kinds of leaves are remembered.
KNOWN: Final = 100_000

LITERAL: Final = re.compile(
    r'"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?', re.DOTALL
)
ESCAPE: Final = re.compile(r"\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|(.))", re.DOTALL)
CHARACTERS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Leaves:
    """Closes leaves against what *closure* holds.

    :param closure: A closed graph; nothing may be added to it meanwhile.
    """

    def __init__(self, closure: Closure) -> None:
        self._closure = closure
        self._facts = closure.facts
        self._terms = closure.terms
        rules = closure.rules
        if rules is None:
            raise ReasonerError("leaves are closed against a graph that is closed")
        self._rules: Rules = rules
        self._size = len(self._terms)
        self._live = {f"<{name}>" for name in closure.live()}
        axioms = closure.vocabulary.schema() | {closure.vocabulary.same}
        self._axioms = {f"<{self._terms.term(number)}>" for number in axioms}
        self._type = f"<{self._terms.term(closure.vocabulary.type)}>"
        self._known: dict[tuple[Read, ...], list[Read]] = {}
        self._numbers = {
            self._terms.term(number).n3(): number for number in range(self._size)
        }
        self._texts: dict[int, str] = {}

    def close(self, statements: Iterable[Statement]) -> list[Statement]:
        """Return what follows from *statements* and the base, beyond both.

        Most leaves say the same of other things. What follows does not depend on
        the names of things that the base does not know, so it is drawn once for
        all leaves that differ in these names only.

        :raises ReasonerError: If one is an axiom, or names turn out to be equal.
        :raises ContradictionError: If they contradict each other or the base; then
            the facts stay, so that they can be explained.
        """
        own: dict[str, int] = {}
        read: list[Read] = []
        live, base, type = self._live, self._numbers, self._type
        for s, p, o in statements:
            if p in live:
                if p in self._axioms or (p == type and is_reserved(URIRef(o[1:-1]))):
                    raise ReasonerError(f"{s} {p} {o}: a register may not state axioms")
                read.append(
                    (
                        s if s in base else own.setdefault(s, len(own)),
                        p,
                        o if o[0] == '"' or o in base else own.setdefault(o, len(own)),
                    )
                )
        signature = tuple(read)
        names = list(own)
        follows = self._known.get(signature)
        if follows is not None:
            return [_named(one, names) for one in follows]
        return self._draw(signature, names)

    def _draw(self, signature: tuple[Read, ...], names: list[str]) -> list[Statement]:
        """Draw what follows, and remember it for leaves with other *names*."""
        facts, equal = self._facts, len(self._facts.equality)
        facts.log = []
        asserted = set()
        for one in signature:
            fact = self._fact(_named(one, names))
            asserted.add(fact)
            facts.add(*fact)
        self._rules.go_on()
        found, facts.log = facts.log, None
        if len(facts.equality) != equal:
            raise ReasonerError(
                f"what is said of {names[0]} makes names equal; "
                "such statements belong into graph_data/"
            )
        self._closure.raise_for_clashes()
        self._refuse_what_others_rest_on(found)
        places = {name: place for place, name in enumerate(names)}
        # Sorted, since the rules go through sets: the same sources give the same bytes.
        told = sorted(
            statement
            for fact in found
            if fact not in asserted and (statement := self._told(fact))
        )
        repeated: list[Read] = [
            (places.get(s, s), p, places.get(o, o)) for s, p, o in told
        ]
        self._forget(found)
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[signature] = repeated
        return told

    def _refuse_what_others_rest_on(self, found: list[Fact]) -> None:
        """Refuse what is new about the base alone.

        :raises ReasonerError: If there is such a fact.
        """
        for s, p, o in found:
            if s < self._size and (o < self._size or o in self._terms.literals):
                told = " ".join(map(self._text, (s, p, o)))
                raise ReasonerError(
                    f"{told}: a register adds to what others may rest on; "
                    "such statements belong into graph_data/"
                )

    def _forget(self, found: list[Fact]) -> None:
        """Take back what was said of the leaf."""
        for fact in found:
            self._facts.retract(*fact)
        self._terms.cut(self._size)

    def _fact(self, statement: Statement) -> Fact:
        s, p, o = statement
        return self._number(s), self._number(p), self._number(o)

    def _number(self, text: str) -> int:
        number = self._numbers.get(text)
        return self._terms.number(_term(text)) if number is None else number

    def _told(self, fact: Fact) -> Statement | None:
        term = self._terms.term
        s, p, o = (term(number) for number in fact)
        if not is_worth_saying((s, p, o)):
            return None
        return self._text(fact[0]), self._text(fact[1]), self._text(fact[2])

    def _text(self, number: int) -> str:
        text = self._texts.get(number)
        if text is None:
            text = self._terms.term(number).n3()
            if number < self._size:
                self._texts[number] = text
        return text


def _named(one: Read, names: list[str]) -> Statement:
    """Return a statement with the names of things for their places."""
    s, p, o = one
    return (
        names[s] if isinstance(s, int) else s,
        p,
        names[o] if isinstance(o, int) else o,
    )


def _term(text: str) -> URIRef | Literal:
    """Return the term that *text* is in N-Triples; there are no blank nodes."""
    return URIRef(text[1:-1]) if text.startswith("<") else _literal(text)


@lru_cache(maxsize=10_000)
def _literal(text: str) -> Literal:
    found = LITERAL.fullmatch(text)
    assert found, text
    value, language, datatype = found.groups()
    if "\\" in value:
        value = ESCAPE.sub(_character, value)
    return Literal(
        value, lang=language, datatype=URIRef(datatype) if datatype else None
    )


def _character(found: re.Match[str]) -> str:
    code, long, single = found.groups()
    if single:
        return CHARACTERS.get(single, single)
    return chr(int(code or long, 16))
