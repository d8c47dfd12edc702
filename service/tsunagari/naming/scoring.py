"""How alike two names are, and two bodies by all their names, place and kind.

Alike is a number from 0 to 1. What speaks against a match is not weighed but forbids
it: a kind that one name says and the other does not, other numbers in the names, other
legal forms, another country. A federation is not its member.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from tsunagari.naming.names import Name
from tsunagari.naming.places import Nearness
from tsunagari.naming.words import words

__all__ = ["CLOSE", "EXACT", "Alike", "alike", "names_alike"]

# From here on a link is proposed as close, and as exact. Set on the tuning part of
# tests/data/linking/labelled-pairs.csv.
CLOSE: Final = 0.85
EXACT: Final = 0.95

LIGHT: Final = 0.5
LONG_WORD: Final = 8
SAME_WORD: Final = 0.88
CONTRADICTED: Final = 0.7
ACRONYM: Final = 0.8
SHORT_ACRONYM: Final = 3
SPELLED: Final = 0.88
ONE_FORM: Final = 0.97
OTHER_STRING: Final = 0.85
# Of names that sound alike too many are others': never exact, in no place.
ROMAN: Final = 0.92
ROMAN_SHORT: Final = 5
ROMAN_LONG: Final = 9
ROMAN_SIMILAR: Final = 0.93
NUMBER_MISSING: Final = 0.9
PLACES: Final = {"same": 0.02, "near": -0.06, "far": -0.2, "unknown": 0.0}


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike, between which names, and in words what it rests on."""

    score: float
    left: str = ""
    right: str = ""
    why: str = ""


def alike(
    lefts: tuple[Name, ...], rights: tuple[Name, ...], nearness: Nearness = "unknown"
) -> Alike:
    """Return how alike two bodies are by the two of their names that are most alike."""
    best = Alike(0.0)
    for left in lefts:
        for right in rights:
            score, why = names_alike(left, right)
            if score > best.score or not best.why:
                best = Alike(score, left.text, right.text, why)
    if nearness == "other country":
        return Alike(0.0, best.left, best.right, "another country")
    if not best.score:
        return best
    score = max(0.0, min(1.0, best.score + PLACES[nearness]))
    return Alike(round(score, 4), best.left, best.right, best.why)


def names_alike(left: Name, right: Name) -> tuple[float, str]:
    """Return how alike two names are, and what that rests on or what forbids it."""
    if forbidden := _forbidden(left, right):
        return 0.0, forbidden
    score, why = _compared(left, right)
    if bool(left.digits) != bool(right.digits) and left.script == right.script:
        score *= NUMBER_MISSING
    return score, why


def _forbidden(left: Name, right: Name) -> str:
    if _unmet(left, right) or _unmet(right, left):
        return "only one name says its kind"
    if left.digits and right.digits and left.digits != right.digits:
        return "the numbers in the names differ"
    if left.form and right.form and left.form != right.form:
        return "the legal forms differ"
    return ""


def _unmet(name: Name, other: Name) -> bool:
    if not name.kinds:
        return False
    says = other.kinds | other.may
    together = words().together
    allowed = says.union(*(together.get(kind, ()) for kind in says))
    return not name.kinds <= allowed and not name.short and not other.short


def _compared(left: Name, right: Name) -> tuple[float, str]:
    scripts = {left.script, right.script}
    if scripts == {"words"}:
        return _words_alike(left, right)
    if scripts == {"japanese"}:
        return _strings_alike(left, right)
    # A reading beside a Japanese name or another reading says too little: many names
    # have the same sound.
    if "words" in scripts and left.roman and right.roman:
        return _sounds_alike(left, right)
    return 0.0, "no name in the same script"


def _words_alike(left: Name, right: Name) -> tuple[float, str]:
    if left.short or right.short:
        return _acronyms_alike(left, right)
    unmatched = list(right.tokens)
    matched = 0.0
    alone = []
    for token in left.tokens:
        found, similar = _nearest(token, unmatched)
        if found is None:
            alone.append(token)
        else:
            unmatched.remove(found)
            matched += 2 * _weight(token) * similar
    for one, other in ((alone, unmatched), (unmatched, alone)):
        matched += _spelled_out(one, other)
    total = sum(map(_weight, left.tokens)) + sum(map(_weight, right.tokens))
    score = min(1.0, matched / total)
    # Each has a word of its own: two bodies of one pattern.
    if any(_weight(t) == 1 for t in alone) and any(_weight(t) == 1 for t in unmatched):
        score *= CONTRADICTED
    if score == 1:
        return score, "the same words"
    return score, "nearly the same words"


def _acronyms_alike(left: Name, right: Name) -> tuple[float, str]:
    if left.compact == right.compact:
        return ACRONYM, "the same acronym"
    for one, other in ((left, right), (right, left)):
        initials = "".join(token[0] for token in other.tokens)
        if one.short and len(one.compact) >= SHORT_ACRONYM and one.compact == initials:
            return SPELLED, "an acronym and what it stands for"
    return 0.0, "an acronym and another name"


def _spelled_out(acronyms: list[str], tokens: list[str]) -> float:
    """Take acronyms and the words that they stand for out of both; return the weight.

    Both sides count in full: "SVP Tokyo" is all of "Social Venture Partners Tokyo".
    """
    weight = 0.0
    for acronym in [a for a in acronyms if len(a) >= SHORT_ACRONYM]:
        size = len(acronym)
        for place in range(len(tokens) - size + 1):
            found = tokens[place : place + size]
            if "".join(token[0] for token in found) == acronym:
                weight += SPELLED * (_weight(acronym) + sum(map(_weight, found)))
                acronyms.remove(acronym)
                del tokens[place : place + size]
                break
    return weight


def _nearest(token: str, others: list[str]) -> tuple[str | None, float]:
    """Return the word that is most like *token*, and how like it is."""
    if token in others:
        return token, 1.0
    found: tuple[str | None, float] = (None, SAME_WORD)
    for other in others:
        if min(len(token), len(other)) >= LONG_WORD:
            similar = Levenshtein.normalized_similarity(token, other)
            if similar >= found[1]:
                found = (other, similar)
    return found


def _weight(token: str) -> float:
    return LIGHT if token in words().light else 1.0


def _strings_alike(left: Name, right: Name) -> tuple[float, str]:
    if left.compact == right.compact:
        if bool(left.form) != bool(right.form):
            return ONE_FORM, "the same name, one without its legal form"
        return 1.0, "the same name"
    similar = Levenshtein.normalized_similarity(left.compact, right.compact)
    return OTHER_STRING * similar, "nearly the same name"


def _sounds_alike(left: Name, right: Name) -> tuple[float, str]:
    shortest = min(len(left.roman), len(right.roman))
    if left.roman == right.roman and shortest >= ROMAN_SHORT:
        return ROMAN, "the same name, by its reading"
    similar = Levenshtein.normalized_similarity(left.roman, right.roman)
    if shortest >= ROMAN_LONG and similar >= ROMAN_SIMILAR:
        return ROMAN * similar, "nearly the same name, by its reading"
    return OTHER_STRING * similar, "another name, by its reading"
