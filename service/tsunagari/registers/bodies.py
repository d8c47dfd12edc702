"""What several registers say alike of a body: that it has this corporate number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tsunagari.registers.statements import TYPE, Context, Statement, name, text

__all__ = ["body_of", "identified", "numbered"]

ORGANIZATION: Final = name("org:Organization")
IDENTIFIED: Final = name("adms:identifier")
IDENTIFIER: Final = name("adms:Identifier")
NOTATION: Final = name("skos:notation")
SCHEME: Final = name("sse:identifierScheme")
AGENCY: Final = name("adms:schemaAgency")
CORPORATE_NUMBER: Final = name("jpc:corporate-number")
NTA: Final = text("National Tax Agency")
BODIES: Final = name("jporg:")[:-1]
IDENTIFIERS: Final = name("id:")[:-1]


def body_of(number: str, context: Context) -> str:
    """Return the IRI of the body with that corporate number."""
    return context.bodies.get(number) or f"{BODIES}{number}>"


def numbered(body: str, number: str) -> Iterator[Statement]:
    """Yield that *body* is an organization with that corporate number."""
    yield body, TYPE, ORGANIZATION
    local = f"corporate-number-{number}"
    yield from identified(body, local, number, CORPORATE_NUMBER, NTA)


def identified(
    body: str, local: str, notation: str, scheme: str, agency: str
) -> Iterator[Statement]:
    """Yield that *body* has an identifier, which is named *local*."""
    node = f"{IDENTIFIERS}{local}>"
    yield body, IDENTIFIED, node
    yield node, TYPE, IDENTIFIER
    yield node, NOTATION, text(notation)
    yield node, SCHEME, scheme
    yield node, AGENCY, agency
