"""Documents come in bodies: as they are, packed, or as the files of a form."""

import gzip
import io
import tracemalloc
import zipfile
import zlib
from random import Random
from typing import Any

import pytest
from flask import Flask, Request, request
from werkzeug.test import Client, EnvironBuilder

from tsunagari.errors import (
    DocumentError,
    DocumentTypeError,
    WriteError,
    WriteTooLargeError,
)
from tsunagari.sparql.documents import SYNTAXES, Document
from tsunagari.web.decoding import MOST_MEMBERS, decoded
from tsunagari.web.uploads import documents

MOST = 10_000
PARTS = 5
TURTLE = "<urn:a> <urn:p> '協同組合'@ja .".encode()
# Without the time of its making: tests are called by it.
NOTHING = gzip.compress(b"", mtime=0)


class Receiving:
    """A small application: what was read of a request, and what went wrong."""

    def __init__(self) -> None:
        self.read: list[Document] = []
        self.error: Exception | None = None
        app = Flask(__name__)
        app.add_url_rule("/", view_func=self._view, methods=["POST"])
        self._client: Client = app.test_client()

    def _view(self) -> str:
        try:
            self.read = documents(request, "http://example.org/", MOST, PARTS)
        except Exception as error:
            self.error = error
        return ""

    def post(self, data: Any, type: str | None = None, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        response = self._client.post("/", data=data, content_type=type, headers=named)
        assert response.status_code == 200


def received(data: Any, type: str | None = None, **headers: str) -> list[Document]:
    receiving = Receiving()
    receiving.post(data, type, **headers)
    if receiving.error:
        raise receiving.error
    return receiving.read


def refused(
    kind: type[Exception], why: str, data: Any, type: str | None = None, **headers: str
) -> None:
    receiving = Receiving()
    receiving.post(data, type, **headers)
    with pytest.raises(kind, match=why) as raised:
        raise receiving.error or AssertionError("it was read")
    assert raised.type is kind
    assert str(raised.value).isprintable()


def form(*parts: tuple[str, bytes], end: str = "--b--\r\n") -> tuple[bytes, str]:
    """Return a form as a client writes it, from the headers and data of its parts."""
    body = b"".join(
        f"--b\r\n{headers}\r\n\r\n".encode() + data + b"\r\n" for headers, data in parts
    )
    return body + end.encode(), "multipart/form-data; boundary=b"


def file(name: str, more: str = "") -> str:
    return f'Content-Disposition: form-data; name="x"; filename="{name}"{more}'


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda syntax: syntax.name)
@pytest.mark.parametrize("after", ["", "; charset=utf-8", ';Charset="UTF-8"'])
def test_a_body_is_a_document(syntax: Any, after: str) -> None:
    for type in (syntax.media_type, *syntax.aliases):
        [document] = received(TURTLE, type + after)
        assert document.data == TURTLE
        assert document.syntax is syntax
        assert document.base == "http://example.org/"


@pytest.mark.parametrize("type", [None, "text/turtle", "text/plain"])
def test_an_empty_body_is_no_document(type: str | None) -> None:
    assert received(b"", type) == []
    assert received(gzip.compress(b"", mtime=0), type, Content_Encoding="gzip") == []


@pytest.mark.parametrize(
    "type",
    [
        None,
        "text/plain",
        "text/plain; charset=utf-8",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "text/turtle, text/plain",
        "multipart/mixed; boundary=b",
        "text/html",
        "*/*",
        "x" * 5_000,
    ],
)
def test_another_type_is_no_document(type: str | None) -> None:
    why = r"send one of Turtle \(text/turtle, \.ttl\)"
    refused(DocumentTypeError, why, TURTLE, type)


@pytest.mark.parametrize("charset", ["utf-16", "shift_jis", "iso-8859-1", "", "x\x7fy"])
def test_utf_8_alone_is_read(charset: str) -> None:
    refused(
        DocumentTypeError,
        "UTF-8 alone is read",
        TURTLE,
        f'text/turtle;charset="{charset}"',
    )


def test_a_packed_body_is_unpacked() -> None:
    half = len(TURTLE) // 2
    members = b"".join(map(gzip.compress, (TURTLE[:half], b"", TURTLE[half:])))
    for packed in (gzip.compress(TURTLE, mtime=0), members):
        for coding in ("gzip", "GZIP", " gzip "):
            [document] = received(packed, "text/turtle", Content_Encoding=coding)
            assert document.data == TURTLE
    [document] = received(TURTLE, "text/turtle", Content_Encoding="identity")
    assert document.data == TURTLE


@pytest.mark.parametrize("coding", ["deflate", "zstd", "br", "gzip, gzip", "compress"])
def test_another_coding_is_refused(coding: str) -> None:
    body = gzip.compress(TURTLE, mtime=0)
    why = "are not read; send gzip"
    refused(DocumentTypeError, why, body, "text/turtle", Content_Encoding=coding)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.ttl", TURTLE)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (TURTLE, DocumentTypeError, "is no gzip"),
        (zipped(), DocumentTypeError, "is no gzip"),
        (zlib.compress(TURTLE), DocumentTypeError, "is no gzip"),
        (gzip.compress(TURTLE, mtime=0)[:-1], DocumentError, "cut off"),
        (gzip.compress(TURTLE, mtime=0)[:-12], DocumentError, "cut off"),
        (b"\x1f\x8b", DocumentError, "cut off"),
        (gzip.compress(TURTLE, mtime=0) + b"more", DocumentError, "follows the gzip"),
        (gzip.compress(TURTLE, mtime=0) + b"\0", DocumentError, "cut off"),
        (gzip.compress(TURTLE, mtime=0)[:-8] + b"\0" * 8, DocumentError, "damaged"),
        (
            gzip.compress(b"", mtime=0) * (MOST_MEMBERS + 1),
            DocumentError,
            "members of gzip",
        ),
    ],
)
def test_what_is_no_gzip_is_refused(
    body: bytes, kind: type[Exception], why: str
) -> None:
    refused(kind, why, body, "text/turtle", Content_Encoding="gzip")


def test_as_many_members_as_allowed_are_read() -> None:
    packed = gzip.compress(b"", mtime=0) * (MOST_MEMBERS - 1) + gzip.compress(TURTLE)
    [document] = received(packed, "text/turtle", Content_Encoding="gzip")
    assert document.data == TURTLE


@pytest.mark.parametrize("size", [MOST - 1, MOST, MOST + 1])
def test_bytes_are_counted_when_they_are_unpacked(size: int) -> None:
    body = b"#" * size
    half = gzip.compress(body[: size // 2], mtime=0) + gzip.compress(body[size // 2 :])
    given = [
        (body, {}),
        (gzip.compress(body, mtime=0), {"Content_Encoding": "gzip"}),
        (half, {"Content_Encoding": "gzip"}),
    ]
    for data, headers in given:
        if size > MOST:
            why = f"more than {MOST:,} bytes"
            refused(WriteTooLargeError, why, data, "text/turtle", **headers)
        else:
            [document] = received(data, "text/turtle", **headers)
            assert document.data == body


def test_a_bomb_is_not_unpacked() -> None:
    packing = zlib.compressobj(wbits=31)
    bomb = b"".join(packing.compress(bytes(1 << 20)) for _ in range(200))
    bomb += packing.flush()
    why = "bytes unpacked"
    refused(WriteTooLargeError, why, bomb, "text/turtle", Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(WriteTooLargeError, match=why):
            decoded(bomb, "gzip", MOST)
        assert tracemalloc.get_traced_memory()[1] < 20 * MOST
    finally:
        tracemalloc.stop()


def test_whatever_comes_is_read_or_refused() -> None:
    random = Random(8)
    parts = [(file("a.ttl", "\r\nContent-Type: text/turtle"), TURTLE)] * 2
    plain, type = form(*parts)
    told: list[str] = []
    for _ in range(2_000):
        data = bytearray(random.choice((plain, gzip.compress(plain, mtime=0))))
        for _ in range(random.randrange(1, 4)):
            at = random.randrange(len(data))
            data[at : at + random.randrange(3)] = random.randbytes(random.randrange(3))
        packed = bytes(data).startswith(b"\x1f\x8b")
        environ = EnvironBuilder(
            method="POST",
            data=bytes(data),
            content_type=type,
            headers={"Content-Encoding": "gzip"} if packed else {},
        ).get_environ()
        try:
            assert documents(Request(environ), None, MOST, PARTS) is not None
        except WriteError as error:
            told.append(str(error))
    assert 200 < len(told) < 2_000
    assert all(text.isprintable() for text in told)


def test_each_file_of_a_form_is_a_document() -> None:
    body, type = form(
        (file("a.ttl", "\r\nContent-Type: text/turtle; charset=utf-8"), TURTLE),
        (file("組合.nq", "\r\nContent-Type: application/octet-stream"), b"\r\n#\r\n"),
        (file("../../etc/b.JSON"), b"{}"),
        ('Content-Disposition: form-data; name="graph"', b"http://example.org/other"),
    )
    read = received(body, type)
    assert [(d.name, d.data, d.syntax.name, d.base) for d in read] == [
        ("a.ttl", TURTLE, "turtle", "http://example.org/"),
        ("組合.nq", b"\r\n#\r\n", "nquads", "http://example.org/"),
        ("b.JSON", b"{}", "jsonld", "http://example.org/"),
    ]
    packed = gzip.compress(body, mtime=0)
    assert received(packed, type, Content_Encoding="gzip") == read


def test_a_part_without_a_file_name_is_a_document_by_its_type() -> None:
    plain = 'Content-Disposition: form-data; name="x"'
    body, type = form(
        (f"{plain}\r\nContent-Type: text/plain; charset=utf-8", TURTLE),
        (f"{plain}\r\nContent-Type: text/turtle", TURTLE),
        (plain, TURTLE),
    )
    [document] = received(body, type)
    assert (document.name, document.data) == ("part 2", TURTLE)


def test_a_form_without_files_has_no_documents() -> None:
    none = (file("", "\r\nContent-Type: application/octet-stream"), b"")
    field = ('Content-Disposition: form-data; name="x"', b"1")
    for parts in ((), (none,), (field,), (none, field)):
        body, type = form(*parts)
        assert received(body, type) == []


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        (file("a.txt"), r"'txt' is no syntax.*\(text/turtle, \.ttl\)"),
        (file("a.ttl", "\r\nContent-Type: text/plain"), "'text/plain' is no syntax"),
        (file("a.n3"), "N3 is not read"),
        (file("a"), "whose type nothing tells"),
        (file(""), "whose type nothing tells"),
        (
            file("a.ttl", "\r\nContent-Type: text/turtle;charset=utf-16"),
            "a.ttl: .*UTF-8",
        ),
        (file("a.ttl", "\r\nContent-Encoding: gzip"), "a.ttl: .*read as it is"),
        (
            file("a.ttl", "\r\nContent-Transfer-Encoding: base64"),
            "without Content-Transfer-Encoding",
        ),
    ],
)
def test_a_file_of_another_type_is_refused(headers: str, why: str) -> None:
    body, type = form((headers, TURTLE))
    refused(DocumentTypeError, why, body, type)


def test_the_name_of_a_file_is_shown_without_what_is_no_text() -> None:
    body, type = form((file("a\x01\u202eb" + "c" * 300 + ".ttl"), TURTLE))
    [document] = received(body, type)
    assert document.name.isprintable()
    assert len(document.name) == 80


def test_the_parts_of_a_form_are_counted() -> None:
    part = (file("a.ttl"), TURTLE)
    field = ('Content-Disposition: form-data; name="x"', b"1")
    body, type = form(*[part, field] * (PARTS // 2), part)
    assert len(received(body, type)) == PARTS // 2 + 1
    body, type = form(*[field] * (PARTS + 1))
    refused(WriteTooLargeError, f"more than {PARTS} parts", body, type)
    # The parts together are no larger than a body may be.
    body, type = form(*[(file("a.ttl"), b"#" * (MOST // 2))] * 2)
    refused(WriteTooLargeError, f"more than {MOST:,} bytes", body, type)


@pytest.mark.parametrize(
    ("body", "type", "kind"),
    [
        (form()[0], "multipart/form-data", DocumentTypeError),
        (form()[0], "multipart/form-data; boundary=", DocumentTypeError),
        (form((file("a.ttl"), TURTLE), end="")[0], None, DocumentError),
        (form((file("a.ttl"), TURTLE), end="--c--\r\n")[0], None, DocumentError),
        (form(("X: y", TURTLE))[0], None, DocumentError),
        (b"--b\r\nContent-Disposition: \xff\r\n\r\n\r\n--b--", None, DocumentError),
        (TURTLE, None, DocumentError),
        (b"--b", None, DocumentError),
        (b"--b\r\n\r\n\r\n--b--", None, DocumentError),
    ],
)
def test_a_broken_form_is_refused(
    body: bytes, type: str | None, kind: type[Exception]
) -> None:
    refused(kind, "let your client write", body, type or form()[1])
