"""What a document from a stranger may be before an engine's parser sees it.

A parser recurses or keeps what is open, so depth is bounded; it may expand entities
or ask for contexts, so both are refused. It is all found in the text, in one pass
for each rule and without recursion.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Final

from tsunagari.errors import DocumentTypeError
from tsunagari.sparql.documents.brackets import check_brackets
from tsunagari.sparql.documents.document import Document
from tsunagari.sparql.documents.elements import check_elements
from tsunagari.sparql.documents.json_text import check_json

__all__ = ["text_guard"]

# Each gives back the text that the parser is to have.
CHECKS: Final[dict[str, Callable[[Document, str], str]]] = {
    "turtle": check_brackets,
    "ntriples": check_brackets,
    "nquads": check_brackets,
    "trig": check_brackets,
    "rdfxml": check_elements,
    "jsonld": check_json,
}
GZIP: Final = b"\x1f\x8b"
OTHER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def text_guard(document: Document) -> bytes:
    """Look at a document, and return what a parser is to read instead of it.

    That is UTF-8 without a byte order mark, and in JSON-LD without the name of a
    context: ours stands there itself.

    :raises DocumentTypeError: If it is not UTF-8.
    :raises DocumentError: If it is deeper than allowed, declares entities, names
        what would have to be fetched, or has brackets or strings that do not end.
    """
    text = _decoded(document)
    return CHECKS[document.syntax.name](document, text).encode()


def _decoded(document: Document) -> str:
    data = document.read()
    if data.startswith(GZIP):
        raise DocumentTypeError(
            f"{document.name}: it is packed with gzip; say so with 'Content-Encoding: "
            "gzip' where it is sent, or unpack it"
        )
    for mark, name in OTHER_MARKS:
        if data.startswith(mark):
            raise DocumentTypeError(
                f"{document.name}: it is {name}, and UTF-8 alone is read; save it as "
                "UTF-8"
            )
    try:
        return data.decode().removeprefix("\N{BYTE ORDER MARK}")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        told = document.error(
            f"the byte {data[error.start]:02X} is no UTF-8, which alone is read; save "
            "the document as UTF-8",
            before,
            len(before),
        )
        raise DocumentTypeError(str(told)) from error
