"""Why statements clash, in words: the axiom that does not let them be true together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rdflib import OWL, RDF, BNode
from rdflib.term import Node

from tsunagari.explanation.derivation import Triple
from tsunagari.explanation.sentences import Sentences

__all__ = ["clash_reason"]


def clash_reason(
    sentences: Sentences,
    rule: str,
    axiom: Sequence[Triple],
    sides: Sequence[Triple],
) -> str:
    """Return what *rule* says of *sides*, without a full stop.

    :param rule: The profile's name of a rule that ends in "false".
    :param axiom: The premises that the ontology states.
    :param sides: The premises that the data states, and that clash.
    """
    told = _TOLD.get(rule, _together)
    return told(sentences, axiom, sides)


def _together(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    return s.say(
        "the ontology does not let them be true together",
        "オントロジーの定めにより、両立しない",
    )


def _both(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    kinds = [kind for _, p, kind in sides if p == RDF.type]
    if len(kinds) == 1:
        return _there_is_no(s, kinds[0])
    one, two = (s.a(kind) for kind in kinds)
    return s.say(
        f"nothing is both {one} and {two}",
        f"{one}であると同時に{two}であるものはない",
    )


def _none_such(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    return _there_is_no(s, axiom[0][0] if axiom else OWL.Nothing)


def _there_is_no(s: Sentences, kind: Node) -> str:
    if kind == OWL.Nothing:
        return s.say("nothing is of the empty class", "空のクラスに属するものはない")
    return s.say(f"there is no {s.phrase(kind)}", f"{s.phrase(kind)}はない")


def _two_properties(
    s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]
) -> str:
    one, other = (s.rule(side[1], "A", "B") for side in (sides[0], sides[-1]))
    return s.say(
        f"if {one}, it is not so that {other}",
        f"「{one}」と「{other}」は両立しない",
    )


def _itself(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    told = s.rule(sides[0][1], "A", "A")
    return s.say(f"it is never so that {told}", f"「{told}」となるものはない")


def _one_way(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    p = sides[0][1]
    one, other = s.rule(p, "A", "B"), s.rule(p, "B", "A")
    return s.say(
        f"if {one}, it is not so that {other}",
        f"「{one}」と「{other}」は両立しない",
    )


def _denied(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    return s.say(
        "a negative property assertion says that it is not so",
        "否定の言明（owl:NegativePropertyAssertion）により、そうではないとされている",
    )


def _one_value(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    p = next((p for _, p, _ in sides if p != RDF.type), sides[0][1])
    label = s.words.label(p)
    return s.say(
        f"a thing has no more than one “{label}”",
        f"「{label}」は一つのものに一つだけである",
    )


def _no_value(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    restriction = axiom[0][0]
    p = next(p for _, p, _ in sides if p != RDF.type)
    label = s.words.label(p)
    counted = s.counted(restriction)
    that = f" that is {s.a(counted)}" if counted else ""
    kind = f"{s.phrase(counted)}である" if counted else ""
    if isinstance(restriction, BNode):
        return s.say(
            f"no “{label}”{that} is allowed here",
            f"ここでは{kind}「{label}」は一つも認められない",
        )
    return s.say(
        f"{s.a(restriction)} has no “{label}”{that}",
        f"{s.phrase(restriction)}には{kind}「{label}」がない",
    )


def _same(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    return s.say(
        "what is the same is not different",
        "同一のものは、互いに異なるものではない",
    )


def _listed(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    return s.say(
        "those that an axiom lists are all different",
        "公理に列挙されたものは、すべて互いに異なる",
    )


def _datatype(s: Sentences, axiom: Sequence[Triple], sides: Sequence[Triple]) -> str:
    p, kind = sides[0][1], axiom[0][2]
    label, name = s.words.label(p), s.words.label(kind)
    return s.say(
        f"every value of “{label}” is written as {name} has it",
        f"「{label}」の値は{name}の書き方による",
    )


_Telling = Callable[[Sentences, Sequence[Triple], Sequence[Triple]], str]
_TOLD: Final[dict[str, _Telling]] = {
    "cax-dw": _both,
    "cax-adc": _both,
    "cls-com": _both,
    "cls-nothing2": _none_such,
    "prp-pdw": _two_properties,
    "prp-adp": _two_properties,
    "prp-irp": _itself,
    "prp-asyp": _one_way,
    "prp-npa1": _denied,
    "prp-npa2": _denied,
    "prp-fp": _one_value,
    "cls-maxc1": _no_value,
    "cls-maxqc1": _no_value,
    "cls-maxqc2": _no_value,
    "cls-maxc2": _one_value,
    "eq-diff1": _same,
    "eq-diff2": _listed,
    "eq-diff3": _listed,
    "dt-not-type": _datatype,
}
