"""A body by its corporate number: its IRI, and what identifies it.

Every register that has the number speaks of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tsunagari.registers.statements import TYPE, Context, Statement, name, text

__all__ = ["body", "identifier", "identity"]

ORGANIZATION: Final = name("org:Organization")
IDENTIFIED: Final = name("adms:identifier")
IDENTIFIER: Final = name("adms:Identifier")
AGENCY: Final = name("adms:schemaAgency")
NTA: Final = text("National Tax Agency")
NOTATION: Final = name("skos:notation")
SCHEME: Final = name("sse:identifierScheme")
CORPORATE_NUMBER: Final = name("jpc:corporate-number")
BODIES: Final = name("jporg:")[:-1]
IDENTIFIERS: Final = name("id:")[:-1]


def body(number: str, context: Context) -> str:
    """Return the IRI of the body with that corporate number, in brackets."""
    return context.bodies.get(number) or f"{BODIES}{number}>"


def identifier(number: str) -> str:
    """Return the IRI of a corporate number, in brackets."""
    return f"{IDENTIFIERS}corporate-number-{number}>"


def identity(number: str, context: Context) -> Iterator[Statement]:
    """Yield that there is a body with that corporate number."""
    node, known = identifier(number), body(number, context)
    yield known, TYPE, ORGANIZATION
    yield known, IDENTIFIED, node
    yield node, TYPE, IDENTIFIER
    yield node, NOTATION, text(number)
    yield node, SCHEME, CORPORATE_NUMBER
    yield node, AGENCY, NTA
