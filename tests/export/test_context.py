"""The context: stable, unambiguous, and true of the data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef

from tsunagari.errors import ContextError
from tsunagari.export.context import Context, derive_context
from tsunagari.namespaces import BASE, SSE, expand
from tsunagari.release.releases import Release
from tsunagari.resources import folder

KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def merged(release: Release) -> Graph:
    return Graph().parse(release.path / "tsunagari.ttl")


def test_a_published_context_never_changes(
    context: Context, pytestconfig: pytest.Config
) -> None:
    """To publish another: a new owl:versionInfo in ontology/tsunagari.ttl, and then

    pytest tests/export/test_context.py --update-context

    Until a version is published (CHANGELOG), the same writes its file anew.
    """
    path = folder("ontology") / "contexts" / f"{context.version}.jsonld"
    text = json.dumps(context.document, ensure_ascii=False, indent=1) + "\n"
    if pytestconfig.getoption("update_context"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, (
        f"the context {context.version} has changed; see the docstring of this test"
    )


def test_it_is_in_the_release(release: Release, context: Context) -> None:
    [path] = (release.path / "context").iterdir()
    assert path.stem == context.version
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document == context.document
    assert Context.read(document, path.stem) == context


def test_every_property_and_class_has_a_term(ontology: Graph, context: Context) -> None:
    for kinds, terms in (
        (KINDS, context.properties),
        ((OWL.Class,), context.classes),
    ):
        declared = {
            str(node)
            for kind in kinds
            for node in ontology.subjects(RDF.type, kind)
            if isinstance(node, URIRef)
        }
        assert len(declared) > 80
        assert declared <= set(terms.values())
        assert len(set(terms.values())) == len(terms)


def test_terms_are_what_they_are_said_to_be(context: Context) -> None:
    terms = context.terms
    assert terms["type"] == {"@id": "@type", "@container": "@set"}
    assert terms["legalForm"] == {
        "@id": "sse:legalForm",
        "@type": "@id",
        "@container": "@set",
    }
    assert terms["holder"] == {"@id": "sse:holder", "@type": "@id"}
    assert terms["prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    assert terms["altLabel"]["@container"] == ["@language", "@set"]  # type: ignore[index]
    assert terms["recordedOn"] == {"@id": "sse:recordedOn", "@type": "xsd:date"}
    assert terms["since"] == {"@id": "sse:since"}
    assert terms["Organization"] == "org:Organization"
    assert terms["schemaOrganization"] == "schema:Organization"
    assert not any(
        str(value).startswith(str(BASE)) and prefix != "sse"
        for prefix, value in terms.items()
    )


def _changed(graph: Graph, *triples: tuple[Any, Any, Any]) -> Graph:
    found = Graph()
    found += graph
    for triple in triples:
        found.add(triple)
    return found


def test_two_names_for_one_term_are_refused(ontology: Graph, shapes: Graph) -> None:
    twin = URIRef("http://xmlns.com/foaf/0.1/legalForm")
    spoilt = _changed(ontology, (twin, RDF.type, OWL.ObjectProperty))
    with pytest.raises(
        ContextError, match=r"would both be the term 'legalForm'.*SECOND"
    ):
        derive_context(spoilt, shapes)


def test_a_name_that_is_none_is_refused(ontology: Graph, shapes: Graph) -> None:
    odd = URIRef("urn:odd:legal%20form")
    spoilt = _changed(ontology, (odd, RDF.type, OWL.ObjectProperty))
    with pytest.raises(ContextError, match="gives no term: declare its prefix"):
        derive_context(spoilt, shapes)


def test_a_context_needs_a_version(ontology: Graph, shapes: Graph) -> None:
    spoilt = _changed(ontology)
    spoilt.remove((BASE["ontology"], OWL.versionInfo, None))
    with pytest.raises(ContextError, match=r"no owl:versionInfo"):
        derive_context(spoilt, shapes)


def test_shapes_decide(ontology: Graph, shapes: Graph) -> None:
    one = BNode()
    more = ((one, SH.path, SSE.legalForm), (one, SH.maxCount, Literal(1)))
    derived = derive_context(ontology, _changed(shapes, *more))
    assert derived.terms["legalForm"] == {"@id": "sse:legalForm", "@type": "@id"}


def _values(merged: Graph, iri: str) -> Iterator[Any]:
    return merged.objects(None, URIRef(iri))


def test_the_data_has_what_the_context_says(merged: Graph, context: Context) -> None:
    """No value is left without the short term of its property."""
    used = 0
    for term, iri in context.properties.items():
        definition = context.terms[term]
        assert isinstance(definition, dict)
        values = list(_values(merged, iri))
        used += bool(values)
        kind = definition.get("@type")
        container = context.container(term)
        for value in values:
            if kind == "@id":
                assert not isinstance(value, Literal), term
            elif kind:
                assert value.datatype == expand(kind), term
            if "@language" in container:
                assert value.language, term
        if values and all(getattr(value, "language", None) for value in values):
            assert "@language" in container or term == "address", term
        if "@set" not in container and "@language" not in container:
            assert (
                max(Counter(merged.subjects(URIRef(iri))).values(), default=1) == 1
            ), f"{term} has several values"
    assert used > 150


def test_readings_and_years_are_among_the_data(merged: Graph) -> None:
    tags = {o.language.lower() for o in merged.objects(None, SKOS.prefLabel)}  # type: ignore[union-attr]
    assert {"en", "ja", "ja-hrkt", "ja-latn"} <= tags
    assert any(True for _ in merged.objects(None, RDFS.label))
    types = {o.datatype for o in merged.objects(None, SSE.since)}  # type: ignore[union-attr]
    assert len(types) == 3
