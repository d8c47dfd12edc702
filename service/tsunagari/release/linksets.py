"""The links to other people's graphs that were accepted, as sources like all others.

Each file of decisions is one piece of evidence, ``graph/links/<source>``: the links,
the VoID linksets that they make up, and in the provenance graph who told of the foreign
things and how it was decided. So links are reasoned over, checked and explained.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rdflib import PROV, RDF, SKOS, Graph, Literal, URIRef

from tsunagari.errors import SourceError
from tsunagari.graph.sources import SourceFile, Sources
from tsunagari.linking.accepted import AcceptedLinks, accepted_links
from tsunagari.linking.linkset import graph_name, links_graph
from tsunagari.namespaces import PROVENANCE, SSE, expand

__all__ = ["with_links"]

# A person judged: it neither stands in the source nor follows from it.
READING: Final = expand("concept:interpreted")


def with_links(
    sources: Sources, accepted: Iterable[AcceptedLinks] | None = None
) -> Sources:
    """Return *sources* with the accepted links, by default the project's.

    :raises SourceError: If a link begins at something the sources do not speak of.
    :raises LinkingError: If the links cannot be read.
    """
    files = []
    for one in accepted_links() if accepted is None else accepted:
        for link in one.links:
            if not sources.files_about(URIRef(link.left)):
                raise SourceError(
                    f"{one.file}: nothing is said of <{link.left}>; correct "
                    "the subject_id, or take the row out"
                )
        name = graph_name(one.source)
        graphs = {
            name: links_graph(one.links, one.source, one.titles),
            PROVENANCE: _evidence(name, one),
        }
        files.append(SourceFile(one.file, graphs))
    return Sources([*sources.files, *files])


def _evidence(name: URIRef, links: AcceptedLinks) -> Graph:
    graph = Graph()
    graph.add((name, RDF.type, SSE.Evidence))
    graph.add((name, PROV.wasDerivedFrom, links.document))
    graph.add((name, SSE.reading, READING))
    graph.add((name, SSE.locator, Literal(links.locator)))
    for note in links.notes:
        graph.add((name, SKOS.editorialNote, note))
    return graph
