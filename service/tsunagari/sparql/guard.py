"""What a query from a stranger may be before an engine sees it.

An engine recurses over the text, so depth is bounded; its planner is slow on
many joined clauses, so they are counted; it sends requests for ``SERVICE``, so
that is refused unless the host is allowed. All of it is found in the tokens,
never in a string, a comment or an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tsunagari.errors import QueryRefusedError
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.tokens import Token, TokenKind, tokens

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
# Every word that SPARQL 1.1 and 1.2 know. The engine needs no space after a word,
# so "trueSERVICE" is two words to it: what is not here is refused.
WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """
    A ABS ADD ADJUST ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE
    CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DELETE DESC DESCRIBE DISTINCT
    ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG
    HASLANGDIR HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE
    ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES
    MONTH NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED
    REGEX REPLACE ROUND SAMETERM SAMEVALUE SAMPLE SECONDS SELECT SEPARATOR SERVICE
    SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG
    STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TRUE TZ
    UCASE UNDEF UNION URI UUID VALUES VERSION WHERE YEAR
    """,
    )
)
# Between round brackets "<" may compare. An IRI there must be one for certain:
# with a scheme, and either slashes or nothing that means something outside an IRI.
CERTAIN_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:(?://.*|[\w:.%@-]*)>")


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
    counts = dict.fromkeys(("clauses", "branches", "patterns"), 0)
    kind: Kind | None = None
    repeatable = True
    opened: list[str] = []
    number = 0
    before = previous = None
    service: Token | None = None
    for number, token in enumerate(tokens(text), start=1):
        _check(number, limits.tokens, "tokens")
        if service is not None:
            service = _check_service(token, service, allowed_services)
        _check_less_than(token, previous, opened)
        _check_hidden_service(token, previous, before)
        if token.kind is TokenKind.OPEN:
            opened.append(token.text)
            if len(opened) > limits.depth:
                raise QueryRefusedError(
                    f"brackets are nested more than {limits.depth} deep at character "
                    f"{token.start}; simplify the query"
                )
        elif token.kind is TokenKind.CLOSE:
            del opened[-1:]
        elif token.kind is TokenKind.SIGN:
            if token.text in "\"'":
                raise QueryRefusedError(
                    f"the string that begins at character {token.start} is not closed"
                )
            counts["clauses"] += token.text in OPERATORS
            # A comma in round brackets parts arguments; elsewhere it is a pattern.
            part = ".;" if opened[-1:] == ["("] else ".;,"
            counts["patterns"] += token.text in part
        elif token.kind is TokenKind.WORD:
            word = token.text.upper()
            if kind is None and word not in PROLOGUE:
                kind = FORMS.get(word)
                if kind is None:
                    break
            if word not in WORDS:
                raise QueryRefusedError(
                    f"the query does not parse: '{token.text[:40]}' at character "
                    f"{token.start} is not a word of "
                    "SPARQL; put spaces between words, or a colon after a prefix"
                )
            counts["clauses"] += word in CLAUSES
            counts["branches"] += word in BRANCHES
            repeatable &= word not in CHANGING
            if word == "SERVICE":
                service = token
        before, previous = previous, token
    for name, count in counts.items():
        _check(count, getattr(limits, name), name)
    if service is not None:
        raise QueryRefusedError(
            f"SERVICE at character {service.start} names no endpoint"
        )
    return Inspection(kind, repeatable)


def _check_less_than(token: Token, previous: Token | None, opened: list[str]) -> None:
    """Refuse "<" where it may begin an IRI and may compare.

    The longest match makes ``(1<2)#>`` an IRI after the bracket; the engine sees
    a comparison and a comment. Whoever reads it otherwise is blind to the rest.
    """
    if (
        not token.text.startswith("<")
        or token.kind not in (TokenKind.IRI, TokenKind.OPEN)
        or opened[-1:] != ["("]
        or previous is None
        or previous.kind in (TokenKind.SIGN, TokenKind.OPEN)
        or (token.kind is TokenKind.IRI and CERTAIN_IRI.fullmatch(token.text))
    ):
        return
    raise QueryRefusedError(
        f"'<' at character {token.start} may compare or begin an IRI; write spaces "
        "around it, or the whole IRI"
    )


def _check_hidden_service(
    token: Token, previous: Token | None, before: Token | None
) -> None:
    """Refuse a name before a group that the engine may read as SERVICE and a name."""
    if (
        token.text != "{"
        or previous is None
        or previous.kind is not TokenKind.NAME
        or "SERVICE" not in previous.text.partition(":")[0].upper()
        or previous.text.startswith(("?", "$", "@", "_"))
        or (before is not None and before.text.upper() in ("GRAPH", "FROM", "NAMED"))
    ):
        return
    raise QueryRefusedError(
        f"'{previous.text[:40]}' at character {previous.start} may be SERVICE with a "
        "name; SERVICE is not allowed here, choose another prefix"
    )


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
