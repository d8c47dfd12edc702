"""What follows from statements beside a release, or what in them cannot be true.

The release is closed: all that follows from it stands in it. So it is not read but
looked up, and what that costs grows with what is added, not with the release
(:mod:`~tsunagari.entailment.facts_beside`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph

from tsunagari.entailment.blank import in_words, named, restored
from tsunagari.entailment.closure import Closure
from tsunagari.entailment.lookup import axioms_in
from tsunagari.errors import ContradictionError, DocumentError, DocumentTypeError
from tsunagari.graph.sources import SourceFile, Sources
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE, CATALOG_GRAPHS, ONTOLOGY
from tsunagari.release.contradiction import SECONDS, explained
from tsunagari.release.part_files import WHOLE_FILES
from tsunagari.release.shortcuts import shortcuts
from tsunagari.sparql.documents import SYNTAXES, Document
from tsunagari.sparql.engines.oxigraph_documents import WHOLE_DATASET, read_quads
from tsunagari.sparql.engines.oxigraph_excerpt import StoredDataset, graphs_of

__all__ = ["Added", "added_to", "read_given"]

# The graph of what a file says in no named one.
GIVEN: Final = BASE["graph/given"]
MOST: Final = 10_000_000
# How far from what is added the shortcuts and the grounds of clashes are looked for.
STEPS: Final = 2


@dataclass(frozen=True)
class Added:
    """What statements add to a release.

    :param statements: How many of them do not stand in the release.
    :param nameless: How many more are about blank nodes, which are always new.
    :param new: What follows and did not; nothing if there is a contradiction.
    :param contradiction: What cannot be true together, in words; nothing if all can.
    """

    statements: int
    nameless: int
    new: Graph
    contradiction: ContradictionError | None = None


def read_given(paths: Iterable[Path]) -> Sources:
    """Read RDF files of any syntax, by the endings of their names.

    :raises DocumentTypeError: If a name has another ending.
    :raises DocumentError: If a file does not parse, is refused, or has an IRI that is
        relative: relative to what, nobody says.
    """
    return Sources([_read(path) for path in paths])


def _read(path: Path) -> SourceFile:
    endings = {end: syntax for syntax in SYNTAXES for end in syntax.extensions}
    ending = path.suffix.removeprefix(".").lower()
    if ending not in endings:
        known = ", ".join(f".{end}" for end in endings)
        raise DocumentTypeError(
            f"{path.name}: its ending tells no syntax of RDF; let it be one of {known}"
        )
    document = Document(path, endings[ending], name=path.name)
    quads = read_quads(document, WHOLE_DATASET, MOST)
    try:
        return SourceFile(path.name, graphs_of(quads, GIVEN))
    except DocumentError as error:
        raise DocumentError(f"{path.name}: {error}") from error


def added_to(release: Path, given: Sources, seconds: float = SECONDS) -> Added:
    """Return what follows from *given* beside the release in the folder *release*.

    That an end is given to what was held without one takes nothing back here: the
    shortcuts that a build would no longer draw are not told.

    :param seconds: How long to look for the grounds of contradictions.
    :raises ReleaseError: If the release cannot be opened.
    :raises ReasonerError: If it makes annotations of properties that rules read.
    """
    stored = StoredDataset.open(release / "store", merged=True)
    files = [
        SourceFile(one.name, {iri: named(graph) for iri, graph in one.graphs.items()})
        for one in given.files
    ]
    posted = Sources(files).merged()
    drawn = _drawn(stored, posted)
    closure = Closure(stored)
    closure.add(axioms_in(stored))
    closure.add(posted + drawn)
    fresh = [triple for triple in given.merged() if triple not in stored]
    nameless = sum(BNode in map(type, triple) for triple in fresh)
    counts = len(fresh) - nameless, nameless
    if not closure.clashes:
        return Added(*counts, restored([*drawn, *closure.inferred()]))
    excerpt = stored.graphs_near(posted, STEPS)
    for name in CATALOG_GRAPHS & set(excerpt):
        del excerpt[name]
    excerpt[ONTOLOGY] = stored.named(ONTOLOGY)
    dump = f"releases/{release.resolve().name}/{WHOLE_FILES[0]}"
    known = SourceFile(dump, excerpt)
    sources = Sources([known, *files])
    told = explained(closure, sources, drawn, seconds)
    english, japanese = (in_words(told.texts[language]) for language in LANGUAGES)
    return Added(*counts, Graph(), ContradictionError(english, japanese))


def _drawn(stored: StoredDataset, posted: Graph) -> Graph:
    """Return the shortcuts that are drawn with *posted* and not without it."""
    near = stored.described(stored.near(posted, STEPS))
    before = shortcuts(near)
    found = Graph()
    for triple in shortcuts(near, before, posted):
        if triple not in stored:
            found.add(triple)
    return found
