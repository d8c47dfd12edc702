"""All that was imported, as a release takes it: body by body.

What several registers say of one body comes together. Bodies that others speak
of are apart: what follows for the others may depend on them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Self

from tsunagari.errors import RegisterError
from tsunagari.registers.evidence import (
    Quad,
    about_areas,
    about_file,
    areas_graph,
    evidence_graphs,
)
from tsunagari.registers.known import Known
from tsunagari.registers.registry import Register, numbering_of
from tsunagari.registers.staging import StagedRow, Staging
from tsunagari.registers.statements import Context, Leaf, iri
from tsunagari.registers.survey import Survey, take_survey

__all__ = ["Collection", "staging_path"]


# Rows of one key, with the places of their registers.
Numbered = list[tuple[int, list[StagedRow]]]


def staging_path(imports: Path, register: Register) -> Path:
    """Return where the rows of *register* are kept."""
    return imports / register.name / "rows.sqlite"


class Collection:
    """The registers of which something was imported."""

    def __init__(
        self, registers: Sequence[Register] = (), imports: Path = Path()
    ) -> None:
        """Open what was imported of *registers*, those that releases take.

        :param imports: The folder of imports.
        """
        self._stack = ExitStack()
        self._staged: list[tuple[Register, Staging]] = []
        for register in registers:
            path = staging_path(imports, register)
            if register.in_release and path.is_file():
                staging = self._stack.enter_context(Staging(path))
                self._staged.append((register, staging))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def __bool__(self) -> bool:
        return any(staging.files() for _, staging in self._staged)

    def inputs(self) -> dict[str, str]:
        """Return what a release depends on: each file, with its digest.

        :raises RegisterError: If a file was not imported to its end.
        """
        found = {}
        for register, staging in self._staged:
            for file in staging.files():
                if not file.whole:
                    raise RegisterError(
                        f"{register.name}: {file.name} was not imported to its end; "
                        f"run 'tsunagari import {register.name} {file.name}' again"
                    )
                key = f"{register.name}/{file.name}/{file.digest[:8]}"
                told = f" retrieved {file.retrieved}" if file.retrieved else ""
                found[key] = file.digest + told
            if staging.files():
                found[register.name] = register.fingerprint()
        return found

    def survey(self, known: Known) -> Survey:
        """Read all rows once."""
        return take_survey(self._staged, known)

    def base(self, survey: Survey, known: Known) -> Iterator[Quad]:
        """Yield what there is to say about the places that rows name."""
        seen = set(known.places)
        for register, _ in self._staged:
            numbering = register.reader.numbering
            if numbering is None:
                continue
            names = survey.names[register.name]
            triples = [*numbering.about_places(names, seen, known.places)]
            if triples:
                yield from about_areas(register, numbering)
                for s, p, o in triples:
                    yield s, p, o, areas_graph(register)
            seen |= names.keys()

    def hubs(self, survey: Survey, known: Known) -> Iterator[Leaf]:
        """Yield what is said of each body that others speak of."""
        # A body may have rows that say nothing, since it was deleted.
        told: set[str] = set()
        for key, leaf in self._leaves(survey, known, self._groups(survey.hubs)):
            told.add(key)
            yield leaf
        context = self._contexts(survey, known)[0]
        for key, graph in survey.strangers.items():
            numbering = numbering_of(key)
            if numbering and key not in told:
                yield Leaf({graph: [*numbering.identity(key, context)]})

    def leaves(self, survey: Survey, known: Known) -> Iterator[Leaf]:
        """Yield what is said of each body that nobody else speaks of."""
        groups = (group for group in self._groups() if group[0] not in survey.hubs)
        return (leaf for _, leaf in self._leaves(survey, known, groups))

    def files(self, filled: Container[str]) -> Iterator[Leaf]:
        """Yield what there is to say about each file, and the graphs it filled.

        :param filled: The graphs that hold a statement, in brackets.
        """
        for register, staging in self._staged:
            for file in staging.files():
                yield about_file(register, file, filled)

    def _contexts(self, survey: Survey, known: Known) -> list[Context]:
        bodies = {key: iri(str(node)) for key, node in known.bodies.items()}
        places = {key: iri(str(node)) for key, node in known.places.items()}
        governments = {
            name: bodies.get(key) or iri(numbering.bodies + key)
            for name, key in survey.governments.items()
            if (numbering := numbering_of(key))
        }
        governments |= {name: iri(str(n)) for name, n in known.governments.items()}
        return [
            Context(
                bodies,
                places,
                known.forms_since,
                evidence_graphs(register, staging),
                governments,
            )
            for register, staging in self._staged
        ]

    def _leaves(
        self,
        survey: Survey,
        known: Known,
        groups: Iterator[tuple[str, Numbered]],
    ) -> Iterator[tuple[str, Leaf]]:
        """Yield the keys among *groups* of which something is said, and what."""
        contexts = self._contexts(survey, known)
        readers = [register.reader for register, _ in self._staged]
        for key, group in groups:
            leaves = []
            for number, rows in group:
                reader = readers[number]
                kept = reader.settle(rows).kept
                leaves.append(reader.leaf(key, kept, contexts[number]))
            leaf = leaves[0]
            for other in leaves[1:]:
                for graph, statements in other.graphs.items():
                    leaf.extend(graph, statements)
            if leaf.graphs:
                yield key, leaf

    def _groups(
        self, keys: Iterable[str] | None = None
    ) -> Iterator[tuple[str, Numbered]]:
        """Yield the rows of each key, or of *keys*, with their registers' places."""
        streams = [
            _numbered(number, staging, keys)
            for number, (_, staging) in enumerate(self._staged)
        ]
        if len(streams) == 1:
            for key, number, rows in streams[0]:
                yield key, [(number, rows)]
            return
        for key, found in groupby(merge(*streams, key=itemgetter(0, 1)), itemgetter(0)):
            yield key, [(number, rows) for _, number, rows in found]


def _numbered(
    number: int, staging: Staging, keys: Iterable[str] | None
) -> Iterator[tuple[str, int, list[StagedRow]]]:
    """Yield the rows of each key with the key and the *number* of their register."""
    for rows in staging.groups(keys=keys):
        yield rows[0].key, number, rows
