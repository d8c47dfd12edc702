"""Twenty-seven queries of the kinds users run, on the invented organizations."""

from __future__ import annotations

from tests.benchmarks.synthetic import EX

__all__ = ["AGGREGATES", "HEAD", "MIX"]

HEAD = (
    f"PREFIX ex: <{EX}> PREFIX sse: <https://w3id.org/tsunagari/ontology#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)
_BODIES = {
    "ask one statement": "ASK { <{e}org/7> sse:legalForm ?f }",
    "ask what is not there": "ASK { <{e}org/7> sse:legalForm <{e}none> }",
    "one entity": "SELECT * { <{e}org/42> ?p ?o }",
    "describe one": "DESCRIBE <{e}org/42>",
    "construct one": "CONSTRUCT { <{e}org/42> ?p ?o } WHERE { <{e}org/42> ?p ?o }",
    "what points to one": "SELECT * { ?s ?p <{e}org/42> }",
    "by identifier": 'SELECT ?o { ?o sse:identifier/sse:notation "0000000000042" }',
    "by exact name": 'SELECT ?o { ?o rdfs:label "Organization 42"@en }',
    "two-way star": "SELECT ?o ?n { ?o sse:legalForm <{e}form/9> ; "
    "sse:basedIn <{e}place/3> ; rdfs:label ?n }",
    "star with a year": "SELECT ?o { ?o sse:legalForm <{e}form/4> ; "
    'sse:foundedIn "1999"^^xsd:gYear ; sse:basedIn <{e}place/5> }',
    "hundred of a form": "SELECT ?o { ?o sse:legalForm <{e}form/2> } LIMIT 100",
    "thousand rows": "SELECT ?o ?n { ?o sse:legalForm <{e}form/1> ; "
    "rdfs:label ?n } LIMIT 1000",
    "funded by one": "SELECT ?r ?a { ?f sse:funder <{e}org/3> ; "
    "sse:recipient ?r ; sse:amount ?a }",
    "two steps of funding": "SELECT DISTINCT ?z { <{e}org/3> sse:funds/sse:funds ?z }",
    "partners of partners": "SELECT DISTINCT ?z { <{e}org/3> "
    "sse:partneredWith/sse:partneredWith ?z }",
    "co-funded pairs": "SELECT ?a ?b { <{e}org/3> sse:funds ?a , ?b } LIMIT 500",
    "count all": "SELECT (COUNT(*) AS ?n) { ?o a sse:Organization }",
    "count per form": "SELECT ?f (COUNT(*) AS ?n) { ?o sse:legalForm ?f } GROUP BY ?f",
    "count per place": "SELECT ?p (COUNT(*) AS ?n) { ?o sse:basedIn ?p } GROUP BY ?p",
    "count per place and form": "SELECT ?p ?f (COUNT(*) AS ?n) { ?o sse:basedIn ?p ; "
    "sse:legalForm ?f } GROUP BY ?p ?f",
    "the same with labels": "SELECT ?pn ?fn (COUNT(*) AS ?n) { ?o sse:basedIn ?p ; "
    "sse:legalForm ?f . ?p rdfs:label ?pn . ?f rdfs:label ?fn } GROUP BY ?pn ?fn",
    "sum and having": "SELECT ?w (SUM(?a) AS ?s) { ?f sse:funder ?w ; "
    "sse:amount ?a } GROUP BY ?w HAVING (SUM(?a) > 60000000)",
    "part of a name": "SELECT ?o { ?o rdfs:label ?n "
    'FILTER (CONTAINS(?n, "未来市民")) }',
    "optional": "SELECT ?o ?x { ?o sse:legalForm <{e}form/20> "
    "OPTIONAL { ?o sse:funds ?x } } LIMIT 200",
    "union": "SELECT ?o { { ?o sse:legalForm <{e}form/21> } UNION "
    "{ ?o sse:legalForm <{e}form/22> } }",
    "not exists": "SELECT (COUNT(*) AS ?n) { ?o sse:legalForm <{e}form/8> "
    "FILTER NOT EXISTS { ?o sse:funds ?x } }",
    "newest ten": "SELECT ?o ?y { ?o sse:legalForm <{e}form/6> ; sse:foundedIn ?y } "
    "ORDER BY DESC(?y) ?o LIMIT 10",
}

MIX = {name: HEAD + body.replace("{e}", EX) for name, body in _BODIES.items()}
assert len(MIX) == 27
AGGREGATES = {
    name: text for name, text in MIX.items() if "COUNT(" in text or "SUM(" in text
}
