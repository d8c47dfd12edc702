"""Building a release: read → assemble → describe → validate → write → publish.

Everything is made in a folder beside the releases and moved into place at the
end, so a build that fails or is killed leaves the releases as they were.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph

from tsunagari.graph.sources import Sources, read_sources
from tsunagari.namespaces import GRAPH, VOID_GRAPH, expand
from tsunagari.release.assembly import Assembly, assemble
from tsunagari.release.description import describe
from tsunagari.release.inputs import Inputs
from tsunagari.release.manifest import MANIFEST, manifest, write_manifest
from tsunagari.release.releases import BUILDING, Release, Releases
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.validation.hygiene import inspect
from tsunagari.validation.literals import rewritten_literals
from tsunagari.validation.report import ValidationReport
from tsunagari.validation.shacl import HandedOver, validate
from tsunagari.validation.shapes import read_shapes

__all__ = ["STAGES", "Checked", "build", "check"]

Progress = Callable[[str], None]

VALIDATION: Final = GRAPH["validation"]
STAGES: Final = (
    "read the sources",
    "draw conclusions",
    "describe the release",
    "name blank nodes",
    "run hygiene queries",
    "run shapes",
    "write dumps",
    "write the store",
)


@dataclass(frozen=True)
class Checked:
    """Sources that were read and reasoned over, with what is wrong with them.

    :param shacl: The validation report of the shapes alone.
    :param handed_over: The shapes that the reference validator had to run.
    :param idle: What the shapes say to no effect.
    """

    assembly: Assembly
    dataset: CanonicalDataset
    report: ValidationReport
    shacl: Graph
    handed_over: list[HandedOver]
    idle: list[str]

    def files_about(self, name: str) -> list[str]:
        """Return the files that describe the node with that (short) name."""
        try:
            node = expand(name.strip("<>"))
        except ValueError:
            return []
        return self.assembly.sources.files_about(node)


def check(
    sources: Sources | None = None,
    progress: Progress = lambda _: None,
    cliques: bool = False,
) -> Checked:
    """Read the sources (by default the project's), reason and validate.

    :param progress: Called with each of :data:`STAGES` as it begins.
    :param cliques: Say of each of several equal names what holds of one.
    :raises SourceError: If a source cannot be read.
    :raises ContradictionError: If the data is inconsistent.
    :raises ShapesError: If a shape is ill-formed or cannot be run.
    """
    progress(STAGES[0])
    sources = sources or read_sources()
    progress(STAGES[1])
    assembly = assemble(sources, cliques)
    progress(STAGES[2])
    assembly = describe(assembly)
    progress(STAGES[3])
    dataset = assembly.canonical()
    progress(STAGES[4])
    engine = dataset.engine()
    found = [*inspect(engine), *rewritten_literals(dataset.rewritten())]
    progress(STAGES[5])
    validation = validate(engine, read_shapes())
    report = ValidationReport.of([*found, *validation.problems])
    return Checked(
        assembly,
        dataset,
        report,
        validation.report,
        validation.handed_over,
        validation.idle,
    )


def build(
    releases: Releases, progress: Progress = lambda _: None, cliques: bool = False
) -> Release:
    """Build a release of the project's sources and put it in force.

    A release of the same inputs that is there already is only put in force.

    :raises ReleaseError: If the folder of releases cannot be written to.
    :raises ValidationError: If there are violations; nothing is published.
    :raises SourceError, ContradictionError: As for :func:`check`.
    """
    inputs = Inputs.collect(cliques)
    releases.prepare()
    if releases.has(inputs.id):
        releases.put_in_force(inputs.id)
        return releases.current()
    checked = check(progress=progress, cliques=cliques)
    checked.report.raise_for_violations(checked.files_about)
    with _workplace(releases.top, inputs.id) as place:
        progress(STAGES[6])
        checked.dataset.write_nquads(place / "tsunagari.nq")
        checked.dataset.write_turtle(place / "tsunagari.ttl")
        checked.dataset.write_graph(VOID_GRAPH, place / "void.ttl")
        _write_report(place, checked)
        progress(STAGES[7])
        checked.dataset.write_store(place / "store")
        content = manifest(inputs, checked.assembly, checked.dataset, checked.report)
        write_manifest(place / MANIFEST, content)
        return releases.publish(place, inputs.id)


@contextmanager
def _workplace(top: Path, id: str) -> Iterator[Path]:
    """Give an empty folder on the file system of *top*; it ends with the block."""
    place = top / f"{BUILDING}{id}-{os.getpid()}"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _write_report(place: Path, checked: Checked) -> None:
    report = CanonicalDataset((*triple, VALIDATION) for triple in checked.shacl)
    report.write_turtle(place / "validation-report.ttl")
    text = checked.report.to_text("en", checked.files_about)
    (place / "validation-report.txt").write_text(
        (text or "Nothing to report.") + "\n", encoding="utf-8"
    )
