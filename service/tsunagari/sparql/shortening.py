"""Asking for the first rows of an answer only, when the client wants just that.

The modifiers that end a query say which of its rows are given. They come after
``ORDER BY``, ``DISTINCT`` and aggregates (`SPARQL 1.1, 15
<https://www.w3.org/TR/sparql11-query/#solutionModifiers>`_), so a smaller
``LIMIT`` there gives the same rows, only fewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagari.sparql.tokens import Token, TokenKind

__all__ = ["Shortening", "shortened"]


@dataclass(frozen=True)
class Shortening:
    """A query for the first rows, and one for the row after them.

    :param probe: ``None`` if the query itself asks for no more rows.
    """

    query: str
    probe: str | None


def shortened(query: Sequence[Token], rows: int) -> Shortening:
    """Return the SELECT *query*, in all its tokens, for at most *rows* rows.

    >>> from tsunagari.sparql.tokens import all_tokens
    >>> shortened(list(all_tokens("SELECT * { ?s ?p ?o } OFFSET 5")), 10).query
    'SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 5'
    """
    text = [" " if t.kind is TokenKind.SPACE else t.text for t in query]
    found: dict[str, int] = {}
    end = len(query)
    word = ""
    depth = 0
    for place, token in enumerate(query):
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        upper = token.text.upper() if token.kind is TokenKind.WORD else ""
        if word and token.kind is not TokenKind.SPACE:
            if not token.text.isdecimal():
                break
            found[word], word, text[place] = int(token.text), "", ""
        elif not depth and upper in ("LIMIT", "OFFSET"):
            if upper in found or end < place:
                break
            word, text[place] = upper, ""
        elif not depth and upper == "VALUES":
            end = min(end, place)
    else:
        if not word:
            return _limited("".join(text[:end]), "".join(text[end:]), found, rows)
    # It does not parse. Whoever reads it as it is says so.
    return Shortening("".join(token.text for token in query), None)


def _limited(head: str, tail: str, found: dict[str, int], rows: int) -> Shortening:
    offset, limit = found.get("OFFSET", 0), found.get("LIMIT", rows + 1)

    def query(limit: int, offset: int) -> str:
        skip = f" OFFSET {offset}" if offset else ""
        return f"{head.rstrip()} LIMIT {limit}{skip} {tail}".rstrip()

    probe = query(1, offset + rows) if limit > rows else None
    return Shortening(query(min(limit, rows), offset), probe)
