"""What a query from a stranger may be before an engine sees it.

An engine recurses over the text, so depth is bounded; it sends requests for
``SERVICE``, so that is refused. Both are found in the tokens, never in a
string, a comment or an IRI.
"""

from __future__ import annotations

from typing import Final

from tsunagari.errors import QueryError
from tsunagari.sparql.tokens import TokenKind, tokens

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_TOKENS", "check_query"]

MAX_BYTES: Final = 256_000
MAX_DEPTH: Final = 64
MAX_TOKENS: Final = 20_000


def check_query(text: str) -> None:
    """Refuse *text* if it is too large, too deep or reaches outside.

    :raises QueryError: With the place, the limit and what to do.
    """
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise QueryError(f"the query is larger than {MAX_BYTES} bytes; shorten it")
    depth = 0
    for count, token in enumerate(tokens(text), start=1):
        if count > MAX_TOKENS:
            raise QueryError(f"the query has more than {MAX_TOKENS} tokens; shorten it")
        if token.kind is TokenKind.OPEN:
            depth += 1
        elif token.kind is TokenKind.CLOSE:
            depth -= 1
        elif token.kind is TokenKind.WORD and token.text.upper() == "SERVICE":
            raise QueryError(
                f"SERVICE at character {token.start} is not allowed here; "
                "run the federated query from your own engine"
            )
        if depth > MAX_DEPTH:
            raise QueryError(
                f"brackets are nested more than {MAX_DEPTH} deep at character "
                f"{token.start}; simplify the query"
            )
