"""The alignments as mapping sets in `SSSOM <https://w3id.org/sssom/>`_.

The mappings are stated once, in ``ontology/alignments/*.ttl``. Three targets
have mappings in the data as well, each with its evidence: places, organizations
and countries. What RDF has no word for stands in one table beside the files,
``justifications.csv``: how the mappings of an alignment that have one relation
were made, how sure we are of them, and who has reviewed them. From both this
module makes one table per alignment::

    >>> [essglobal] = [s for s in mapping_sets() if s.name == "essglobal"]
    >>> essglobal.to_tsv().splitlines()[0]
    '#curie_map:'

A relation without a row in the table, a row without a mapping, and a name that
no prefix can shorten are errors: a file would say less than the graph does.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from tsunagari.errors import SourceError
from tsunagari.graph.sources import Sources, read_sources
from tsunagari.namespaces import BASE, ONTOLOGY, prefixes
from tsunagari.resources import files

__all__ = [
    "Justification",
    "MappingSet",
    "justifications",
    "mapping_sets",
    "mappings",
    "write_mapping_sets",
]

TABLE: Final = "justifications.csv"
RELATIONS: Final = (
    OWL.equivalentClass,
    OWL.equivalentProperty,
    RDFS.seeAlso,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.broadMatch,
    SKOS.closeMatch,
    SKOS.exactMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
# What the data maps with evidence: the alignment it belongs to, and the targets.
IN_DATA: Final = {
    "e-stat": "http://data.e-stat.go.jp/lod/sac/",
    "essglobal": "http://purl.org/essglobal/standard/countries-iso/",
    "wikidata": "http://www.wikidata.org/entity/",
}
# SSSOM reads prefixed names only. These namespaces have names of ours nowhere
# else, so they have no place among the prefixes of the project.
TARGETS: Final = {
    "elf": "https://rdf.gleif.org/EntityLegalForm/",
    "ess-country": "http://purl.org/essglobal/standard/countries-iso/",
    "eu-legal-form": "http://data.europa.eu/ih3/legal-form/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "un": "http://metadata.un.org/",
}
COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "author_label",
    "reviewer_label",
    "review_date",
    "confidence",
    "see_also",
    "comment",
)
NOT_REVIEWED: Final = "Not reviewed by a second person."

Triple = tuple[URIRef, URIRef, URIRef]


@dataclass(frozen=True)
class Justification:
    """How the mappings of one alignment with one relation were made."""

    mapping_justification: str
    confidence: str
    author_label: str
    reviewer_label: str
    review_date: str
    comment: str


@dataclass(frozen=True)
class MappingSet:
    """One alignment as a mapping set: its metadata, and a row per mapping."""

    name: str
    metadata: Mapping[str, str | list[str]]
    rows: list[dict[str, str]]

    def to_tsv(self) -> str:
        """Return the set as SSSOM/TSV, with its metadata in the head."""
        used = {
            row[column].partition(":")[0]
            for row in self.rows
            for column in ("subject_id", "predicate_id", "object_id")
        } | {"semapv"}
        head = ["curie_map:"]
        head += [f"  {p}: {json.dumps(_prefixes()[p])}" for p in sorted(used)]
        for key, value in self.metadata.items():
            if isinstance(value, str):
                head.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
            else:
                head += [f"{key}:", *(f"- {json.dumps(item)}" for item in value)]
        columns = [c for c in COLUMNS if any(row[c] for row in self.rows)]
        out = io.StringIO()
        out.writelines(f"#{line}\n" for line in head)
        writer = csv.DictWriter(
            out, columns, extrasaction="ignore", delimiter="\t", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()


def mapping_sets(sources: Sources | None = None) -> list[MappingSet]:
    """Return the alignments of the project, in the order of their names.

    :raises SourceError: If a relation has no justification, a justification no
        mapping, or a name no prefix.
    """
    sources = sources or read_sources()
    table = justifications()
    labels = _labels(sources)
    sets = [
        _mapping_set(path, sources, table, labels)
        for _, path in files("ontology", "alignments/*.ttl")
    ]
    if idle := table.keys() - _used(sets):
        raise SourceError(f"{TABLE}: nothing is mapped by {sorted(idle)}")
    return sets


def justifications() -> dict[tuple[str, str], Justification]:
    """Return how mappings were made, by their alignment and relation."""
    return {
        key: justification
        for _, path in files("ontology", f"alignments/*{TABLE}")
        for key, justification in _read_table(path).items()
    }


def write_mapping_sets(target: Path) -> list[Path]:
    """Write each alignment to *target* as ``NAME.sssom.tsv``; return the files."""
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for mapping_set in mapping_sets():
        path = target / f"{mapping_set.name}.sssom.tsv"
        path.write_text(mapping_set.to_tsv(), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def _read_table(path: Path) -> dict[tuple[str, str], Justification]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row.pop("alignment"), row.pop("predicate")): Justification(**row)
            for row in csv.DictReader(file)
        }


def _used(sets: list[MappingSet]) -> set[tuple[str, str]]:
    return {(s.name, row["predicate_id"]) for s in sets for row in s.rows}


def _labels(sources: Sources) -> dict[URIRef, str]:
    return {
        s: str(o)
        for s, p, o, _ in sources.quads()
        if p in (RDFS.label, SKOS.prefLabel)
        and isinstance(s, URIRef)
        and isinstance(o, Literal)
        and o.language == "en"
    }


def _mapping_set(
    path: Path,
    sources: Sources,
    table: Mapping[tuple[str, str], Justification],
    labels: Mapping[URIRef, str],
) -> MappingSet:
    graph = Graph().parse(path, format="turtle")
    evidence: dict[Triple, list[str]] = {triple: [] for triple in mappings(graph)}
    if target := IN_DATA.get(path.stem):
        for file in sources.files:
            for name, statements in file.graphs.items():
                for triple in mappings(statements):
                    if name != ONTOLOGY and triple[2].startswith(target):
                        evidence.setdefault(triple, []).append(str(name))
    rows = []
    for (s, p, o), graphs in sorted(evidence.items()):
        how = table.get((path.stem, _short(p)))
        if how is None:
            raise SourceError(f"{TABLE}: no row for {_short(p)} of {path.name}")
        review = "" if how.reviewer_label else f" {NOT_REVIEWED}"
        rows.append(
            {
                **vars(how),
                "subject_id": _short(s),
                "subject_label": labels.get(s, ""),
                "predicate_id": _short(p),
                "object_id": _short(o),
                "see_also": "|".join(sorted(graphs)),
                "comment": how.comment + review,
            }
        )
    return MappingSet(path.stem, dict(_metadata(graph)), rows)


def mappings(graph: Graph) -> Iterator[Triple]:
    """Yield the statements of *graph* that map something of ours."""
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    for s, p, o in graph:
        if (
            isinstance(s, URIRef)
            and isinstance(p, URIRef)
            and isinstance(o, URIRef)
            and p in RELATIONS
            and s.startswith(str(BASE))
            and s not in headers
        ):
            yield s, p, o


def _metadata(graph: Graph) -> Iterator[tuple[str, str | list[str]]]:
    header = graph.value(predicate=RDF.type, object=OWL.Ontology)
    english = {
        p: str(o)
        for p in (DCTERMS.title, DCTERMS.description)
        for o in graph.objects(header, p)
        if isinstance(o, Literal) and o.language == "en"
    }
    yield "mapping_set_id", str(header)
    yield "mapping_set_version", str(graph.value(header, OWL.versionInfo))
    yield "mapping_set_source", sorted(map(str, graph.objects(header, DCTERMS.source)))
    yield "mapping_set_title", english[DCTERMS.title]
    yield "mapping_set_description", english[DCTERMS.description]
    yield "license", str(graph.value(header, DCTERMS.license))


def _prefixes() -> dict[str, str]:
    return {**prefixes(), **TARGETS}


def _short(iri: URIRef) -> str:
    fits = [(len(ns), p) for p, ns in _prefixes().items() if iri.startswith(ns)]
    if not fits:
        raise SourceError(f"{iri}: no prefix fits, and SSSOM has no other names")
    length, prefix = max(fits)
    return f"{prefix}:{iri[length:]}"
