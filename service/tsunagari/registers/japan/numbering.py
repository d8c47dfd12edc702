"""Corporate numbers and codes of local governments, as keys of bodies and places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from tsunagari.namespaces import expand
from tsunagari.registers.japan.bodies import identity
from tsunagari.registers.japan.numbers import is_corporate_number
from tsunagari.registers.japan.places import about_places, place_of
from tsunagari.registers.numbering import Numbering
from tsunagari.registers.statements import Context, Statement

__all__ = ["JAPAN"]

# Without the check digit.
DIGITS: Final = 5


class _Japan(Numbering):
    """A body's key is its corporate number, a place's its code without check digit."""

    bodies = str(expand("jporg:"))
    body_scheme = expand("jpc:corporate-number")
    place_scheme = expand("jpc:local-government-code")
    place_columns = "prefectureCode, cityCode, cityName"
    place_notes: Mapping[str, str] = {
        "en": "The name is the latest that a row has. The check digit was computed, "
        "and the area of e-Stat follows from the code.",
        "ja": "名称は最も新しい行による。検査数字は計算で補い、統計LODの地域は"
        "コードから導いた。",
    }

    def is_key(self, key: str) -> bool:
        return is_corporate_number(key)

    def body_key(self, notation: str) -> str:
        return notation

    def place_key(self, notation: str) -> str:
        return notation[:DIGITS]

    def place(self, key: str) -> URIRef:
        return place_of(key)

    def identity(self, key: str, context: Context) -> Iterator[Statement]:
        return identity(key, context)

    def about_places(
        self,
        names: Mapping[str, str],
        seen: Collection[str],
        known: Mapping[str, URIRef],
    ) -> Iterator[tuple[Node, Node, Node]]:
        return about_places(names, seen, known)


JAPAN: Final = _Japan()
