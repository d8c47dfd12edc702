"""Reading, reasoning and validating: all of a build but writing it down.

What registers say of single bodies goes through files in a folder, and into the
store at once, since it does not fit in memory; without registers nothing is
written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph

from tsunagari.graph.sources import Sources, read_sources
from tsunagari.namespaces import expand
from tsunagari.registers.collection import Collection
from tsunagari.registers.known import Known
from tsunagari.registers.survey import Survey
from tsunagari.release.assembly import Assembly, assemble
from tsunagari.release.attribution import about_registers
from tsunagari.release.beside import Beside
from tsunagari.release.bulk import Bulk
from tsunagari.release.description import Counted, describe
from tsunagari.release.leaves import with_registers, write_leaves
from tsunagari.release.linksets import with_links
from tsunagari.release.views import view_problems, with_views
from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.engines.oxigraph_writing import StoreWriter
from tsunagari.validation.hygiene import inspect
from tsunagari.validation.literals import rewritten_literals
from tsunagari.validation.report import Problem, ValidationReport
from tsunagari.validation.shacl import HandedOver, validate
from tsunagari.validation.shapes import read_shapes

__all__ = ["CHECK_STAGES", "Checked", "check_in"]

Progress = Callable[[str], None]

STORE: Final = "store"
BULK: Final = "bulk"
CHECK_STAGES: Final = (
    "read the sources",
    "draw conclusions",
    "describe the release",
    "name blank nodes",
    "run hygiene queries",
    "run shapes",
)


@dataclass(frozen=True)
class Checked:
    """Sources that were read and reasoned over, with what is wrong with them.

    :param bulk: What registers say of single bodies; nothing without registers.
    :param shacl: The validation report of the shapes alone.
    :param handed_over: The shapes that the reference validator had to run.
    :param idle: What the shapes say to no effect.
    :param shapes: The shapes themselves.
    """

    assembly: Assembly
    dataset: CanonicalDataset
    bulk: Bulk | None
    counted: Counted
    survey: Survey
    report: ValidationReport
    shacl: Graph
    handed_over: list[HandedOver]
    idle: list[str]
    shapes: Graph

    def files_about(self, name: str) -> list[str]:
        """Return the files that describe the node with that (short) name."""
        try:
            node = expand(name.strip("<>"))
        except ValueError:
            return []
        return self.assembly.sources.files_about(node)

    def write_store(self, path: Path) -> None:
        """Make the store, unless registers had it made already."""
        if not path.exists():
            self.dataset.write_store(path)


def check_in(
    place: Path,
    collection: Collection,
    sources: Sources | None = None,
    progress: Progress = lambda _: None,
    cliques: bool = False,
    stored: Callable[[], None] = lambda: None,
) -> Checked:
    """Read the sources (by default the project's), reason and validate.

    :param place: A folder for what registers say, and for the store that has it.
    :param progress: Called with each of :data:`CHECK_STAGES` as it begins.
    :param cliques: Say of each of several equal names what holds of one.
    :param stored: Called when what registers say stands in the store.
    :raises SourceError: If a source cannot be read.
    :raises ContradictionError: If the data is inconsistent.
    :raises ShapesError: If a shape is ill-formed or cannot be run.
    """
    progress(CHECK_STAGES[0])
    sources = sources or with_links(read_sources())
    survey, bulk, files = Survey(), None, Graph()
    if collection:
        known = Known.of(sources.merged())
        survey = collection.survey(known)
        sources = with_registers(sources, collection, survey, known)
    progress(CHECK_STAGES[1])
    assembly = assemble(sources, cliques)
    counted = Counted.of(assembly.merged)
    if collection:
        bulk = Bulk(place / BULK, StoreWriter(place / STORE))
        files = write_leaves(collection, survey, known, assembly, counted, bulk)
    progress(CHECK_STAGES[2])
    for triple in about_registers(survey, assembly.merged):
        files.add(triple)
    assembly = with_views(assembly)
    assembly = describe(assembly, counted, bulk.sizes if bulk else {}, files)
    progress(CHECK_STAGES[3])
    dataset = assembly.canonical()
    shapes = read_shapes()
    rewritten = [*dataset.rewritten(), *(bulk.rewritten if bulk else ())]
    if bulk is None:
        engine = dataset.engine()
        progress(CHECK_STAGES[4])
        found = inspect(engine)
        progress(CHECK_STAGES[5])
        validation = validate(engine, shapes)
    else:
        dataset.complete(bulk.store)
        stored()
        with Beside(_inspect, place / STORE) as inspecting:
            progress(CHECK_STAGES[4])
            progress(CHECK_STAGES[5])
            validation = validate(OxigraphEngine.open(place / STORE), shapes)
            found = inspecting.result()
    return Checked(
        assembly,
        dataset,
        bulk,
        counted,
        survey,
        ValidationReport.of(
            [
                *found,
                *rewritten_literals(rewritten),
                *validation.problems,
                *view_problems(assembly),
            ]
        ),
        validation.report,
        validation.handed_over,
        validation.idle,
        shapes,
    )


def _inspect(store: Path) -> list[Problem]:
    return inspect(OxigraphEngine.open(store))
