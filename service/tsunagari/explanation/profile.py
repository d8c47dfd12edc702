"""Where the rules are defined: the tables of the OWL 2 RL profile."""

from __future__ import annotations

from typing import Final

__all__ = ["rule_link"]

_PROFILE: Final = "https://www.w3.org/TR/owl2-profiles/#tab-rules-"
_TABLES: Final = {
    "eq": "equality",
    "prp": "properties",
    "cls": "classes",
    "cax": "class-axioms",
    "dt": "datatypes",
    "scm": "schema",
}


def rule_link(rule: str) -> str | None:
    """Return the address of the table that defines *rule*; a stored query has none.

    >>> rule_link("cax-sco")
    'https://www.w3.org/TR/owl2-profiles/#tab-rules-class-axioms'
    """
    table = _TABLES.get(rule.partition("-")[0])
    return None if table is None else _PROFILE + table
