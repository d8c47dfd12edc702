"""What a write changes in a store: statements and graphs that come and go.

It is exact: what it adds was not there and what it removes was, so that it can be
undone, and done again after an interruption without harm. As text it is the rows of
`RDF Patch <https://afs.github.io/rdf-delta/rdf-patch.html>`_.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import pyoxigraph as ox

from tsunagari.errors import PatchError

__all__ = ["Difference", "Quad", "apply", "as_kept", "effective", "graph_iri", "nquads"]

Quad = ox.Quad
Quads = frozenset[Quad]


@dataclass(frozen=True)
class Difference:
    """What comes and what goes.

    :param added: Statements that were not there.
    :param removed: Statements that were there.
    :param created: The IRIs of named graphs that were not there.
    :param dropped: The IRIs of named graphs that were there, and are empty now.
    """

    added: Quads = frozenset()
    removed: Quads = frozenset()
    created: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.created or self.dropped)

    @property
    def graphs(self) -> frozenset[str]:
        """The IRIs of the graphs that change; the empty text is the default graph."""
        names = {quad.graph_name for quad in (*self.added, *self.removed)}
        return self.created | self.dropped | {graph_iri(name) for name in names}

    def inverse(self) -> Difference:
        """Return what undoes it."""
        return Difference(self.removed, self.added, self.dropped, self.created)

    def then(self, after: Difference) -> Difference:
        """Return what it and *after* change together."""
        return Difference(
            (self.added - after.removed) | (after.added - self.removed),
            (self.removed - after.added) | (after.removed - self.added),
            (self.created - after.dropped) | (after.created - self.dropped),
            (self.dropped - after.created) | (after.dropped - self.created),
        )

    def rows(self) -> Iterator[str]:
        """Yield the statements as rows of RDF Patch, those that go first, in order."""
        for letter, quads in (("D", self.removed), ("A", self.added)):
            for line in sorted(nquads(quads)):
                yield f"{letter} {line}"

    @classmethod
    def of_rows(
        cls,
        rows: Iterable[str],
        created: Iterable[str] = (),
        dropped: Iterable[str] = (),
    ) -> Self:
        """Return what :meth:`rows` gave, with the graphs that come and go.

        :raises PatchError: If a row is neither.
        """
        lines: dict[str, list[str]] = {"A": [], "D": []}
        for row in rows:
            letter, _, line = row.partition(" ")
            if letter not in lines:
                raise PatchError(f"'{row[:80]}' is no row of a patch")
            lines[letter].append(line)
        added, removed = (_read(lines[letter]) for letter in "AD")
        return cls(added, removed, frozenset(created), frozenset(dropped))


def effective(
    store: ox.Store,
    added: Iterable[ox.Quad] = (),
    removed: Iterable[ox.Quad] = (),
    created: Iterable[str] = (),
    dropped: Iterable[str] = (),
) -> Difference:
    """Return what it would change in *store* to remove, and then to add.

    A statement of *removed* that is of *added* too stays. A graph is created by the
    first statement in it; it is dropped with all that is in it, unless something is
    added to it.
    """
    here = {graph_iri(name) for name in store.named_graphs()}
    going = set(removed)
    gone = set(dropped) & here
    for iri in gone:
        going.update(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
    coming = as_kept(added)
    wanted = {graph_iri(quad.graph_name) for quad in coming} | set(created)
    return Difference(
        frozenset(quad for quad in coming if quad not in store),
        frozenset(quad for quad in as_kept(going) - coming if quad in store),
        frozenset(wanted - here - {""}),
        frozenset(gone - wanted),
    )


def apply(store: ox.Store, difference: Difference) -> None:
    """Let *store* be changed; what was done already is done again without harm."""
    for quad in difference.removed:
        store.remove(quad)
    for iri in sorted(difference.dropped):
        store.remove_graph(ox.NamedNode(iri))
    for iri in sorted(difference.created):
        store.add_graph(ox.NamedNode(iri))
    store.extend(difference.added)


def as_kept(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Return *quads* as the engine keeps them: a number is its value there."""
    store = ox.Store()
    store.bulk_extend(quads)
    return set(store)


def graph_iri(name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> str:
    """Return the IRI of a graph; the empty text is the default graph."""
    if isinstance(name, ox.DefaultGraph):
        return ""
    return name.value if isinstance(name, ox.NamedNode) else str(name)


def nquads(quads: Iterable[ox.Quad]) -> list[str]:
    """Return a line of `N-Quads <https://www.w3.org/TR/n-quads/>`_ for each."""
    text = (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()
    # Not splitlines(): a literal may hold what that takes for the end of a line.
    return text.split("\n")[:-1]


def _read(lines: Iterable[str]) -> Quads:
    text = "\n".join(lines).encode()
    try:
        return frozenset(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise PatchError(f"the rows of a patch do not parse: {error}") from error
