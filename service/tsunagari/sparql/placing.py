"""Where the value of a variable goes in a query: found in its tokens.

A value goes in as a ``VALUES`` block (`SPARQL 1.1, 10
<https://www.w3.org/TR/sparql11-query/#inline-data>`_), at the beginning of each group
that names the variable. A block of that variable alone that is there already is its
default, and holds the value instead. Nothing else of the query changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagari.errors import QueryHeaderError
from tsunagari.sparql.tokens import Token, TokenKind

__all__ = ["Places", "placed", "places"]


@dataclass
class Places:
    """Where a variable stands, by numbers of tokens.

    :param groups: The brackets that open a group which names the variable itself,
        and does not have its block.
    :param blocks: The brackets that open and close a ``VALUES`` block of it.
    """

    groups: list[int] = field(default_factory=list)
    blocks: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class _Bracket:
    """An open bracket: a "group", a "select" in it, a "template", "data" or other."""

    kind: str
    start: int
    names: bool = False
    has_block: bool = False


def places(query: Sequence[Token], variable: str) -> Places:
    """Find where the value of *variable* goes in *query*, in all its tokens.

    >>> from tsunagari.sparql.tokens import all_tokens
    >>> query = list(all_tokens("SELECT ?x { ?x ?p ?_y OPTIONAL { ?x ?q ?z } }"))
    >>> places(query, "_y").groups == [4]
    True
    """
    found = Places()
    open: list[_Bracket] = []
    before = ""
    listed: list[str] | None = None
    for place, token in enumerate(query):
        if token.kind is TokenKind.SPACE:
            continue
        if token.kind is TokenKind.OPEN:
            kind = _kind(token, before, listed)
            if listed is not None and token.text == "(":
                listed.append("(")
            elif listed is not None:
                if listed == [variable]:
                    found.blocks.append((place, -1))
                    if open:
                        open[-1].has_block = True
                elif variable in listed:
                    raise QueryHeaderError(
                        f"?{variable} stands in a VALUES block with others or in "
                        "brackets; give it one of its own"
                    )
                listed = None
            open.append(_Bracket(kind, place))
        elif token.kind is TokenKind.CLOSE:
            if open:
                _close(open.pop(), place, found)
        elif token.kind is TokenKind.WORD:
            if token.text.upper() == "VALUES":
                listed = []
            if before == "{" and token.text.upper() == "SELECT":
                open[-1].kind = "select"
        elif token.kind is TokenKind.NAME and token.text[0] in "?$":
            name = token.text[1:]
            if listed is not None:
                listed.append(name)
            elif name == variable:
                _name(open)
        before = token.text.upper()
    return found


def placed(query: Sequence[Token], values: Mapping[str, Sequence[str]]) -> str:
    """Return the text of *query* with *values* in their places.

    :param values: The tokens of a term, by variable.

    >>> from tsunagari.sparql.tokens import all_tokens
    >>> placed(list(all_tokens("ASK { ?s ?p ?_y }")), {"_y": ['"a"', "@en"]})
    'ASK { VALUES ?_y { "a"@en } ?s ?p ?_y }'
    """
    texts = [token.text for token in query]
    for variable, term in values.items():
        where = places(query, variable)
        block = f"{{ {''.join(term)} }}"
        for opened, closed in where.blocks:
            texts[opened : closed + 1] = [block, *[""] * (closed - opened)]
        for opened in where.groups:
            texts[opened] += f" VALUES ?{variable} {block}"
    return "".join(texts)


def _kind(token: Token, before: str, listed: list[str] | None) -> str:
    if token.text != "{":
        return "other"
    if listed is not None:
        return "data"
    return "template" if before == "CONSTRUCT" else "group"


def _close(bracket: _Bracket, place: int, found: Places) -> None:
    if bracket.kind == "group" and bracket.names and not bracket.has_block:
        found.groups.append(bracket.start)
    if bracket.kind == "data" and found.blocks and found.blocks[-1][1] < 0:
        found.blocks[-1] = (found.blocks[-1][0], place)


def _name(open: list[_Bracket]) -> None:
    """Note that the innermost pair of braces names the variable."""
    for bracket in reversed(open):
        if bracket.kind != "other":
            bracket.names = True
            return
