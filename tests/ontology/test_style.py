"""What is written in ``ontology/`` follows the rules of style for terms.

A *term* is anything of ours that a file of the folder gives a type: a class, a
property, a concept, a law, a data structure. The messages name file and term.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from tsunagari.namespaces import BASE, prefixes
from tsunagari.resources import folder

from .turtle_text import read_text

ROOT: Final = folder("ontology")
FILES: Final = sorted(ROOT.rglob("*.ttl"))
QB: Final = Namespace("http://purl.org/linked-data/cube#")
VS: Final = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
ONTOLOGY: Final = URIRef(BASE["ontology"])
KANJI: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々〆]")
KANJI_OR_KANA: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆]")
STATUSES: Final = {"unstable", "testing", "stable", "archaic"}
# What it is, where it belongs, its names, its meaning, its limits, its examples,
# its sentence, its source, its status, its home. Other predicates stand before
# the source.
READING_ORDER: Final = (
    ("a",),
    (
        *("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:broader"),
        *("owl:equivalentClass", "owl:disjointWith", "owl:propertyDisjointWith"),
        *("owl:propertyChainAxiom", "rdfs:domain", "rdfs:range", "qb:component"),
        *("qb:structure", "sse:narrowerCriterionOf", "sse:variantOf"),
    ),
    ("rdfs:label", "skos:prefLabel"),
    ("skos:altLabel",),
    ("skos:hiddenLabel",),
    ("skos:definition",),
    ("skos:scopeNote", "skos:editorialNote"),
    ("skos:example",),
    ("sse:sentencePattern",),
    ("dcterms:source",),
    ("vs:term_status",),
    ("rdfs:isDefinedBy", "skos:inScheme"),
)
RANK: Final = {name: n for n, names in enumerate(READING_ORDER) for name in names}

Check = Callable[[Graph, URIRef], Iterator[str]]


@cache
def parsed(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def terms(graph: Graph) -> list[URIRef]:
    return sorted(
        term
        for term in set(graph.subjects(RDF.type))
        if isinstance(term, URIRef)
        and term.startswith(str(BASE))
        and (term, RDF.type, OWL.Ontology) not in graph
    )


def texts(graph: Graph, term: URIRef, predicate: URIRef, language: str) -> list[str]:
    return [
        str(value)
        for value in graph.objects(term, predicate)
        if isinstance(value, Literal) and value.language == language
    ]


def label_of(graph: Graph, term: URIRef) -> URIRef:
    kinds = {SKOS.Concept, SKOS.ConceptScheme}
    is_concept = not kinds.isdisjoint(graph.objects(term, RDF.type))
    return SKOS.prefLabel if is_concept else RDFS.label


def labels(graph: Graph, term: URIRef) -> Iterator[str]:
    label = label_of(graph, term)
    for language in ("en", "ja"):
        if len(texts(graph, term, label, language)) != 1:
            yield f"needs exactly one label in @{language}"
    other = {SKOS.prefLabel: RDFS.label, RDFS.label: SKOS.prefLabel}[label]
    if (term, other, None) in graph:
        yield "has rdfs:label and skos:prefLabel of the wrong kind"


def readings(graph: Graph, term: URIRef) -> Iterator[str]:
    label = label_of(graph, term)
    kana = [
        *texts(graph, term, label, "ja-Hrkt"),
        *texts(graph, term, label, "ja-hrkt"),
    ]
    in_kanji = any(KANJI.search(text) for text in texts(graph, term, label, "ja"))
    if in_kanji and len(kana) != 1:
        yield "has a label in kanji and needs one reading in kana (@ja-Hrkt)"
    if any(KANJI.search(text) for text in kana):
        yield "has kanji in its reading"
    romanised = texts(graph, term, label, "ja-Latn")
    if in_kanji and len(romanised) != 1:
        yield "has a label in kanji and needs one romanisation (@ja-Latn)"
    if any(KANJI_OR_KANA.search(text) for text in romanised):
        yield "has kanji or kana in its romanisation"


def definitions(graph: Graph, term: URIRef) -> Iterator[str]:
    if (term, RDFS.comment, None) in graph:
        yield "has an rdfs:comment; use skos:definition or skos:scopeNote"
    for language in ("en", "ja"):
        found = texts(graph, term, SKOS.definition, language)
        if len(found) != 1:
            yield f"needs exactly one definition in @{language}"
        for text in found:
            if text.endswith((".", "。")):
                yield f"has a definition with a full stop: {text}"
            if re.match("(a|an|the) ", text, re.IGNORECASE):
                yield f"has a definition with an article: {text}"


def notes(graph: Graph, term: URIRef) -> Iterator[str]:
    for predicate in (SKOS.scopeNote, SKOS.example):
        name = predicate.n3(graph.namespace_manager)
        both = [texts(graph, term, predicate, language) for language in ("en", "ja")]
        if len(both[0]) != len(both[1]):
            yield f"has {name} in one language only"
        for text in (*both[0], *both[1]):
            if predicate == SKOS.scopeNote and not text.endswith((".", "。")):
                yield f"has a note that is no full sentence: {text}"
        marks = [
            sum(text.startswith(mark) for text in found)
            for mark, found in zip(("Not: ", "該当しない例："), both, strict=True)
        ]
        if marks[0] != marks[1]:
            yield "has a counter-example in one language only (Not:, 該当しない例：)"


def provenance(graph: Graph, term: URIRef) -> Iterator[str]:
    sources = list(graph.objects(term, DCTERMS.source))
    if not sources or not all(isinstance(source, URIRef) for source in sources):
        yield "needs a dcterms:source that is an IRI"
    statuses = [str(status) for status in graph.objects(term, VS.term_status)]
    if len(statuses) != 1 or not STATUSES.issuperset(statuses):
        yield f"needs one vs:term_status of {', '.join(sorted(STATUSES))}"
    if (term, RDF.type, SKOS.Concept) in graph:
        if (term, SKOS.inScheme, None) not in graph:
            yield "needs a skos:inScheme"
    elif (term, RDFS.isDefinedBy, ONTOLOGY) not in graph:
        yield f"needs rdfs:isDefinedBy <{ONTOLOGY}>"


CHECKS: Final[list[Check]] = [labels, readings, definitions, notes, provenance]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_terms_are_complete(path: Path, check: Check) -> None:
    graph = parsed(path)
    faults = [
        f"{path.name}: {term.n3(graph.namespace_manager)} {fault}"
        for term in terms(graph)
        if (term, RDF.type, QB.ComponentSpecification) not in graph
        for fault in check(graph, term)
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_predicates_are_in_reading_order(path: Path) -> None:
    faults = []
    for block in read_text(path).blocks:
        ranks = [RANK[name] for name in block.predicates if name in RANK]
        if block.subject != "[]" and ranks != sorted(ranks):
            faults.append(
                f"{path.name}:{block.line}: {block.subject} has its predicates in the "
                f"order {' '.join(name for name in block.predicates if name in RANK)}"
            )
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_values_stand_on_lines_of_their_own(path: Path) -> None:
    faults = [
        f"{path.name}:{block.line}: {block.subject} has several values on a line"
        for block in read_text(path).blocks
        if block.is_crowded
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_terms_are_alphabetical_within_a_section(path: Path) -> None:
    graph = parsed(path)
    leaders = {
        term.n3(graph.namespace_manager)
        for kind in (OWL.Ontology, SKOS.ConceptScheme)
        for term in graph.subjects(RDF.type, kind)
    }
    sections: dict[int, list[str]] = {}
    for block in read_text(path).blocks:
        if block.subject != "[]" and block.subject not in leaders:
            sections.setdefault(block.section, []).append(block.subject)
    # Classes may come before properties, as capitals do in the order of code points.
    faults = [
        f"{path.name}: {after} stands after {before}"
        for names in sections.values()
        if names != sorted(names)
        for before, after in pairwise(names)
        if before.casefold() > after.casefold()
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_prefixes_are_the_declared_ones(path: Path) -> None:
    text = read_text(path)
    declared = prefixes()
    faults = [
        f"{path.name}: the prefix {name}: is <{namespace}>, and prefixes.ttl says "
        f"<{declared.get(name, 'nothing')}>"
        for name, namespace in text.prefixes.items()
        if declared.get(name) != namespace
    ]
    faults += [
        f"{path.name}: the prefix {name}: is declared and never used"
        for name in sorted(set(text.prefixes) - text.used)
    ]
    if list(text.prefixes) != sorted(text.prefixes):
        faults.append(f"{path.name}: the prefixes are not in alphabetical order")
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_never_written(path: Path) -> None:
    graph = parsed(path)
    faults = [
        f"{path.name}: {s} has an empty literal for {p}"
        for s, p, o in graph
        if isinstance(o, Literal) and not str(o).strip()
    ]
    faults += [
        f"{path.name}: {s} has an owl:hasKey" for s in graph.subjects(OWL.hasKey)
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_headers_are_in_both_languages() -> None:
    faults = []
    headers = 0
    for path in FILES:
        graph = parsed(path)
        for ontology in graph.subjects(RDF.type, OWL.Ontology):
            headers += 1
            assert isinstance(ontology, URIRef)
            for predicate in (DCTERMS.title, DCTERMS.description):
                for language in ("en", "ja"):
                    if len(texts(graph, ontology, predicate, language)) != 1:
                        faults.append(f"{path.name}: needs one {predicate}@{language}")
    assert headers
    assert not faults, "\n" + "\n".join(faults)


def test_every_module_is_imported_once() -> None:
    modules = {
        str(ontology)
        for path in (ROOT / "modules").glob("*.ttl")
        for ontology in parsed(path).subjects(RDF.type, OWL.Ontology)
    }
    imported = parsed(ROOT / "tsunagari.ttl").objects(ONTOLOGY, OWL.imports)
    assert modules
    assert {str(module) for module in imported} == modules


def test_no_term_is_described_in_two_files() -> None:
    homes = Counter(term for path in FILES for term in terms(parsed(path)))
    assert homes, "no term was found"
    assert [term for term, count in homes.items() if count > 1] == []


# Every check must be able to fail.

FAULTY: Final = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

sse:Zebra
    a owl:Class ;
    skos:definition "the thing."@en ;
    rdfs:label "zebra"@en , "縞馬"@ja ;
    skos:scopeNote "Fragment"@en ;
    dcterms:source "a book" .

sse:Antelope
    a owl:Class .
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.ttl"
    path.write_text(FAULTY, encoding="utf-8")
    return path


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_incomplete_terms_are_found(faulty: Path, check: Check) -> None:
    with pytest.raises(AssertionError, match=r"faulty\.ttl: sse:"):
        test_terms_are_complete(faulty, check)


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        ('"縞馬"@ja , "shimauma"@ja-Latn', "needs one reading in kana"),
        ('"縞馬"@ja , "しま馬"@ja-Hrkt , "shimauma"@ja-Latn', "kanji in its reading"),
        ('"縞馬"@ja , "しまうま"@ja-Hrkt', "needs one romanisation"),
        (
            '"縞馬"@ja , "しまうま"@ja-Hrkt , "shimauma"@ja-Latn , "sima"@ja-Latn',
            "needs one romanisation",
        ),
        (
            '"縞馬"@ja , "しまうま"@ja-Hrkt , "しまuma"@ja-Latn',
            "kanji or kana in its romanisation",
        ),
    ],
)
def test_missing_readings_and_romanisations_are_found(
    faulty: Path, names: str, fault: str
) -> None:
    text = FAULTY.replace('"zebra"@en , "縞馬"@ja', f'"zebra"@en , {names}')
    faulty.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError, match=f"sse:Zebra has .*{fault}"):
        test_terms_are_complete(faulty, readings)


@pytest.mark.parametrize(
    ("test", "message"),
    [
        (test_predicates_are_in_reading_order, r"faulty\.ttl:8: sse:Zebra"),
        (test_values_stand_on_lines_of_their_own, r"faulty\.ttl:8: sse:Zebra"),
        (test_terms_are_alphabetical_within_a_section, "sse:Antelope stands after"),
        (test_prefixes_are_the_declared_ones, "not in alphabetical order"),
    ],
)
def test_bad_layout_is_found(
    faulty: Path, test: Callable[[Path], None], message: str
) -> None:
    with pytest.raises(AssertionError, match=message):
        test(faulty)


@pytest.mark.parametrize(
    "line", ['sse:x rdfs:label ""@en .', "sse:C owl:hasKey ( sse:p ) ."]
)
def test_forbidden_triples_are_found(faulty: Path, line: str) -> None:
    faulty.write_text(FAULTY + line, encoding="utf-8")
    with pytest.raises(AssertionError, match=r"faulty\.ttl"):
        test_what_is_never_written(faulty)


def test_foreign_prefixes_are_found(faulty: Path) -> None:
    faulty.write_text("@prefix sse: <urn:other:> .\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"prefixes\.ttl says"):
        test_prefixes_are_the_declared_ones(faulty)


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(folder("ontology").rglob("*.ttl")) if "jp" not in p.parts],
    ids=lambda path: path.name,
)
def test_nothing_says_japan_outside_its_own_vocabularies(path: Path) -> None:
    if "alignments" in path.parts:
        return
    text = path.read_text(encoding="utf-8").replace("日本語", "")
    assert not re.search(r"Japan(?!ese label)|日本", text), path.name
