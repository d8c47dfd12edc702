"""Names of bodies, read so that those of one body in two sources are alike.

A name loses its case, width, accents, legal form and empty words, and tells its kind
(federation, bank …). What stands in brackets after it is another name: an acronym, or
what the body calls itself. Names in Japanese are compared as one string, since they
have no spaces; their readings meet names in Latin script as Latin letters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from tsunagari.naming.readings import hiragana, romanised, shortened
from tsunagari.naming.words import MAY, Phrase, Words, words

__all__ = ["Name", "Script", "read_name", "read_names"]

Script = Literal["words", "japanese", "reading"]
READING: Final = "ja-hrkt"
LATIN_READING: Final = "ja-latn"
LONGEST_ACRONYM: Final = 10
NO_PHRASE: Final = Phrase((), "", "")
# "Association X to achieve Y": what comes after tells what it is for.
_PURPOSE: Final = re.compile(r"^((?:\S+ ){3,})(?:to|that|which) [a-z]")
_BRACKETS: Final = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_WORD: Final = re.compile(r"[^\W_]+")
_COOP: Final = re.compile(r"\bco[-‐‑ ](?=op)")
_APOSTROPHES: Final = re.compile(r"['’‘`´]")
_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]")
_DIGITS: Final = re.compile(r"[0-9]+")
_MARKS: Final = re.compile(r"[\W_]+")
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}")
# "AridaProperty Ward", "NPOIMAJapan": words that were written together.
_GLUED: Final = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name, ready to be compared.

    :param script: ``words``, a ``japanese`` string, or a ``reading`` of one.
    :param tokens: Its words, kinds among them, without forms and empty words.
    :param compact: What is left of it as one string.
    :param roman: That in Latin letters without the kind, where it can be said.
    :param kinds: The kinds it says; *may* holds those that its form may stand for.
    :param form: Its legal form, where a Japanese text of it shows one.
    :param short: Whether it is an acronym, which many bodies can have.
    :param core: It without its form, words and marks as they were, in lower case.
    :param said: How a ``japanese`` one is read, in hiragana, if that is known.
    """

    text: str
    script: Script
    tokens: tuple[str, ...]
    compact: str
    roman: str = ""
    kinds: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    form: str = ""
    digits: tuple[str, ...] = ()
    short: bool = False
    core: str = ""
    said: str = ""


def read_names(labels: Iterable[tuple[str, str]]) -> tuple[Name, ...]:
    """Return the names that *labels* (text, language tag) give, each once.

    A reading takes kind and form of the body's name in Japanese: it is short of them
    itself.
    """
    names: dict[tuple[str, str], Name] = {}
    readings = []
    for text, language in sorted(set(labels)):
        if language.lower() == READING:
            readings.append(text)
        elif language.lower() != LATIN_READING:
            for name in read_name(text):
                names.setdefault((name.script, name.text), name)
    japanese = [name for name in names.values() if name.script == "japanese"]
    shown = japanese or [name for name in names.values() if name.form]
    for text in readings:
        name = _reading(text, shown)
        names.setdefault((name.script, name.compact), name)
    if readings:
        squeezed = "".join(unicodedata.normalize("NFKC", readings[0]).split())
        said = _without_said_form("".join(map(hiragana, squeezed)))
        for name in japanese:
            names[name.script, name.text] = replace(name, said=said)
    return tuple(name for name in names.values() if name.compact)


@lru_cache(maxsize=1000)
def read_name(text: str) -> tuple[Name, ...]:
    """Return the name and the other names that stand in its brackets.

    >>> [n.compact for n in read_name("Workers' Co-operative Union (WCU)")]
    ['worker cooperative federation', 'wcu']
    """
    whole = unicodedata.normalize("NFKC", html.unescape(text)).strip()
    main, others = whole, []
    for bracket in _BRACKETS.finditer(whole):
        content = bracket[1].strip()
        if _is_acronym(content) or len(content.split()) > 1:
            others.append(content)
            main = main.replace(bracket[0], " ")
    parts = [part for part in main.split(" / ") if len(part.split()) > 1]
    if len(parts) > 1:
        main, others = parts[0], [*parts[1:], *others]
    if purpose := _PURPOSE.match(main):
        others.append(purpose[1])
    found = [_one(part.strip()) for part in (main, *others)]
    return tuple(name for name in found if name.compact)


def _one(text: str) -> Name:
    if _JAPANESE.search(text):
        return _japanese(text)
    return _in_words(text, text, frozenset(), "")


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        2 <= len(letters) <= LONGEST_ACRONYM
        and " " not in text
        and sum(c.isupper() for c in letters) > len(letters) / 2
    )


def _in_words(whole: str, text: str, may: frozenset[str], form: str) -> Name:
    known = words()
    plain = _plain(text)
    found = _WORD.findall(plain)
    found, phrase = _without_phrase(found, known)
    kept = [w for w in _without_forms(found, known) if w not in known.empty]
    tokens = tuple(_token(word, known) for word in kept or found)
    kinds = frozenset(
        known.kinds[word] for word in _telling_kinds(kept, known) if word in known.kinds
    )
    bare = [w for w in kept if w not in known.kinds]
    # "Asuka mura": the kind in Japanese, in Latin letters.
    if len(bare) > 1 and bare[-1] in known.kind_readings:
        kinds |= {known.kind_readings[bare.pop()]}
    return Name(
        whole,
        "words",
        tokens,
        " ".join(tokens),
        shortened("".join(bare)),
        kinds,
        may | ({phrase.kind} if phrase.kind else frozenset()),
        form or phrase.form,
        tuple(sorted(_DIGITS.findall(plain))),
        len(found) == 1 and _is_acronym(text),
        _core(text, known),
    )


def _core(text: str, known: Words) -> str:
    """Return the words of *text* without its form; what says a kind is left."""
    apart = _WORD.findall(_plain(_GLUED.sub(" ", text)))
    rest, phrase = _without_phrase(apart, known)
    kept = rest if phrase.form or not phrase.kind else apart
    return " ".join(_without_forms(kept, known))


def _telling_kinds(found: list[str], known: Words) -> list[str]:
    for phrase in known.no_kinds:
        for place in range(len(found) - len(phrase) + 1):
            if tuple(found[place : place + len(phrase)]) == phrase:
                return found[:place] + found[place + len(phrase) :]
    return found


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", _APOSTROPHES.sub("", plain))
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    return _COOP.sub("co", plain.replace("&", " and "))


def _token(word: str, known: Words) -> str:
    return known.kinds.get(word) or known.same.get(word, word)


def _without_phrase(found: list[str], known: Words) -> tuple[list[str], Phrase]:
    for phrase in known.phrases:
        size = len(phrase.words)
        if len(found) > size:
            if tuple(found[:size]) == phrase.words:
                return found[size:], phrase
            if tuple(found[-size:]) == phrase.words:
                return found[:-size], phrase
    return found, NO_PHRASE


def _without_forms(found: list[str], known: Words) -> list[str]:
    """Return the words without legal forms at their end: "co" begins other words."""
    size = len(found)
    while size > 1 and found[size - 1] in known.forms | known.empty:
        size -= 1
    return found[:size]


def _japanese(text: str) -> Name:
    known = words()
    squeezed = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    core, form = _without_form(squeezed, known)
    may = frozenset(kind for ending, kind in known.may_be if form.endswith(ending))
    if not _JAPANESE.search(core):
        start = _original(text, core)
        return _in_words(text, start, may, form)
    kinds, may_kinds = _kinds(core, known)
    marked = core
    core = _MARKS.sub("", core)
    for spelling, kept in known.japanese_same:
        core = core.replace(spelling, kept)
    roman = "" if _has_ideographs(core) else romanised(core)
    digits = tuple(sorted(_DIGITS.findall(core)))
    return Name(
        text,
        "japanese",
        (),
        core,
        roman,
        kinds,
        may | may_kinds,
        form,
        digits,
        core=marked,
    )


def _original(text: str, core: str) -> str:
    """Return the part of *text* that *core* came from, with its spaces and case."""
    wide = unicodedata.normalize("NFKC", text)
    first = core[:1]
    start = next(
        (
            place
            for place in range(len(wide))
            if "".join(wide[place:].split()).casefold().startswith(core)
            and wide[place].casefold() == first
        ),
        None,
    )
    if start is None:
        return core
    size, end = 0, start
    while end < len(wide) and size < len(core):
        size += not wide[end].isspace()
        end += 1
    return wide[start:end]


def _without_form(text: str, known: Words) -> tuple[str, str]:
    for form in known.japanese_forms:
        if text.startswith(form) and text != form:
            return text[len(form) :], known.successive.get(form, form)
        if text.endswith(form) and text != form:
            return text[: -len(form)], known.successive.get(form, form)
    for opening in known.openings:
        if text.startswith(opening) and len(text) > len(opening) + 2:
            return text[len(opening) :], opening
    return text, ""


def _kinds(core: str, known: Words) -> tuple[frozenset[str], frozenset[str]]:
    for kind in known.japanese_kinds:
        if core.endswith(kind.text) and core != kind.text:
            if kind.kind.startswith(MAY):
                return frozenset(), frozenset({kind.kind[1:]})
            return frozenset({kind.kind}), frozenset()
    return frozenset(), frozenset()


def _has_ideographs(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)


def _without_said_form(reading: str) -> str:
    for form in words().said_forms:
        if reading.startswith(form) and reading != form:
            return reading.removeprefix(form)
    return reading


def _reading(text: str, japanese: list[Name]) -> Name:
    known = words()
    roman = romanised(text)
    for reading in known.form_readings:
        if roman.startswith(reading) and roman != reading:
            roman = roman.removeprefix(reading)
            break
    name = Name(text, "reading", (), roman, roman)
    for other in japanese:
        name = replace(
            name,
            kinds=other.kinds,
            may=other.may,
            form=other.form,
            digits=other.digits,
        )
        for kind in known.japanese_kinds:
            ends = other.compact.endswith(kind.text)
            if ends and roman.endswith(kind.reading) and roman != kind.reading:
                return replace(name, roman=roman.removesuffix(kind.reading))
    return name
