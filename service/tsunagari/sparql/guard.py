"""What a query from a stranger may be before an engine sees it.

An engine recurses over the text, so depth is bounded; its planner is slow on
many joined clauses, so they are counted; it sends requests for ``SERVICE``, so
that is refused unless the host is allowed. All of it is found in the tokens,
never in a string, a comment or an IRI.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tsunagari.errors import QueryRefusedError
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.tokens import Token, TokenKind, tokens, unescaped

__all__ = ["LIMITS", "Inspection", "inspect_query"]

FORMS: Final = {
    "SELECT": Kind.SOLUTIONS,
    "ASK": Kind.BOOLEAN,
    "CONSTRUCT": Kind.GRAPH,
    "DESCRIBE": Kind.GRAPH,
}
PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
# What gives another answer each time cannot be answered from a cache.
CHANGING: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
CLAUSES: Final = frozenset({"FILTER", "BIND", "MINUS", "VALUES", "GRAPH", "EXISTS"})
BRANCHES: Final = frozenset({"OPTIONAL", "UNION"})
OPERATORS: Final = frozenset({"&&", "||", "+", "-", "*", "/", "|", "^", "!"})


@dataclass(frozen=True)
class Limits:
    """How large and how deep a query may be."""

    bytes: int = 256_000
    tokens: int = 20_000
    depth: int = 64
    clauses: int = 400
    branches: int = 60
    patterns: int = 300


LIMITS: Final = Limits()


@dataclass(frozen=True)
class Inspection:
    """What the tokens tell: the kind of answer, and whether it stays the same."""

    kind: Kind | None
    repeatable: bool


def inspect_query(
    text: str, allowed_services: Collection[str] = (), limits: Limits = LIMITS
) -> Inspection:
    """Look at the tokens of *text*.

    :param allowed_services: The IRIs that ``SERVICE`` may name.
    :returns: The kind is ``None`` if the text has no query form.
    :raises QueryRefusedError: With the place, the limit and what to do.
    """
    size = len(text.encode("utf-8", "replace"))
    _check(size, limits.bytes, "bytes")
    found = _inspect(text, allowed_services, limits)
    # An escaped quotation mark ends a string for some engines and not for
    # others: neither reading may hide anything.
    if (other := unescaped(text)) != text:
        reading = _inspect(other, allowed_services, limits)
        repeatable = found.repeatable and reading.repeatable
        found = Inspection(found.kind or reading.kind, repeatable)
    return found


def _inspect(
    text: str, allowed_services: Collection[str], limits: Limits
) -> Inspection:
    counts = dict.fromkeys(("clauses", "branches", "patterns"), 0)
    kind: Kind | None = None
    repeatable = True
    depth = number = 0
    service: Token | None = None
    for number, token in enumerate(tokens(text), start=1):
        _check(number, limits.tokens, "tokens")
        if service is not None:
            service = _check_service(token, service, allowed_services)
        if token.kind is TokenKind.OPEN:
            depth += 1
            if depth > limits.depth:
                raise QueryRefusedError(
                    f"brackets are nested more than {limits.depth} deep at character "
                    f"{token.start}; simplify the query"
                )
        elif token.kind is TokenKind.CLOSE:
            depth -= 1
        elif token.kind is TokenKind.SIGN:
            counts["clauses"] += token.text in OPERATORS
            counts["patterns"] += token.text in ".;,"
        elif token.kind is TokenKind.WORD:
            word = token.text.upper()
            if kind is None and word not in PROLOGUE:
                kind = FORMS.get(word)
                if kind is None:
                    break
            counts["clauses"] += word in CLAUSES
            counts["branches"] += word in BRANCHES
            repeatable &= word not in CHANGING
            if word == "SERVICE":
                service = token
    for name, count in counts.items():
        _check(count, getattr(limits, name), name)
    if service is not None:
        raise QueryRefusedError(
            f"SERVICE at character {service.start} names no endpoint"
        )
    return Inspection(kind, repeatable)


def _check(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise QueryRefusedError(
            f"the query has more than {limit} {what}; split it or simplify it"
        )


def _check_service(
    token: Token, service: Token, allowed: Collection[str]
) -> Token | None:
    """Judge what follows ``SERVICE``: nothing yet after SILENT, else a verdict."""
    if token.kind is TokenKind.WORD and token.text.upper() == "SILENT":
        return service
    if token.kind is TokenKind.IRI and token.text[1:-1] in allowed:
        return None
    raise QueryRefusedError(
        f"SERVICE at character {service.start} is not allowed here; "
        "run the federated query from your own engine"
    )
