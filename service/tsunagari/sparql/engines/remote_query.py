"""A query as the remote server is to get it.

Prefixes are written out, names become those of the release on the server, and
``FROM`` is taken away: whoever asks knows the dataset already (see
:mod:`~tsunagari.sparql.dataset`). What means something special to one product is
refused: functions of its own may read files or send requests, and the local
engine has none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from tsunagari.errors import QueryError
from tsunagari.namespaces import BASE
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_strings import plain_string
from tsunagari.sparql.tokens import Token, TokenKind, all_tokens, unescaped

__all__ = ["RemoteQuery", "remote_query"]

SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
ESCAPED: Final = re.compile(r"\\(.)")
IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]*")
CASTS: Final = "http://www.w3.org/2001/XMLSchema#"
# Virtuoso's functions of SQL, GraphDB's and RDF4J's graphs and plug-ins, Stardog's
# services, Neptune's hints.
SPECIAL: Final = (
    "bif:",
    "sql:",
    "http://www.openlinksw.com/",
    "http://www.ontotext.com/",
    "http://www.openrdf.org/",
    "tag:stardog:",
    "http://aws.amazon.com/neptune/",
)


@dataclass(frozen=True)
class RemoteQuery:
    """The query in the server's words.

    :param form: SELECT, ASK, CONSTRUCT or DESCRIBE; of the last, what stands here
        is a SELECT of its variables, or an ASK where it has none.
    :param head: What comes before a dataset: the form and what it selects.
    :param tail: What comes after it: the pattern and the modifiers.
    :param described: The IRIs that DESCRIBE names.
    :param graphs: The graphs that are named after ``GRAPH``; ``None`` if it has a
        variable, for which all may stand.
    """

    form: str
    head: str
    tail: str
    described: tuple[str, ...] = ()
    graphs: frozenset[str] | None = frozenset()

    @property
    def text(self) -> str:
        """The query over the release."""
        return f"{self.head} {self.tail}".strip()

    def over(self, default: str, named: Iterable[str]) -> str:
        """Return the query over a dataset of these graphs.

        The dataset goes into the text: as parameters it would be as good for
        most, but Virtuoso then answers with a header for each graph, of which
        Python reads a hundred at most.
        """
        clauses = [f"FROM <{default}>", *(f"FROM NAMED <{graph}>" for graph in named)]
        return f"{self.head} {' '.join(clauses)} {self.tail}".strip()


def remote_query(text: str, names: Names, over_release: bool = True) -> RemoteQuery:
    """Return the query *text*, which parses, for the server.

    :param over_release: Whether it asks the release itself; else
        :meth:`RemoteQuery.over` tells the graphs.
    :raises QueryError: If it asks for what only some products have.

    >>> remote_query("PREFIX g: <https://w3id.org/tsunagari/graph/> "
    ...     "ASK { ?s a ?c GRAPH g:inferred { ?s ?p ?o } }", Names("67bb")).text
    ... # doctest: +NORMALIZE_WHITESPACE
    'ASK { GRAPH <https://w3id.org/tsunagari/merge/67bb> { ?s a ?c
    GRAPH <https://w3id.org/tsunagari/graph/67bb/inferred> { ?s ?p ?o } } }'
    """
    return _Writer(names, over_release).write(list(all_tokens(text)))


class _Writer:
    """Writes the tokens of one query, once.

    Over the release, the whole pattern is put into the graph of the merge, in
    which further ``GRAPH`` patterns may stand, and a filter bounds the variable
    of each. A dataset of some 600 ``FROM NAMED`` says the same, but Oxigraph then
    looks into each of the graphs for each row: of the stored queries, one took
    22 s instead of 0.15. Virtuoso is the other way round: it takes 600 graphs
    easily, and gives wrong answers to patterns in two ``GRAPH``.
    """

    def __init__(self, names: Names, over_release: bool) -> None:
        self._names = names
        self._over_release = over_release
        self._form = ""
        self._head = ""
        self._described: list[str] = []
        self._graphs: set[str] = set()
        self._all_graphs = False
        self._prefixes: dict[str, str] = {}
        self._base = str(BASE)
        # The brackets that are open, with what is written after their end.
        self._open: list[tuple[str, str]] = []
        self._within = self._after = ""
        self._tokens: list[Token] = []
        self._place = 0
        self._template = False
        self._in_pattern = False

    def write(self, found: list[Token]) -> RemoteQuery:
        self._tokens = found
        parts: list[str] = []
        while (token := self._next()) is not None:
            if self._is_pattern(token):
                self._head, parts = "".join(parts).strip(), []
            for part in self._written(token):
                # Two signs that touch would be another one.
                if part.startswith("<") and parts and parts[-1].endswith("<"):
                    parts.append(" ")
                parts.append(part)
        text = "".join(parts).strip()
        if not self._in_pattern:
            self._head, text = text, ""
        if self._form == "CONSTRUCT" and not self._template:
            # The short form: its pattern is its template.
            pattern = text[text.index("{") : text.rindex("}") + 1]
            self._head += f" {pattern}"
            text = self._covered(pattern) + text[text.rindex("}") + 1 :]
        if self._form == "DESCRIBE" and not any(c in self._head for c in "?$*"):
            self._head = "ASK"
        graphs = None if self._all_graphs else frozenset(self._graphs)
        return RemoteQuery(self._form, self._head, text, tuple(self._described), graphs)

    def _covered(self, pattern: str) -> str:
        if not self._over_release:
            return pattern
        return f"{{ GRAPH <{self._names.merge}> {pattern} }}"

    def _is_pattern(self, token: Token) -> bool:
        """Tell whether the pattern begins with *token*: here a dataset goes."""
        if self._in_pattern or self._open or not self._form:
            return False
        is_word = token.kind is TokenKind.WORD and token.text.upper() == "WHERE"
        if token.text == "{" and self._form == "CONSTRUCT" and not self._template:
            self._template = True
            return False
        self._in_pattern = is_word or token.text == "{"
        if self._in_pattern and (self._form != "CONSTRUCT" or self._template):
            self._cover()
        return self._in_pattern

    def _cover(self) -> None:
        """Put the next group into the graph of the merge."""
        if self._over_release:
            self._within, self._after = f" GRAPH <{self._names.merge}> {{", " }"

    def _written(self, token: Token) -> Iterator[str]:
        kind, word = token.kind, token.text
        if kind is TokenKind.SPACE:
            yield " "
        elif kind is TokenKind.WORD:
            yield from self._word(word.upper(), word)
        elif iri := self._iri(token):
            self._check(iri, token)
            if self._form == "DESCRIBE" and not self._in_pattern:
                self._described.append(self._names.stored(iri))
            else:
                yield f"<{self._names.stored(iri)}>"
        elif kind is TokenKind.STRING:
            yield self._names.stored_text(plain_string(token))
        elif kind is TokenKind.OPEN:
            yield word
            if word == "{":
                yield self._within
            self._open.append((word, self._after if word == "{" else ""))
            if word == "{":
                self._within = self._after = ""
        elif kind is TokenKind.CLOSE:
            yield word
            yield self._open.pop()[1] if self._open else ""
        else:
            yield word

    def _word(self, word: str, text: str) -> Iterator[str]:
        if word == "PREFIX":
            name, iri = self._skip(), self._skip()
            self._prefixes[name.text] = self._iri(iri)
        elif word == "BASE":
            self._base = self._iri(self._skip())
        elif word == "FROM":
            if self._skip().text.upper() == "NAMED":
                self._skip()
        elif word == "GRAPH":
            yield text
            yield " "
            yield self._graph(self._skip())
        elif word in ("ISBLANK", "ISIRI", "ISURI"):
            yield from self._type_test(word, text)
        else:
            if word == "EXISTS" and not self._open_groups():
                # Beside the pattern: in what is selected, or how it is ordered.
                self._cover()
            if not self._form:
                self._form = word
                text = "SELECT" if word == "DESCRIBE" else text
            yield text

    def _open_groups(self) -> bool:
        return any(sign == "{" for sign, _ in self._open)

    def _graph(self, token: Token) -> str:
        if iri := self._iri(token):
            if not self._names.is_graph(iri):
                return f"<{self._names.nothing}>"
            self._graphs.add(self._names.stored(iri))
            return f"<{self._names.stored(iri)}>"
        self._all_graphs = True
        if self._over_release:
            tests = (
                f'STRSTARTS(STR({token.text}), "{beginning}")'
                for beginning in self._names.beginnings
            )
            self._after = f" FILTER ({' || '.join(tests)})"
        return token.text

    def _type_test(self, word: str, text: str) -> Iterator[str]:
        """Write a test for blank nodes or IRIs: blank nodes are IRIs there."""
        place = self._place
        parts = [self._skip(), self._skip(), self._skip()]
        variable = parts[1].text
        if parts[0].text != "(" or parts[2].text != ")" or variable[:1] not in "?$":
            self._place = place
            yield text
            return
        test = f'STRSTARTS(STR({variable}), "{self._names.blank}")'
        if word == "ISBLANK":
            yield f"(isBlank({variable}) || {test})"
        else:
            yield f"(isIRI({variable}) && !{test})"

    def _iri(self, token: Token) -> str:
        """Return the IRI that *token* stands for, or nothing."""
        text = token.text
        if token.kind is TokenKind.IRI:
            iri = unescaped(text[1:-1])
            if not IRI.fullmatch(iri):
                raise QueryError(f"the IRI at character {token.start} is none")
            return iri if SCHEME.match(iri) else urljoin(self._base, iri)
        if token.kind is not TokenKind.NAME or text[0] in "?$@" or text[:2] == "_:":
            return ""
        prefix, _, local = text.partition(":")
        if prefix + ":" not in self._prefixes:
            raise QueryError(f"the prefix '{prefix}:' is not declared")
        return self._prefixes[prefix + ":"] + ESCAPED.sub(r"\1", local)

    def _check(self, iri: str, token: Token) -> None:
        """Refuse what only some products know."""
        place = self._place
        called = self._skip().text == "("
        self._place = place
        within = (
            [sign for sign, _ in self._open[-1:]] == ["("]
            or not self._open
            or self._after_filter()
        )
        if called and within and not iri.startswith(CASTS):
            raise QueryError(f"The custom function <{iri}> is not supported")
        if iri.lower().startswith(SPECIAL):
            raise QueryError(
                f"<{iri}> at character {token.start} means something to some engines "
                "only; it is not supported here"
            )

    def _after_filter(self) -> bool:
        before = (
            token
            for token in reversed(self._tokens[: self._place - 1])
            if token.kind is not TokenKind.SPACE
        )
        return next(before, Token(TokenKind.SPACE, "", 0)).text.upper() == "FILTER"

    def _next(self) -> Token | None:
        if self._place == len(self._tokens):
            return None
        self._place += 1
        return self._tokens[self._place - 1]

    def _skip(self) -> Token:
        """Return the next token that is no space; at the end, an empty one."""
        while (token := self._next()) is not None:
            if token.kind is not TokenKind.SPACE:
                return token
        return Token(TokenKind.SPACE, "", 0)
