"""The RDF documents that come in the body of a request.

A body is one document, or `multipart/form-data
<https://www.rfc-editor.org/rfc/rfc7578>`_ with a document in each file (`Graph Store
HTTP Protocol, 5.5 <https://www.w3.org/TR/sparql11-http-rdf-update/#http-post>`_). What
a form on another site can send without asking is never one: neither ``text/plain``
nor ``application/x-www-form-urlencoded``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from flask import Request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Field,
    File,
    MultipartDecoder,
)

from tsunagari.errors import DocumentError, DocumentTypeError, WriteTooLargeError
from tsunagari.sparql.documents import Document, shown, syntax_of
from tsunagari.web.decoding import decoded

__all__ = ["MOST_PARTS", "documents"]

MOST_PARTS: Final = 50
MULTIPART: Final = "multipart/form-data"
# What a part may say of how its bytes are written, all of which changes nothing.
AS_IT_IS: Final = frozenset({"", "7bit", "8bit", "binary", "identity"})


def documents(
    request: Request,
    base: str | None,
    most_bytes: int,
    most_parts: int = MOST_PARTS,
) -> list[Document]:
    """Return the documents that *request* brings; none if its body is empty.

    :param base: The IRI that relative ones in all of them are resolved against.
    :param most_bytes: How many bytes the body may have once it is unpacked.
    :param most_parts: How many parts a form may have, fields that are no files too.
    :raises DocumentTypeError: If nothing tells a syntax, or one that is not read, or
        the charset or the coding is another than those that are.
    :raises DocumentError: If a form or what is packed does not end as it should.
    :raises WriteTooLargeError: If it has more bytes or parts than allowed.
    """
    body = request.get_data(cache=False)
    if not body:
        return []
    body = decoded(body, request.headers.get("Content-Encoding", ""), most_bytes)
    given = request.headers.get("Content-Type", "")
    type, parameters = parse_options_header(given)
    if type.lower() == MULTIPART:
        boundary = parameters.get("boundary", "")
        return list(_files(body, boundary, base, most_parts))
    return [_document(body, given, None, base, "the body")] if body else []


def _document(
    data: bytes, content_type: str, filename: str | None, base: str | None, name: str
) -> Document:
    type, parameters = parse_options_header(content_type)
    syntax = syntax_of(type, filename)
    charset = parameters.get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8"):
        raise DocumentTypeError(
            f"{name}: its charset is said to be '{shown(charset)}', and UTF-8 "
            "alone is read; save it as UTF-8, and say 'charset=utf-8' or nothing"
        )
    return Document(data, syntax, base, name)


def _files(
    body: bytes, boundary: str, base: str | None, most: int
) -> Iterator[Document]:
    if not boundary:
        raise DocumentTypeError(
            f"{MULTIPART} has no boundary; let your client write the Content-Type "
            "header, with 'boundary='"
        )
    for number, (part, data) in enumerate(_parts(body, boundary, most), start=1):
        filename = part.filename if isinstance(part, File) else ""
        content_type = part.headers.get("Content-Type", "")
        if isinstance(part, Field) and _is_plain(content_type):
            continue
        # What a browser sends where no file was chosen.
        if not filename and not data:
            continue
        name = _name(filename) or f"part {number}"
        _check_coding(part.headers, name)
        yield _document(data, content_type, filename, base, name)


def _parts(
    body: bytes, boundary: str, most: int
) -> Iterator[tuple[File | Field, bytes]]:
    # The latin-1 of a header is the bytes that came.
    decoder = MultipartDecoder(boundary.encode("latin-1", "replace"), max_parts=most)
    decoder.receive_data(body)
    decoder.receive_data(None)
    part: File | Field | None = None
    pieces: list[bytes] = []
    try:
        while not isinstance(event := decoder.next_event(), Epilogue):
            if isinstance(event, File | Field):
                part, pieces = event, []
            elif isinstance(event, Data) and part is not None:
                pieces.append(event.data)
                if not event.more_data:
                    yield part, b"".join(pieces)
    except RequestEntityTooLarge as error:
        raise WriteTooLargeError(
            f"the form has more than {most} parts; send it as several requests"
        ) from error
    except ValueError as error:
        raise DocumentError(
            "the form is no multipart/form-data, or does not end with its boundary; "
            "let your client write it"
        ) from error


def _is_plain(content_type: str) -> bool:
    return parse_options_header(content_type)[0].lower() in ("", "text/plain")


def _check_coding(headers: Headers, name: str) -> None:
    for header in ("Content-Transfer-Encoding", "Content-Encoding"):
        given = headers.get(header, "").strip().lower()
        if given not in AS_IT_IS:
            raise DocumentTypeError(
                f"{name}: a part of a form is read as it is, not as "
                f"'{shown(given)}'; send it without {header}"
            )


def _name(filename: str) -> str:
    """Return what errors call a file: its name, without folders."""
    return shown(PurePosixPath(filename.replace("\\", "/")).name)
