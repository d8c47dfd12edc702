"""The interface of an engine: a query goes in, an answer comes out.

An engine holds one release, read-only. It is asked with a text, and answers
with an object that knows what kind of answer it is before it is written, so
that a face can choose the format. Each engine has a module of its own in
:mod:`tsunagari.sparql.engines`.
"""

from __future__ import annotations

from typing import Protocol

from tsunagari.sparql.formats import Format, Kind

__all__ = ["Answer", "Engine"]


class Answer(Protocol):
    """The answer to one query, not yet written."""

    @property
    def kind(self) -> Kind:
        """Solutions, a boolean or a graph."""

    def serialize(self, format: Format) -> bytes:
        """Return the answer in *format*; may be called once.

        :raises UnknownFormatError: If *format* cannot hold this kind of answer.
        :raises QueryError: If the query fails while it runs.
        """


class Engine(Protocol):
    """Somebody who can answer SPARQL 1.1 queries about one dataset."""

    def query(self, text: str) -> Answer:
        """Answer *text*, over the dataset of the release.

        :raises QuerySyntaxError: If *text* is not a SPARQL query.
        :raises QueryError: If it cannot be answered.
        """
