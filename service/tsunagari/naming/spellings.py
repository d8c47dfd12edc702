"""Spellings of one sound: of romanised Japanese, and of words taken from English.

Japanese is romanised by more than one system, and readings in registers are often
without small kana. Words of English lose in kana what kana cannot write: ``l`` and
``r`` are one, ``v`` is ``b``, and vowels stand between consonants.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tsunagari.naming.readings import shortened

__all__ = ["as_kana", "loose", "skeleton"]

# Hepburn and Kunrei brought together, then what large kana leave of small ones.
_ROMAN: Final = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"[^a-z0-9]", ""),
        (r"sh(?=[auoe])", "sy"),
        (r"sh", "s"),
        (r"tch", "tty"),
        (r"ch(?=[auoe])", "ty"),
        (r"ch", "t"),
        (r"ts", "t"),
        (r"j(?=[auoe])", "zy"),
        (r"j", "z"),
        (r"f(?=[aieo])", "hu"),
        (r"f", "h"),
        (r"dz", "z"),
        (r"w(?=[ieo])", "u"),
        (r"(?<=[a-z])iy(?=[auo])", "y"),
        (r"m(?=[bpm])", "n"),
    )
)
_ENGLISH: Final = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"[^a-z0-9]", ""),
        (r"[ts]ion", "shon"),
        (r"ture$", "cha"),
        (r"ts$", "t"),
        (r"ph", "f"),
        (r"th", "s"),
        (r"wh", "w"),
        (r"^(?:kn|gn)|gn$", "n"),
        (r"gh(?=t)", ""),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"q", "k"),
        (r"x", "ks"),
        (r"[jz]|dg|g(?=[ei])", "s"),
        (r"r(?![aeiouy])", ""),
        (r"h(?![aeiouy])(?<!sh)(?<!ch)", ""),
    )
)
_KANA: Final = ((re.compile(r"ts"), "t"),)
_BOTH: Final = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"sh|z|j", "s"),
        (r"ch", "t"),
        (r"l", "r"),
        (r"v", "b"),
        (r"m(?=[bp])", "n"),
        (r"^[aeiou]+", "@"),
        (r"[aeiouyw]", ""),
        (r"(.)\1+", r"\1"),
    )
)
_SOFT: Final = re.compile(r"c(?=[eiy])")
# Letters that kana cannot tell apart.
_KANA_LETTERS: Final = str.maketrans("lcv", "rkb")


def as_kana(word: str) -> str:
    """Return a word of English with the consonants that kana have.

    >>> as_kana("voice"), as_kana("plus")
    ('boise', 'prus')
    """
    return _SOFT.sub("s", word).translate(_KANA_LETTERS)


@lru_cache(maxsize=50_000)
def loose(letters: str) -> str:
    """Return romanised Japanese in one spelling of all that are in use.

    >>> loose("fukushi"), loose("hukusi"), loose("chiyou"), loose("shimbun")
    ('hukusi', 'hukusi', 'tyo', 'sinbun')
    """
    for pattern, kept in _ROMAN:
        letters = pattern.sub(kept, letters)
    return shortened(letters)


@lru_cache(maxsize=50_000)
def skeleton(letters: str, *, english: bool) -> str:
    """Return the consonants that a word of English and its kana have in common.

    >>> skeleton("platform", english=True), skeleton("purattofomu", english=False)
    ('prtfm', 'prtfm')
    """
    for pattern, kept in (*(_ENGLISH if english else _KANA), *_BOTH):
        letters = pattern.sub(kept, letters)
    return letters
