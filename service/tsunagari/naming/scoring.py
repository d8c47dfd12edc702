"""How alike two names are, and two bodies by all their names, place and kind.

Alike is a number from 0 to 1. What speaks against a match is not weighed but forbids
it: a kind that one name says and the other does not, other numbers in the names, other
legal forms, another country. A federation is not its member.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from tsunagari.naming.abbreviating import acronyms, is_made_short
from tsunagari.naming.names import Name, Script
from tsunagari.naming.places import Nearness
from tsunagari.naming.translating import translated
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
NO_FORM: Final = 0.9
OTHER_STRING: Final = 0.85
# Of names that sound alike too many are others': never exact, in no place.
ROMAN: Final = 0.92
ROMAN_SHORT: Final = 5
ROMAN_LONG: Final = 9
ROMAN_SIMILAR: Final = 0.93
NUMBER_MISSING: Final = 0.9
TRANSLATED: Final = "the same words in two languages"
MADE_SHORT: Final = "a name and what it is made short to"
MADE_SHORT_SCORE: Final = 0.86
CHANGED: Final = "the same name, but for a word that many such bodies changed"
CHANGED_SCORE: Final = 0.9
STANDS_FOR: Final = "an acronym and what it stands for"
BY_READING: Final = frozenset(
    {"the same name, by its reading", "nearly the same name, by its reading"}
)
ONE_ACRONYM: Final = "the same acronym and legal form"
KINDS: Final = "only one name says its kind"
WEAK: Final = BY_READING | {TRANSLATED, MADE_SHORT, CHANGED, STANDS_FOR, ONE_ACRONYM}
PLACES: Final = {"same": 0.02, "near": -0.06, "far": -0.2, "unknown": 0.0}


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike, between which names, and in words what it rests on."""

    score: float
    left: str = ""
    right: str = ""
    why: str = ""

    @property
    def is_weak(self) -> bool:
        """Whether it tells a body only where no other fits as well."""
        return self.why in WEAK


def alike(
    lefts: tuple[Name, ...], rights: tuple[Name, ...], nearness: Nearness = "unknown"
) -> Alike:
    """Return how alike two bodies are by the two of their names that are most alike.

    Where both have names in one script, these tell more than what they mean.
    """
    best = Alike(0.0)
    scripts = _scripts(lefts) & _scripts(rights)
    for left in lefts:
        for right in rights:
            score, why = names_alike(left, right, translate=not scripts)
            if score > best.score or not best.why:
                best = Alike(score, left.text, right.text, why)
    if best.why in BY_READING and _is_vetoed(lefts, rights):
        best = Alike(0.0, best.left, best.right, KINDS)
    if nearness == "other country":
        return Alike(0.0, best.left, best.right, "another country")
    if not best.score:
        return best
    score = max(0.0, min(1.0, best.score + PLACES[nearness]))
    return Alike(round(score, 4), best.left, best.right, best.why)


def _is_vetoed(lefts: tuple[Name, ...], rights: tuple[Name, ...]) -> bool:
    """Tell whether names say other kinds, of which readings are often short."""
    return any(
        _in_two_languages(left, right) == (0.0, KINDS)
        for left in lefts
        for right in rights
        if {left.script, right.script} == {"words", "japanese"}
    )


def _scripts(names: tuple[Name, ...]) -> set[Script]:
    return {
        name.script for name in names if not name.short and name.script != "reading"
    }


def names_alike(
    left: Name, right: Name, *, translate: bool = True
) -> tuple[float, str]:
    """Return how alike two names are, and what that rests on or what forbids it.

    :param translate: Whether names in two scripts are compared by what they mean.
    """
    found = _as_written(left, right)
    scripts = {left.script, right.script}
    if found[0] < CLOSE and scripts == {"japanese"}:
        return max(found, _made_short(left, right))
    if found[0] < CLOSE and translate and scripts == {"words", "japanese"}:
        return max(found, _in_two_languages(left, right))
    return found


def _in_two_languages(left: Name, right: Name) -> tuple[float, str]:
    """Return how alike a name and a translated one are: kinds are seen to there."""
    if forbidden := _at_odds(left, right):
        return 0.0, forbidden
    theirs, ours = (left, right) if right.script == "japanese" else (right, left)
    if theirs.short and theirs.compact in acronyms(ours):
        return MADE_SHORT_SCORE, STANDS_FOR
    score = translated(theirs, ours)
    if score is None:
        return 0.0, KINDS
    # A Japanese name shows its form; another one need not.
    return score * (NO_FORM if theirs.form and not ours.form else 1), TRANSLATED


def _made_short(left: Name, right: Name) -> tuple[float, str]:
    """Return how alike a name and a short one are, which need not say its kind."""
    if forbidden := _at_odds(left, right):
        return 0.0, forbidden
    short, whole = sorted((left, right), key=lambda name: len(name.compact))
    if is_made_short(short, whole):
        return MADE_SHORT_SCORE, MADE_SHORT
    return 0.0, "nearly the same name"


def _as_written(left: Name, right: Name) -> tuple[float, str]:
    if forbidden := _forbidden(left, right):
        return 0.0, forbidden
    score, why = _compared(left, right)
    if bool(left.digits) != bool(right.digits) and left.script == right.script:
        score *= NUMBER_MISSING
    return score, why


def _forbidden(left: Name, right: Name) -> str:
    if _unmet(left, right) or _unmet(right, left):
        return KINDS
    return _at_odds(left, right)


def _at_odds(left: Name, right: Name) -> str:
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
    # A word that a name says twice tells no more than once.
    tokens, unmatched = (
        list(dict.fromkeys(left.tokens)),
        list(dict.fromkeys(right.tokens)),
    )
    total = sum(map(_weight, tokens)) + sum(map(_weight, unmatched))
    matched = 0.0
    alone = []
    for token in tokens:
        found, similar = _nearest(token, unmatched)
        if found is None:
            alone.append(token)
        else:
            unmatched.remove(found)
            matched += 2 * _weight(token) * similar
    for one, other in ((alone, unmatched), (unmatched, alone)):
        matched += _spelled_out(one, other)
    score = min(1.0, matched / total)
    # Each has a word of its own: two bodies of one pattern.
    if any(_weight(t) == 1 for t in alone) and any(_weight(t) == 1 for t in unmatched):
        score *= CONTRADICTED
    if score == 1:
        return score, "the same words"
    return score, "nearly the same words"


def _acronyms_alike(left: Name, right: Name) -> tuple[float, str]:
    if left.compact == right.compact:
        if left.form and left.form == right.form:
            return SPELLED, ONE_ACRONYM
        return ACRONYM, "the same acronym"
    for one, other in ((left, right), (right, left)):
        initials = "".join(token[0] for token in other.tokens)
        if one.short and len(one.compact) >= SHORT_ACRONYM and one.compact == initials:
            return SPELLED, STANDS_FOR
        if one.short and one.compact in acronyms(other):
            return MADE_SHORT_SCORE, STANDS_FOR
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
    if _unchanged(left.compact) == _unchanged(right.compact):
        return CHANGED_SCORE, CHANGED
    similar = Levenshtein.normalized_similarity(left.compact, right.compact)
    return OTHER_STRING * similar, "nearly the same name"


def _unchanged(compact: str) -> str:
    for former, now in words().japanese_changed:
        if compact.endswith(now):
            return compact.removesuffix(now) + former
    return compact


def _sounds_alike(left: Name, right: Name) -> tuple[float, str]:
    theirs, ours = (left, right) if left.script == "words" else (right, left)
    score, why = _as_they_sound(left, right)
    return score * (NO_FORM if theirs.form and not ours.form else 1), why


def _as_they_sound(left: Name, right: Name) -> tuple[float, str]:
    shortest = min(len(left.roman), len(right.roman))
    if left.roman == right.roman and shortest >= ROMAN_SHORT:
        return ROMAN, "the same name, by its reading"
    similar = Levenshtein.normalized_similarity(left.roman, right.roman)
    if shortest >= ROMAN_LONG and similar >= ROMAN_SIMILAR:
        return ROMAN * similar, "nearly the same name, by its reading"
    return OTHER_STRING * similar, "another name, by its reading"
