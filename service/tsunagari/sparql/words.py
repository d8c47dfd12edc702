"""The words of SPARQL that the guard and its like know, by what they do."""

from __future__ import annotations

import re
from typing import Final

from tsunagari.sparql.formats import Kind

__all__ = [
    "BRANCHES",
    "CHANGING",
    "CLAUSES",
    "DATASET",
    "FORMS",
    "IN_DATA",
    "OPERATORS",
    "PROLOGUE",
    "UPDATE_WORDS",
    "WORDS",
]

FORMS: Final = {
    "SELECT": Kind.SOLUTIONS,
    "ASK": Kind.BOOLEAN,
    "CONSTRUCT": Kind.GRAPH,
    "DESCRIBE": Kind.GRAPH,
}
PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
# What gives another answer each time cannot be answered from a cache.
CHANGING: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"})
# What begins a dataset of the query's own.
DATASET: Final = "FROM"
CLAUSES: Final = frozenset({"FILTER", "BIND", "MINUS", "VALUES", "GRAPH", "EXISTS"})
BRANCHES: Final = frozenset({"OPTIONAL", "UNION"})
OPERATORS: Final = frozenset({"&&", "||", "+", "-", "*", "/", "|", "^", "!"})
# Every word that SPARQL 1.1 and 1.2 know. The engine needs no space after a word,
# so "trueSERVICE" is two words to it: what is not here is refused.
WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """
    A ABS ADD ADJUST ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE
    CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DELETE DESC DESCRIBE DISTINCT
    ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG
    HASLANGDIR HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE
    ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES
    MONTH NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED
    REGEX REPLACE ROUND SAMETERM SAMEVALUE SAMPLE SECONDS SELECT SEPARATOR SERVICE
    SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG
    STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TRUE TZ
    UCASE UNDEF UNION URI UUID VALUES VERSION WHERE YEAR
    """,
    )
)
# Those of SPARQL 1.1 Update come on top of them.
UPDATE_WORDS: Final = WORDS | frozenset(
    {"CLEAR", "COPY", "CREATE", "DATA", "DEFAULT", "DROP", "INSERT", "INTO", "LOAD"}
    | {"MOVE", "TO", "USING", "WITH"}
)
# What may stand among statements: "true" and "false" are literals there.
IN_DATA: Final = frozenset({"A", "FALSE", "GRAPH", "TRUE"})
