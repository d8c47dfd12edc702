"""Documents as strangers send them, read as a worker reads them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

import pyoxigraph as ox
import pytest

from tsunagari.errors import DocumentError
from tsunagari.sparql.documents import Document, syntax_of, text_guard
from tsunagari.sparql.engines.loop import STACK_BYTES
from tsunagari.sparql.engines.oxigraph_documents import read_quads

__all__ = ["NODE", "RDF", "document", "in_thread", "passes", "refused"]

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# The beginning of a node of JSON-LD that has others in it.
NODE: Final = '{"@id": "urn:a", "urn:p": '
MOST: Final = 1_000_000


def document(ending: str, text: str | bytes) -> Document:
    """Return *text* as a document called "it"."""
    data = text if isinstance(text, bytes) else text.encode()
    return Document(data, syntax_of(None, f"x.{ending}"), "http://example.org/", "it")


def passes(ending: str, text: str | bytes) -> list[ox.Quad]:
    """Return what the engine reads."""
    return read_quads(document(ending, text), None, MOST)


def refused(ending: str, text: str | bytes, why: str) -> DocumentError:
    """Return the error that the guard gives, without an engine."""
    with pytest.raises(DocumentError, match=why) as raised:
        text_guard(document(ending, text))
    assert str(raised.value).startswith("it: ")
    assert str(raised.value).isprintable()
    return raised.value


def in_thread(work: Callable[[], Any]) -> None:
    """Let *work* be done on the stack that a worker has."""
    raised: list[BaseException] = []

    def caught() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(target=caught)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if raised:
        raise raised[0]
