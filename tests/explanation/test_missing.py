"""What a statement lacks, in both languages: small cases, each a file of its own.

A case is a TriG file in ``cases``: an ontology, some data, and the statement that is
asked about with the whole text that is to come out. ``cases.ttl`` has the words and
the source that they share. A new case is a new file.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Graph, Literal, Namespace

from tsunagari.entailment.closure import Closure
from tsunagari.explanation.derivation import Triple
from tsunagari.explanation.document import to_jsonld
from tsunagari.explanation.explain import Explainer, Explanation, Status
from tsunagari.explanation.lookup import Ask, asking
from tsunagari.explanation.outline import Outliner
from tsunagari.explanation.text import to_text
from tsunagari.explanation.words import Words
from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import INFERRED, ONTOLOGY, PROVENANCE
from tsunagari.sparql.engines.oxigraph_store import engine_as_given

HERE = Path(__file__).parent
CASE = Namespace("https://example.org/case/")
FILES = sorted((HERE / "cases").glob("*.trig"))
SECONDS = 30.0


def asked(file: Path) -> tuple[Ask, Triple, dict[Language, str]]:
    """Return what asks a case, the statement, and what is to be said."""
    data = Dataset().parse(file, format="trig")
    shared = Graph().parse(HERE / "cases.ttl")
    given = {
        ONTOLOGY: data.graph(ONTOLOGY),
        CASE.data: data.graph(CASE.data),
        PROVENANCE: shared,
    }
    closure = Closure()
    for graph in given.values():
        closure.add(graph)
    quads = [(*triple, name) for name, graph in given.items() for triple in graph]
    quads += [(*triple, INFERRED) for triple in closure.inferred()]
    question = data.graph(CASE.asked)
    (node,) = question.subjects(RDF.subject)
    s, p, o = (
        question.value(node, place)
        for place in (RDF.subject, RDF.predicate, RDF.object)
    )
    assert s is not None
    assert p is not None
    assert o is not None
    texts = {
        text.language: str(text).removeprefix("\n")
        for text in question.objects(node, CASE.says)
        if isinstance(text, Literal)
    }
    return asking(engine_as_given(quads)), (s, p, o), texts


def explained(file: Path) -> tuple[Explanation, dict[Language, str]]:
    """Return the explanation of a case, and its texts."""
    ask, statement, _ = asked(file)
    explainer = Explainer(ask)
    found = explainer.explain(statement, ask, SECONDS)
    texts = {}
    for language in LANGUAGES:
        words = Words(ask, language)
        outliner = Outliner(explainer.axioms, explainer.constructs, words)
        texts[language] = to_text(outliner.outline(found))
    return found, texts


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_missing_is_said(file: Path) -> None:
    _, _, expected = asked(file)
    found, texts = explained(file)
    assert found.status is Status.ABSENT
    assert found.complete
    for language in LANGUAGES:
        assert texts[language] == expected[language]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_document_says_the_same(file: Path) -> None:
    found, _ = explained(file)
    graph = Graph().parse(data=to_jsonld(found), format="json-ld")
    assert (None, RDF.object, None) in graph


def test_there_are_cases() -> None:
    assert len(FILES) > 20
