"""Reading a store thing by thing, without queries: what is said of each, as it comes.

The order is that of the store, which the same statements always give.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

import pyoxigraph as ox

from tsunagari.errors import ReleaseError

__all__ = ["Said", "StoreReader"]


class Said(NamedTuple):
    """What a statement of the merge says of its subject.

    :param value: An IRI, the name of a blank node, or the text of a literal.
    :param tag: ``<`` for an IRI, ``_`` for a blank node; of a literal ``@`` and its
        language, or ``^`` and its datatype.
    """

    predicate: str
    value: str
    tag: str


class StoreReader:
    """The merge of a release, in its store on disk."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._merge = ox.DefaultGraph()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store in the folder *path*, read-only.

        :raises ReleaseError: If there is none, or it is damaged.
        """
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as error:
            raise ReleaseError(
                f"the store in {path} cannot be opened; build the release again"
            ) from error

    def subjects(self, predicate: str, value: str) -> Iterator[str]:
        """Yield the IRIs of which *predicate* says *value*, an IRI."""
        found = self._store.quads_for_pattern(
            None, ox.NamedNode(predicate), ox.NamedNode(value), self._merge
        )
        for quad in found:
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def links(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield the IRIs between which *predicate* stands, subject and object."""
        found = self._store.quads_for_pattern(
            None, ox.NamedNode(predicate), None, self._merge
        )
        for quad in found:
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
                yield subject.value, value.value

    def about(self, subject: str, predicate: str = "") -> Iterator[Said]:
        """Yield what is said of *subject*, an IRI: all, or by *predicate* alone."""
        found = self._store.quads_for_pattern(
            ox.NamedNode(subject),
            ox.NamedNode(predicate) if predicate else None,
            None,
            self._merge,
        )
        for quad in found:
            name, value = quad.predicate.value, quad.object
            if isinstance(value, ox.NamedNode):
                yield Said(name, value.value, "<")
            elif isinstance(value, ox.Literal):
                language = value.language
                tag = f"@{language}" if language else f"^{value.datatype.value}"
                yield Said(name, value.value, tag)
            elif isinstance(value, ox.BlankNode):
                yield Said(name, value.value, "_")
