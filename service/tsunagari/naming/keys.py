"""Keys that names are found by: what the spellings of one name have in common.

Width, case, accents, spaces, marks, kind of kana and variants of a character make no
difference to a key; a legal form makes none to that of a whole name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from tsunagari.naming.names import Name
from tsunagari.naming.readings import hiragana, romanised
from tsunagari.naming.words import words

__all__ = ["folded", "parts", "sound", "wholes"]

RUN: Final = 3
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
    text = name.compact if name.script == "japanese" else ""
    for start in range(len(text) - RUN + 1):
        yield f"run:{text[start : start + RUN]}"


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
