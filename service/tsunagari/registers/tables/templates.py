"""Templates of IRIs: text with ``{name}``, ``{+name}`` and ``{#name}``.

Of `RFC 6570 <https://www.rfc-editor.org/rfc/rfc6570>`_ the simple, the reserved and
the fragment expansion, with one name or several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from tsunagari.errors import RegisterError

__all__ = ["Template"]

EXPRESSION: Final = re.compile(r"\{([^{}]*)\}")
NAMES: Final = re.compile(r"([+#]?)([A-Za-z0-9_.%]+(?:,[A-Za-z0-9_.%]+)*)")
RESERVED: Final = ":/?#[]@!$&'()*+,;="
ESCAPE: Final = re.compile(r"(%[0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Template:
    """A template: its literal pieces, and between them an operator with names."""

    texts: tuple[str, ...]
    expressions: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, source: str, place: str) -> Template:
        """Read a template.

        :param place: Where it stands, for what is wrong with it.
        :raises RegisterError: If it has another operator or modifier.
        """
        pieces = EXPRESSION.split(source)
        expressions = []
        for expression in pieces[1::2]:
            if not (found := NAMES.fullmatch(expression)):
                raise RegisterError(
                    f"{place}: '{{{expression}}}' is not understood; a template has "
                    "{name}, {+name} or {#name}, with names of columns"
                )
            expressions.append((found[1], tuple(found[2].split(","))))
        if any(brace in text for text in pieces[::2] for brace in "{}"):
            raise RegisterError(
                f"{place}: a brace stands alone; close it, or remove it"
            )
        return cls(tuple(pieces[::2]), tuple(expressions))

    @property
    def names(self) -> set[str]:
        """The names that it has."""
        return {name for _, names in self.expressions for name in names}

    def expand(self, values: Mapping[str, str]) -> str:
        """Return the text with *values* in the place of names.

        >>> Template.of("#{a}-{+b}{#a}", "here").expand({"a": "x y", "b": "é/"})
        '#x%20y-%C3%A9/#x%20y'
        """
        out = [self.texts[0]]
        for (operator, names), text in zip(
            self.expressions, self.texts[1:], strict=True
        ):
            found = [
                _encoded(values[name], operator) for name in names if name in values
            ]
            out.append("#" * (operator == "#" and bool(found)) + ",".join(found) + text)
        return "".join(out)


def _encoded(value: str, operator: str) -> str:
    if not operator:
        return quote(value, safe="")
    return "".join(
        part if ESCAPE.fullmatch(part) else quote(part, safe=RESERVED)
        for part in ESCAPE.split(value)
    )
