"""What words of names mean in another language: ``meanings.csv`` of a country's data.

A row is a word in the country's script, its readings in kana, what translated names
have for it (alternatives parted by ``|``), and the part that it plays in a name:

``head``   says that this is a body: one such word often stands for another
``kind``   tells bodies apart: a federation, a bank; it must be in both names
``light``  tells little, such as "area" and "national"
``none``   may be left out
(empty)    tells what the body is about
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, cast

from tsunagari.errors import LinkingError
from tsunagari.naming.readings import hiragana, is_reading, romanised
from tsunagari.naming.words import words
from tsunagari.resources import files

__all__ = [
    "COLUMNS",
    "Meaning",
    "Meanings",
    "Role",
    "meanings",
    "read_meanings",
    "split",
    "stem",
]

Role = Literal["", "head", "kind", "light", "none"]
ROLES: Final = frozenset({"", "head", "kind", "light", "none"})
COLUMNS: Final = ("word", "reading", "english", "role")
BETWEEN: Final = "|"
PATTERN: Final = "**/meanings.csv"
SHORTEST_PLURAL: Final = 4
_NO_PLURAL: Final = ("ss", "us", "is")
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word: its text, its readings in hiragana, and its phrases as stems.

    :param is_name: Whether it is said in the other language as in its own: 青森.
    """

    text: str
    readings: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    role: Role = ""
    is_name: bool = False


@dataclass(frozen=True)
class Meanings:
    """All words, by their text and by the first stem of their phrases.

    *longest* is the number of characters of the longest text.
    """

    by_text: Mapping[str, Meaning]
    by_stem: Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]]
    longest: int


@cache
def meanings() -> Meanings:
    """Return the words of all countries.

    :raises LinkingError: If a row lacks something or says it in another way.
    """
    found: dict[str, Meaning] = {}
    for name, path in files("graph_data", PATTERN):
        for meaning in read_meanings(path, f"graph_data/{name}"):
            found.setdefault(meaning.text, meaning)
    by_stem: dict[str, list[tuple[tuple[str, ...], Meaning]]] = defaultdict(list)
    for meaning in found.values():
        for phrase in meaning.phrases:
            by_stem[phrase[0]].append((phrase, meaning))
    return Meanings(
        found,
        {
            word: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[1].text)))
            for word, rows in by_stem.items()
        },
        max(map(len, found), default=0),
    )


def read_meanings(path: Path, name: str) -> list[Meaning]:
    """Return the words of a file.

    :param name: What errors call the file.
    :raises LinkingError: As :func:`meanings` does.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise LinkingError(
                f"{name}: the columns must be {', '.join(COLUMNS)}; mend its first line"
            )
        return [_meaning(row, f"{name}, line {rows.line_num}") for row in rows]


def _meaning(row: Mapping[str, str | None], place: str) -> Meaning:
    text, readings, english, role = (row.get(column) or "" for column in COLUMNS)
    said = [reading for reading in readings.split(BETWEEN) if is_reading(reading)]
    phrases = [tuple(map(stem, split(phrase))) for phrase in english.split(BETWEEN)]
    if not text or not said or not all(phrases) or role not in ROLES:
        raise LinkingError(
            f"{place}: needs a word, a reading in kana, an English word, and of "
            f"{', '.join(sorted(filter(None, ROLES)))} a role or none; complete the row"
        )
    return Meaning(
        unicodedata.normalize("NFKC", text).casefold(),
        tuple("".join(map(hiragana, reading)) for reading in said),
        tuple(dict.fromkeys(phrases)),
        cast(Role, role),
        any((stem(romanised(reading)),) in phrases for reading in said),
    )


def split(text: str) -> list[str]:
    """Return the words of a text in Latin letters that tell something."""
    found = _WORD.findall(text.casefold())
    return [word for word in found if word not in words().empty] or found


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word of English in the singular, and in the spelling that is compared.

    >>> stem("facilities"), stem("workers"), stem("glass"), stem("labour")
    ('facility', 'worker', 'glass', 'labour')
    """
    word = words().same.get(word, word)
    if len(word) >= SHORTEST_PLURAL and not word.endswith(_NO_PLURAL):
        if word.endswith("ies"):
            word = f"{word[:-3]}y"
        elif word.endswith("s"):
            word = word[:-1]
    return words().same.get(word, word)
