"""An explanation as an outline in one language: for a text or a page to show.

Steps about class expressions, which have no name, are folded into the step that
needs them; the exact tree is in :mod:`~tsunagari.explanation.document`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from rdflib import OWL, RDF, RDFS, BNode
from rdflib.term import Node

from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.clash_reasons import clash_reason
from tsunagari.explanation.conditions import Beyond, Condition, Definition
from tsunagari.explanation.constructs import Construct
from tsunagari.explanation.derivation import Derivation, Triple, named
from tsunagari.explanation.explain import Explanation, Status
from tsunagari.explanation.passages import Passage, Passages
from tsunagari.explanation.reasons import Reasons
from tsunagari.explanation.routes import Premise, Route
from tsunagari.explanation.sentences import Sentences
from tsunagari.explanation.words import Words, capital, quoted, with_article
from tsunagari.languages import Language
from tsunagari.namespaces import SSE, expand

__all__ = ["Check", "Outline", "Outliner", "Passage", "Point", "Way"]

INTERPRETED: Final = expand("concept:interpreted")


@dataclass(frozen=True)
class Point:
    """A statement in words, and what it rests on.

    :param axioms: The statements of the ontology that the reason tells.
    :param again: It was said before, with all that it rests on.
    """

    statement: Triple
    sentence: str
    reason: str = ""
    rules: tuple[str, ...] = ()
    axioms: tuple[Triple, ...] = ()
    points: tuple[Point, ...] = ()
    passages: tuple[Passage, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class Check:
    """A condition of a definition: met, not met, or not looked at in time."""

    met: bool | None
    sentence: str
    point: Point | None = None
    instead: tuple[Point, ...] = ()
    deeper: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Way:
    """A definition, with each of its conditions; or a rule with its premises."""

    sentence: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Outline:
    """An explanation in words."""

    language: Language
    statement: Triple
    status: Status
    verdict: str
    points: tuple[Point, ...] = ()
    ways: tuple[Way, ...] = ()
    against: tuple[tuple[str, Point], ...] = ()
    instead: tuple[Point, ...] = ()
    routes: tuple[Way, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    known: bool = True


class Outliner:
    """Puts explanations of one release into words."""

    def __init__(
        self, axioms: Axioms, constructs: list[Construct], words: Words
    ) -> None:
        self._axioms = axioms
        self._words = words
        self._s = Sentences(axioms, words)
        self._reasons = Reasons(axioms, self._s, constructs)
        self._told: set[Triple] = set()
        self._passages = Passages(words)

    def outline(self, explanation: Explanation) -> Outline:
        """Return *explanation* in words."""
        self._words.prepare(_nodes(explanation))
        self._words.distinguish(_terms(explanation.derivations))
        points = []
        for derivation in explanation.derivations:
            self._told = set()
            points.append(self._point(derivation))
        # Of what nothing is known, every condition would be missing.
        definitions = explanation.definitions if explanation.known else ()
        ways = tuple(map(self._way, definitions))
        against = tuple(self._opposite(explanation))
        return Outline(
            language=self._words.language,
            statement=explanation.statement,
            status=explanation.status,
            verdict=capital(self._verdict(explanation)),
            points=tuple(points),
            ways=ways,
            against=against,
            instead=self._aside(explanation.instead, explanation.statement[0]),
            routes=tuple(
                map(self._route, explanation.routes if explanation.known else ())
            ),
            remarks=tuple(self._remarks(explanation)),
            known=explanation.known,
        )

    def points(self, derivations: Iterable[Derivation]) -> list[Point]:
        """Return statements in words, each with what it rests on."""
        derivations = [*derivations]
        self._words.distinguish(_terms(derivations))
        return [self._point(derivation) for derivation in derivations]

    def _verdict(self, explanation: Explanation) -> str:
        said = self._s.statement(explanation.statement)
        say = self._s.say
        if explanation.status is Status.ASSERTED:
            return say(
                f"{said}: this is asserted.",
                f"{quoted(said)}は、明示された言明です。",
            )
        if explanation.status is Status.INFERRED:
            return say(
                f"{said}: this is inferred.",
                f"{quoted(said)}は、推論によるものです。",
            )
        if explanation.against:
            denied = self._s.denial(explanation.statement)
            ground, caveats = _ground(explanation), _caveats(explanation)
            notes = "、".join(note for note in (ground[1], caveats[1]) if note)
            return say(
                f"{denied}: the graph rules it out{ground[0]}{caveats[0]}.",
                f"{denied}：このグラフの他の言明と両立しません"
                f"{f'（{notes}）' if notes else ''}。",
            )
        return say(
            f"The graph does not say that {said}.",
            f"{quoted(said)}とは、このグラフからは言えません。",
        )

    def _opposite(self, explanation: Explanation) -> Iterator[tuple[str, Point]]:
        """Yield what rules a statement out: the axiom in words, and its ground."""
        _, p, kind = explanation.statement
        opposed = explanation.opposed
        if opposed is None:
            return
        for derivation in opposed.derivations:
            _, q, other = derivation.statement
            if p == q == RDF.type:
                one, two = self._s.a(kind), self._s.a(other)
                axiom = self._s.say(
                    f"nothing is both {one} and {two}",
                    f"{one}であると同時に{two}であるものはない",
                )
            else:
                axiom = clash_reason(
                    self._s, opposed.rule, opposed.axiom, opposed.sides
                )
            yield axiom, self._point(derivation)

    def _remarks(self, explanation: Explanation) -> Iterator[str]:
        say = self._s.say
        if not explanation.complete:
            yield say(
                "The time ran out before every way was looked at.",
                "時間切れのため、調べていない導き方があります。",
            )
        if explanation.status is not Status.ABSENT:
            return
        if not explanation.known:
            subject = self._words.label(explanation.statement[0])
            yield say(
                f"The graph says nothing about {subject}.",
                f"このグラフは{subject}について何も述べていません。",
            )
        if not explanation.against:
            yield say(
                "That it does not follow does not make it false.",
                "導かれないからといって、偽とは限りません。",
            )

    def _point(self, derivation: Derivation, aside: bool = False) -> Point:
        statement = derivation.statement
        sentence = capital(self._sentence(derivation, aside))
        if not derivation.rule:
            passages = tuple(map(self._passages.passage, derivation.evidence))
            return Point(statement, sentence, passages=passages)
        if statement in self._told:
            return Point(statement, sentence, again=True)
        self._told.add(statement)
        rules: dict[str, None] = {}
        axioms: dict[Triple, None] = {}
        grounds = list(self._grounds(derivation, rules, axioms))
        return Point(
            statement,
            sentence,
            reason=self._reasons.reason(derivation),
            rules=tuple(rules),
            axioms=tuple(axioms),
            points=tuple(map(self._point, grounds)),
        )

    def _aside(
        self, derivations: tuple[Derivation, ...], subject: Node
    ) -> tuple[Point, ...]:
        """Return what is said beside; what others are is told by their labels."""
        return tuple(
            self._point(derivation, aside=derivation.statement[0] != subject)
            for derivation in derivations
        )

    def _sentence(self, derivation: Derivation, aside: bool) -> str:
        s, p, o = derivation.statement
        if p == RDF.type and aside:
            # The label of an assessment or a finding says what it says.
            kind, label = self._words.label(o), self._words.label(s)
            return self._s.say(f"{kind}: {label}", f"{kind}：{label}")
        return self._s.statement(derivation.statement)

    def _grounds(
        self,
        derivation: Derivation,
        rules: dict[str, None],
        axioms: dict[Triple, None],
    ) -> Iterator[Derivation]:
        """Yield what a step rests on, through what has no name."""
        rules[derivation.rule] = None
        for premise in derivation.premises:
            if not named(premise.statement):
                if premise.rule:
                    yield from self._grounds(premise, rules, axioms)
                else:
                    axioms[premise.statement] = None
            elif premise.rule or not self._axioms.is_axiom(premise.statement):
                yield premise
            elif derivation.rule.startswith("scm-"):
                # About the ontology itself, its axioms are the grounds.
                yield premise
            else:
                axioms[premise.statement] = None

    def _way(self, definition: Definition) -> Way:
        kind, expression = definition.kind, definition.expression
        checks = tuple(
            self._check(condition, kind) for condition in definition.conditions
        )
        subject = self._words.label(definition.subject)
        if isinstance(kind, BNode):
            return Way(
                self._s.say("One of these would be enough", "次のいずれか一つで足りる"),
                checks,
            )
        if expression == kind:
            meant = self._s.meaning(kind)
        else:
            meant = self._s.phrase(expression)
        sentence = self._s.say(
            f"{subject} would be {self._s.a(kind)} if it were {with_article(meant)}",
            f"{subject}は、{meant}であれば、{self._s.phrase(kind)}と言える",
        )
        return Way(capital(sentence), checks)

    def _route(self, route: Route) -> Way:
        rule = self._reasons.route(route)
        sentence = self._s.say(
            f"It would follow by the rule “{rule}”",
            f"次の規則から導くことができる：{rule}",
        )
        checks = [self._premise(one) for case in route.cases for one in case]
        if all(check.met for check in checks):
            # A stored query may ask for what must not be there.
            told = self._s.say(
                f"A further condition of the rule {route.rule} is not met",
                f"規則{route.rule}のほかの条件が満たされていない",
            )
            checks.append(Check(False, told))
        return Way(sentence, tuple(checks))

    def _premise(self, premise: Premise) -> Check:
        said = self._s.statement(premise.statement)
        if premise.derivation:
            point = self._point(premise.derivation)
            return Check(True, point.sentence, point)
        if premise.unknown:
            return Check(None, capital(said))
        return Check(
            False,
            self._missing(said),
            instead=self._aside(premise.instead, premise.statement[0]),
            deeper=tuple(
                self._route(one) if isinstance(one, Route) else self._way(one)
                for one in premise.deeper
            ),
        )

    def _missing(self, said: str) -> str:
        return self._s.say(
            f"No statement that {said}", f"{quoted(said)}という言明がない"
        )

    def _check(self, condition: Condition, kind: Node) -> Check:
        """Return a condition of *kind* in words."""
        subject = self._words.label(condition.subject)
        if condition.expression == kind and not isinstance(kind, BNode):
            said = self._s.made(kind)
            sentence = self._s.say(f"{subject} {said}", f"{subject}は{said}")
        else:
            sentence = self._s.said_of(subject, condition.expression)
        if condition.derivation:
            grounds: list[Derivation] = [condition.derivation]
            if isinstance(condition.expression, BNode):
                grounds = list(self._grounds(condition.derivation, {}, {}))
            points = [self._point(ground) for ground in grounds]
            return Check(True, capital(sentence), points[0] if points else None)
        if condition.unknown:
            return Check(None, capital(sentence))
        return Check(
            False,
            self._beyond(sentence, condition.beyond)
            if condition.beyond
            else self._missing(sentence),
            instead=self._aside(condition.instead, condition.subject),
            deeper=tuple(map(self._way, condition.deeper)),
        )

    def _beyond(self, said: str, why: Beyond) -> str:
        """Return that no statement can show what a condition asks for."""
        if why is Beyond.NO_RULE:
            return self._s.say(
                f"No rule of OWL 2 RL concludes that {said}",
                f"{quoted(said)}ことを導く規則は、OWL 2 RLにない",
            )
        return self._s.say(
            f"No statement can show that {said}: what is not stated may be so, too",
            f"{quoted(said)}ことは、どの言明からも導けない"
            "（述べられていないこともありうる）",
        )


def _ground(explanation: Explanation) -> tuple[str, str]:
    """Return, for a title, on what kind of reading it rests that something is not so.

    Nobody should take an editor's reading of a source for its word.
    """
    leaves = (
        part
        for derivation in explanation.against
        for part in derivation.parts()
        if not part.rule
    )
    for leaf in leaves:
        readings = {one.reading for one in leaf.evidence}
        if readings == {INTERPRETED}:
            return ", by an interpretation of its source", "資料の解釈による"
    return "", ""


def _caveats(explanation: Explanation) -> tuple[str, str]:
    """Return, for a title, how many caveats stand below it."""
    found = {
        one.statement[0]
        for beside in (
            explanation.instead,
            *(
                condition.instead
                for definition in explanation.definitions
                for condition in definition.conditions
            ),
        )
        for one in beside
        if one.statement[1:] == (RDF.type, SSE.Caveat)
    }
    if not found:
        return "", ""
    many = "" if len(found) == 1 else "s"
    return f"; {len(found)} caveat{many} below", f"留意点{len(found)}件"


def _nodes(explanation: Explanation) -> Iterator[Node]:
    yield from explanation.statement
    for derivation in (
        *explanation.derivations,
        *explanation.against,
        *explanation.instead,
    ):
        yield from derivation.nodes()


def _terms(derivations: Iterable[Derivation]) -> Iterator[Node]:
    """Yield the classes and properties that *derivations* speak of."""
    for derivation in derivations:
        for part in derivation.parts():
            s, p, o = part.statement
            yield p
            if p == RDF.type:
                yield o
            elif p in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass):
                yield from (s, o)
