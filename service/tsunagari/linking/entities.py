"""Entities of XML that are refused: those that would swell, or stand in other files.

Files of ontologies use entities for namespaces, so that short texts are let pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.parsers import expat

from tsunagari.errors import ForeignGraphError

__all__ = ["refuse_entities"]

LONGEST: Final = 1_000


class _Reached(Exception):
    """The first element: entities are declared before it."""


def refuse_entities(path: Path) -> None:
    """Look at the entities that an XML file declares.

    :raises ForeignGraphError: If one holds others, is long, or stands elsewhere.
    """

    def declared(name: str, _parameter: bool, value: str | None, *_: object) -> None:
        if value is None or "&" in value or "%" in value or len(value) > LONGEST:
            raise ForeignGraphError(
                f"{path.name}: the entity '{name}' stands in another file, holds other "
                f"entities, or has more than {LONGEST:,} characters; write its text "
                "out, or convert the file to Turtle"
            )

    def begun(*_: object) -> None:
        raise _Reached

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except (_Reached, expat.ExpatError):
        # What does not parse is told by the reader of RDF/XML.
        return
