"""A body by its corporate number: its IRI, and what identifies it.

Every register that has the number speaks of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tsunagari.registers.statements import TYPE, Context, Statement, name, text

__all__ = ["body", "identified", "identifier", "identity"]

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
    known = body(number, context)
    yield known, TYPE, ORGANIZATION
    yield from identified(known, identifier(number), number, CORPORATE_NUMBER, NTA)


def identified(
    known: str, node: str, notation: str, scheme: str, agency: str
) -> Iterator[Statement]:
    """Yield that the body *known* has the identifier *node*.

    :param scheme: The IRI of the scheme, in brackets.
    :param agency: The literal that names who gave it.
    """
    yield known, IDENTIFIED, node
    yield node, TYPE, IDENTIFIER
    yield node, NOTATION, text(notation)
    yield node, SCHEME, scheme
    yield node, AGENCY, agency
