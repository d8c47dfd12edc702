"""The tokens of a SPARQL query, as far as guarding needs them.

One regular expression after the `terminals of SPARQL 1.1
<https://www.w3.org/TR/sparql11-query/#grammar>`_, tried at each position: no
recursion, linear in the text. It tells keywords from the same letters inside a
string, a comment, an IRI or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

__all__ = ["Token", "TokenKind", "tokens"]


class TokenKind(Enum):
    """What a token is."""

    WORD = "word"
    OPEN = "open"
    CLOSE = "close"
    OTHER = "other"


class Token(NamedTuple):
    """A token, with its place in the text (characters from the start)."""

    kind: TokenKind
    text: str
    start: int


_PATTERN: Final = re.compile(
    r"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*(?:\\[uU][0-9A-Fa-f]+[^<>"{}|^`\\\x00-\x20]*)*>)
  | (?P<string>
        \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
      | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | \"(?:[^"\\\n\r]|\\.)*\"
      | '(?:[^'\\\n\r]|\\.)*')
  | (?P<name>[?$@]\w+|[\w.-]*:(?:[\w.:%-]|\\.)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<open><<\(?|\{\||[({\[])
  | (?P<close>\)?>>|\|\}|[)}\]])
  | (?P<other>[\s\S])
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final = {
    "word": TokenKind.WORD,
    "open": TokenKind.OPEN,
    "close": TokenKind.CLOSE,
}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text*; white space and comments are left out.

    >>> [token.text for token in tokens('ASK { ?s <x:service> "SERVICE" }')]
    ['ASK', '{', '?s', '<x:service>', '"SERVICE"', '}']
    """
    for match in _PATTERN.finditer(text):
        group = match.lastgroup or "other"
        if group != "space":
            kind = _KINDS.get(group, TokenKind.OTHER)
            yield Token(kind, match.group(), match.start())
