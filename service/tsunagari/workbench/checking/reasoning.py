"""What follows from a posted graph, or what in it cannot be true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, URIRef

from tsunagari.entailment.blank import as_blank, in_words, named
from tsunagari.entailment.statements import Triple
from tsunagari.explanation.captions import CAPTIONS
from tsunagari.graph.sources import SourceFile, Sources
from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import BASE, ONTOLOGY
from tsunagari.release.contradiction import told_with_grounds
from tsunagari.workbench.checking.beside import Beside, ontology

__all__ = ["Contradiction", "Reasoned", "reasoned"]

# The graphs as explanations name them, and what they are called.
GRAPHS: Final[dict[str, tuple[URIRef, dict[Language, str]]]] = {
    "ontology": (ONTOLOGY, {"en": "the ontology", "ja": "オントロジー"}),
    "dataset": (
        BASE["graph/dataset"],
        {"en": "the dataset", "ja": "データセット"},
    ),
    "posted": (
        BASE["graph/posted"],
        {"en": "the graph that was sent", "ja": "送信されたグラフ"},
    ),
}


@dataclass(frozen=True)
class Contradiction:
    """What cannot be true together.

    :param rule: The rule of OWL 2 RL that says so.
    :param sides: The statements that clash.
    :param texts: Both sides with their grounds, in each language.
    """

    rule: str
    sides: tuple[Triple, ...]
    texts: Mapping[Language, str]


@dataclass(frozen=True)
class Reasoned:
    """What follows newly from a posted graph, or its contradictions.

    :param new: Without what followed before; empty if there is a contradiction.
    :param contradictions: Without those that were there before.
    :param whole: Whether the whole dataset took part, not what is near alone.
    """

    new: Graph
    contradictions: tuple[Contradiction, ...]
    whole: bool


def reasoned(beside: Beside) -> Reasoned:
    """Return what follows from the posted graph together with what is known."""
    found = beside.consequences
    if not found.clashes:
        return Reasoned(found.new, (), beside.whole)
    closure = found.closure
    graphs = (ontology(), beside.dataset, named(beside.posted))
    files = [
        SourceFile(name, {iri: graph})
        for (name, (iri, _)), graph in zip(GRAPHS.items(), graphs, strict=True)
    ]
    told = told_with_grounds(
        closure,
        found.clashes[: beside.bounds.clashes],
        Sources(files),
        found.before + named(found.drawn),
        beside.bounds.seconds,
    )
    contradictions = tuple(
        Contradiction(
            one.rule,
            tuple((as_blank(s), p, as_blank(o)) for s, p, o in one.sides),
            {
                language: _worded(one.texts[language], language)
                for language in LANGUAGES
            },
        )
        for one in told
    )
    return Reasoned(Graph(), contradictions, beside.whole)


def _worded(text: str, language: Language) -> str:
    """Return an explanation that calls graphs and blank nodes what readers do.

    It was made as for sources: without a source to cite, with the name of a file.
    """
    captions = CAPTIONS[language]
    for name, (iri, called) in GRAPHS.items():
        for caption in (captions["no source"], captions["ontology"]):
            graph = rf"{re.escape(caption)}\s+\S*{re.escape(str(iri))}>"
            file = re.escape(captions["file"].strip()) + rf"\s*{name}"
            text = re.sub(rf"{graph}(\n\s*{file})?", called[language], text)
    return in_words(text)
