"""All that was imported, as a release takes it: body by body.

What several registers say of one body comes together. Bodies that others speak
of are apart: what follows for the others may depend on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, Self

from rdflib import RDF, RDFS, SKOS, Graph, URIRef

from tsunagari.errors import RegisterError
from tsunagari.namespaces import SSE, expand
from tsunagari.registers.bodies import identity
from tsunagari.registers.checks import is_corporate_number
from tsunagari.registers.evidence import (
    Quad,
    about_areas,
    about_file,
    areas_graph,
    evidence_names,
)
from tsunagari.registers.importing import Counts
from tsunagari.registers.places import about_places
from tsunagari.registers.registry import Register
from tsunagari.registers.staging import StagedRow, Staging
from tsunagari.registers.statements import Context, Leaf, iri
from tsunagari.registers.vocabulary import squeezed

__all__ = ["Collection", "Known", "Survey", "staging_path"]

IDENTIFIER: Final = expand("adms:identifier")
# The schemes of the identifiers by which rows meet what the graph has already.
BODIES: Final = expand("jpc:corporate-number")
PLACES: Final = expand("jpc:local-government-code")
DIGITS: Final = 5
# A table of one's own may name a body by the IRI that is made of its number.
OURS: Final = str(expand("jporg:"))
FATES: Final = ("kept", "replaced", "ignored")


def staging_path(imports: Path, register: Register) -> Path:
    """Return where the rows of *register* are kept."""
    return imports / register.name / "rows.sqlite"


@dataclass(frozen=True)
class Known:
    """What the graph has already, by the identifiers that registers use.

    :param bodies: By corporate number.
    :param municipalities: By the code of five digits.
    :param prefectures: By two digits.
    :param forms_since: The day since which a form can be held, by its IRI.
    :param governments: By their Japanese names, as they are compared.
    :param things: The IRIs of all that it describes.
    """

    bodies: Mapping[str, URIRef]
    municipalities: Mapping[str, URIRef]
    prefectures: Mapping[str, URIRef]
    forms_since: Mapping[str, str]
    governments: Mapping[str, URIRef] = field(default_factory=dict)
    things: Container[str] = frozenset()

    @classmethod
    def of(cls, merged: Graph) -> Known:
        """Look into the graph *merged*."""
        areas = _identified(merged, PLACES)
        places = {code[:DIGITS]: node for code, node in areas.items()}
        prefectures = {
            code[:2]: node for code, node in places.items() if code[2:] == "000"
        }
        return cls(
            _identified(merged, BODIES),
            places,
            prefectures,
            _forms_since(merged),
            _governments(merged),
            frozenset(map(str, merged.subjects(unique=True))),
        )


def _identified(merged: Graph, scheme: URIRef) -> dict[str, URIRef]:
    return {
        str(notation): node
        for number in merged.subjects(SSE.identifierScheme, scheme)
        for notation in merged.objects(number, SKOS.notation)
        for node in merged.subjects(IDENTIFIER, number)
        if isinstance(node, URIRef)
    }


def _governments(merged: Graph) -> dict[str, URIRef]:
    """Return the governments by name; a name that two have is left out."""
    found: dict[str, set[URIRef]] = {}
    for node in merged.subjects(RDF.type, SSE.Government, unique=True):
        for label in merged.objects(node, RDFS.label):
            if isinstance(node, URIRef) and getattr(label, "language", "") == "ja":
                found.setdefault(squeezed(str(label)), set()).add(node)
    return {name: min(nodes) for name, nodes in found.items() if len(nodes) == 1}


def _forms_since(merged: Graph) -> dict[str, str]:
    """Return the day on which the law that governs a form came into force."""
    found: dict[str, str] = {}
    for form, law in merged.subject_objects(SSE.governedBy):
        for day in merged.objects(law, SSE.inForceFrom):
            key = iri(str(form))
            found[key] = min(found.get(key, str(day)), str(day))
    return found


@dataclass
class Survey:
    """What must be known of all rows before the first is written.

    :param hubs: The keys that rows of others speak of, or the graph does.
    :param strangers: Those that the graph does not have, with the graph of a file
        that speaks of them, for the case that no row says more.
    :param names: The latest name of each municipality, by its code.
    :param sources: The IRI of what the graph says of each register, by its name.
    :param retrieved: The days on which files were fetched, by register and file.
    :param counts: What became of the rows, by register and file.
    :param governments: The keys of governments by their names, as they are
        compared; where two have one name, nothing.
    """

    hubs: set[str] = field(default_factory=set)
    strangers: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    retrieved: dict[str, dict[str, str]] = field(default_factory=dict)
    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)
    governments: dict[str, str] = field(default_factory=dict)


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
        survey = Survey(set(known.bodies))
        referred: dict[str, str] = {}
        for register, staging in self._staged:
            self._survey(register, staging, survey, known, referred)
        for name in referred.keys() & survey.governments.keys():
            referred.setdefault(survey.governments[name], referred[name])
        survey.hubs |= referred.keys()
        survey.strangers = {
            key: graph
            for key, graph in sorted(referred.items())
            if is_corporate_number(key) and key not in known.bodies
        }
        return survey

    def _survey(
        self,
        register: Register,
        staging: Staging,
        survey: Survey,
        known: Known,
        referred: dict[str, str],
    ) -> None:
        reader, graphs = register.reader, self._graphs(register, staging)
        fates: Counter[tuple[int, str]] = Counter()
        latest: dict[str, tuple[str, str]] = {}
        for rows in staging.groups():
            settled = reader.settle(rows)
            for fate in FATES:
                fates.update((row.file, fate) for row in getattr(settled, fate))
            key = rows[0].key
            if not reader.apart or key in known.things or key.startswith(OURS):
                survey.hubs |= {key, key.removeprefix(OURS)}
            for other in reader.refers_to(settled.kept):
                other = other.removeprefix(OURS)
                referred.setdefault(other, graphs[settled.kept[-1].file][0])
            if settled.kept and (found := reader.government(settled.kept[-1].cells)):
                name, key = squeezed(found[0]), found[1]
                if survey.governments.setdefault(name, key) != key:
                    survey.governments[name] = ""
            for row in settled.kept:
                if area := reader.area(row.cells):
                    code, name, day = area
                    latest[code] = max(latest.get(code, ("", "")), (day, name))
        survey.names[register.name] = {c: name for c, (_, name) in latest.items()}
        survey.sources[register.name] = register.source
        days = survey.retrieved.setdefault(register.name, {})
        counts = survey.counts.setdefault(register.name, {})
        for place, file in enumerate(staging.files()):
            name = file.name
            if name in counts:
                # Two files of one name are told apart by what is in them.
                name = f"{name} ({file.digest[:8]})"
            days[name] = file.retrieved
            kept, replaced, ignored = (fates[place, fate] for fate in FATES)
            counts[name] = Counts(file.read, kept, replaced, ignored, file.rejected)

    def base(self, survey: Survey, known: Known) -> Iterator[Quad]:
        """Yield what there is to say about the places that rows name."""
        seen = dict(known.municipalities)
        for register, _ in self._staged:
            names = survey.names[register.name]
            triples = [*about_places(names, seen, known.prefectures)]
            if triples:
                yield from about_areas(register)
                for s, p, o in triples:
                    yield s, p, o, areas_graph(register)
            seen |= {code: expand(f"jpplace:area-{code}") for code in names}

    def hubs(self, survey: Survey, known: Known) -> Iterator[Leaf]:
        """Yield what is said of each body that others speak of."""
        # A body may have rows that say nothing, since it was deleted.
        told: set[str] = set()
        for key, leaf in self._leaves(survey, known, survey.hubs.__contains__):
            told.add(key)
            yield leaf
        context = self._contexts(survey, known)[0]
        for key, graph in survey.strangers.items():
            if key not in told:
                yield Leaf({graph: [*identity(key, context)]})

    def leaves(self, survey: Survey, known: Known) -> Iterator[Leaf]:
        """Yield what is said of each body that nobody else speaks of."""
        found = self._leaves(survey, known, lambda key: key not in survey.hubs)
        return (leaf for _, leaf in found)

    def files(self, filled: Container[str]) -> Iterator[Leaf]:
        """Yield what there is to say about each file, and the graphs it filled.

        :param filled: The graphs that hold a statement, in brackets.
        """
        for register, staging in self._staged:
            for file in staging.files():
                yield about_file(register, file, filled)

    def _contexts(self, survey: Survey, known: Known) -> list[Context]:
        bodies = {key: iri(str(node)) for key, node in known.bodies.items()}
        places = {key: iri(str(node)) for key, node in known.municipalities.items()}
        governments = {
            name: bodies.get(key) or iri(str(expand(f"jporg:{key}")))
            for name, key in survey.governments.items()
            if key
        }
        governments |= {name: iri(str(n)) for name, n in known.governments.items()}
        return [
            Context(
                bodies,
                places,
                known.forms_since,
                self._graphs(register, staging),
                governments,
            )
            for register, staging in self._staged
        ]

    def _leaves(
        self,
        survey: Survey,
        known: Known,
        chosen: Callable[[str], bool],
    ) -> Iterator[tuple[str, Leaf]]:
        """Yield the *chosen* keys of which something is said, and what."""
        contexts = self._contexts(survey, known)
        readers = [register.reader for register, _ in self._staged]
        for key, groups in self._groups():
            if not chosen(key):
                continue
            leaves = []
            for number, rows in groups:
                reader = readers[number]
                kept = reader.settle(rows).kept
                leaves.append(reader.leaf(key, kept, contexts[number]))
            leaf = leaves[0]
            for other in leaves[1:]:
                for graph, statements in other.graphs.items():
                    leaf.extend(graph, statements)
            if leaf.graphs:
                yield key, leaf

    def _graphs(self, register: Register, staging: Staging) -> list[tuple[str, str]]:
        names = (evidence_names(register, file) for file in staging.files())
        return [(iri(str(stated)), iri(str(derived))) for stated, derived in names]

    def _groups(self) -> Iterator[tuple[str, list[tuple[int, list[StagedRow]]]]]:
        """Yield the rows of each key with the place of their register."""
        streams = [
            _numbered(number, staging)
            for number, (_, staging) in enumerate(self._staged)
        ]
        if len(streams) == 1:
            for key, number, rows in streams[0]:
                yield key, [(number, rows)]
            return
        for key, found in groupby(merge(*streams, key=itemgetter(0, 1)), itemgetter(0)):
            yield key, [(number, rows) for _, number, rows in found]


def _numbered(
    number: int, staging: Staging
) -> Iterator[tuple[str, int, list[StagedRow]]]:
    """Yield the rows of each key with the key and the *number* of their register."""
    for rows in staging.groups():
        yield rows[0].key, number, rows
