"""Queries that chance makes: from a grammar, and from other queries spoilt.

The same seed gives the same texts. Most parse, or almost parse: what is wrong from
its first word on never gets far.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

__all__ = ["Grammar", "spoilt"]

# What is put between words; the canary's address takes the place of "@".
PIECES: Final = (
    *("SERVICE <@> { ?s ?p ?o }", "SERVICE SILENT <@> {}", "service#\n<@>{}"),
    *("SERVICE", "SILENT", "<@>", "\\u0053ERVICE", "LOAD <@>", "FROM <@>", "BASE <@>"),
    *("FILTER EXISTS {", "OPTIONAL {", "MINUS {", "UNION", "GRAPH ?g {", "LATERAL {"),
    *("{", "}", "(", ")", "[", "]", "<<(", ")>>", "{|", "|}", "<", ">", ".", ";", ","),
    *("'", '"', "'''", '"""', "\\", "\\u0022", "#", "\n", "\r", "\t", "\u00a0", "\0"),
    *(
        "BIND (1 AS ?x)",
        "VALUES ?x { UNDEF 1 'a'@en }",
        "^^",
        "@en",
        "?",
        "$x",
        ":",
        "_:",
    ),
    *(
        "*",
        "+",
        "/",
        "|",
        "^",
        "!",
        "&&",
        "||",
        "=",
        "<=",
        "-",
        "1e9999",
        "0x1",
        "\ud800",
    ),
    *(
        "あ",
        "\U0010ffff",
        "\ufeff",
        "\u202e",
        "%",
        "%zz",
        "a:b.c",
        "true",
        "REGEX(",
        "~",
    ),
)
NAMES: Final = ("?s", "?p", "?o", "?x", "<urn:s1>", "<urn:number>", "[]", "1", "'a'@en")
PATHS: Final = ("<urn:link>", "?p", "a", "^<urn:link>", "!<urn:p1>")
FUNCTIONS: Final = (
    *("STR", "LANG", "DATATYPE", "ABS", "STRLEN", "UCASE", "ENCODE_FOR_URI", "MD5"),
    *("isIRI", "BOUND", "YEAR", "IRI", "<urn:function>", "COUNT", "SUM", "TRIPLE"),
)
OPERATORS: Final = ("+", "-", "*", "/", "=", "!=", "<", "&&", "||", "IN")


def spoilt(texts: Sequence[str], chance: random.Random, url: str) -> str:
    """Return one of *texts* after a few changes: cut, doubled, moved, mixed."""
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((1, 1, 5, 30)))
        part = text[start:end]
        change = chance.randrange(5)
        if change == 0:
            part = ""
        elif change == 1:
            part += chance.choice(PIECES).replace("@", url)
        elif change == 2:
            part *= chance.choice((2, 3, 70, 500))
        elif change == 3:
            other = chance.choice(texts)
            place = chance.randint(0, len(other))
            part = other[place : place + chance.choice((10, 50))]
        else:
            part = part.swapcase()
        text = text[:start] + part + text[end:]
    return text


class Grammar:
    """Makes queries after the grammar of SPARQL, SERVICE included."""

    def __init__(self, chance: random.Random, url: str) -> None:
        self._chance = chance
        self._url = url

    def query(self) -> str:
        """Return a query."""
        group = self.group(self._chance.randint(1, 5))
        tail = self._one("", "", " LIMIT 5", " ORDER BY ?s OFFSET 2", " GROUP BY ?s")
        form = self._one(
            *("SELECT *", "SELECT DISTINCT ?s ?x", "ASK", "DESCRIBE ?s", "SELECT ?s"),
            *(f"SELECT ({self.expression(3)} AS ?y)", "CONSTRUCT { ?s ?p ?o }"),
            f"SELECT * FROM <{self._url}>",
        )
        return f"{form} WHERE {group}{tail}"

    def group(self, depth: int) -> str:
        """Return a group of patterns at most *depth* deep."""
        parts = [self.pattern(depth) for _ in range(self._chance.randint(0, 3))]
        return "{ " + " ".join(parts) + " }"

    def pattern(self, depth: int) -> str:
        """Return a pattern."""
        if depth <= 0 or self._chance.random() < 0.3:
            return f"{self._name()} {self.path(2)} {self._name()} ."
        inner = self.group(depth - 1)
        return self._one(
            f"OPTIONAL {inner}",
            f"MINUS {inner}",
            f"{inner} UNION {self.group(depth - 1)}",
            f"GRAPH {self._one('?g', '<urn:graph>')} {inner}",
            f"{{ SELECT * {inner} }}",
            f"FILTER {self._one('', 'NOT ')}EXISTS {inner}",
            f"FILTER ({self.expression(depth)})",
            f"BIND ({self.expression(depth)} AS ?v{self._chance.randrange(10**6)})",
            "VALUES (?x ?y) { (1 UNDEF) (<urn:s1> 'a') }",
            f"LATERAL {inner}",
            f"{self._one('SERVICE', 'service')} {self._one('', 'SILENT ')}"
            f"{self._one('?x', f'<{self._url}>')} {inner}",
        )

    def expression(self, depth: int) -> str:
        """Return an expression."""
        if depth <= 0 or self._chance.random() < 0.3:
            return self._one("?s", "?o", "1", "2.5", "'a'", "true", "<urn:s1>", "-1")
        one, other = self.expression(depth - 1), self.expression(depth - 1)
        return self._one(
            f"{self._one(*FUNCTIONS)}({one})",
            f"({one} {self._one(*OPERATORS)} {other})",
            f"IF({one}, {other}, {one})",
            f"REGEX(STR({one}), '(a+)+$')",
            f"REPLACE(STR({one}), 'a', STR({other}))",
            f"COALESCE({one}, {other})",
            f"!{one}",
            f"EXISTS {self.group(depth - 2)}",
        )

    def path(self, depth: int) -> str:
        """Return a path, or what stands for one."""
        if depth <= 0 or self._chance.random() < 0.6:
            return self._one(*PATHS)
        one, other = self.path(depth - 1), self.path(depth - 1)
        return self._one(f"({one})*", f"({one})+", f"({one})?", f"{one}/{other}")

    def _name(self) -> str:
        return self._one(*NAMES)

    def _one(self, *choices: str) -> str:
        return self._chance.choice(choices)
