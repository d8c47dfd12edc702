"""A run: a foreign source is read, links are proposed, decisions respected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph

from tsunagari.errors import ForeignGraphError, LinkingError
from tsunagari.graph.sources import read_sources
from tsunagari.linking.bodies import Body
from tsunagari.linking.decisions import Decision, decided
from tsunagari.linking.endpoint import PAUSE, read_endpoint
from tsunagari.linking.faults import Faults
from tsunagari.linking.foreign import bodies
from tsunagari.linking.links import Link
from tsunagari.linking.linkset import LINKS, linkset
from tsunagari.linking.proposing import Proposer
from tsunagari.linking.reading import read_rdf
from tsunagari.linking.released import released_bodies
from tsunagari.linking.review import review
from tsunagari.linking.sssom import sssom
from tsunagari.linking.tables import Mapped, read_table

__all__ = ["Run", "Source", "local_name", "our_bodies", "read_source", "run", "write"]

TABLES: Final = frozenset({".csv"})
_REMOTE: Final = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST: Final = re.compile(r"^[a-z]+://(?:[^@/]*@)?", re.IGNORECASE)
_NOT_LOCAL: Final = re.compile(r"[^a-z0-9]+")
Progress = Callable[[str, int, int], None]
LINKING: Final = "look for links"


@dataclass(frozen=True)
class Source:
    """What was read: the name of the source, and what can be linked in it.

    :param graph: All that an RDF file says; nothing for tables and endpoints, of
        which only a part is read.
    """

    name: str
    bodies: Sequence[Body]
    graph: Graph | None = None


@dataclass(frozen=True)
class Run:
    """What a run found: the foreign things, their faults, and the links.

    :param unused: Decisions about things that are in neither graph.
    """

    name: str
    foreign: Sequence[Body]
    faults: Faults
    links: Sequence[Link]
    unused: Sequence[Decision] = ()
    graph: Graph | None = None


def our_bodies() -> list[Body]:
    """Return what can be linked in our own graph."""
    return bodies(read_sources().merged(), Faults())


def read_source(
    source: str, mapping: Mapped | None, faults: Faults, pause: float = PAUSE
) -> Source:
    """Read a source.

    :param pause: Seconds between two requests to an endpoint.
    :raises ForeignGraphError: If it is not there, or cannot be read.
    """
    if _REMOTE.match(source):
        if mapping is not None:
            raise LinkingError(f"{source}: an endpoint has no mapping; leave it out")
        read = bodies(read_endpoint(source, faults, pause), faults)
        return Source(source, read)
    path = Path(source)
    if not path.is_file():
        raise ForeignGraphError(f"{source}: there is no such file; check its name")
    if path.suffix.lower() in TABLES:
        if mapping is None:
            raise ForeignGraphError(
                f"{path.name}: a CSV file needs --mapping, a file that says which "
                "column is what"
            )
        return Source(path.name, read_table(path, mapping, faults))
    if mapping is not None:
        raise LinkingError(f"{path.name}: only a CSV file has a mapping; leave it out")
    graph = read_rdf(path, faults)
    return Source(path.name, bodies(graph, faults), graph)


def run(
    source: str,
    mapping: Mapped | None = None,
    decisions: Mapping[tuple[str, str], Decision] | None = None,
    progress: Progress = lambda *_: None,
    store: Path | None = None,
) -> Run:
    """Read *source* and return what was found.

    :param progress: Called with what is done, and how much of how much.
    :param store: The store of a release that is linked with, registers and all; by
        default the project's sources are.
    :raises LinkingError: As :func:`read_source` does.
    """
    faults = Faults()
    read = read_source(source, mapping, faults)
    foreign = read.bodies
    ours = released_bodies(store, progress) if store else our_bodies()
    total = len(foreign)
    links = Proposer(ours).links(foreign, lambda done: progress(LINKING, done, total))
    things = {body.iri: body for body in (*foreign, *ours)}
    kept = decided(links, decisions or {}, things)
    used = {link.key for link in kept}
    unused = [d for key, d in (decisions or {}).items() if d.holds and key not in used]
    return Run(read.name, foreign, faults, kept, unused, read.graph)


def local_name(name: str) -> str:
    """Return what a source is called in IRIs and names of files.

    >>> local_name("ICA members 2026-04.csv")
    'ica-members-2026-04'
    >>> local_name("https://user@example.org/sparql")
    'example-org-sparql'
    """
    stem = _HOST.sub("", name) if _REMOTE.match(name) else Path(name).stem
    stem = stem.lower()
    return _NOT_LOCAL.sub("-", stem).strip("-") or "source"


def write(found: Run, folder: Path) -> list[Path]:
    """Write the linkset, the SSSOM file and the table for review; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    local = local_name(found.name)
    title = f"Links between Tsunagari and {found.name}"
    texts = {
        f"{local}.links.nq": linkset(found.links, local, title),
        f"{local}.sssom.tsv": sssom(found.links, f"{LINKS}/{local}.sssom.tsv", title),
        f"{local}.review.csv": review(found.links),
    }
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.write_bytes(text.encode("utf-8"))
        paths.append(path)
    return paths
