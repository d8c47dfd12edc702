"""Building a release: read → assemble → describe → validate → write → publish.

Everything is made in a folder beside the releases and moved into place at the
end, so a build that fails or is killed leaves the releases as they were.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tsunagari.graph.sources import Sources
from tsunagari.namespaces import VOID_GRAPH
from tsunagari.registers.collection import Collection
from tsunagari.release.beside import Beside
from tsunagari.release.checking import BULK, CHECK_STAGES, STORE, Checked, check_in
from tsunagari.release.inputs import Inputs
from tsunagari.release.json_files import Trees, write_json
from tsunagari.release.manifest import MANIFEST, manifest, write_manifest
from tsunagari.release.part_files import file_notes, write_parts
from tsunagari.release.parts import part_notes
from tsunagari.release.releases import BUILDING, Release, Releases
from tsunagari.release.report_files import write_report
from tsunagari.release.search_index import write_search_index
from tsunagari.validation.shapes import read_shapes

__all__ = ["STAGES", "build", "check"]

Progress = Callable[[str], None]

STAGES: Final = (
    *CHECK_STAGES,
    "write dumps",
    "write the store",
    "write the search index",
)


def check(
    sources: Sources | None = None,
    progress: Progress = lambda _: None,
    cliques: bool = False,
    collection: Collection | None = None,
) -> Checked:
    """Read, reason and validate; what was written for it is gone afterwards.

    See :func:`tsunagari.release.checking.check_in`, which says more.

    :param collection: What was imported from registers; by default nothing.
    """
    with tempfile.TemporaryDirectory(prefix="tsunagari-") as place:
        checked = check_in(
            Path(place), collection or Collection(), sources, progress, cliques
        )
        part_notes(checked)
        return checked


def build(
    releases: Releases,
    progress: Progress = lambda _: None,
    cliques: bool = False,
    collection: Collection | None = None,
) -> Release:
    """Build a release of the project's sources and put it in force.

    A release of the same inputs that is there already is only put in force.

    :param collection: What was imported from registers; by default nothing.
    :raises ReleaseError: If the folder of releases cannot be written to.
    :raises ValidationError: If there are violations; nothing is published.
    :raises RegisterError: If a file was not imported to its end.
    :raises SourceError, ContradictionError: As for :func:`check`.
    """
    collection = collection or Collection()
    inputs = Inputs.collect(cliques, collection.inputs())
    releases.prepare()
    if releases.has(inputs.id):
        releases.put_in_force(inputs.id)
        return releases.current()
    with _workplace(releases.top, inputs.id) as place, ExitStack() as stack:
        # With registers the store is there before it is checked, and its index takes
        # as long as the checks and the dumps together.
        indexing: list[Beside[int]] = []
        checked = check_in(
            place,
            collection,
            None,
            progress,
            cliques,
            lambda: indexing.append(stack.enter_context(Beside(_index, place))),
        )
        checked.report.raise_for_violations(checked.files_about)
        notes = part_notes(checked)
        progress(STAGES[-3])
        _write_dumps(place, checked)
        write_report(place, checked)
        progress(STAGES[-2])
        checked.write_store(place / STORE)
        shutil.rmtree(place / BULK, ignore_errors=True)
        progress(STAGES[-1])
        offered = {"datasets": notes, "files": file_notes(place)}
        if indexing:
            indexing[0].result()
        else:
            write_search_index(place, checked.shapes)
        write_manifest(place / MANIFEST, {**manifest(inputs, checked), **offered})
        return releases.publish(place, inputs.id)


def _index(place: Path) -> int:
    return write_search_index(place, read_shapes())


@contextmanager
def _workplace(top: Path, id: str) -> Iterator[Path]:
    """Give an empty folder on the file system of *top*; it ends with the block."""
    place = top / f"{BUILDING}{id}-{os.getpid()}"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _write_dumps(place: Path, checked: Checked) -> None:
    dataset = checked.dataset
    with (place / "tsunagari.nq").open("wb") as out:
        dataset.write_nquads(out)
    with (place / "tsunagari.ttl").open("wb") as out:
        dataset.write_turtle(out)
    dataset.write_graphs([str(VOID_GRAPH)], place / "void.ttl", "turtle")
    trees = Trees(checked)
    write_json(place, trees)
    write_parts(place, checked, trees)
