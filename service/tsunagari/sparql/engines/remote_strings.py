"""Strings of a query, in words that every server reads the same.

Some servers resolve `escapes of code points
<https://www.w3.org/TR/sparql11-query/#codepointEscape>`_ before they read the
query, as the recommendation has it, the engine here within strings only: a
quotation mark written so would end the string there, and what follows would be
read as a part of the query that nobody here has looked at.
"""

from __future__ import annotations

import re
from typing import Final

from tsunagari.errors import QueryError
from tsunagari.sparql.tokens import Token, unescaped

__all__ = ["plain_string"]

# An escape of a string: of a code point, or of one character.
IN_STRING: Final = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
CODE_POINT: Final = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
NEEDS_ESCAPE: Final = {
    '"': '\\"',
    "'": "\\'",
    "\\": r"\\",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
}


def plain_string(token: Token) -> str:
    r"""Return a string without escapes of code points.

    :raises QueryError: If it cannot be written without what looks like one.

    >>> from tsunagari.sparql.tokens import TokenKind
    >>> plain_string(Token(TokenKind.STRING, r"'\u0041\u0027'", 0))
    "'A\\''"
    """
    text = IN_STRING.sub(_escape, token.text)
    if CODE_POINT.search(text):
        raise QueryError(
            f"the string at character {token.start} has a backslash before what reads "
            "as a code point; it is not supported here"
        )
    return text


def _escape(found: re.Match[str]) -> str:
    if not CODE_POINT.fullmatch(found[0]):
        return found[0]
    character = unescaped(found[0])
    return NEEDS_ESCAPE.get(character, character)
