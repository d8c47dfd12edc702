"""How alike a name in Japanese and a translated or romanised one are.

The Japanese name is cut into words (:mod:`tsunagari.naming.segments`). Each is looked
for in the other name: first by what it means, then by how it sounds, a run of them
where the other name writes them as one, and what is written in kana by its consonants,
since "Plus" is プラス. What is found on both sides is weighed against what is not.

A translation never tells as much as a name: it is close at best, and whoever links
must see that no other body fits as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz.distance.Levenshtein import normalized_similarity as _similar

from tsunagari.naming.meanings import Role, meanings, split, stem
from tsunagari.naming.names import Name
from tsunagari.naming.segments import Segment, parts_of, segments
from tsunagari.naming.spellings import loose, skeleton
from tsunagari.naming.words import words

__all__ = ["Foreign", "foreign", "translated"]

FULL: Final = 0.92
# The share of both names that must be found, and the score that this gives.
ENOUGH: Final = 0.75
CLOSE: Final = 0.85
TELLING: Final = 1.0
WEIGHTS: Final[dict[Role, float]] = {
    "": 1.0,
    "head": 0.35,
    "kind": 0.6,
    "light": 0.35,
    "none": 0.0,
}
PROPER: Final = 1.2
PARTICLE: Final = 2
ANOTHER_HEAD: Final = 0.5
CONTRADICTED: Final = 0.75
SIMILAR: Final = 0.85
SIMILAR_SIZE: Final = 5
SOUND: Final = 2
CONSONANTS: Final = 3
VOWELS: Final = 0.5
LONGEST_RUN: Final = 3
# Letters that kana cannot tell apart.
_KANA_LETTERS: Final = str.maketrans("lcv", "rkb")


@dataclass(frozen=True, slots=True)
class Foreign:
    """The words of a name in Latin letters, as they are and in the singular."""

    words: tuple[str, ...]
    stems: tuple[str, ...]


@lru_cache(maxsize=20_000)
def foreign(core: str) -> Foreign:
    """Return the words of a name; what tells nothing is left out."""
    found = split(core)
    return Foreign(tuple(found), tuple(map(stem, found)))


@dataclass(slots=True)
class _Matching:
    """What of each side was found in the other: by place, how well."""

    theirs: Foreign
    ours: Sequence[Segment]
    their_match: dict[int, float] = field(default_factory=dict)
    our_match: dict[int, float] = field(default_factory=dict)

    def match(self, theirs: range, ours: range, how: float = 1.0) -> None:
        weight = sum(_weight(self.ours[place]) for place in ours)
        self.our_match.update(dict.fromkeys(ours, how))
        for place in theirs:
            self.their_match[place] = how
            self.their_weight[place] = weight / len(theirs)

    their_weight: dict[int, float] = field(default_factory=dict)

    def free(self, theirs: range) -> bool:
        return not any(place in self.their_match for place in theirs)

    def ours_free(self, ours: range) -> bool:
        return not any(place in self.our_match for place in ours)


def translated(theirs: Name, ours: Name) -> float | None:
    """Return how alike a name in Latin letters and a ``japanese`` one are.

    :returns: Nothing if one name says a kind that the other does not.
    """
    matching = _Matching(foreign(theirs.core), segments(ours))
    if not matching.theirs.words or not matching.ours:
        return 0.0
    _by_meaning(matching)
    _by_sound(matching)
    _by_parts(matching)
    if _unmet(matching, ours):
        return None
    return _score(matching, ours)


def _by_meaning(matching: _Matching) -> None:
    """Match words by what they mean, those of longer phrases first."""
    known = [
        (-len(phrase), place, phrase)
        for place, segment in enumerate(matching.ours)
        if segment.meaning
        for phrase in segment.meaning.phrases
    ]
    for _, place, phrase in sorted(known):
        if place not in matching.our_match:
            for found in _places(matching, phrase):
                matching.match(found, range(place, place + 1))
                break


def _places(matching: _Matching, phrase: tuple[str, ...]) -> Iterator[range]:
    stems, size = matching.theirs.stems, len(phrase)
    for start in range(len(stems) - size + 1):
        found = range(start, start + size)
        if stems[start : start + size] == phrase and matching.free(found):
            yield found


def _by_parts(matching: _Matching) -> None:
    """Match a word by the words in it, where it is not translated as a whole."""
    for place, segment in enumerate(matching.ours):
        parts = parts_of(segment.text) if place not in matching.our_match else ()
        hits = 0
        for part in parts:
            for phrase in sorted(part.phrases, key=len, reverse=True):
                if found := next(_places(matching, phrase), None):
                    for position in found:
                        matching.their_match[position] = 1.0
                        matching.their_weight[position] = WEIGHTS[part.role] / len(
                            phrase
                        )
                    hits += 1
                    break
        if hits:
            matching.our_match[place] = hits / len(parts)


def _by_sound(matching: _Matching) -> None:
    runs: dict[str, range] = {}
    for ours in _runs(len(matching.ours), len(matching.ours)):
        if matching.ours_free(ours):
            sounds = [matching.ours[place].sound for place in ours]
            if all(sounds):
                runs.setdefault("".join(sounds), ours)
                runs.setdefault(loose("".join(sounds)), ours)
    for theirs in _runs(len(matching.theirs.words), LONGEST_RUN):
        if not matching.free(theirs):
            continue
        text = "".join(matching.theirs.words[place] for place in theirs)
        found = runs.get(loose(text))
        if found and len(text) > SOUND and matching.ours_free(found):
            matching.match(theirs, found)
    for theirs in _runs(len(matching.theirs.words), LONGEST_RUN):
        if matching.free(theirs):
            text = "".join(matching.theirs.words[place] for place in theirs)
            _nearly(matching, theirs, text, runs)


def _nearly(
    matching: _Matching, theirs: range, text: str, runs: dict[str, range]
) -> None:
    spelled = loose(text)
    if len(spelled) >= SIMILAR_SIZE:
        for sound, ours in runs.items():
            if (
                matching.ours_free(ours)
                and any(matching.ours[place].meaning is None for place in ours)
                and _similar(spelled, sound) >= SIMILAR
            ):
                matching.match(theirs, ours, SIMILAR)
                return
    consonants = skeleton(text, english=True)
    if len(consonants) < CONSONANTS:
        return
    for ours in _runs(len(matching.ours), LONGEST_RUN):
        kana = [matching.ours[place].foreign for place in ours]
        sound = "".join(matching.ours[place].sound for place in ours)
        if (
            all(kana)
            and matching.ours_free(ours)
            and _same(consonants, kana)
            and _similar(spelled.translate(_KANA_LETTERS), sound) >= VOWELS
        ):
            matching.match(theirs, ours, SIMILAR)
            return


def _same(consonants: str, kana: list[str]) -> bool:
    found = "".join(kana)
    if found == consonants:
        return True
    return (
        min(len(found), len(consonants)) >= SIMILAR_SIZE
        and _similar(found, consonants) >= SIMILAR
    )


def _runs(size: int, longest: int) -> Iterator[range]:
    """Yield runs of places, the longest first."""
    for length in range(min(size, longest), 0, -1):
        for start in range(size - length + 1):
            yield range(start, start + length)


def _unmet(matching: _Matching, ours: Name) -> bool:
    """Tell whether one name says a kind that the other does not."""
    for place, segment in enumerate(matching.ours):
        if segment.meaning and segment.meaning.role == "kind":
            if place not in matching.our_match:
                return True
    allowed = ours.may | ours.kinds
    for place, word in enumerate(matching.theirs.stems):
        if place in matching.their_match:
            continue
        roles = _roles(word)
        kind = words().kinds.get(matching.theirs.words[place])
        if (roles == {"kind"} or (kind and not roles)) and kind not in allowed:
            return True
    return False


def _score(matching: _Matching, ours: Name) -> float:
    our_total, our_found, telling = 0.0, 0.0, 0.0
    our_heads: list[float] = []
    alone = False
    for place, segment in enumerate(matching.ours):
        weight = _weight(segment)
        our_total += weight
        if place in matching.our_match:
            our_found += weight * matching.our_match[place]
            telling += weight * matching.our_match[place]
        elif segment.meaning and segment.meaning.role == "head":
            our_heads.append(weight)
        elif weight >= 1:
            alone = True
    their_total, their_found = 0.0, 0.0
    their_heads: list[float] = []
    their_alone = False
    for place, word in enumerate(matching.theirs.stems):
        if place in matching.their_match:
            their_total += matching.their_weight[place]
            their_found += matching.their_weight[place] * matching.their_match[place]
            continue
        if words().kinds.get(matching.theirs.words[place]) in ours.may:
            continue
        weight = _their_weight(word)
        their_total += weight
        if "head" in _roles(word):
            their_heads.append(weight)
        elif weight >= 1:
            their_alone = True
    # "Foundation" for センター: each is a body, and which word says so is chance.
    for one, other in zip(our_heads, their_heads, strict=False):
        our_found += one * ANOTHER_HEAD
        their_found += other * ANOTHER_HEAD
    if telling < TELLING or not our_total or not their_total:
        return 0.0
    share = (our_found / our_total + their_found / their_total) / 2
    if alone and their_alone:
        share *= CONTRADICTED
    if share >= ENOUGH:
        return CLOSE + (FULL - CLOSE) * (share - ENOUGH) / (1 - ENOUGH)
    return CLOSE * share / ENOUGH


def _weight(segment: Segment) -> float:
    if segment.meaning:
        return WEIGHTS[segment.meaning.role]
    is_particle = len(segment.text) <= PARTICLE and "ぁ" <= segment.text <= "ん"
    return 0.0 if is_particle else PROPER


def _roles(word: str) -> set[Role]:
    rows = meanings().by_stem.get(word, ())
    return {meaning.role for phrase, meaning in rows if len(phrase) == 1}


def _their_weight(word: str) -> float:
    return min((WEIGHTS[role] for role in _roles(word)), default=1.0)
