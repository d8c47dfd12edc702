"""Every rule that ends in "false" is told in words, with both sides and the files."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from tests.entailment.corpus import Case, cases

from tsunagari.entailment.closure import Closure
from tsunagari.errors import ContradictionError
from tsunagari.graph.sources import SourceFile, Sources
from tsunagari.languages import LANGUAGES
from tsunagari.release.clash_text import WORDS
from tsunagari.release.contradiction import explained

CLASHING = [case for case in cases() if case.follows is None]
EVIDENCE = URIRef("https://w3id.org/tsunagari/evidence/case")
FILE = "graph_data/case.trig"
# What is said where no axiom is read out.
UNTOLD = (
    "the ontology does not let them be true",
    "オントロジーの定めにより、両立しない",
)


def told(case: Case) -> tuple[ContradictionError, set[str]]:
    closure = Closure()
    closure.add(case.given)
    sources = Sources([SourceFile(FILE, {EVIDENCE: case.given})])
    error = explained(closure, sources, Graph())
    return error, {clash.rule for clash in closure.clashes}


@pytest.mark.parametrize("case", CLASHING, ids=lambda case: case.id)
def test_a_contradiction_is_told_with_its_reason_and_files(case: Case) -> None:
    error, rules = told(case)
    assert rules
    for language in LANGUAGES:
        text = error.texts[language]
        assert "両立しない理由：" in text or "It is ruled out: " in text
        assert not any(words in text for words in UNTOLD)
        assert all(f"[{rule}]: " in text for rule in rules)
        assert FILE in text
        # That a thing is itself needs nobody to say so.
        assert str(EVIDENCE) in text or case.id == "eq-diff2/fires-on-one"
        assert any(node.split("/")[-1] in text for node in case.clashes)


def test_the_rules_are_those_of_the_corpus() -> None:
    assert len(CLASHING) > 20


def test_the_words_are_there_in_both_languages() -> None:
    assert {*WORDS["en"]} == {*WORDS["ja"]}
