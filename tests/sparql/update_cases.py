"""Cases of updates: a dataset, a request, what comes of it, and which clause says so.

They are tables in ``tests/data/updates``, so that whoever carries out updates can be
asked the same. A case has a *name*, the *clause* of `SPARQL 1.1 Update
<https://www.w3.org/TR/sparql11-update/>`_ (or another document of the W3C) that it
shows, *before* and *after* in TriG, and an *update*. With an *error* nothing changes.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

__all__ = ["Case", "cases", "copy_of", "loaded", "same"]

FOLDER: Final = Path(__file__).parents[1] / "data" / "updates"
RECOMMENDATION: Final = "https://www.w3.org/TR/sparql11-update/"
PREFIXES: Final = (
    "PREFIX : <urn:x:> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
)


@dataclass(frozen=True)
class Case:
    """One case.

    :param clause: The address of the clause.
    :param before: The dataset, in TriG; ``:`` is the prefix of ``urn:x:``.
    :param update: The request; the same prefix is put before it.
    :param after: The dataset that comes of it, up to the names of blank nodes.
    :param empty_before: The IRIs of graphs that are there and empty.
    :param empty_after: Those that are afterwards.
    :param using: Values of ``using-graph-uri``.
    :param using_named: Values of ``using-named-graph-uri``.
    :param error: The name of the error; nothing else changes then.
    """

    name: str
    clause: str
    before: str
    update: str
    after: str
    empty_before: tuple[str, ...] = ()
    empty_after: tuple[str, ...] = ()
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    error: str | None = None

    @property
    def text(self) -> str:
        """The request as it is sent."""
        return PREFIXES + self.update

    @property
    def state_before(self) -> ox.Store:
        """A store in memory with the dataset before."""
        return loaded(self.before, self.empty_before)

    @property
    def state_after(self) -> ox.Store:
        """A store in memory with the dataset after."""
        return loaded(self.after, self.empty_after)


def cases() -> list[Case]:
    """Return all cases, in the order of their files."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [_case(path.stem, entry) for entry in content["case"]]
    return found


def _case(stem: str, entry: dict[str, Any]) -> Case:
    entry = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in entry.items()
    }
    clause = entry.pop("clause")
    before = entry.pop("before", "")
    empty = entry.pop("empty_before", ())
    if "error" in entry:
        entry |= {"after": before, "empty_after": empty}
    return Case(
        name=f"{stem}/{entry.pop('name')}",
        clause=RECOMMENDATION + clause if clause.startswith("#") else clause,
        before=before,
        empty_before=empty,
        **entry,
    )


def loaded(trig: str, empty: tuple[str, ...] = ()) -> ox.Store:
    """Return a store in memory with the dataset *trig* and graphs that are empty."""
    store = ox.Store()
    store.load(PREFIXES + trig, format=ox.RdfFormat.TRIG)
    for iri in empty:
        store.add_graph(ox.NamedNode(iri))
    return store


def copy_of(store: ox.Store) -> ox.Store:
    """Return another store with the same in it."""
    other = ox.Store()
    other.extend(store)
    for name in store.named_graphs():
        other.add_graph(name)
    return other


def same(one: ox.Store, other: ox.Store) -> bool:
    """Tell whether two stores hold the same up to the names of blank nodes."""
    return set(one.named_graphs()) == set(other.named_graphs()) and (
        _canonical(one) == _canonical(other)
    )


def _canonical(store: ox.Store) -> ox.Dataset:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset
