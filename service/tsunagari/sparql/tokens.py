"""The tokens of a SPARQL query, after the `terminals of SPARQL 1.1
<https://www.w3.org/TR/sparql11-query/#grammar>`_.

One regular expression, tried at each position: no recursion, linear in the
text. It tells keywords from the same letters inside a string, a comment, an
IRI or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final, NamedTuple

__all__ = [
    "Token",
    "TokenKind",
    "all_tokens",
    "joined",
    "normalized",
    "tokens",
    "unescaped",
]


class TokenKind(Enum):
    """What a token is."""

    WORD = "word"
    IRI = "iri"
    STRING = "string"
    NAME = "name"
    NUMBER = "number"
    OPEN = "open"
    CLOSE = "close"
    SIGN = "sign"
    SPACE = "space"


class Token(NamedTuple):
    """A token, with its place in the text (characters from the start)."""

    kind: TokenKind
    text: str
    start: int


_PATTERN: Final = re.compile(
    r"""
    (?P<space>(?:[ \t\r\n]+|\#[^\n\r]*)+)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<string>
        \"{3}(?:\"{0,2}(?:[^"\\]|\\[\s\S]))*\"{3}
      | '{3}(?:'{0,2}(?:[^'\\]|\\[\s\S]))*'{3}
      | \"(?:[^"\\\n\r]|\\[\s\S])*\"
      | '(?:[^'\\\n\r]|\\[\s\S])*')
  | (?P<name>
        [?$]\w+
      | @[a-zA-Z]+(?:-[a-zA-Z0-9]+)*(?:--[a-zA-Z]+)?
      | _:\w(?:[\w.-]*[\w-])?
      | (?:[^\W\d_][\w.-]{0,201}+(?<!\.))?:
        (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[\W_])(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[\W_])*
           (?:\.+(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[\W_])+)?)?)  # one run of dots: Oxigraph
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d_]\w*)
  | (?P<open><<\(?|\{\||[({\[])
  | (?P<close>\)?>>|\|\}|[)}\]])
  | (?P<sign>&&|\|\||!=|<=|>=|\^\^|[\s\S])
    """,
    re.VERBOSE,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_KINDS: Final[dict[str | None, TokenKind]] = {k.value: k for k in TokenKind}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text*, without white space and comments.

    >>> [token.text for token in tokens('ASK { ?s <x:service> "SERVICE" }')]
    ['ASK', '{', '?s', '<x:service>', '"SERVICE"', '}']
    """
    for token in all_tokens(text):
        if token.kind is not TokenKind.SPACE:
            yield token


def all_tokens(text: str, place: int = 0) -> Iterator[Token]:
    """Yield the tokens of *text*; white space and comments are tokens too.

    :param place: Where *text* begins in the text that it is a part of.
    """
    # A tuple is made at once; the constructor's own call would cost as much again.
    new = tuple.__new__
    for match in _PATTERN.finditer(text):
        kind = _KINDS[match.lastgroup]
        yield new(Token, (kind, match[0], match.start() + place))


def normalized(text: str) -> str:
    """Return *text* without comments and with single spaces.

    Two texts with the same normal form are the same query. What touched stays
    together and what was apart stays apart.

    >>> normalized("ASK  # all\\n{ ?s ?p '  x' }")
    "ASK { ?s ?p '  x' }"
    """
    return joined(all_tokens(text))


def joined(found: Iterable[Token]) -> str:
    """Return the text of :func:`all_tokens` again, in its normal form."""
    space = TokenKind.SPACE
    return "".join([" " if t.kind is space else t.text for t in found]).strip()


def unescaped(text: str) -> str:
    r"""Return *text* with its `codepoint escapes
    <https://www.w3.org/TR/sparql11-query/#codepointEscape>`_ resolved.

    The specification resolves them before anything else; the engine, and so the
    tokens, inside strings and IRIs only.

    >>> unescaped(r"\u0053ERVICE")
    'SERVICE'
    """
    return _ESCAPE.sub(_codepoint, text)


def _codepoint(match: re.Match[str]) -> str:
    number = int(match.group(1) or match.group(2), 16)
    return chr(number) if number < 0x110000 else match.group()
