"""What the provenance graph says of a piece of evidence, and what it should say.

The rules are those of ``shapes/evidence.ttl``, by their numbers. A shape finds only
what is there; here a graph may be no evidence yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, PROV, RDF, SKOS, Graph, Literal, Namespace, URIRef

from tsunagari.namespaces import BASE, SSE

__all__ = ["EVIDENCE", "Evidence", "Source", "evidence_in"]

EVIDENCE: Final = BASE["evidence/"]
OA: Final = Namespace("http://www.w3.org/ns/oa#")
CONCEPT: Final = Namespace(BASE["concept/"])
STATED: Final = CONCEPT.stated
READINGS: Final = frozenset({STATED, CONCEPT.derived, CONCEPT.interpreted})


@dataclass(frozen=True)
class Source:
    """Where evidence comes from.

    :param titles: Its titles with their language tags.
    :param quoted: Whether it is quoted; otherwise the evidence is derived from it.
    """

    iri: str
    titles: tuple[tuple[str, str], ...]
    quoted: bool


@dataclass(frozen=True)
class Evidence:
    """What is said of a graph.

    :param quotations: The words of the sources with their language tags.
    :param places: Where in the sources it stands.
    :param readings: How it was read, as IRIs.
    :param missing: What is missing, as names in the table of words.
    """

    sources: tuple[Source, ...]
    quotations: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    readings: tuple[str, ...]
    missing: tuple[str, ...]


def evidence_in(provenance: Graph, iri: str) -> Evidence:
    """Return what *provenance* says of the graph *iri*."""
    node = URIRef(iri)
    sources = [
        Source(str(source), _texts(provenance, source, DCTERMS.title), quoted)
        for quoted, property in (
            (True, PROV.wasQuotedFrom),
            (False, PROV.wasDerivedFrom),
        )
        for source in sorted(provenance.objects(node, property), key=str)
    ]
    selectors = list(provenance.objects(node, OA.hasSelector))
    quotations = sorted(
        {text for one in selectors for text in _texts(provenance, one, OA.exact)}
    )
    places = sorted({str(text) for text in provenance.objects(node, SSE.locator)})
    readings = sorted(provenance.objects(node, SSE.reading), key=str)
    notes = {
        note.language
        for note in provenance.objects(node, SKOS.editorialNote)
        if isinstance(note, Literal)
    }
    described = [
        source
        for source in sources
        if source.titles and (URIRef(source.iri), RDF.type, SSE.Source) in provenance
    ]
    tagged = [language for _, language in quotations]
    checks = {
        "namespace": not iri.startswith(EVIDENCE),
        "evidence": (node, RDF.type, SSE.Evidence) not in provenance,
        "source": not sources,
        "described": bool(sources) and not described,
        "place": not selectors and not places,
        "words": bool(selectors) and not (tagged and all(tagged)),
        "reading": not readings,
        "readings": len(readings) > 1 or not READINGS.issuperset(readings),
        "note": any(one != STATED for one in readings) and not {"en", "ja"} <= notes,
    }
    return Evidence(
        tuple(sources),
        tuple(quotations),
        tuple(places),
        tuple(map(str, readings)),
        tuple(name for name, wrong in checks.items() if wrong),
    )


def _texts(graph: Graph, node: object, property: URIRef) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (str(text), text.language or "")
            for text in graph.objects(node, property)  # type: ignore[arg-type]
            if isinstance(text, Literal)
        )
    )
