"""How deep the brackets of `Turtle <https://www.w3.org/TR/rdf12-turtle/>`_ and TriG go.

N-Triples and N-Quads have triple terms, and nothing else that could be deep.
"""

from __future__ import annotations

import re
from typing import Final

from tsunagari.sparql.documents.document import Document

__all__ = ["MOST_NESTED", "check_brackets"]

# Measured with Oxigraph 0.5.13 on a stack of 64 MiB: triple terms, reified triples,
# annotations, blank nodes and lists 64 000 deep were read, kept and written. On the
# 8 MiB that other threads have, triple terms were fine at 16 000 and fatal at 50 000.
MOST_NESTED: Final = 200
# Nothing is given back by a quantifier with a "+": linear, whatever the text.
_TOKEN: Final = re.compile(
    r"""
    \#[^\n\r]*+
  | \"{3}(?:[^"\\]++|\\[\s\S]|\"(?!\"\"))*+\"{3}
  | '{3}(?:[^'\\]++|\\[\s\S]|'(?!''))*+'{3}
  | \"(?!\"\")(?:[^"\\\n\r]++|\\[^\n\r])*+\"
  | '(?!'')(?:[^'\\\n\r]++|\\[^\n\r])*+'
  | <(?!<)[^<>"{}|^`\x00-\x20]*+>
  | \\[\s\S]                              # a bracket, a "#" or a "'" in a name
  | (?P<open><<\(?|\{\||[\[({])
  | (?P<close>\)?>>|\|\}|[\])}])
  | (?P<unended>["'<])
    """,
    re.VERBOSE,
)
_OPENING: Final = ("[", "(", "{", "<<")


def check_brackets(document: Document, text: str) -> str:
    """Return *text* if its brackets are nested no deeper than allowed.

    :raises DocumentError: If they are, or one is not closed or closes what is not
        open, or a string or an IRI does not end.
    """
    if sum(map(text.count, _OPENING)) <= MOST_NESTED:
        return text
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
            if depth > MOST_NESTED:
                raise document.error(
                    f"brackets are nested more than {MOST_NESTED} deep; give what "
                    "stands in them names, and say of those what is to be said",
                    text,
                    match.start(),
                )
        elif kind == "close":
            depth -= 1
            if depth < 0:
                raise document.error(
                    f"'{match[0]}' closes what is not open; remove it, or open it",
                    text,
                    match.start(),
                )
        elif kind == "unended":
            what = "an IRI" if match[0] == "<" else "a string"
            raise document.error(
                f"{what} begins here and does not end, or has a character that must "
                "be escaped; end it, or escape that",
                text,
                match.start(),
            )
    if depth:
        raise document.error("a bracket is not closed; close it", text, len(text))
    return text
