"""Hostile requests as data: the files in ``corpus``, which anyone can extend.

A case is a ``[[case]]`` with a ``name``, the ``ids`` of the requirements it
proves, the outcomes it may have (``allow``: a status, "close" for hanging up
without an answer, "wait" for no answer yet), and one of

``query``, ``update``
    a text of SPARQL, which is sent in every way a client can send it;
``path``
    a request, with ``method``, ``headers`` and ``body`` as needed;
``raw``
    the bytes of the connection, line ends and all.

A text is a string, or a list of parts, where ``{ repeat = "STR(", times = 2000 }``
is a part of that many copies. ``@CANARY@``, ``@PORT@`` and ``@HOST@`` stand for the
address and port of the canary and the host of the server. Outside ``query`` and
``update`` one character is one byte. ``absent`` lists what no answer may hold, and
``answers`` how many there may be on the connection (one, if it is not said). With
``cut = true`` an answer of status 200 is never complete, and with ``once = true`` a
text is sent in one way only, because it takes all the time that it may have.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .wire import Outcome

__all__ = ["CORPUS", "HostileCase", "read_corpus"]

CORPUS: Final = Path(__file__).parent / "corpus"
KINDS: Final = ("query", "update", "path", "raw")
COMMON: Final = frozenset({"name", "ids", "allow", "absent", "answers", "cut"})
KEYS: Final = {
    "query": COMMON | {"once"},
    "update": COMMON | {"once"},
    "path": COMMON | {"method", "headers", "body"},
    "raw": COMMON,
}
# No case may be answered with another error of the server than these.
SERVER_ERRORS: Final = frozenset({501, 503, 504, 505})


@dataclass(frozen=True)
class HostileCase:
    """One case of the corpus."""

    name: str
    ids: tuple[str, ...]
    allow: frozenset[Outcome]
    kind: str
    text: str
    method: str
    headers: dict[str, str]
    body: str | None
    absent: tuple[str, ...]
    answers: int
    cut: bool
    once: bool

    @property
    def label(self) -> str:
        """How pytest shows it."""
        return f"{'-'.join(self.ids)}: {self.name}"


def read_corpus(folder: Path = CORPUS) -> list[HostileCase]:
    """Return every case in the files of *folder*.

    :raises ValueError: If there is none, or one is not as it must be.
    """
    cases = [case for path in sorted(folder.glob("*.toml")) for case in _read(path)]
    if not cases:
        raise ValueError(f"there is no case in {folder}")
    names = [case.name for case in cases]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"these cases have the same name: {sorted(twice)}")
    return cases


def _read(path: Path) -> Iterator[HostileCase]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    if content.keys() != {"case"}:
        raise ValueError(f"{path.name} holds something else than cases")
    for entry in content["case"]:
        try:
            yield _case(entry)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}, {entry.get('name')}: {error}") from error


def _case(entry: dict[str, Any]) -> HostileCase:
    (kind,) = entry.keys() & set(KINDS)
    if unknown := entry.keys() - KEYS[kind] - {kind}:
        raise ValueError(f"unknown keys: {sorted(unknown)}")
    allow = frozenset(entry["allow"])
    numbers = {outcome for outcome in allow if isinstance(outcome, int)}
    if not allow or any(n >= 500 and n not in SERVER_ERRORS for n in numbers):
        raise ValueError("a case allows outcomes, and 500 is none of them")
    if not entry["ids"]:
        raise ValueError("a case proves something: name the requirement")
    return HostileCase(
        name=entry["name"],
        ids=tuple(entry["ids"]),
        allow=allow,
        kind=kind,
        text=_text(entry[kind]),
        method=entry.get("method", "GET"),
        headers={k: _text(v) for k, v in entry.get("headers", {}).items()},
        body=_text(entry["body"]) if "body" in entry else None,
        absent=tuple(entry.get("absent", ())),
        answers=entry.get("answers", 1),
        cut=entry.get("cut", False),
        once=entry.get("once", False),
    )


def _text(value: str | list[str | dict[str, Any]]) -> str:
    if isinstance(value, str):
        return value
    return "".join(
        part if isinstance(part, str) else part["repeat"] * part["times"]
        for part in value
    )
