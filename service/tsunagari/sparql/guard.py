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
from tsunagari.sparql.dataset import Dataset, query_dataset
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.peers import refusal
from tsunagari.sparql.tokens import Token, TokenKind, all_tokens, joined
from tsunagari.sparql.words import (
    BRANCHES,
    CHANGING,
    CLAUSES,
    DATASET,
    FORMS,
    OPERATORS,
    PROLOGUE,
    WORDS,
)

__all__ = ["LIMITS", "Inspection", "inspect_query"]

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
# Looked up for every token of every query.
SPACE, NAME, IRI = TokenKind.SPACE, TokenKind.NAME, TokenKind.IRI
OPEN, CLOSE, SIGN, WORD = (
    TokenKind.OPEN,
    TokenKind.CLOSE,
    TokenKind.SIGN,
    TokenKind.WORD,
)


@dataclass(frozen=True)
class Inspection:
    """What the tokens tell.

    :param kind: The kind of answer; ``None`` if the text has no query form.
    :param words: The words of the query, in capitals.
    :param tokens: All tokens, white space and comments included.
    """

    kind: Kind | None
    words: frozenset[str]
    tokens: list[Token]

    @property
    def repeatable(self) -> bool:
        """Whether the answer stays the same as long as the data do."""
        return self.words.isdisjoint(CHANGING)

    @property
    def federated(self) -> bool:
        """Whether another endpoint is asked for a part of the answer."""
        return "SERVICE" in self.words

    @property
    def normal(self) -> str:
        """The text without comments: the same for the same query."""
        return joined(self.tokens)

    @property
    def dataset(self) -> Dataset | None:
        """The dataset that the query names itself."""
        if DATASET not in self.words:
            return None
        return query_dataset(t for t in self.tokens if t.kind is not TokenKind.SPACE)


def inspect_query(
    text: str,
    allowed_services: Collection[str] = (),
    limits: Limits = LIMITS,
    place: int = 0,
) -> Inspection:
    """Look at the tokens of *text*.

    :param allowed_services: The IRIs that ``SERVICE`` may name.
    :param place: Where *text* begins in the text that it is a part of.
    :raises QueryRefusedError: With the place, the limit and what to do.
    """
    if 4 * len(text) > limits.bytes:
        _check(len(text.encode("utf-8", "replace")), limits.bytes, "bytes")
    counts = dict.fromkeys(("clauses", "branches", "patterns"), 0)
    kind: Kind | None = None
    words: set[str] = set()
    read: list[Token] = []
    opened: list[str] = []
    number = 0
    before = previous = None
    service: Token | None = None
    for token in all_tokens(text, place):
        read.append(token)
        token_kind = token.kind
        if token_kind is SPACE:
            continue
        number += 1
        if number > limits.tokens:
            _check(number, limits.tokens, "tokens")
        if service is not None:
            service = _check_service(token, service, allowed_services)
        if token_kind is NAME:
            pass
        elif token_kind is IRI:
            _check_less_than(token, previous, opened)
        elif token_kind is OPEN:
            _check_less_than(token, previous, opened)
            _check_hidden_service(token, previous, before)
            opened.append(token.text)
            if len(opened) > limits.depth:
                raise QueryRefusedError(
                    f"brackets are nested more than {limits.depth} deep at character "
                    f"{token.start}; simplify the query"
                )
        elif token_kind is CLOSE:
            del opened[-1:]
        elif token_kind is SIGN:
            if token.text in "\"'":
                raise QueryRefusedError(
                    f"the string that begins at character {token.start} is not closed"
                )
            counts["clauses"] += token.text in OPERATORS
            # A comma in round brackets parts arguments; elsewhere it is a pattern.
            part = ".;" if opened[-1:] == ["("] else ".;,"
            counts["patterns"] += token.text in part
        elif token_kind is WORD:
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
            words.add(word)
            if word == "SERVICE":
                service = token
        before, previous = previous, token
    for name, count in counts.items():
        _check(count, getattr(limits, name), name)
    if service is not None:
        raise QueryRefusedError(
            f"SERVICE at character {service.start} names no endpoint"
        )
    return Inspection(kind, frozenset(words), read)


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
    iri = token.text[1:-1] if token.kind is TokenKind.IRI else ""
    raise QueryRefusedError(refusal(service.start, iri, allowed))
