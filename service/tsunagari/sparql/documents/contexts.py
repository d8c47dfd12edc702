"""The contexts of a JSON-LD document: those that stand elsewhere, and their weight.

A context that is only named would have to be fetched, so it is refused. Ours is
shipped with the package, and is put where it is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from tsunagari.namespaces import BASE
from tsunagari.resources import folder
from tsunagari.sparql.documents.document import Document

__all__ = [
    "MOST_DEFINED",
    "MOST_OURS",
    "MOST_SPELLED",
    "MOST_TERMS",
    "check_contexts",
    "named_contexts",
]

KEYWORDS: Final = ("@context", "@import")
# A place is told by its end: names may be long, and there may be many.
LONGEST_PLACE: Final = 200
# How often ours may be named, which has some hundred terms.
MOST_OURS: Final = 100
# Terms that are in force at one place. One may be defined with another, on which the
# parser recurses. Measured with Oxigraph 0.5.13: 4 000 were fine on a stack of 8 MiB,
# and 5 000 fatal; 30 000 and 40 000 on one of 64 MiB.
MOST_TERMS: Final = 3_500
# Those terms, times the characters that they and their definitions have: what they
# stand for, written out, may be half of that.
MOST_SPELLED: Final = 1_000_000_000
# Terms in force at a context, for all contexts together: the parser copies them.
# Measured: 20 000 000 took 2 s, and 1 GB where the contexts are inside each other.
MOST_DEFINED: Final = 1_000_000


def named_contexts(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the place and the name of each context that stands elsewhere.

    :param value: What JSON gives; an object anywhere in it may have a context.
    """
    stack: list[tuple[Any, str, bool]] = [(value, "", False)]
    while stack:
        found, place, is_context = stack.pop()
        if isinstance(found, str):
            yield place, found
            continue
        inner: Iterable[tuple[Any, str, bool]] = ()
        if isinstance(found, list):
            inner = ((v, f"{place}[{n}]", is_context) for n, v in enumerate(found))
        elif isinstance(found, dict):
            inner = ((v, f"{place}/{k}", k in KEYWORDS) for k, v in found.items())
        for item, where, named in inner:
            # Nothing is kept of the texts that are data.
            if isinstance(item, dict | list) or (named and isinstance(item, str)):
                stack.append((item, where[-LONGEST_PLACE:], named))


def check_contexts(document: Document, text: str, value: Any) -> str:
    """Return *text* with our own contexts in it where they are named.

    :param value: What JSON makes of *text*.
    :raises DocumentError: If a context stands elsewhere, or there is too much of them.
    """
    named = dict.fromkeys(_ours(), 0)
    for place, context in named_contexts(value):
        if context not in named or "@import" in place.rpartition("/")[2]:
            raise document.error(
                f"{place} names '{context[:200]}', which stands elsewhere, and "
                "nothing is fetched; put the context in the document"
            )
        named[context] += 1
    for context, times in named.items():
        if times > MOST_OURS or (times and text.count(f'"{context}"') != times):
            raise document.error(
                f"it names '{context}' more than {MOST_OURS} times, or not only as a "
                "context; put the context in the document"
            )
    _check_weight(document, value)
    for context, times in named.items():
        if times:
            text = text.replace(f'"{context}"', _ours()[context])
    return text


@cache
def _ours() -> dict[str, str]:
    """Return the contexts that we publish: their address, and them without newlines."""
    return {
        str(BASE[f"context/{path.name}"]): json.dumps(
            json.loads(path.read_bytes())["@context"]
        )
        for path in sorted((folder("ontology") / "contexts").glob("*.jsonld"))
    }


class _Force(NamedTuple):
    """What contexts bring into force: terms, and the characters they are defined with.

    :param scoped: Whether one is within another, and so comes into force wherever a
        term of that one is used.
    """

    terms: int = 0
    characters: int = 0
    scoped: bool = False


def _check_weight(document: Document, value: Any) -> None:
    total = 0
    stack: list[tuple[Any, _Force]] = [(value, _Force())]
    while stack:
        found, force = stack.pop()
        if isinstance(found, list):
            stack += [(item, force) for item in found]
        elif isinstance(found, dict):
            if "@context" in found:
                force = _joined(force, _defined(found["@context"]))
            if "@context" in found or force.scoped:
                total += force.terms
            if (
                force.terms > MOST_TERMS
                or force.terms * force.characters > MOST_SPELLED
                or total > MOST_DEFINED
            ):
                raise document.error(
                    f"its contexts define more than {MOST_TERMS:,} terms, or long "
                    "ones, or are repeated too often; put one short context at the "
                    "top, or send Turtle"
                )
            stack += [(v, force) for k, v in found.items() if k != "@context"]


def _joined(one: _Force, other: _Force) -> _Force:
    return _Force(
        one.terms + other.terms,
        one.characters + other.characters,
        one.scoped or other.scoped,
    )


def _defined(context: Any) -> _Force:
    terms = characters = 0
    scoped = False
    # Each with whether it is a context, or else belongs to the definition of a term.
    stack = [(context, True)]
    while stack:
        found, is_context = stack.pop()
        if isinstance(found, list):
            stack += [(item, is_context) for item in found]
        elif isinstance(found, dict):
            if is_context:
                terms += len(found)
            scoped = scoped or "@context" in found
            characters += sum(map(len, found))
            stack += [(item, key == "@context") for key, item in found.items()]
        elif isinstance(found, str) and is_context:
            stack.append((json.loads(_ours()[found]), True))
        elif isinstance(found, str):
            characters += len(found)
    return _Force(terms, characters, scoped)
