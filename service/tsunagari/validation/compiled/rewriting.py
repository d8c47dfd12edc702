"""A query of ``sh:sparql``, rewritten so that it runs for many focus nodes.

For results, what binds ``$this`` to the focus nodes is put at the beginning of
each group, so that each part of the query sees what it would have seen with
``$this`` bound beforehand (:func:`for_all`). For conformance, the group of the
query stands within EXISTS, where ``$this`` is bound (:func:`finds_nothing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rdflib import Literal, URIRef
from rdflib.term import Node

from tsunagari.sparql.tokens import Token, TokenKind, tokens
from tsunagari.validation.compiled.model import Query, Uncompilable, Values
from tsunagari.validation.compiled.terms import text

__all__ = ["filled", "finds_nothing", "for_all", "is_variable"]

_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


def for_all(query: Query, values: Values, keys: Iterable[str]) -> str:
    """Return the query for all focus nodes.

    :param values: Its focus pattern binds the focus nodes; its path is ``$PATH``.
    :param keys: More variables of that pattern, which the solutions shall have.
    :raises Uncompilable: If the query has a variable of that name.
    """
    keys = tuple(keys)
    listed = " ".join(keys)
    taken = {values.this, *keys}
    if any(f"?{token.text[1:]}" in taken for token in tokens(query.select)):
        raise Uncompilable("sh:sparql with a variable that has a name of ours")
    focus = f"{{ SELECT DISTINCT {values.this} {listed} {{ {values.focus} }} }}"
    pieces = [f"PREFIX {name}: <{ns}>\n" for name, ns in query.prefixes.items()]
    end, before, earlier = 0, "", ""
    for token in tokens(query.select):
        pieces.append(query.select[end : token.start])
        end = token.start + len(token.text)
        word = token.text.upper()
        selecting = before in ("SELECT", "BY") and word != "DISTINCT"
        if selecting or (earlier, before) == ("SELECT", "DISTINCT"):
            pieces.append(f"{listed} ")
        pieces.append(_replaced(token, values))
        if token.text == "{" and before != "EXISTS":
            pieces.append(f" {focus} ")
        earlier, before = before, word
    pieces.append(query.select[end:])
    return "".join(pieces)


def finds_nothing(query: Query, values: Values) -> str:
    """Return the expression that the query has no solution for the bound node.

    :raises Uncompilable: If the query has a prologue, or labels blank nodes.
    """
    found = list(tokens(query.select))
    if found[0].text.upper() != "SELECT":
        raise Uncompilable("sh:sparql with PREFIX in a shape that another refers to")
    # What is selected matters only where something is counted.
    groups = found[-1].text != "}"
    opens = next(n for n, token in enumerate(found) if token.text == "{")
    own: dict[str, str] = {}
    pieces = []
    for token in found[0 if groups else opens :]:
        if token.text.startswith("_:"):
            raise Uncompilable("sh:sparql with a labelled blank node")
        name = token.text[1:]
        if token.kind is not TokenKind.NAME or token.text.startswith("@"):
            pieces.append(token.text)
        elif is_variable(token, "this") or is_variable(token, "PATH"):
            pieces.append(_replaced(token, values))
        elif token.text[0] in "?$":
            if name not in own:
                own[name] = values.names.new("own")
            pieces.append(own[name])
        else:
            pieces.append(_expanded(token.text, query.prefixes))
    whole = " ".join(pieces)
    return f"NOT EXISTS {{ {{ {whole} }} }}" if groups else f"NOT EXISTS {whole}"


def is_variable(token: Token, name: str) -> bool:
    """Return whether *token* is the variable *name*, with either mark."""
    return token.kind is TokenKind.NAME and token.text in (f"?{name}", f"${name}")


def filled(message: Literal, row: dict[str, Node]) -> Literal:
    """Return *message* with the values of the row for ``{?variable}``."""
    filled = _PLACEHOLDER.sub(
        lambda m: str(row[m[1]]) if m[1] in row else m[0], str(message)
    )
    return Literal(filled, lang=message.language)


def _replaced(token: Token, values: Values) -> str:
    if is_variable(token, "this"):
        return values.this
    if is_variable(token, "PATH") and values.path is not None:
        return values.path.walked() if values.is_bound else values.path.sparql
    return token.text


def _expanded(name: str, prefixes: dict[str, str]) -> str:
    """Return a prefixed name as an IRI: within EXISTS nothing can be declared."""
    prefix, _, local = name.partition(":")
    if prefix not in prefixes:
        raise Uncompilable(f"sh:sparql with the undeclared prefix {prefix}:")
    return text(URIRef(prefixes[prefix] + local.replace("\\", "")))
