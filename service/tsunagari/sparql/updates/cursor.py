"""The tokens of an update one by one, with what no update may have refused.

Nothing is kept but the brackets that are open, so that a block of data may be as
long as it likes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tsunagari.errors import QueryRefusedError, QuerySyntaxError
from tsunagari.sparql.tokens import Token, TokenKind, all_tokens
from tsunagari.sparql.words import IN_DATA, UPDATE_WORDS

__all__ = ["Cursor", "Group"]

CLOSES: Final = {
    "(": ")",
    "[": "]",
    "{": "}",
    "{|": "|}",
    "<<": ">>",
    "<<(": ")>>",
}
INSTEAD: Final = "send the document itself by the Graph Store Protocol"


@dataclass(frozen=True)
class Group:
    """What stands between curly brackets, with them.

    :param labels: The blank nodes that are named there.
    """

    text: str
    place: int
    labels: frozenset[str]


class Cursor:
    """Where the reading of an update has come to.

    :ivar token: The token that comes next; ``None`` at the end.
    """

    def __init__(self, text: str, depth: int) -> None:
        self._text = text
        self._depth = depth
        self._tokens = self._checked()
        self.token: Token | None = next(self._tokens, None)
        self.before = 0

    @property
    def place(self) -> int:
        """Where the next token begins."""
        return len(self._text) if self.token is None else self.token.start

    @property
    def word(self) -> str:
        """The next token in capitals, if it is a word."""
        if self.token is None or self.token.kind is not TokenKind.WORD:
            return ""
        return self.token.text.upper()

    def take(self) -> Token:
        """Return the next token and go on to the one after it.

        :raises QuerySyntaxError: If there is none.
        """
        token = self.token
        if token is None:
            raise QuerySyntaxError("the update ends where more is expected")
        self.before = token.start + len(token.text)
        self.token = next(self._tokens, None)
        return token

    def accept(self, *words: str) -> str:
        """Go past one of *words*, if it comes next, and return it."""
        word = self.word
        if word not in words:
            return ""
        self.take()
        return word

    def expect(self, *words: str) -> str:
        """Go past one of *words* and return it.

        :raises QuerySyntaxError: If another token comes next.
        """
        if not (word := self.accept(*words)):
            raise self.unexpected(" or ".join(words))
        return word

    def group(self, data: bool) -> Group:
        """Go past a group in curly brackets, and all that is in it.

        :param data: Whether it holds statements or templates only, no pattern.
        :raises QuerySyntaxError: If there is none, or not the whole of it.
        """
        start = self.place
        labels: set[str] = set()
        if self.token is None or self.token.text != "{":
            raise self.unexpected("'{'")
        depth = 0
        while True:
            token = self.take()
            if token.kind is TokenKind.OPEN:
                depth += 1
            elif token.kind is TokenKind.CLOSE:
                depth -= 1
                if not depth:
                    break
            elif token.kind is TokenKind.NAME:
                if token.text.startswith("_:"):
                    labels.add(token.text)
            elif data and token.kind is TokenKind.WORD:
                _check_data(token)
        return Group(self._text[start : self.before], start, frozenset(labels))

    def since(self, start: int) -> str:
        """Return the text from *start* to the end of the token taken last."""
        return self._text[start : self.before]

    def unexpected(self, wanted: str) -> QuerySyntaxError:
        """Return the error for the next token where *wanted* should stand."""
        if self.token is None:
            return QuerySyntaxError(f"the update ends where {wanted} is expected")
        return QuerySyntaxError(
            f"the update does not parse: '{self.token.text[:40]}' at character "
            f"{self.token.start}, where {wanted} is expected"
        )

    def _checked(self) -> Iterator[Token]:
        """Yield the tokens without white space.

        :raises QueryRefusedError: With the place, the limit and what to do.
        """
        opened: list[Token] = []
        for token in all_tokens(self._text):
            kind = token.kind
            if kind is TokenKind.SPACE:
                continue
            if kind is TokenKind.OPEN:
                opened.append(token)
                if len(opened) > self._depth:
                    raise QueryRefusedError(
                        f"brackets are nested more than {self._depth} deep at "
                        f"character {token.start}; simplify the update"
                    )
            elif kind is TokenKind.CLOSE:
                if not opened or CLOSES[opened.pop().text] != token.text:
                    raise QuerySyntaxError(
                        f"the update does not parse: '{token.text}' at character "
                        f"{token.start} does not close what was opened last"
                    )
            elif kind is TokenKind.WORD:
                _check_word(token)
            elif kind is TokenKind.SIGN and token.text in "\"'":
                raise QueryRefusedError(
                    f"the string that begins at character {token.start} is not closed"
                )
            yield token
        if opened:
            raise QuerySyntaxError(
                f"the '{opened[-1].text}' at character {opened[-1].start} of the "
                "update is not closed"
            )


def _check_word(token: Token) -> None:
    word = token.text.upper()
    if word == "LOAD":
        raise QueryRefusedError(
            f"LOAD at character {token.start} is not allowed here, as nothing is "
            f"fetched from elsewhere; {INSTEAD}"
        )
    if word == "SERVICE":
        raise QueryRefusedError(
            f"SERVICE at character {token.start} is not allowed in an update; ask the "
            "other endpoint first, and send what it answers"
        )
    if word not in UPDATE_WORDS:
        raise QueryRefusedError(
            f"the update does not parse: '{token.text[:40]}' at character "
            f"{token.start} is not a word of "
            "SPARQL; put spaces between words, or a colon after a prefix"
        )


def _check_data(token: Token) -> None:
    if token.text.upper() not in IN_DATA:
        raise QuerySyntaxError(
            f"the update does not parse: '{token.text[:40]}' at character "
            f"{token.start}, where only statements and GRAPH may stand"
        )
