"""Each concept of a list that is translated has its one Japanese label.

The lists themselves are ESSGlobal's and not part of the project; the reference
material beside a checkout holds them.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef

from tsunagari.resources import folder

PATH: Final = folder("ontology") / "translations" / "essglobal.ttl"
STANDARD: Final = "http://purl.org/essglobal/standard/"
# The lists that describe an organization; not its products, country or region.
LISTS: Final = (
    "activities",
    "activities-ica",
    "activities-modified",
    "base-membership-type",
    "legal-form",
    "organisational-structure",
    "qualifiers",
    "themes",
    "type-of-labour",
)
JAPANESE: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def translated() -> Graph:
    return Graph().parse(PATH)


@pytest.mark.parametrize("name", LISTS)
def test_every_concept_of_a_list_is_translated(
    translated: Graph, reference: Path, name: str
) -> None:
    path = reference / "graphs" / "essglobal" / "standard" / f"{name}.ttl"
    theirs = Graph().parse(path)
    scheme = URIRef(f"{STANDARD}{name}/")
    concepts = set(theirs.subjects(SKOS.inScheme, scheme))
    assert concepts, f"{path.name} has no concept"
    ours = {s for s in translated.subjects(SKOS.prefLabel) if s.startswith(scheme)}
    assert ours == concepts | {scheme}


@pytest.mark.parametrize("name", LISTS)
def test_no_two_concepts_of_a_list_have_the_same_name(
    translated: Graph, name: str
) -> None:
    labels = Counter(
        str(label)
        for concept, label in translated.subject_objects(SKOS.prefLabel)
        if str(concept).startswith(f"{STANDARD}{name}/")
    )
    assert len(labels) > 1
    assert [label for label, count in labels.items() if count > 1] == []


def test_names_and_nothing_else_are_said_of_their_concepts(translated: Graph) -> None:
    header = translated.value(predicate=RDF.type, object=OWL.Ontology)
    said = [(s, p, o) for s, p, o in translated if s != header]
    assert len(said) == len({s for s, _, _ in said})
    for _, predicate, label in said:
        assert predicate == SKOS.prefLabel
        assert isinstance(label, Literal)
        assert label.language == "ja"
        assert JAPANESE.search(label), label
