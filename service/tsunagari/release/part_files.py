"""The parts of the data set in files of their own, for who wants one alone.

They are cut from the dump, so they hold its very lines. What registers say of
single bodies is packed already, graph by graph, and is copied as it is.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from tsunagari.namespaces import ABOUT_GRAPHS
from tsunagari.release.bulk import Bulk
from tsunagari.release.checking import Checked
from tsunagari.release.dumps import PACKED, kept, opened, pack
from tsunagari.release.json_files import LISTS, WHOLE_JSON, Trees, write_document
from tsunagari.release.parts import WHOLE, parts_of

__all__ = ["WHOLE_FILES", "FileNote", "file_notes", "sha256_of", "write_parts"]

PARTS: Final = "datasets"
WHOLE_FILES: Final = ("tsunagari.nq", "tsunagari.ttl")
# What only describes another file is no distribution of a data set.
DESCRIBES: Final = ".csv-metadata.json"
PIECE: Final = 1 << 20


@dataclass(frozen=True)
class FileNote:
    """A file that is offered: of which data set, how large, and its checksum.

    :param dataset: Empty for a file that describes another.
    :param bytes: Its size.
    :param sha256: In hexadecimal digits.
    """

    dataset: str
    bytes: int
    sha256: str


def write_parts(place: Path, checked: Checked, trees: Trees) -> None:
    """Write each part of the dump in *place* to a folder there.

    The dump is that of what the build holds in memory. What registers say of
    single bodies comes behind it here, and behind the parts that it belongs to;
    such files are packed. Another part comes as JSON-LD too, and in Turtle if it is
    one graph; without registers, so does the whole.

    :raises SourceError: If two parts speak in one graph.
    """
    parts = parts_of(checked)
    (place / PARTS).mkdir()
    _split(place / WHOLE_FILES[0], place / PARTS, parts)
    large = {name[1:-1] for name in (checked.bulk.sizes if checked.bulk else ())}
    for written in sorted((place / PARTS).iterdir()):
        graphs = {graph for graph, part in parts.items() if part == written.stem}
        if graphs & large:
            continue
        _write_jsonld(written.with_suffix(".jsonld"), graphs, checked, trees)
        if len(graphs) == 1:
            turtle = written.with_suffix(".ttl")
            checked.dataset.write_graphs(graphs, turtle, "turtle")
    if not large:
        every = {quad.graph_name.value for quad in checked.dataset.quads}
        _write_jsonld(place / WHOLE_JSON, every, checked, trees)
    if checked.bulk:
        _pack(place, checked.bulk, parts)


def file_notes(place: Path) -> dict[str, dict[str, Any]]:
    """Return for each file that is offered from *place* what a catalogue says."""
    notes = {
        name: _note(place / name, WHOLE)
        for name in (*WHOLE_FILES, WHOLE_JSON)
        if kept(place / name).exists()
    }
    for folder in LISTS:
        for path in sorted((place / folder).iterdir()):
            dataset = "" if path.name.endswith(DESCRIBES) else WHOLE
            notes[f"{folder}/{path.name}"] = _note(path, dataset)
    for name in sorted(p.name.removesuffix(PACKED) for p in (place / PARTS).iterdir()):
        notes[f"{PARTS}/{name}"] = _note(place / PARTS / name, Path(name).stem)
    return {name: asdict(note) for name, note in notes.items()}


def sha256_of(path: Path) -> str:
    """Return the checksum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_jsonld(path: Path, graphs: set[str], checked: Checked, trees: Trees) -> None:
    document = trees.compactor.document(checked.dataset.expanded(graphs))
    write_document(path, document)


def _pack(place: Path, bulk: Bulk, parts: dict[str, str]) -> None:
    """Put what *bulk* holds behind the files in *place*, and keep them packed."""
    graphs = [*bulk.graphs()]
    pack(place / WHOLE_FILES[0], [path for _, path in graphs])
    pack(place / WHOLE_FILES[1], [bulk.merge])
    for part in sorted({parts[graph] for graph, _ in graphs} - {""}):
        belonging = [path for graph, path in graphs if parts[graph] == part]
        pack(place / PARTS / f"{part}.nq", belonging)


def _split(dump: Path, to: Path, parts: dict[str, str]) -> None:
    """Write each line of *dump* to the file of its part."""
    apart = {str(graph) for graph in ABOUT_GRAPHS}
    outs: dict[bytes, BinaryIO | None] = {}
    files: dict[str, BinaryIO] = {}
    with ExitStack() as stack, dump.open("rb") as lines:
        for line in lines:
            # The name of the graph ends the line; no IRI has a space.
            graph = line[line.rindex(b" <") + 2 : -4]
            if graph not in outs:
                iri = graph.decode()
                part = "" if iri in apart else parts[iri]
                if part and part not in files:
                    path = to / f"{part}.nq"
                    files[part] = stack.enter_context(path.open("wb", PIECE))
                outs[graph] = files.get(part)
            out = outs[graph]
            if out:
                out.write(line)


def _note(path: Path, dataset: str) -> FileNote:
    size, digest = 0, hashlib.sha256()
    with opened(path) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            digest.update(piece)
    return FileNote(dataset, size, digest.hexdigest())
