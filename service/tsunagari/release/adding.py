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

from rdflib import Graph

from tsunagari.entailment.blank import in_words, named, restored
from tsunagari.entailment.closure import Closure
from tsunagari.entailment.lookup import axioms_in
from tsunagari.errors import ContradictionError
from tsunagari.graph.sources import SourceFile, Sources
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE, CATALOG_GRAPHS, ONTOLOGY
from tsunagari.release.contradiction import SECONDS, explained
from tsunagari.release.shortcuts import shortcuts
from tsunagari.sparql.documents import Document, syntax_of
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
    :param new: What follows and did not; nothing if there is a contradiction.
    :param contradiction: What cannot be true together, in words; nothing if all can.
    """

    statements: int
    new: Graph
    contradiction: ContradictionError | None = None


def read_given(paths: Iterable[Path]) -> Sources:
    """Read RDF files of any syntax, by the endings of their names.

    :raises DocumentTypeError: If a name has another ending.
    :raises DocumentError: If a file does not parse, or is refused.
    """
    files = []
    for path in paths:
        syntax = syntax_of(None, path.name)
        document = Document(path, syntax, path.resolve().as_uri(), path.name)
        quads = read_quads(document, WHOLE_DATASET, MOST)
        files.append(SourceFile(path.name, graphs_of(quads, GIVEN)))
    return Sources(files)


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
    drawn = Graph()
    for triple in shortcuts(stored.near(posted, STEPS), posted):
        if triple not in stored:
            drawn.add(triple)
    closure = Closure(stored)
    closure.add(axioms_in(stored))
    closure.add(posted + drawn)
    fresh = sum(triple not in stored for triple in posted)
    if not closure.clashes:
        new = restored([*drawn, *closure.inferred()])
        return Added(fresh, new)
    excerpt = stored.graphs_near(posted, STEPS)
    for name in CATALOG_GRAPHS & set(excerpt):
        del excerpt[name]
    excerpt[ONTOLOGY] = stored.named(ONTOLOGY)
    known = SourceFile(f"releases/{release.resolve().name}", excerpt)
    sources = Sources([known, *files])
    told = explained(closure, sources, drawn, seconds)
    english, japanese = (in_words(told.texts[language]) for language in LANGUAGES)
    return Added(fresh, Graph(), ContradictionError(english, japanese))
