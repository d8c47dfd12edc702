"""Code lists and name patterns, as the vocabularies of the ontology have them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

from tsunagari.errors import RegisterError
from tsunagari.namespaces import SSE, expand
from tsunagari.registers.statements import iri
from tsunagari.resources import files

__all__ = [
    "Pattern",
    "by_label",
    "codes",
    "forms_of_codes",
    "patterns",
    "shown_form",
    "squeezed",
]

AT_END: Final = "match-at-end"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text in names, and the legal form it shows, if any; the least priority wins."""

    priority: int
    text: str
    at_end: bool
    concept: str
    form: str

    @property
    def rank(self) -> tuple[int, int]:
        """What sorts the patterns."""
        return self.priority, -len(self.text)

    def matches(self, name: str) -> bool:
        """Tell whether *name*, as :func:`shown_form` has it, shows it."""
        return name.endswith(self.text) if self.at_end else self.text in name


@cache
def _scheme(name: str) -> Graph:
    """Return the vocabulary of that name below the vocabularies, as ``kr/forms``."""
    paths = [path for _, path in files("ontology", f"vocabularies/{name}.ttl")]
    if len(paths) != 1:
        raise RegisterError(f"ontology/vocabularies: there is no one '{name}.ttl'")
    return Graph().parse(paths[0], format="turtle")


@cache
def codes(scheme: str) -> dict[str, str]:
    """Return the concepts (IRIs in brackets) of a scheme by their notations.

    :raises RegisterError: If the vocabulary is missing or has no notations.
    """
    graph = _scheme(scheme)
    found = {
        str(notation): iri(str(concept))
        for concept, notation in graph.subject_objects(SKOS.notation)
    }
    if not found:
        raise RegisterError(f"ontology/vocabularies: '{scheme}' has no notations")
    return dict(sorted(found.items()))


@cache
def by_label(scheme: str, language: str) -> dict[str, str]:
    """Return the concepts of a scheme by all their names in a language."""
    graph = _scheme(scheme)
    return {
        squeezed(str(label)): iri(str(concept))
        for predicate in (SKOS.altLabel, SKOS.prefLabel)
        for concept, label in graph.subject_objects(predicate)
        if getattr(label, "language", "") == language
        and (concept, SKOS.inScheme, None) in graph
    }


@cache
def forms_of_codes(scheme: str) -> dict[str, str]:
    """Return the legal forms that codes of a scheme show by themselves."""
    graph = _scheme(scheme)
    return {
        str(graph.value(concept, SKOS.notation)): iri(str(form))
        for concept, form in graph.subject_objects(SSE.indicatesForm)
    }


@cache
def patterns(country: str) -> tuple[Pattern, ...]:
    """Return the name patterns of a country, the one that wins over others before them.

    Of equal priority the longest text wins, since it is the narrowest; of equal
    length the one that stands last in the name.
    """
    graph = _scheme(f"{country}/name-patterns")
    found = [
        Pattern(
            int(str(graph.value(concept, SSE.patternPriority))),
            squeezed(str(text)),
            _is_at_end(graph, concept),
            iri(str(concept)),
            _form(graph, concept),
        )
        for concept in graph.subjects(RDF.type, SSE.NamePattern)
        for text in graph.objects(concept, SSE.matchesText)
    ]
    if not found:
        raise RegisterError("ontology/vocabularies: there is no name pattern")
    return tuple(sorted(found, key=lambda p: (p.rank, p.concept)))


def _form(graph: Graph, concept: Node) -> str:
    form = graph.value(concept, SSE.indicatesForm)
    return iri(str(form)) if form else ""


def _is_at_end(graph: Graph, concept: Node) -> bool:
    position = str(graph.value(concept, expand("sse:matchPosition")))
    return position.endswith(AT_END)


def squeezed(name: str) -> str:
    """Return *name* in NFKC without spaces: as patterns are looked for.

    >>> squeezed("ＮＰＯ法人 友　訪")
    'NPO法人友訪'
    """
    return "".join(unicodedata.normalize("NFKC", name).split())


@lru_cache(maxsize=1000)
def shown_form(name: str, country: str) -> Pattern | None:
    """Return the pattern that decides the legal form of a body of that name.

    Where the pattern that wins has no form there is none: nothing is shown, and so
    nothing is said to show it.
    """
    name = squeezed(name)
    found: list[Pattern] = []
    best = None
    for text, rank, pattern in _texts(country):
        if found and rank != best:
            break
        # Nearly all texts are not in the name: that is asked first.
        if text in name and pattern.matches(name):
            best = rank
            found.append(pattern)
    won = max(found, key=lambda pattern: name.rfind(pattern.text), default=None)
    return won if won and won.form else None


@cache
def _texts(country: str) -> tuple[tuple[str, tuple[int, int], Pattern], ...]:
    """Return the patterns with their texts and ranks, the winning ones first."""
    return tuple((pattern.text, pattern.rank, pattern) for pattern in patterns(country))
