"""Why a rule concludes what it does, in words: the axiom it uses, read out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rdflib import OWL, BNode, Variable

from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.constructs import Construct
from tsunagari.explanation.derivation import Derivation
from tsunagari.explanation.routes import Route
from tsunagari.explanation.sentences import Sentences
from tsunagari.explanation.words import each, with_article

__all__ = ["Reasons"]


class Reasons:
    """Reads out the axioms that derivations use."""

    def __init__(
        self, axioms: Axioms, sentences: Sentences, constructs: list[Construct]
    ) -> None:
        self._axioms = axioms
        self._s = sentences
        self._constructs = {construct.id: construct for construct in constructs}

    def reason(self, derivation: Derivation) -> str:
        """Return why the last step of *derivation* holds, without a full stop."""
        if construct := self._constructs.get(derivation.rule):
            return self._summary(construct)
        told = _TOLD.get(derivation.rule)
        return told(self, derivation) if told else self._by_hierarchy(derivation)

    def route(self, route: Route) -> str:
        """Return the rule by which a statement would follow, without a full stop."""
        if construct := self._constructs.get(route.rule):
            return self._summary(construct)
        s, p, o = route.statement
        if route.rule == "cls-hv1":
            kind = self._s.phrase(route.patterns[0][2])
            value = self._s.value(p, o)
            return self._s.say(each(kind, value), f"{kind}はすべて{value}")
        between = (node for one in route.patterns for node in (one[0], one[2]))
        nodes = dict.fromkeys(node for node in between if isinstance(node, Variable))
        letters = dict(zip((s, *nodes, o), "ABCDEFGHIJ", strict=False))
        conditions = [
            self._s.rule(q, letters[one], letters[other])
            for one, q, other in route.patterns
        ]
        return self._s.if_so(conditions, self._s.rule(p, letters[s], letters[o]))

    def _summary(self, construct: Construct) -> str:
        header = construct.query.header
        text = header["summary-ja" if self._s.japanese else "summary"].rstrip("。.")
        return text[:1].lower() + text[1:]

    def _by_class(self, derivation: Derivation) -> str:
        narrow, _, wide = derivation.premises[0].statement
        return self._s.every(narrow, wide)

    def _by_definition(self, derivation: Derivation) -> str:
        kind = derivation.statement[2]
        one, _, other = derivation.premises[0].statement
        meaning = other if one == kind else one
        if derivation.rule == "cls-int1":
            members = self._axioms.members(other)
            meant = self._s.all_of(members)
        else:
            meant = self._s.phrase(meaning)
        return self._s.say(
            f"{self._s.a(kind)} is by definition {with_article(meant)}",
            f"{self._s.phrase(kind)}とは、{meant}のことである",
        )

    def _by_part(self, derivation: Derivation) -> str:
        whole = derivation.premises[0].statement[0]
        kind = derivation.statement[2]
        return self._s.say(
            each(self._s.phrase(whole), self._s.condition(kind)),
            f"{self._s.phrase(whole)}はすべて{self._s.condition(kind)}",
        )

    def _by_union(self, derivation: Derivation) -> str:
        part = derivation.premises[1].statement[2]
        return self._s.every(part, derivation.statement[2])

    def _by_list(self, derivation: Derivation) -> str:
        kind = self._s.phrase(derivation.statement[2])
        return self._s.say(
            f"it is listed among those that {kind} consists of",
            f"{kind}の要素として列挙されている",
        )

    def _by_end(self, derivation: Derivation) -> str:
        p, _, kind = derivation.premises[0].statement
        end = "A" if derivation.rule == "prp-dom" else "B"
        return self._s.if_so([self._s.rule(p, "A", "B")], self._s.is_a(end, kind))

    def _by_property(self, derivation: Derivation) -> str:
        p = derivation.statement[1]
        q = derivation.premises[1].statement[1]
        turned = derivation.rule in ("prp-inv1", "prp-inv2", "prp-symp")
        ends = ("B", "A") if turned else ("A", "B")
        one, other = self._s.rule(q, *ends), self._s.rule(p, "A", "B")
        apart = self._s.words.apart
        return self._s.if_so([one + apart(q)], other + apart(p))

    def _by_path(self, derivation: Derivation) -> str:
        letters = "ABCDEFGHIJ"
        path = [premise.statement[1] for premise in derivation.premises[1:]]
        conditions = [
            self._s.rule(p, letters[place], letters[place + 1])
            for place, p in enumerate(path)
        ]
        last = letters[len(path)]
        return self._s.if_so(
            conditions, self._s.rule(derivation.statement[1], "A", last)
        )

    def _by_value(self, derivation: Derivation) -> str:
        restriction = derivation.premises[0].statement[0]
        member = derivation.premises[2]
        kind = member.statement[2]
        # The class that is below the restriction, rather than the restriction.
        while isinstance(kind, BNode) and member.rule in _UPWARD:
            member = member.premises[1]
            kind = member.statement[2]
        return self._s.say(
            each(self._s.phrase(kind), self._s.condition(restriction)),
            f"{self._s.phrase(kind)}はすべて{self._s.condition(restriction)}",
        )

    def _by_values(self, derivation: Derivation) -> str:
        p, kind = derivation.premises[1].statement[2], derivation.statement[2]
        owner = derivation.premises[2].statement
        told = self._s.is_a("B", kind)
        return self._s.if_so(
            [self._s.is_a("A", owner[2]), self._s.rule(p, "A", "B")], told
        )

    def _by_one_value(self, derivation: Derivation) -> str:
        p = derivation.premises[-1].statement[1]
        label = self._s.words.label(p)
        if derivation.rule == "prp-ifp":
            return self._s.say(
                f"two things with the same “{label}” are one",
                f"「{label}」が同じものは一つである",
            )
        return self._s.say(
            f"a thing has no more than one “{label}”",
            f"「{label}」は一つのものに一つだけである",
        )

    def _by_key(self, derivation: Derivation) -> str:
        kind = derivation.premises[0].statement[0]
        key = self._axioms.value(kind, OWL.hasKey)
        listed = [] if key is None else self._axioms.members(key)
        names = "」「" if self._s.japanese else "”, “"
        said = names.join(self._s.words.label(p) for p in listed)
        return self._s.say(
            f"two of the kind {self._s.phrase(kind)} with the same “{said}” are one",
            f"「{said}」が同じ{self._s.phrase(kind)}は一つである",
        )

    def _by_equality(self, derivation: Derivation) -> str:
        return self._s.say(
            "what holds of a thing holds under each of its names",
            "あるものについて成り立つことは、そのどの名についても成り立つ",
        )

    def _by_identity(self, derivation: Derivation) -> str:
        return self._s.say(
            "everything is the same as itself", "どのものも、それ自身と同一である"
        )

    def _by_hierarchy(self, derivation: Derivation) -> str:
        return self._s.say(
            "the ontology says so of its classes and properties together",
            "オントロジーのクラスとプロパティの定めを合わせると、そうなる",
        )


# Steps from a class to one that is wider, with the membership as second premise.
_UPWARD: Final = ("cax-sco", "cax-eqc1", "cax-eqc2", "cls-int2")
_Telling = Callable[[Reasons, Derivation], str]
_TOLD: Final[dict[str, _Telling]] = {
    "cax-sco": Reasons._by_class,
    "cax-eqc1": Reasons._by_definition,
    "cax-eqc2": Reasons._by_definition,
    "cls-int1": Reasons._by_definition,
    "cls-int2": Reasons._by_part,
    "cls-uni": Reasons._by_union,
    "cls-oo": Reasons._by_list,
    "cls-avf": Reasons._by_values,
    "cls-hv1": Reasons._by_value,
    "prp-dom": Reasons._by_end,
    "prp-rng": Reasons._by_end,
    "prp-eqp1": Reasons._by_property,
    "prp-eqp2": Reasons._by_property,
    "prp-inv1": Reasons._by_property,
    "prp-inv2": Reasons._by_property,
    "prp-spo1": Reasons._by_property,
    "prp-symp": Reasons._by_property,
    "prp-spo2": Reasons._by_path,
    "prp-trp": Reasons._by_path,
    "prp-fp": Reasons._by_one_value,
    "prp-ifp": Reasons._by_one_value,
    "cls-maxc2": Reasons._by_one_value,
    "cls-maxqc3": Reasons._by_one_value,
    "cls-maxqc4": Reasons._by_one_value,
    "prp-key": Reasons._by_key,
    "eq-ref": Reasons._by_identity,
    "eq-rep-o": Reasons._by_equality,
    "eq-rep-p": Reasons._by_equality,
    "eq-rep-s": Reasons._by_equality,
    "eq-sym": Reasons._by_equality,
    "eq-trans": Reasons._by_equality,
}
