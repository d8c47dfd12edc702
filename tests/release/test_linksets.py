"""Accepted links in a release: evidence like any other, with linksets in VoID."""

from collections.abc import Sequence

import pytest
from rdflib import SKOS, VOID, Dataset, Graph, Literal, URIRef

from tsunagari.errors import SourceError
from tsunagari.graph.sources import read_sources
from tsunagari.linking.accepted import AcceptedLinks
from tsunagari.linking.links import Link
from tsunagari.linking.linkset import graph_name
from tsunagari.namespaces import PROVENANCE, SSE, expand
from tsunagari.release.description.names import DATASET
from tsunagari.release.linksets import with_links
from tsunagari.release.releases import Release

ICA = graph_name("ica-members")
JCCU = expand("jporg:jccu")


def links(*iris: str) -> AcceptedLinks:
    found: Sequence[Link] = [
        Link(
            iri,
            "https://example.org/a",
            "skos:closeMatch",
            1.0,
            "",
            "semapv:ManualMappingCuration",
            "accepted",
        )
        for iri in iris
    ]
    titles = [Literal("A source", "en"), Literal("資料", "ja")]
    document = expand("src:commonweave")
    return AcceptedLinks(
        "a", "graph_data/zz/links/a.sssom.tsv", titles, document, "x", [], found
    )


def test_links_are_sources_with_evidence() -> None:
    sources = with_links(read_sources(), [links(str(JCCU))])
    made = sources.files[-1]
    assert made.name == "graph_data/zz/links/a.sssom.tsv"
    match = (JCCU, SKOS.closeMatch, URIRef("https://example.org/a"))
    assert match in made.graphs[graph_name("a")]
    assert (graph_name("a"), None, SSE.Evidence) in made.graphs[PROVENANCE]


def test_a_link_begins_at_something_known() -> None:
    with pytest.raises(SourceError, match=r"a\.sssom\.tsv: nothing is said of <urn:x>"):
        with_links(read_sources(), [links("urn:x")])


def test_the_release_has_them_once(release: Release) -> None:
    dataset = Dataset()
    dataset.parse(release.path / "tsunagari.nq", format="nquads")
    member = URIRef("https://lod.coop/ica/103")
    graphs = {graph for *_, graph in dataset.quads((JCCU, SKOS.exactMatch, member))}
    assert graphs == {ICA}
    assert release.manifest["datasets"]["links"]["titles"]["en"]


def test_void_tells_of_the_linksets(release: Release) -> None:
    void = Graph().parse(release.path / "void.ttl")
    (one,) = set(void.subjects(VOID.linkPredicate, SKOS.exactMatch))
    assert (DATASET, VOID.subset, one) in void
    assert void.value(one, VOID.triples) == Literal(17)
    target = void.value(one, VOID.objectsTarget)
    assert len(set(void.objects(target))) > 1
