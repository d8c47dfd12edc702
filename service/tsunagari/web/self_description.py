"""The statements only a service can make: its addresses, abilities and limits."""

from __future__ import annotations

from typing import Final

from rdflib import DCTERMS, RDF, RDFS, VOID, Graph, Literal, Namespace, URIRef

from tsunagari.config import Settings
from tsunagari.namespaces import LICENCE, prefixes
from tsunagari.release.description.names import DATASET, SD
from tsunagari.release.part_files import WHOLE_FILES
from tsunagari.sparql.formats import FORMATS

__all__ = ["SERVICE_QUERY", "VOID_QUERY", "about_addresses", "about_service"]

ENTAILMENT: Final = Namespace("http://www.w3.org/ns/entailment/")
VERSION: Final = URIRef("http://www.w3.org/ns/sparql#version-1.1")
LABELS: Final = (
    Literal("SPARQL endpoint of Tsunagari", "en"),
    Literal("繋がりのSPARQLエンドポイント", "ja"),
)
COMMENTS: Final = (
    (
        "en",
        "The default graph is the merge of the named graphs, each statement once, "
        "without the graphs that describe the data set as a whole. What follows by "
        "OWL 2 RL is part of the data (the graph 'inferred'), so queries need no "
        "entailment of their own. {services}, and FROM fetches nothing. A query is "
        "stopped after {deadline:g} seconds (a client may ask for less with "
        "'timeout'); an answer has at most {max_rows} rows and {max_answer_bytes} "
        "bytes, and a larger one is an error. Who wants the first rows only asks "
        "with 'maxrows', and the header X-SPARQL-MaxRows says when there are more.",
    ),
    (
        "ja",
        "デフォルトグラフは、データセット全体について述べるグラフを除く"
        "名前付きグラフの併合であり、同じ言明は一度だけ含まれる。"
        "OWL 2 RL によって導かれる言明はデータに含まれる（グラフ inferred）ため、"
        "クエリに含意規則は要らない。{services}。FROM は何も取得しない。"
        "クエリは {deadline:g} 秒で打ち切る（timeout で短くできる）。"
        "回答は {max_rows} 行、{max_answer_bytes} バイトまでで、"
        "超えるときはエラーを返す。"
        "先頭の行だけでよい場合は maxrows で行数を指定でき、"
        "続きがあるときはヘッダー X-SPARQL-MaxRows で知らせる。",
    ),
)

# Whether other endpoints may be asked.
SERVICES: Final = {
    "en": ("SERVICE is refused", "SERVICE may ask the peers listed at /peers only"),
    "ja": ("SERVICE は拒否する", "SERVICE は /peers に挙げる連携先に限る"),
}
_PREFIXES: Final = "".join(
    f"PREFIX {name}: <{prefixes()[name]}>\n"
    for name in ("dcterms", "rdf", "schema", "sd", "sh", "void")
)
SERVICE_QUERY: Final = f"""{_PREFIXES}
CONSTRUCT {{ ?s ?p ?o }}
WHERE {{
  {{ ?s a sd:Service }} UNION {{ ?s a sd:Graph }} UNION {{ ?s a sd:NamedGraph }}
  UNION {{ ?s a sd:Dataset }}
  ?s ?p ?o .
  # Of the data set, what a client needs to ask it; VoID has the rest.
  FILTER (
    NOT EXISTS {{ ?s a sd:Dataset }}
    || ?p IN (
      rdf:type, sd:defaultGraph, sd:namedGraph,
      dcterms:title, dcterms:license, void:sparqlEndpoint, void:triples
    )
  )
}}
"""
VOID_QUERY: Final = f"""{_PREFIXES}
CONSTRUCT {{ ?s ?p ?o }}
WHERE {{
  {{ ?s ?p ?o . }}
  UNION
  {{ ?s a sh:SPARQLExecutable . ?dataset void:sparqlEndpoint ?o .
    BIND (schema:target AS ?p) }}
}}
"""


def about_addresses(public: str) -> Graph:
    """Say where the data can be asked and fetched, at the address *public*."""
    about = Graph()
    about.add((DATASET, VOID.sparqlEndpoint, URIRef(f"{public}/sparql")))
    for name in WHOLE_FILES:
        about.add((DATASET, VOID.dataDump, URIRef(f"{public}/download/{name}")))
    return about


def about_service(public: str, settings: Settings) -> Graph:
    """Describe the endpoint at the address *public*."""
    about = about_addresses(public)
    service = URIRef(f"{public}/sparql")
    for predicate, value in (
        (RDF.type, SD.Service),
        (SD.endpoint, service),
        (SD.supportedLanguage, SD.SPARQL11Query),
        # What the draft of version 1.2 adds.
        (SD.supportedLanguage, SD.SPARQLQuery),
        (SD.supportedVersion, VERSION),
        (SD.defaultEntailmentRegime, ENTAILMENT.Simple),
        (SD.defaultDataset, DATASET),
        (DCTERMS.license, LICENCE),
    ):
        about.add((service, predicate, value))
    for format in FORMATS:
        about.add((service, SD.resultFormat, URIRef(format.iri)))
    for label in LABELS:
        about.add((service, RDFS.label, label))
    # The stored queries, for people and for programs.
    for path in ("queries", "openapi.json"):
        about.add((service, RDFS.seeAlso, URIRef(f"{public}/{path}")))
    if settings.peers:
        about.add((service, SD.feature, SD.BasicFederatedQuery))
    for language, text in COMMENTS:
        comment = text.format(
            services=SERVICES[language][bool(settings.peers)],
            deadline=settings.deadline,
            max_rows=settings.max_rows,
            max_answer_bytes=settings.max_answer_bytes,
        )
        about.add((service, RDFS.comment, Literal(comment, language)))
    return about
