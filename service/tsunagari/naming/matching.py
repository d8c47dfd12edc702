"""Which words of a name in Latin letters are which of a name in Japanese.

Words are matched by what they mean first, those of longer phrases before others; then
by how they sound, a run of them where the other name writes them as one; then what is
written in kana by its consonants, since "Plus" is プラス; then a long word by the words
that it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz.distance.Levenshtein import normalized_similarity as _similar

from tsunagari.naming.meanings import Role, split, stem
from tsunagari.naming.segments import Segment, parts_of
from tsunagari.naming.spellings import as_kana, loose, skeleton

__all__ = ["Foreign", "Matching", "foreign", "match", "weight_of"]

WEIGHTS: Final[dict[Role, float]] = {
    "": 1.0,
    "head": 0.35,
    "kind": 0.6,
    "light": 0.35,
    "none": 0.0,
}
PROPER: Final = 1.2
# Kana of so few characters beside ideographs are の, と and the like.
PARTICLE: Final = 2
SIMILAR: Final = 0.85
SIMILAR_SIZE: Final = 5
SHORTEST_SOUND: Final = 3
CONSONANTS: Final = 3
# How far vowels must agree beside the consonants, and where these are but two.
VOWELS: Final = 0.4
MORE_VOWELS: Final = 0.6
ANY_VOWEL: Final = "@"
LONGEST_RUN: Final = 3
ACRONYM: Final = range(3, 7)


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
class Matching:
    """What of each name was found in the other: by its place, how well.

    *their_weight* is what a word of theirs weighs: as much as what it was matched with.
    """

    theirs: Foreign
    ours: Sequence[Segment]
    their_match: dict[int, float] = field(default_factory=dict)
    our_match: dict[int, float] = field(default_factory=dict)
    their_weight: dict[int, float] = field(default_factory=dict)

    def add(self, theirs: range, ours: range, how: float = 1.0) -> None:
        """Note that words of theirs are segments of ours."""
        self.our_match.update(dict.fromkeys(ours, how))
        self.add_theirs(theirs, sum(weight_of(self.ours[p]) for p in ours), how)

    def add_theirs(self, theirs: range, weight: float, how: float = 1.0) -> None:
        """Note that words of theirs were found, and what they weigh together."""
        for place in theirs:
            self.their_match[place] = how
            self.their_weight[place] = weight / len(theirs)

    def is_free(self, theirs: range, ours: Sequence[int] = ()) -> bool:
        """Tell whether nothing of these was matched yet."""
        return not any(p in self.their_match for p in theirs) and not any(
            p in self.our_match for p in ours
        )

    def places(self, phrase: tuple[str, ...]) -> Iterator[range]:
        """Yield where *phrase* stands in what of theirs is not matched yet."""
        stems, size = self.theirs.stems, len(phrase)
        for start in range(len(stems) - size + 1):
            found = range(start, start + size)
            if stems[start : start + size] == phrase and self.is_free(found):
                yield found


def match(theirs: Foreign, ours: Sequence[Segment]) -> Matching:
    """Return what of each name is in the other."""
    matching = Matching(theirs, ours)
    _by_meaning(matching)
    _by_sound(matching)
    _by_parts(matching)
    _by_initials(matching)
    return matching


def weight_of(segment: Segment) -> float:
    """Return what a segment weighs."""
    if segment.meaning:
        return WEIGHTS[segment.meaning.role]
    is_particle = len(segment.text) <= PARTICLE and "ぁ" <= segment.text <= "ん"
    return 0.0 if is_particle else PROPER


def _by_meaning(matching: Matching) -> None:
    known = [
        (-len(phrase), place, phrase)
        for place, segment in enumerate(matching.ours)
        if segment.meaning
        for phrase in segment.meaning.phrases
    ]
    for _, place, phrase in sorted(known):
        found = next(matching.places(phrase), None)
        if found and place not in matching.our_match:
            matching.add(found, range(place, place + 1))


def _by_parts(matching: Matching) -> None:
    for place, segment in enumerate(matching.ours):
        parts = parts_of(segment.text) if place not in matching.our_match else ()
        hits = 0
        for part in parts:
            for phrase in sorted(part.phrases, key=len, reverse=True):
                if found := next(matching.places(phrase), None):
                    matching.add_theirs(found, WEIGHTS[part.role])
                    hits += 1
                    break
        # Of a kind all is said, or nothing: 健康保険組合 is no 組合.
        is_kind = segment.meaning is not None and segment.meaning.role == "kind"
        if hits and (hits == len(parts) or not is_kind):
            matching.our_match[place] = hits / len(parts)


def _by_initials(matching: Matching) -> None:
    """Match an acronym in one name with the words that it stands for in the other."""
    for theirs in _runs(len(matching.theirs.words), 1):
        letters = matching.theirs.words[theirs.start]
        for ours in _runs_of(len(letters), len(matching.ours)):
            if matching.is_free(theirs, ours) and all(
                _begins(matching.ours[place], letter)
                for place, letter in zip(ours, letters, strict=True)
            ):
                matching.add(theirs, ours, SIMILAR)
    for place, segment in enumerate(matching.ours):
        letters = segment.text if segment.text.isascii() else ""
        for theirs in _runs_of(len(letters), len(matching.theirs.words)):
            words = [matching.theirs.words[place] for place in theirs]
            found = range(place, place + 1)
            if matching.is_free(theirs, found) and all(
                word[0] == letter for word, letter in zip(words, letters, strict=True)
            ):
                matching.add(theirs, found, SIMILAR)


def _begins(segment: Segment, letter: str) -> bool:
    phrases = segment.meaning.phrases if segment.meaning else ()
    return any(phrase[0][0] == letter for phrase in phrases)


def _runs_of(length: int, size: int) -> Iterator[range]:
    if length in ACRONYM:
        yield from (range(start, start + length) for start in range(size - length + 1))


def _by_sound(matching: Matching) -> None:
    sounds: dict[str, range] = {}
    for ours in _runs(len(matching.ours), len(matching.ours)):
        said = [matching.ours[place].sound for place in ours]
        if all(said) and matching.is_free(range(0), ours):
            sounds.setdefault("".join(said), ours)
            sounds.setdefault(loose("".join(said)), ours)
    texts = {
        theirs: "".join(matching.theirs.words[place] for place in theirs)
        for theirs in _runs(len(matching.theirs.words), LONGEST_RUN)
    }
    for theirs, text in texts.items():
        found = sounds.get(loose(text))
        if found and matching.is_free(theirs, found):
            # "DX" is DX, but "to" may be much.
            as_written = text == matching.ours[found.start].text
            if as_written or len(text) >= SHORTEST_SOUND:
                matching.add(theirs, found)
    for theirs, text in texts.items():
        if matching.is_free(theirs):
            found = _nearly(matching, text, sounds)
            if found is None and len(text) >= SHORTEST_SOUND:
                found = _by_consonants(matching, text, is_one=len(theirs) == 1)
            if found:
                matching.add(theirs, found, SIMILAR)


def _nearly(matching: Matching, text: str, sounds: dict[str, range]) -> range | None:
    """Return what sounds nearly so, a name among it: words are known or not."""
    spelled = loose(text)
    if len(spelled) < SIMILAR_SIZE:
        return None
    for sound, ours in sounds.items():
        is_name = any(matching.ours[place].meaning is None for place in ours)
        is_open = is_name and matching.is_free(range(0), ours)
        if is_open and _similar(spelled, sound) >= SIMILAR:
            return ours
    return None


def _by_consonants(matching: Matching, text: str, *, is_one: bool) -> range | None:
    """Return what is written in kana and has the consonants of *text*.

    :param is_one: Whether *text* is one word: of more, all consonants must agree.
    """
    consonants = skeleton(text, english=True)
    if len(consonants) < CONSONANTS:
        return None
    few = len(consonants) == CONSONANTS and ANY_VOWEL in consonants
    for ours in _runs(len(matching.ours), LONGEST_RUN):
        kana = [matching.ours[place].foreign for place in ours]
        if not all(kana) or not matching.is_free(range(0), ours):
            continue
        sound = "".join(matching.ours[place].sound for place in ours)
        if _same("".join(kana), consonants, similar=is_one):
            vowels = _similar(as_kana(loose(text)), sound)
            if vowels >= (MORE_VOWELS if few else VOWELS):
                return ours
    return None


def _same(found: str, consonants: str, *, similar: bool) -> bool:
    if found == consonants:
        return True
    long = min(len(found), len(consonants)) >= SIMILAR_SIZE
    return similar and long and _similar(found, consonants) >= SIMILAR


def _runs(size: int, longest: int) -> Iterator[range]:
    """Yield runs of places, the longest first."""
    for length in range(min(size, longest), 0, -1):
        for start in range(size - length + 1):
            yield range(start, start + length)
