"""Text in drawings, which break no lines by themselves: how wide it is, and cut."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["columns", "shortened", "wrapped"]

# A line breaks after a space, or between any two full-width letters.
PIECES: Final = re.compile(r"[^\u3000-\u9fff\uff00-\uffef\s]+\s*|.\s*")
# What no line begins with (`JIS X 4051 <https://www.w3.org/TR/jlreq/#characters_not_
# starting_a_line>`_, the most usual of it).
NOT_FIRST: Final = "、。，．・：；！？）」』】ーっゃゅょッャュョ"


def columns(text: str) -> int:
    """Return how many columns *text* takes: a letter has one, a kanji two.

    >>> columns("NPO法人")
    7
    """
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text
    )


def shortened(text: str, most: int) -> str:
    """Return *text*, cut where it takes more than *most* columns.

    >>> shortened("市民が出資する非営利の金融機関の連合体", 32)
    '市民が出資する非営利の金融機関…'
    """
    if columns(text) <= most:
        return text
    taken, kept = 0, ""
    for letter in text:
        taken += columns(letter)
        if taken > most - 1:
            return kept.rstrip() + "…"
        kept += letter
    return kept


def wrapped(text: str, most: int) -> list[str]:
    """Return *text* in lines of at most *most* columns, longer words apart.

    >>> wrapped("経済的基準と社会的基準を満たす。", 16)
    ['経済的基準と社会', '的基準を満たす。']
    >>> wrapped("meets the social criterion", 16)
    ['meets the social', 'criterion']
    """
    lines = [""]
    for piece in PIECES.findall(text):
        fits = columns((lines[-1] + piece).rstrip()) <= most
        if fits or not lines[-1] or piece[0] in NOT_FIRST:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip() for line in lines]
