"""Every class that things of the graph have is looked at by a shape.

A class counts as looked at if a shape targets it, or targets a class above
it: the merged graph, ontology included, is what is validated.
"""

import pytest
from rdflib import RDF, RDFS, SH, URIRef

from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import SSE
from tsunagari.release.assembly import assemble
from tsunagari.validation.shapes import read_shapes

# Borrowed terms, which we declare and do not describe.
OTHERS = (
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/linked-data/cube#",
)


@pytest.mark.xdist_group("closure")
def test_every_class_has_a_shape() -> None:
    merged = assemble(read_sources()).merged
    shapes = read_shapes()
    targets = set(shapes.objects(None, SH.targetClass))
    seen = {
        node
        for target in targets
        for kind in merged.transitive_subjects(RDFS.subClassOf, target)
        for node in merged.subjects(RDF.type, kind)
    }
    for predicate in shapes.objects(None, SH.targetSubjectsOf):
        assert isinstance(predicate, URIRef)
        seen |= set(merged.subjects(predicate))
    # ssesh:Ontology leads from the ontology to each of its terms.
    for ontology in shapes.objects(None, SH.targetNode):
        seen |= set(merged.subjects(RDFS.isDefinedBy, ontology))
    missed = {
        (str(node), str(kind))
        for node, kind in merged.subject_objects(RDF.type)
        if node not in seen
        and isinstance(node, URIRef)
        and not str(kind).startswith(OTHERS)
    }
    assert len(seen) > 1000
    assert missed == set()
    ours = {
        kind
        for kind in merged.objects(None, RDF.type)
        if str(kind).startswith(str(SSE)) and kind != SSE.Population
    }
    looked_at = {
        kind
        for target in targets
        for kind in merged.transitive_subjects(RDFS.subClassOf, target)
    }
    assert ours - looked_at == set()
