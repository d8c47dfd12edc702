"""How deep and how heavy the JSON of `JSON-LD <https://www.w3.org/TR/json-ld11/>`_ is.

The engine's parser keeps what is in an object until the object ends, once for each
object around it: what that takes is counted, not only how deep it is.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from tsunagari.sparql.documents.contexts import check_contexts
from tsunagari.sparql.documents.document import Document

__all__ = ["HEAVIEST", "MOST_NESTED_JSON", "check_json"]

# Measured with Oxigraph 0.5.13 on a stack of 64 MiB: nodes 4 000 deep took 1.2 GB,
# 16 000 deep more than 4 GB, which ended the process.
MOST_NESTED_JSON: Final = 200
# Each value, member name and bracket counts once for every object around it. Measured:
# 240 kB that are 200 deep count 20 000 000 and take 1.9 GB.
HEAVIEST: Final = 8_000_000
_TOKEN: Final = re.compile(
    r"""
    \"(?:[^"\\]++|\\[\s\S])*+\"
  | (?P<open>[{\[])
  | (?P<close>[}\]])
  | (?P<unended>\")
  | [^\s"{}\[\],:]++
    """,
    re.VERBOSE,
)


class _TwiceError(Exception):
    """A name that stands twice in one object: readers differ on which one counts."""


def check_json(document: Document, text: str) -> str:
    """Return *text* with our own context in it where it is named.

    :raises DocumentError: If it is no JSON, is too deep or too heavy, or names a
        context that would have to be fetched.
    """
    _check_depth(document, text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_members,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_number,
        )
    except json.JSONDecodeError as error:
        raise document.error(
            f"it is no JSON: {error.msg}; check it with a JSON parser", text, error.pos
        ) from error
    except _TwiceError as error:
        raise document.error(
            f"'{str(error)[:80]}' stands twice in one object; give the values as a list"
        ) from error
    whole = check_contexts(document, text, value)
    if whole != text:
        # What was put in is read where it stands, perhaps within many objects.
        _check_depth(document, whole)
    return whole


def _check_depth(document: Document, text: str) -> None:
    weight = objects = 0
    opened: list[bool] = []
    for match in _TOKEN.finditer(text):
        weight += objects
        kind = match.lastgroup
        if kind == "open":
            is_object = match[0] == "{"
            opened.append(is_object)
            objects += is_object
            if len(opened) > MOST_NESTED_JSON:
                raise document.error(
                    f"objects and arrays are nested more than {MOST_NESTED_JSON} deep; "
                    "give the nodes an @id, and list them in one @graph",
                    text,
                    match.start(),
                )
        elif kind == "close":
            if not opened:
                raise document.error(
                    f"it is no JSON: '{match[0]}' closes what is not open; check it "
                    "with a JSON parser",
                    text,
                    match.start(),
                )
            objects -= opened.pop()
        elif kind == "unended":
            raise document.error(
                "it is no JSON: a string begins here and does not end; check it with "
                "a JSON parser",
                text,
                match.start(),
            )
        if weight > HEAVIEST:
            raise document.error(
                "there is too much inside nested objects to be read; list the nodes "
                "in one array, cut the document into parts, or send Turtle",
                text,
                match.start(),
            )


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _TwiceError(name)
            seen.add(name)
    return members


def _number(_text: str) -> float:
    """Return a number for any: what it is does not matter, and it may be long."""
    return 0.0
