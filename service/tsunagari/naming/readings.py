"""Readings in kana as Latin letters, so that they meet names in Latin script.

Hepburn, with long vowels written short: names are romanised in many ways, and the
length of a vowel is what they differ in most.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["hiragana", "is_reading", "romanised", "shortened"]

_ROWS: Final = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_IRREGULAR: Final = {
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji",
    "づ": "zu", "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "ゐ": "i",
    "ゑ": "e", "を": "o", "ん": "n", "ゔ": "vu",
    "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゎ": "wa",
}  # fmt: skip
_SMALL: Final = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_KANA: Final = {
    kana: consonant + vowel
    for consonant, row in _ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
} | _IRREGULAR
# Sounds of other languages are written with a small vowel: ティ, ファ, ウィ, シェ.
_SMALL_VOWELS: Final = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_STOP: Final = "っ"
_KATAKANA: Final = range(0x30A1, 0x30F7)
_TO_HIRAGANA: Final = 0x60
_LONG: Final = re.compile(r"ou|oo|uu|aa|ee|oh(?=[^aiueo]|$)")


def romanised(reading: str) -> str:
    """Return a reading in hiragana or katakana as Latin letters, without spaces.

    Other characters stay as they are, in NFKC and lower case.

    >>> romanised("にっぽんせいかつきょうどうくみあい")
    'nipponseikatsukyodokumiai'
    >>> romanised("トウキョウ"), romanised("パーティー"), romanised("ウィーフェスタ")
    ('tokyo', 'pati', 'wifesuta')
    """
    text = unicodedata.normalize("NFKC", reading).casefold()
    letters: list[str] = []
    doubled = False
    for character in map(hiragana, text):
        if character in _SMALL and letters and letters[-1].endswith("i"):
            stem = letters[-1][:-1]
            glide = "" if stem.endswith(("sh", "ch", "j")) else "y"
            letters[-1] = stem + glide + _SMALL[character]
        elif character in _SMALL_VOWELS and letters and _takes(letters[-1], character):
            letters[-1] = (letters[-1][:-1] or "w") + _SMALL_VOWELS[character]
        elif character == _STOP:
            doubled = True
        elif sound := _KANA.get(character, ""):
            first = "t" if sound.startswith("ch") else sound[:1]
            letters.append((first if doubled else "") + sound)
            doubled = False
        elif character.isalnum() and character != "ー":
            letters.append(character)
    return shortened("".join(letters))


def _takes(sound: str, vowel: str) -> bool:
    """Tell whether a small vowel replaces that of the sound before it."""
    return sound[-1:] in "aeiou" and sound[-1] != _SMALL_VOWELS[vowel]


def shortened(letters: str) -> str:
    """Return Latin letters with long vowels written short.

    >>> shortened("kyoudou"), shortened("ookura")
    ('kyodo', 'okura')
    """
    while (shorter := _LONG.sub(lambda found: found[0][0], letters)) != letters:
        letters = shorter
    return letters


def is_reading(text: str) -> bool:
    """Tell whether *text* is kana throughout, but for spaces and marks."""
    letters = [c for c in unicodedata.normalize("NFKC", text) if c.isalpha()]
    return bool(letters) and all(hiragana(c) in _KANA_LETTERS for c in letters)


def hiragana(character: str) -> str:
    """Return a katakana character in hiragana, and any other as it is."""
    code = ord(character)
    if code in _KATAKANA:
        return chr(code - _TO_HIRAGANA)
    return character


_KANA_LETTERS: Final = frozenset({*_KANA, *_SMALL, _STOP, "ー", "ゕ", "ゖ"})
