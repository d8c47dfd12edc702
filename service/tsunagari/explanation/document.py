"""An explanation as JSON-LD: the exact tree, in terms of PROV-O and RDF.

A statement is an ``rdf:Statement``; what it was derived from is a
``prov:Derivation`` with the rule and the premises (`PROV-O, qualified terms
<https://www.w3.org/TR/prov-o/#qualified-terms>`_); an asserted one names the
graphs that assert it, with the source and the quotation. Whether it holds is its
``dcterms:type``: asserted, inferred or absent. What is missing of a definition is
told in plain JSON beside: there is no RDF for what is not there.
"""

from __future__ import annotations

import json
from typing import Any, Final

from rdflib import BNode, Literal, Variable
from rdflib.term import Node

from tsunagari.explanation.conditions import Condition, Definition
from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.evidence import Evidence
from tsunagari.explanation.explain import Explanation
from tsunagari.explanation.profile import rule_link
from tsunagari.explanation.routes import Premise, Route
from tsunagari.namespaces import SSE

__all__ = ["to_jsonld"]

_CONTEXT: Final[dict[str, Any]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sse": str(SSE),
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": "rdf:object",
    "derivations": "prov:qualifiedDerivation",
    "rule": "dcterms:identifier",
    "definedIn": {"@id": "rdfs:seeAlso", "@type": "@id"},
    "premises": "prov:entity",
    "evidence": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "reading": {"@id": "sse:reading", "@type": "@id"},
    "quotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "part": {"@id": "dcterms:isPartOf", "@type": "@id"},
    "selector": "oa:hasSelector",
    "exact": "oa:exact",
    "locator": "sse:locator",
    "note": "skos:editorialNote",
    "status": "dcterms:type",
    "complete": None,
    "definitions": None,
    "instead": None,
    "routes": None,
    "ruledOut": "prov:wasInvalidatedBy",
}


def to_jsonld(explanation: Explanation) -> bytes:
    """Return *explanation* as a JSON-LD document, UTF-8."""
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        **_statement(explanation.statement),
        "status": explanation.status.value,
        "complete": explanation.complete,
    }
    ways = [_derivation(d) for d in explanation.derivations if d.rule]
    if ways:
        document["derivations"] = ways
    for derivation in explanation.derivations:
        if derivation.evidence:
            document["evidence"] = [_evidence(one) for one in derivation.evidence]
    if explanation.definitions:
        document["definitions"] = [_definition(d) for d in explanation.definitions]
    if explanation.routes:
        document["routes"] = [_route(one) for one in explanation.routes]
    if explanation.against:
        document["ruledOut"] = [_node(d) for d in explanation.against]
    if explanation.instead:
        document["instead"] = [_node(d) for d in explanation.instead]
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def _statement(statement: Triple) -> dict[str, Any]:
    s, p, o = statement
    kinds = ["rdf:Statement", "prov:Entity"]
    return {
        "@type": kinds,
        "subject": _name(s),
        "predicate": _name(p),
        "object": _value(o),
    }


def _node(derivation: Derivation) -> dict[str, Any]:
    """Return a statement with how it follows or who says it."""
    node = _statement(derivation.statement)
    if derivation.rule:
        node["derivations"] = [_derivation(derivation)]
    if derivation.evidence:
        node["evidence"] = [_evidence(one) for one in derivation.evidence]
    return node


def _derivation(derivation: Derivation) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "prov:Derivation", "rule": derivation.rule}
    if link := rule_link(derivation.rule):
        found["definedIn"] = link
    found["premises"] = [_node(premise) for premise in derivation.premises]
    return found


def _evidence(evidence: Evidence) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": str(evidence.graph)}
    if evidence.reading is not None:
        found["reading"] = str(evidence.reading)
    for name, nodes in (
        ("quotedFrom", evidence.sources),
        ("derivedFrom", evidence.origins),
        ("part", evidence.parts),
    ):
        if nodes:
            found[name] = [str(node) for node in nodes]
    if evidence.quotations:
        found["selector"] = [
            {"@type": "oa:TextQuoteSelector", "exact": _value(text)}
            for text in evidence.quotations
        ]
    if evidence.locators:
        found["locator"] = [_value(text) for text in evidence.locators]
    if evidence.notes:
        found["note"] = [_value(text) for text in evidence.notes]
    return found


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "subject": _name(definition.subject),
        "class": _name(definition.kind),
        "needs": "any" if definition.any_of else "all",
        "conditions": [_condition(condition) for condition in definition.conditions],
    }


def _route(route: Route) -> dict[str, Any]:
    found: dict[str, Any] = {"rule": route.rule}
    if link := rule_link(route.rule):
        found["definedIn"] = link
    found["cases"] = [[_premise(one) for one in case] for case in route.cases]
    return found


def _premise(premise: Premise) -> dict[str, Any]:
    s, p, o = premise.statement
    found: dict[str, Any] = {"met": premise.derivation is not None}
    if premise.derivation:
        found["statement"] = _node(premise.derivation)
    else:
        # A variable is written as SPARQL has it.
        found["subject"], found["predicate"] = _name(s), _name(p)
        found["object"] = _name(o) if isinstance(o, Variable) else _value(o)
    if premise.instead:
        found["instead"] = [_node(derivation) for derivation in premise.instead]
    if premise.deeper:
        found["deeper"] = [
            _route(one) if isinstance(one, Route) else _definition(one)
            for one in premise.deeper
        ]
    return found


def _condition(condition: Condition) -> dict[str, Any]:
    found: dict[str, Any] = {"met": condition.derivation is not None}
    found["condition"] = _name(condition.expression)
    if condition.property is not None:
        found["property"] = _name(condition.property)
    if condition.wanted is not None:
        found["value"] = _value(condition.wanted)
    if condition.derivation:
        found["statement"] = _node(condition.derivation)
    if condition.beyond:
        found["beyond"] = condition.beyond.value
    if condition.instead:
        found["instead"] = [_node(derivation) for derivation in condition.instead]
    if condition.deeper:
        found["deeper"] = [_definition(definition) for definition in condition.deeper]
    return found


def _name(node: Node) -> str:
    if isinstance(node, Variable):
        return f"?{node}"
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _value(node: Node) -> Any:
    if not isinstance(node, Literal):
        return {"@id": _name(node)}
    if node.language:
        return {"@value": str(node), "@language": node.language}
    if node.datatype:
        return {"@value": str(node), "@type": str(node.datatype)}
    return str(node)
