"""Reading what clients send, bounded: `Reconciliation Queries
<https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#reconciliation-queries>`_
and data extension queries.

What a client adds beyond the standard is refused where the standard's schema refuses
it, and ignored where it does not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final, Literal, cast

from tsunagari.errors import BatchTooLargeError, MatchingError
from tsunagari.reconciliation.names import iri_of, term_iri

__all__ = ["BATCH", "Condition", "Extension", "Query", "Wanted", "read_extension"]
__all__ += ["read_batch", "short_text"]

Strictness = Literal["any", "all", "should"]
# Queries in a batch; OpenRefine sends ten unless it is told of more.
BATCH: Final = 50
TEXT: Final = 500
LIMIT: Final = 50
USUAL_LIMIT: Final = 10
TYPES: Final = 20
CONDITIONS: Final = 12
VALUES: Final = 12
# All values of a query together.
COMPARED: Final = 40
IDS: Final = 1000
PROPERTIES: Final = 50
CELLS: Final = 10_000
DEPTH: Final = "the JSON is nested too deeply"
KEYS: Final = frozenset({"query", "type", "limit", "properties", "type_strict"})


@dataclass(frozen=True)
class Condition:
    """What a property is to be: one of some texts, or of some things by IRI."""

    property: str
    texts: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """One reconciliation query; classes and properties by IRI."""

    text: str = ""
    types: tuple[str, ...] = ()
    limit: int = USUAL_LIMIT
    conditions: tuple[Condition, ...] = ()
    strict: Strictness = "any"


@dataclass(frozen=True)
class Wanted:
    """A property whose values are wanted.

    :param limit: Of how many values; 0 is all.
    :param language: Of texts in this language alone; empty is the usual choice.
    """

    id: str
    iri: str
    limit: int = 0
    language: str = ""


@dataclass(frozen=True)
class Extension:
    """A data extension query: things by the identifier they were asked with."""

    things: Mapping[str, str]
    properties: tuple[Wanted, ...]


def read_batch(text: str) -> dict[str, Query]:
    """Read a reconciliation query batch.

    :raises MatchingError: If it is no JSON, or not as the standard has it.
    :raises BatchTooLargeError: If it has too many queries.
    """
    batch = _object(_json(text, "queries"), "'queries'")
    if len(batch) > BATCH:
        raise BatchTooLargeError(f"a batch has at most {BATCH} queries; send several")
    return {short_text(key, "a key"): _query(key, q) for key, q in batch.items()}


def read_extension(text: str) -> Extension:
    """Read a data extension query.

    :raises MatchingError: If it is no JSON, or not as the standard has it.
    :raises BatchTooLargeError: If it asks for too many things or values.
    """
    asked = _object(_json(text, "extend"), "'extend'")
    ids = _list(asked.get("ids"), "'ids'", IDS)
    properties = _list(asked.get("properties"), "'properties'", PROPERTIES)
    if len(ids) * len(properties) > CELLS:
        raise BatchTooLargeError(
            f"at most {CELLS} cells are filled at a time; ask for fewer 'ids'"
        )
    things = {}
    for id in ids:
        known = short_text(id, "an id")
        things[known] = iri_of(known)
    return Extension(things, tuple(_wanted(one) for one in properties))


def short_text(value: Any, what: str) -> str:
    """Return *value* if it is a text that can be worked with.

    :raises MatchingError: If it is none, too long, or half a character.
    """
    if not isinstance(value, str):
        raise MatchingError(f"{what} is a text")
    if len(value) > TEXT:
        raise MatchingError(f"{what} has at most {TEXT} characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MatchingError(f"{what} holds half a character") from error
    return value


def _query(key: str, value: Any) -> Query:
    where = f"query '{key[:40]}'"
    found = _object(value, where)
    if unknown := sorted(set(found) - KEYS):
        raise MatchingError(
            f"{where}: there is no '{unknown[0][:40]}'; the keys are "
            f"{', '.join(sorted(KEYS))}"
        )
    if "query" not in found and not found.get("properties"):
        raise MatchingError(f"{where}: give 'query', 'properties' or both")
    types = found.get("type", [])
    listed = types if isinstance(types, list) else [types]
    strict = found.get("type_strict", "any")
    if strict not in ("any", "all", "should"):
        raise MatchingError(f"{where}: 'type_strict' is any, all or should")
    conditions = tuple(
        _condition(one, where)
        for one in _list(
            found.get("properties", []), f"{where}: 'properties'", CONDITIONS
        )
    )
    if sum(len(c.texts) + len(c.things) for c in conditions) > COMPARED:
        raise BatchTooLargeError(f"{where}: the properties have over {COMPARED} values")
    return Query(
        short_text(found.get("query", ""), f"{where}: 'query'").strip(),
        tuple(
            term_iri(_type(one, where))
            for one in _list(listed, f"{where}: 'type'", TYPES)
        ),
        _limit(found.get("limit", USUAL_LIMIT), where),
        conditions,
        cast(Strictness, strict),
    )


def _type(value: Any, where: str) -> str:
    # OpenRefine has sent the type as an object, too.
    given = value.get("id") if isinstance(value, dict) else value
    return short_text(given, f"{where}: a type")


def _limit(value: Any, where: str) -> int:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # Only a float can be infinite; a whole number may be too large to be one.
    whole = isinstance(value, int) or (is_number and isfinite(value))
    if not is_number or not whole or value < 1 or value != int(value):
        raise MatchingError(f"{where}: 'limit' is a whole number above 0")
    return min(int(value), LIMIT)


def _condition(value: Any, where: str) -> Condition:
    found = _object(value, f"{where}: a property")
    pid = short_text(found.get("pid"), f"{where}: 'pid'")
    if "v" not in found:
        raise MatchingError(f"{where}: the property '{pid}' lacks its value 'v'")
    given = found["v"] if isinstance(found["v"], list) else [found["v"]]
    texts, things = [], []
    for one in _list(given, f"{where}: 'v'", VALUES):
        if isinstance(one, dict):
            things.append(iri_of(short_text(one.get("id"), f"{where}: 'id' of 'v'")))
        elif isinstance(one, bool):
            texts.append("true" if one else "false")
        elif isinstance(one, int | float):
            texts.append(_number(one))
        elif text := short_text(one, f"{where}: 'v'").strip():
            texts.append(text)
    return Condition(term_iri(pid), tuple(texts), tuple(things))


def _number(value: float) -> str:
    """Return a number as it stands in a table: 2011.0 is 2011."""
    if isinstance(value, float) and isfinite(value) and value == int(value):
        return str(int(value))
    return str(value)[:TEXT]


def _wanted(value: Any) -> Wanted:
    found = _object(value, "a property")
    id = short_text(found.get("id"), "the 'id' of a property")
    settings = _object(found.get("settings", {}), f"the settings of '{id[:40]}'")
    limit = settings.get("limit", 0)
    text = str(limit).strip() if isinstance(limit, int | str) else ""
    if isinstance(limit, bool) or not (text.isdecimal() and len(text) < 9):
        raise MatchingError(f"the setting 'limit' of '{id[:40]}' is a whole number")
    language = short_text(settings.get("language", ""), "the setting 'language'")
    return Wanted(id, term_iri(id), int(text), language.lower())


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise MatchingError(f"'{what}' is no JSON: {error}") from error
    except RecursionError as error:
        raise MatchingError(f"'{what}': {DEPTH}") from error


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MatchingError(f"{what} is an object of JSON")
    return value


def _list(value: Any, what: str, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise MatchingError(f"{what} is a list")
    if len(value) > most:
        raise BatchTooLargeError(f"{what} has at most {most} entries")
    return value
