"""The release describes itself, and every number in it is what a query counts."""

from __future__ import annotations

import json
from collections import Counter
from typing import Final

import pytest
from rdflib import DCTERMS, OWL, QB, RDF, RDFS, SH, VOID, Graph, Literal, URIRef

from tsunagari.entailment.closure import close
from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import (
    BASE,
    CATALOG_GRAPHS,
    LICENCE,
    SSE,
    VOID_GRAPH,
    prefixes,
)
from tsunagari.release.assembly import Assembly, assemble
from tsunagari.release.description import describe
from tsunagari.release.description.names import DATASET, DEFAULT_GRAPH, QUERY, SD
from tsunagari.release.releases import Release
from tsunagari.resources import folder
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import read_queries

PREFIXES: Final = "".join(f"PREFIX {p}: <{iri}> " for p, iri in prefixes().items())
EXT: Final = "PREFIX ext: <http://ldf.fi/void-ext#> "
IN_VOID: Final = f"GRAPH <{VOID_GRAPH}>"
# A class of ours tells what a thing is; another only where there is none.
TELLING: Final = """
  FILTER (STRSTARTS(STR(?d), STR(sse:)) || NOT EXISTS {
    ?o a ?ours . FILTER (STRSTARTS(STR(?ours), STR(sse:))) })
"""


@pytest.fixture(scope="module", params=["curated", "with registers"])
def release(
    release: Release, with_registers: Release, request: pytest.FixtureRequest
) -> Release:
    """The release without registers, and the one that has them."""
    return release if request.param == "curated" else with_registers


def rows(release: Release, query: str) -> list[tuple[str, ...]]:
    text = PREFIXES + EXT + query
    data = json.loads(release.engine().query(text).serialize(format_named("json")))
    names = data["head"]["vars"]
    found = data["results"]["bindings"]
    return sorted(tuple(row[name]["value"] for name in names) for row in found)


def has_registers(release: Release) -> bool:
    return bool(release.manifest["registers"])


@pytest.fixture(scope="module")
def void(release: Release) -> Graph:
    return Graph().parse(release.path / "void.ttl")


# The data set


@pytest.mark.parametrize(
    ("term", "counted"),
    [
        (VOID.triples, "COUNT(*)"),
        (VOID.distinctSubjects, "COUNT(DISTINCT ?s)"),
        (VOID.distinctObjects, "COUNT(DISTINCT ?o)"),
        (VOID.properties, "COUNT(DISTINCT ?p)"),
        (VOID.classes, "COUNT(DISTINCT ?class)"),
        (VOID.entities, "COUNT(DISTINCT ?entity)"),
    ],
)
def test_the_size_is_what_a_query_counts(
    release: Release, void: Graph, term: URIRef, counted: str
) -> None:
    ((number,),) = rows(
        release,
        f"SELECT ({counted} AS ?n) {{ ?s ?p ?o "
        "BIND (IF(?p = rdf:type, ?o, ?none) AS ?class) "
        f"BIND (IF(STRSTARTS(STR(?s), '{BASE}'), ?s, ?none) AS ?entity) }}",
    )
    # Registers have too many literals to tell them apart.
    told = [] if term == VOID.distinctObjects and has_registers(release) else [number]
    assert [str(value) for value in void.objects(DATASET, term)] == told
    assert int(number) > 50


def test_it_is_named_licensed_and_shown(release: Release, void: Graph) -> None:
    for term in (DCTERMS.title, DCTERMS.description):
        texts = [o for o in void.objects(DATASET, term) if isinstance(o, Literal)]
        assert {text.language for text in texts} == {"en", "ja"}
    assert list(void.objects(DATASET, DCTERMS.license)) == [LICENCE]
    header = Graph().parse(folder("ontology") / "tsunagari.ttl")
    assert header.value(BASE["ontology"], DCTERMS.license) == LICENCE
    assert void.value(DATASET, VOID.uriSpace) == Literal(str(BASE))
    shown = list(void.objects(DATASET, VOID.exampleResource))
    assert len(shown) == 4
    for node in shown:
        assert rows(release, f"SELECT ?type {{ <{node}> a ?type }}")
    assert (VOID_GRAPH, RDF.type, VOID.DatasetDescription) in void


def test_every_vocabulary_is_used_and_none_is_missing(
    release: Release, void: Graph
) -> None:
    used = rows(
        release,
        "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } "
        "FILTER (ISIRI(?term)) }",
    )
    spaces = {term[: max(term.rfind("#"), term.rfind("/")) + 1] for (term,) in used}
    found = {str(value) for value in void.objects(DATASET, VOID.vocabulary)}
    assert found == spaces & set(prefixes().values())
    assert str(SSE) in found


def test_the_prefixes_are_the_declared_ones(void: Graph) -> None:
    found = {
        str(void.value(node, SH.prefix)): str(void.value(node, SH.namespace))
        for node in void.objects(DATASET, SH.declare)
    }
    assert found == prefixes()


# Its parts


def test_every_property_is_counted(release: Release) -> None:
    described = rows(
        release,
        f"SELECT ?p ?n ?s ?o {{ {IN_VOID} {{ "
        f"<{DATASET}> void:propertyPartition ?part . "
        "?part void:property ?p ; void:triples ?n ; void:distinctSubjects ?s . "
        "OPTIONAL { ?part void:distinctObjects ?told } "
        "BIND (COALESCE(?told, -1) AS ?o) } }",
    )
    uncounted = {p for p, _, _, o in described if o == "-1"}
    # Of those that registers use, it is not counted to how many things they lead.
    assert has_registers(release) == bool(uncounted)
    assert str(SSE.sentencePattern) not in uncounted
    assert described == [
        (p, n, s, "-1" if p in uncounted else o)
        for p, n, s, o in rows(
            release,
            "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?x) AS ?s) "
            "(COUNT(DISTINCT ?y) AS ?o) { ?x ?p ?y } GROUP BY ?p",
        )
    ]


def test_every_class_is_counted(release: Release) -> None:
    assert rows(
        release,
        f"SELECT ?c ?n {{ {IN_VOID} {{ <{DATASET}> void:classPartition "
        "[ void:class ?c ; void:entities ?n ] } }",
    ) == rows(release, "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c")


WITHIN: Final = f"""{IN_VOID} {{ <{DATASET}> void:classPartition ?part .
  ?part void:class ?c ; void:propertyPartition ?inner .
  ?inner void:property ?p }}"""


def test_properties_are_counted_within_each_telling_class(release: Release) -> None:
    described = rows(
        release,
        f"SELECT ?c ?p ?n {{ {WITHIN} {IN_VOID} {{ ?inner void:triples ?n }} }}",
    )
    assert described == rows(
        release,
        "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?any . "
        "{ SELECT DISTINCT (?d AS ?c) { ?o a ?d " + TELLING + "} } } GROUP BY ?c ?p",
    )
    assert {str(SSE["Funding"]), str(QB.Observation)} <= {c for c, _, _ in described}
    assert "https://schema.org/Place" not in {c for c, _, _ in described}


def test_objects_are_counted_by_class_and_by_datatype(release: Release) -> None:
    telling = "{ SELECT DISTINCT (?d AS ?c) { ?o a ?d " + TELLING + "} }"
    for described, pattern in (
        (
            "?inner void:classPartition [ void:class ?d ; void:triples ?n ]",
            "?o a ?d FILTER (?p != rdf:type) " + TELLING,
        ),
        (
            "?inner ext:datatypePartition [ ext:datatype ?d ; void:triples ?n ]",
            "FILTER (ISLITERAL(?o)) BIND (DATATYPE(?o) AS ?d)",
        ),
    ):
        found = rows(
            release,
            f"SELECT ?c ?p ?d ?n {{ {WITHIN} {IN_VOID} {{ {described} }} }}",
        )
        assert len(found) > 100
        assert found == rows(
            release,
            f"SELECT ?c ?p ?d (COUNT(*) AS ?n) {{ ?s a ?c ; ?p ?o . {telling} "
            f"{pattern} }} GROUP BY ?c ?p ?d",
        )


def test_every_named_graph_has_its_size_its_own_included(
    release: Release, void: Graph
) -> None:
    described = rows(
        release,
        f"SELECT ?g ?n {{ {IN_VOID} {{ <{DATASET}> sd:namedGraph "
        f"[ a sd:NamedGraph ; sd:name ?g ; sd:graph ?g ] ; void:subset ?g . "
        "?g a void:Dataset, sd:Graph ; void:triples ?n } }",
    )
    assert described == rows(
        release, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    )
    assert len(described) == release.manifest["counts"]["named graphs"]
    assert str(VOID_GRAPH) in dict(described)
    assert len(void) == int(dict(described)[str(VOID_GRAPH)])


def test_the_default_graph_has_its_size(release: Release, void: Graph) -> None:
    assert void.value(DATASET, SD.defaultGraph) == DEFAULT_GRAPH
    assert void.value(DEFAULT_GRAPH, VOID.triples) == Literal(
        release.manifest["counts"]["statements"]
    )
    assert VOID_GRAPH in CATALOG_GRAPHS
    assert not rows(release, f"SELECT ?p {{ <{DATASET}> ?p ?o }}")


def test_every_graph_names_its_sources_or_says_what_it_is(release: Release) -> None:
    assert rows(
        release,
        f"SELECT ?g ?source {{ {IN_VOID} {{ ?g a sd:Graph ; dcterms:source ?source }}"
        " }",
    ) == rows(
        release,
        "SELECT ?g ?source { ?g prov:wasQuotedFrom|prov:wasDerivedFrom ?source "
        "{ SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } } }",
    )
    unexplained = rows(
        release,
        f"SELECT ?g {{ {IN_VOID} {{ ?g a void:Dataset . "
        "FILTER NOT EXISTS { ?g dcterms:source|dcterms:title ?any } } }",
    )
    assert not unexplained


# The queries to try


def test_the_examples_are_the_competency_questions(
    release: Release, void: Graph
) -> None:
    stored = {str(QUERY[query.name]): query for query in read_queries("competency")}
    found = {str(node) for node in void.subjects(RDF.type, SH.SPARQLExecutable)}
    assert found == set(stored)
    for iri, query in stored.items():
        node = URIRef(iri)
        assert (node, RDF.type, SH.SPARQLSelectExecutable) in void
        assert list(void.objects(node, SH.select)) == [Literal(query.text)]
        assert set(void.objects(node, RDFS.comment)) == {
            Literal(query.header["summary"], "en"),
            Literal(query.header["summary-ja"], "ja"),
        }
        release.engine().query(query.text).serialize(format_named("json"))
    keywords = rows(
        release,
        f"SELECT ?word {{ {IN_VOID} {{ <{QUERY['cq01-full-forms']}> "
        "schema:keywords ?word } }",
    )
    assert ("competency",) in keywords


# The statistics


@pytest.mark.parametrize(
    ("name", "dimension", "pattern"),
    [
        ("instances-by-class", "sse:countedClass", "?thing a ?value"),
        (
            "organizations-by-form",
            "sse:countedForm",
            "?thing a org:Organization ; sse:legalForm ?value",
        ),
        (
            "organizations-by-place",
            "sse:refArea",
            "?thing a org:Organization ; sse:basedIn/sse:within? ?value",
        ),
        (
            "organizations-by-year",
            "sse:foundingYear",
            "?thing a org:Organization ; sse:foundedIn ?time "
            "BIND (SUBSTR(STR(?time), 1, 4) AS ?value)",
        ),
    ],
)
def test_every_statistic_is_what_a_query_counts(
    release: Release, name: str, dimension: str, pattern: str
) -> None:
    stored = rows(
        release,
        f"SELECT ?value ?n {{ ?observation a qb:Observation ; "
        f"qb:dataSet statistics:{name} ; {dimension} ?value ; sse:count ?n }}",
    )
    counted = rows(
        release,
        f"SELECT ?value (COUNT(DISTINCT ?thing) AS ?n) {{ {pattern} }} GROUP BY ?value",
    )
    if name == "instances-by-class":
        classes = {
            value
            for (value,) in rows(
                release, "SELECT ?c { ?c a owl:Class FILTER (ISIRI(?c)) }"
            )
        }
        assert {value for value, _ in stored} == classes
        assert str(SSE["LegalForm"]) in classes
        empty = {value for value, number in stored if number == "0"}
        stored = [row for row in stored if row[0] not in empty]
        counted = [row for row in counted if row[0] in classes]
        assert empty == classes - {value for value, _ in counted}
    assert len(stored) > 2
    assert stored == counted


def test_the_statistics_agree_with_the_manifest(release: Release) -> None:
    stored = dict(
        rows(release, "SELECT ?c ?n { [ sse:countedClass ?c ; sse:count ?n ] }")
    )
    for name, number in release.manifest["classes"].items():
        assert stored[str(SSE[name.removeprefix("sse:")])] == str(number)


# How it is made


@pytest.fixture(scope="module")
def assembled() -> Assembly:
    return assemble(read_sources())


@pytest.mark.xdist_group("closure")
def test_nothing_more_follows_from_the_description(assembled: Assembly) -> None:
    described = describe(assembled)
    assert len(described.merged) > len(assembled.merged)
    new = close(described.merged) - described.merged
    assert not len(new), sorted(new)[:5]
    assert (None, OWL.sameAs, None) not in described.made[VOID_GRAPH]


@pytest.mark.xdist_group("closure")
def test_it_is_the_same_again_and_has_no_blank_node(assembled: Assembly) -> None:
    first, second = describe(assembled), describe(assembled)
    for name, graph in first.made.items():
        assert set(graph) == set(second.made[name])
        assert all(isinstance(node, URIRef) for node in graph.subjects())
        assert {type(node) for node in graph.objects()} == {URIRef, Literal}
    names = Counter(s for s in first.made[VOID_GRAPH].subjects(VOID["class"]))
    assert max(names.values()) == 1, "two partitions have one name"
