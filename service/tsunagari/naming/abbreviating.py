"""Names that are made short: acronyms, initials, first characters of words.

"SVP東京" is ソーシャルベンチャー・パートナーズ東京 by the initials of what its words
mean, 全農連 is 全国農業協同組合連合会 by the first characters of its words, and "RCN"
the Rural Civil Network for Disaster Relief, up to where its name tells what it is for.
All are weak: many names can be made short to the same letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tsunagari.naming.meanings import Meaning
from tsunagari.naming.names import Name
from tsunagari.naming.segments import Segment, parts_of, segments
from tsunagari.naming.words import words

__all__ = ["SHORT", "acronyms", "is_made_short", "short_forms"]

ACRONYM: Final = range(3, 7)
SHORT: Final = range(3, 6)
# What is no longer is one word: 連合会.
WHOLE: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")
_TAILS: Final = frozenset({"for", "of", "in", "to", "on", "against"})


def acronyms(name: Name) -> frozenset[str]:
    """Return the acronyms that a name may be made short to.

    The initials of its words, with and without those that tell nothing and those of
    its form; the initials up to where it tells what it is for; of a ``japanese`` name
    the initials of how its words sound, and of what they mean first of all.
    """
    if name.script == "japanese":
        found = _of_segments(segments(name))
    elif name.script == "words" and not name.short:
        found = _of_words(name.core.split(), _WORD.findall(name.text.casefold()))
    else:
        found = set()
    return frozenset(text for text in found if len(text) in ACRONYM)


def _of_words(core: list[str], whole: list[str]) -> set[str]:
    tail = next((n for n, word in enumerate(core) if word in _TAILS), len(core))
    empty = words().empty
    return {
        "".join(word[0] for word in found if keep or word not in empty)
        for found in (core, whole, core[:tail])
        for keep in (True, False)
    }


def _of_segments(found: Sequence[Segment]) -> set[str]:
    said = "".join(segment.sound[:1] for segment in found)
    first = [s.meaning.phrases[0] for s in found if s.meaning]
    meant = "".join(word[0] for phrase in first for word in phrase)
    return {said, meant if len(first) == len(found) else ""}


def is_made_short(short: Name, whole: Name) -> bool:
    """Tell whether a ``japanese`` name is another one made short."""
    if short.compact in short_forms(whole):
        return True
    return _by_initials(segments(short), segments(whole))


@lru_cache(maxsize=20_000)
def short_forms(name: Name) -> frozenset[str]:
    """Return the first characters of the words of a name, with its last and without.

    Only of names whose words are all known, since others may be cut in other ways.
    """
    known: list[Meaning] = []
    for segment in segments(name):
        if segment.meaning is None:
            return frozenset()
        parts = parts_of(segment.text) if len(segment.text) > WHOLE else ()
        known += parts or (segment.meaning,)
    firsts = "".join(meaning.text[0] for meaning in known)
    return frozenset(text for text in (firsts, firsts[:-1]) if len(text) in SHORT)


def _by_initials(short: Sequence[Segment], whole: Sequence[Segment]) -> bool:
    """Tell whether an acronym in *short* stands for words of *whole*."""
    for place, segment in enumerate(short):
        letters = segment.text
        size = len(letters)
        if not (letters.isascii() and letters.isalpha() and size in ACRONYM):
            continue
        before, after = short[:place], short[place + 1 :]
        if not before and not after:
            continue
        end = len(whole) - len(after)
        stood = whole[len(before) : end]
        if (
            _texts(whole[: len(before)]) == _texts(before)
            and _texts(whole[end:]) == _texts(after)
            and len(stood) == size
            and all(map(_begins, stood, letters))
        ):
            return True
    return False


def _texts(found: Sequence[Segment]) -> list[str]:
    return [segment.text for segment in found]


def _begins(segment: Segment, letter: str) -> bool:
    """Tell whether what *segment* means begins with *letter*."""
    if segment.meaning is None:
        return False
    return any(phrase[0][0] == letter for phrase in segment.meaning.phrases)
