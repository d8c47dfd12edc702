"""Keys that names are found by: what the spellings of one name have in common.

Width, case, accents, spaces, marks, kind of kana and variants of a character make no
difference to a key; a legal form makes none to that of a whole name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, pairwise
from typing import Final

from tsunagari.naming.abbreviating import SHORT, acronyms, short_forms
from tsunagari.naming.matching import Foreign, foreign
from tsunagari.naming.meanings import Role, meanings
from tsunagari.naming.names import Name
from tsunagari.naming.readings import hiragana, romanised
from tsunagari.naming.segments import Segment, segments
from tsunagari.naming.spellings import loose, skeleton
from tsunagari.naming.words import words

__all__ = ["folded", "meant", "parts", "sound", "wholes"]

RUN: Final = 3
TOGETHER: Final = 3
SOUND: Final = 5


def folded(text: str) -> str:
    """Return the letters and digits of *text* in one spelling.

    >>> folded("ＣＯ･ＯＰ ミライ"), folded("Kyōdō-kumiai")
    ('coopみらい', 'kyodokumiai')
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_spellings())


def sound(text: str) -> str:
    """Return how *text* sounds, in Latin letters; empty where ideographs hide it.

    >>> sound("キョウドウ"), sound("kyōdō"), sound("協同")
    ('kyodo', 'kyodo', '')
    """
    found = romanised(folded(text))
    return found if found.isascii() else ""


def wholes(name: Name) -> Iterator[str]:
    """Yield the keys that stand for all of *name*."""
    yield f"{name.script}:{name.compact}"
    if len(name.roman) >= SOUND:
        yield f"sound:{name.roman}"
    if name.script == "words" and not name.short:
        yield "initials:" + "".join(token[0] for token in name.tokens)
    if name.short:
        yield f"initials:{name.compact}"


def parts(name: Name) -> Iterator[str]:
    """Yield keys that stand for a part of *name*: words, runs of characters."""
    if name.script == "words":
        light = words().light
        yield from (f"word:{token}" for token in name.tokens if token not in light)
        if name.short:
            yield f"stands:{name.compact}"
    yield from (f"stands:{acronym}" for acronym in acronyms(name))
    text = name.compact if name.script == "japanese" else ""
    if name.script == "japanese":
        if len(text) in SHORT:
            yield f"short:{text}"
        yield from (f"short:{short}" for short in short_forms(name))
    for start in range(len(text) - RUN + 1):
        yield f"run:{text[start : start + RUN]}"


def meant(name: Name) -> Iterator[str]:
    """Yield keys that *name* shares with translations of it, one alone or by twos.

    Of what it is about two words together, or one beside what kind of body it is; of
    what is no known word how it sounds, and its consonants where it is in kana.
    """
    if name.script == "japanese":
        yield from _of_segments(segments(name))
    elif name.script == "words" and not name.short:
        yield from _of_words(foreign(name.core))


def _of_segments(found: tuple[Segment, ...]) -> Iterator[str]:
    told = {s.meaning.text: s.meaning.role for s in found if s.meaning}
    sounds: set[str] = set()
    for run in _stretches(found, lambda s: _is_name(s) or len(s.text) == 1):
        sounds |= _joined(run)
    # "Ogachiku": the word after a name is written with it.
    for one, after in pairwise(found):
        if _is_name(one) and after.meaning and after.meaning.role == "light":
            sounds.add(loose(one.sound + after.sound))
    for run in _stretches(found, lambda s: bool(s.foreign)):
        bones = {"".join(s.foreign for s in run)}
        bones |= {s.foreign for s in run if s.meaning is None}
        yield from (f"bones:{text}" for text in bones if len(text) >= RUN)
    if len(found) > 1 and all(segment.sound for segment in found):
        yield f"said:{loose(''.join(segment.sound for segment in found))}"
    yield from _together(told, sounds)
    if not sounds and sum(role == "" for role in told.values()) == 1:
        yield from (f"only:{text}" for text, role in told.items() if role == "")


def _stretches(
    found: tuple[Segment, ...], is_in: Callable[[Segment], bool]
) -> Iterator[list[Segment]]:
    for inside, run in groupby(found, is_in):
        if inside:
            yield list(run)


def _is_name(segment: Segment) -> bool:
    return segment.meaning is None or segment.meaning.is_name


def _joined(run: list[Segment]) -> set[str]:
    """Return what neighbours in *run* say together, a few at a time."""
    return {
        loose("".join(segment.sound for segment in run[start:end]))
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + TOGETHER) + 1)
        if any(map(_is_name, run[start:end]))
    }


def _of_words(found: Foreign) -> Iterator[str]:
    told: dict[str, Role] = {}
    covered: set[int] = set()
    table = meanings().by_stem
    for place, word in enumerate(found.stems):
        for phrase, meaning in table.get(word, ()):
            if found.stems[place : place + len(phrase)] == phrase:
                told[meaning.text] = meaning.role
                if not meaning.is_name:
                    covered.update(range(place, place + len(phrase)))
    sounds: set[str] = set()
    size = len(found.words)
    # A word that is known may be a name: "Architect" beside アーキテクト.
    for word in found.words:
        if len(bones := skeleton(word, english=True)) >= RUN:
            yield f"bones:{bones}"
    for start in range(size):
        for end in range(start + 1, min(size, start + TOGETHER) + 1):
            if size > 1 and covered.issuperset(range(start, end)):
                continue
            text = "".join(found.words[start:end])
            sounds.add(loose(text))
            if len(bones := skeleton(text, english=True)) >= RUN:
                yield f"bones:{bones}"
    yield from _together(told, sounds)
    yield from (f"only:{text}" for text, role in told.items() if role == "")


def _together(told: Mapping[str, Role], sounds: Iterable[str]) -> Iterator[str]:
    weighty = sorted(text for text, role in told.items() if role in ("", "kind"))
    for sounded in {text for text in sounds if len(text) >= RUN}:
        yield f"said:{sounded}"
        yield from (f"said:{sounded}+{text}" for text in told)
    for one in weighty:
        for other, role in told.items():
            if other != one and (role not in ("", "kind") or one < other):
                yield f"told:{one}+{other}"


class _Spellings(dict[int, str]):
    """What becomes of each character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _plain(chr(code))
        return found


@cache
def _spellings() -> _Spellings:
    return _Spellings(
        (ord(spelling), hiragana(kept))
        for spelling, kept in words().japanese_same
        if len(spelling) == len(kept) == 1
    )


def _plain(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    if unicodedata.category(character)[0] not in "LN" and character != "ー":
        return ""
    first = unicodedata.normalize("NFKD", character)[0]
    return first if first.isascii() else hiragana(character)
