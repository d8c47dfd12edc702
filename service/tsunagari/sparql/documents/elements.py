"""How deep the elements of `RDF/XML <https://www.w3.org/TR/rdf12-xml/>`_ go, and that
it declares nothing that swells or stands elsewhere.

Entities are refused altogether: the parser of the engine expands those inside a
document without a bound.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from tsunagari.errors import DocumentTypeError
from tsunagari.sparql.documents.document import Document

__all__ = ["MOST_ELEMENTS", "MOST_REPEATED", "check_elements"]

# Measured with Oxigraph 0.5.13: 16 000 deep took 0.5 s, 64 000 deep 13 s.
MOST_ELEMENTS: Final = 500
# Characters of namespaces, which the parser writes out again in each element of a
# literal of XML. Measured: 80 kB were 200 MB then, and took 21 s; 20 MB took 1 s.
MOST_REPEATED: Final = 10_000_000
# Anywhere, in a comment too: so nobody needs to agree on where a comment ends.
_DECLARED: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# With all other types of parsing, the content is a literal.
_NO_LITERAL: Final = frozenset({"Resource", "Collection"})


def check_elements(document: Document, text: str) -> str:
    """Return *text* if it is well-formed XML without declarations, and not too deep.

    :raises DocumentTypeError: If it says that it is in another encoding than UTF-8.
    :raises DocumentError: If it is not well-formed, declares, or is too deep.
    """
    if "\0" in text:
        # UTF-16 without a mark looks so, and a parser might guess it.
        raise DocumentTypeError(
            f"{document.name}: it has NUL, which XML never has; save it as UTF-8"
        )
    if found := _DECLARED.search(text):
        raise document.error(
            "document types and entities are not read; write out what the entities "
            "stand for, or convert the document to Turtle",
            text,
            found.start(),
        )
    _Elements(document, text).check()
    return text


class _Elements:
    """The elements that are open while a document is read, from outside to inside."""

    def __init__(self, document: Document, text: str) -> None:
        self._document = document
        self._text = text
        # Characters of the namespaces in force, and whether the content is a literal.
        self._open: list[tuple[int, bool]] = [(0, False)]
        self._repeated = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartElementHandler = self._begun
        self._parser.EndElementHandler = self._ended

    def check(self) -> None:
        try:
            self._parser.Parse(self._text.encode(), True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise self._document.error(
                f"line {error.lineno}, column {error.offset + 1}: {reason}; XML must "
                "be well-formed, so check it with an XML parser"
            ) from error

    def _declared(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
            told = self._document.error(
                f"it declares the encoding '{encoding[:40]}', and UTF-8 alone is read; "
                "save it as UTF-8, and declare that or nothing"
            )
            raise DocumentTypeError(str(told))

    def _begun(self, _name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > MOST_ELEMENTS:
            self._refuse(
                f"elements are nested more than {MOST_ELEMENTS} deep; give things "
                "rdf:about or rdf:nodeID, and describe them one after the other"
            )
        in_force, in_literal = self._open[-1]
        literal = False
        for name, value in attributes.items():
            if name.startswith("xmlns"):
                in_force += len(name) + len(value)
            elif name.endswith("parseType"):
                literal = value not in _NO_LITERAL
        if in_literal:
            self._repeated += in_force
            if self._repeated > MOST_REPEATED:
                self._refuse(
                    "namespaces would be written out again in too many elements of "
                    "literals; declare them where they are used, or send Turtle"
                )
        self._open.append((in_force, literal))

    def _ended(self, _name: str) -> None:
        self._open.pop()

    def _refuse(self, reason: str) -> None:
        before = self._text.encode()[: self._parser.CurrentByteIndex]
        raise self._document.error(reason, self._text, len(before.decode()))
