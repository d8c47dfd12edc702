"""Names in Japanese, cut into words that are known and what stands between them.

There are no spaces: of all ways to cut a name the one is taken that leaves the least
unknown. Where the reading of the whole is known it is dealt out to the words, so that
what is unknown, a place or a proper name, can be said in Latin letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from tsunagari.naming.meanings import Meaning, meanings
from tsunagari.naming.names import Name
from tsunagari.naming.readings import hiragana, is_reading, romanised
from tsunagari.naming.spellings import loose, skeleton
from tsunagari.naming.words import words

__all__ = ["Segment", "parts_of", "segments"]

KNOWN: Final = 1.0
# A little less than an unknown character: "市" and "北" are cut off, and no more.
ONE_CHARACTER: Final = 1.2
UNKNOWN: Final = 1.3
LONGEST_READING: Final = 5
# A name that is read in so many ways is no name.
MOST_SEGMENTS: Final = 24
_LARGE: Final = str.maketrans("ぁぃぅぇぉゃゅょっゎ", "あいうえおやゆよつわ")
_NOT_SAID: Final = str.maketrans("", "", "ー・")
# These are cut off wherever they stand, other single characters at the end only.
_ANYWHERE: Final = frozenset("市町村区県府都郡東西南北新")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a name.

    :param sound: How it is said, in Latin letters of one spelling; empty if unknown.
    :param foreign: The consonants of what is written in kana, as words of English are.
    """

    text: str
    meaning: Meaning | None = None
    sound: str = ""
    foreign: str = ""


def segments(name: Name) -> tuple[Segment, ...]:
    """Return the parts of a ``japanese`` name."""
    return _segments(name.core, name.said)


@lru_cache(maxsize=20_000)
def _segments(core: str, said: str) -> tuple[Segment, ...]:
    pieces = [
        piece for run in _runs(core.translate(_old_characters())) for piece in _cut(run)
    ][:MOST_SEGMENTS]
    dealt = _dealt(pieces, said)
    if said and dealt is None:
        pieces = _joined(pieces)
        dealt = _dealt(pieces, said)
    return tuple(
        _segment(text, meaning, dealt[place] if dealt else "")
        for place, (text, meaning) in enumerate(pieces)
    )


Piece = tuple[str, Meaning | None]


def _segment(text: str, meaning: Meaning | None, reading: str) -> Segment:
    if not reading and meaning:
        reading = meaning.readings[0]
    if is_reading(text):
        reading = text
    latin = text if text.isascii() else romanised(reading)
    foreign = ""
    if is_reading(text) or text.isascii():
        foreign = skeleton(latin, english=text.isascii())
    return Segment(text, meaning, loose(latin), foreign)


@cache
def _old_characters() -> dict[int, str]:
    return {
        ord(old): new
        for old, new in words().japanese_same
        if len(old) == len(new) == 1 and old not in "ヱヰヵ"
    }


def _runs(core: str) -> Iterator[str]:
    """Yield what stands between marks."""
    run = ""
    for character in core:
        if unicodedata.category(character)[0] in "LN" or character == "ー":
            run += character
        elif run:
            yield run
            run = ""
    if run:
        yield run


@lru_cache(maxsize=5_000)
def parts_of(text: str) -> tuple[Meaning, ...]:
    """Return the known words that a known word is made of, or nothing.

    >>> [part.text for part in parts_of("国際交流協会")]
    ['国際', '交流協会']
    """
    found = [meaning for _, meaning in _cut(text, whole=False)]
    known = tuple(meaning for meaning in found if meaning)
    return known if len(known) == len(found) > 1 else ()


def _cut(run: str, *, whole: bool = True) -> list[Piece]:
    """Return the parts of *run*: the cheapest way from its start to its end.

    :param whole: Whether all of it may be one known word.
    """
    table = meanings()
    best: list[tuple[float, int, Meaning | None]] = [(0.0, 0, None)]
    for end in range(1, len(run) + 1):
        found: tuple[float, int, Meaning | None] = (
            best[end - 1][0] + UNKNOWN,
            end - 1,
            None,
        )
        for start in range(max(0, end - table.longest), end):
            meaning = table.by_text.get(run[start:end])
            if meaning is None or not _may_stand(run, start, end):
                continue
            if not whole and end - start == len(run):
                continue
            cost = best[start][0] + (KNOWN if end - start > 1 else ONE_CHARACTER)
            if cost < found[0]:
                found = (cost, start, meaning)
        best.append(found)
    pieces: list[Piece] = []
    end = len(run)
    while end:
        _, start, meaning = best[end]
        text = run[start:end]
        is_unknown = meaning is None and pieces and pieces[-1][1] is None
        if is_unknown and _writing(text[-1]) == _writing(pieces[-1][0][0]):
            text += pieces.pop()[0]
        pieces.append((text, meaning))
        end = start
    return pieces[::-1]


def _may_stand(run: str, start: int, end: int) -> bool:
    """Tell whether a known word may be cut out there: not from within kana or Latin."""
    text = run[start:end]
    if len(text) == 1 and text not in _ANYWHERE and end != len(run):
        return False
    for inner, outer in ((text[0], run[start - 1 : start]), (text[-1], run[end:][:1])):
        if outer and _writing(inner) == _writing(outer) == "latin":
            return False
    return True


def _writing(character: str) -> str:
    if character.isascii():
        return "latin"
    if "ァ" <= character <= "ー":
        return "katakana"
    return "hiragana" if "ぁ" <= character <= "ん" else "ideograph"


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return *pieces* with single characters taken for parts of what is unknown."""
    joined: list[Piece] = []
    for text, meaning in pieces:
        unknown = meaning is None or len(text) == 1
        if unknown and joined and joined[-1][1] is None:
            text = joined.pop()[0] + text
        joined.append((text, None if unknown else meaning))
    return joined


def _dealt(pieces: list[Piece], said: str) -> list[str] | None:
    """Return the reading of each piece, dealt out of *said*; nothing if it is not so.

    Small kana and long vowels are written in more than one way. What names a body at
    the end is often left out of a reading.
    """
    if not said:
        return None
    spelled = said.translate(_NOT_SAID)
    kept = spelled.translate(_LARGE)
    options = [_options(text, meaning) for text, meaning in pieces]
    seen: set[tuple[int, int]] = set()

    def deal(piece: int, start: int) -> list[str] | None:
        if start == len(kept):
            left = [meaning for _, meaning in pieces[piece:]]
            if all(m and m.role in ("head", "kind") for m in left):
                return [""] * len(left)
            return None
        if piece == len(pieces) or (piece, start) in seen:
            return None
        seen.add((piece, start))
        known = options[piece]
        ends = (
            [start + len(r) for r in known if kept.startswith(r, start)]
            if known
            else _ends(pieces[piece][0], start, len(kept))
        )
        for end in ends:
            rest = deal(piece + 1, end)
            if rest is not None:
                return [spelled[start:end], *rest]
        return None

    return deal(0, 0)


def _options(text: str, meaning: Meaning | None) -> tuple[str, ...]:
    if is_reading(text):
        return (_plain("".join(map(hiragana, text))),)
    if meaning is None:
        return ()
    return tuple(map(_plain, meaning.readings))


def _plain(reading: str) -> str:
    return reading.translate(_NOT_SAID).translate(_LARGE)


def _ends(text: str, start: int, size: int) -> range:
    """Return where the reading of something unknown may end."""
    most = LONGEST_READING * len(text)
    return range(start + 1, min(size, start + most) + 1)
