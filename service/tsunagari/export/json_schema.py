"""A JSON Schema for the trees of each frame: `2020-12
<https://json-schema.org/draft/2020-12/json-schema-core>`_.

It is derived from what the context is derived from. What a term holds (a list, a
language map, a thing, a number) comes from the context and the datatypes; what a
thing of the frame must have, from the shapes of its class and of the classes
above it, as far as a violation of them ends a build. Descriptions are the
ontology's: in English as ``description``, in Japanese as ``$comment``.
"""

from __future__ import annotations

from typing import Any, Final

from rdflib import RDFS, SH, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.export.compaction import Json
from tsunagari.export.context import REVERSE, Context, datatypes_of
from tsunagari.export.frames import ANY, Frame
from tsunagari.namespaces import BASE, shorten

__all__ = ["json_schema"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
# Literals by datatype; `XML Schema, part 2 <https://www.w3.org/TR/xmlschema11-2/>`_.
ZONE: Final = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
PATTERNS: Final = {
    str(XSD.date): rf"^-?[0-9]{{4,}}-[0-9]{{2}}-[0-9]{{2}}{ZONE}$",
    str(XSD.dateTime): r"^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T",
    str(XSD.decimal): r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$",
    str(XSD.gYear): rf"^-?[0-9]{{4,}}{ZONE}$",
    str(XSD.gYearMonth): rf"^-?[0-9]{{4,}}-[0-9]{{2}}{ZONE}$",
}
NATIVE: Final = {str(XSD.boolean): "boolean", str(XSD.integer): "integer"}
# What a value may be where neither ontology nor shapes say.
ANYTHING: Final[Json] = {
    "anyOf": [
        {"type": ["string", "integer", "boolean"]},
        {"$ref": "#/$defs/typed"},
        {"$ref": "#/$defs/thing"},
    ]
}
LANGUAGE: Final = {"pattern": "^[a-z]{2,3}(-[a-z0-9]+)*$"}
DEFINITIONS: Final[Json] = {
    "id": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:"},
    "text": {
        "description": "One text in each language; ja-hrkt is the reading in kana.",
        "type": "object",
        "propertyNames": LANGUAGE,
        "additionalProperties": {"type": "string", "minLength": 1},
        "minProperties": 1,
    },
    "texts": {
        "description": "Texts in each language.",
        "type": "object",
        "propertyNames": LANGUAGE,
        "additionalProperties": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "minItems": 1,
        },
        "minProperties": 1,
    },
    "typed": {
        "description": "A value with its datatype, or a text with its language.",
        "type": "object",
        "properties": {
            "@value": {"type": "string"},
            "@type": {"$ref": "#/$defs/id"},
            "@language": {"type": "string"},
        },
        "required": ["@value"],
        "additionalProperties": False,
    },
}


def json_schema(
    kind: Frame, context: Context, ontology: Graph, shapes: Graph
) -> dict[str, Any]:
    """Return the schema of the trees of *kind*."""
    terms = {
        term: {**_value(term, iri, context, ontology, shapes), **_told(iri, ontology)}
        for term, iri in context.properties.items()
    }
    node: Json = {
        "type": "object",
        "properties": {
            "id": {"$ref": "#/$defs/id"},
            "type": {"type": "array", "items": {"type": "string"}, "minItems": 1},
            **terms,
            **{term: {"$ref": "#/$defs/things"} for term in REVERSE},
        },
        # Another vocabulary's term has its prefix; nothing else is here, but the
        # context of a document of one thing.
        "patternProperties": {"^[a-z][a-z-]*:": {}, "^@context$": {}},
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}schemas/{kind.name}.schema.json",
        "title": kind.titles["en"],
        "$comment": kind.titles["ja"],
        **_told(str(kind.type), ontology),
        "type": "object",
        "required": ["id"],
        "allOf": [{"$ref": "#/$defs/node"}],
        **_constraints(kind, context, ontology, shapes),
        "$defs": {
            **DEFINITIONS,
            "thing": {"$ref": "#/$defs/node"},
            "things": {
                "type": "array",
                "items": {"$ref": "#/$defs/thing"},
                "minItems": 1,
            },
            "node": node,
        },
    }


def _told(iri: str, ontology: Graph) -> dict[str, str]:
    """Return what the ontology says the term means."""
    found: dict[str, str] = {}
    for property in (RDFS.label, SKOS.definition):
        for text in sorted(ontology.objects(URIRef(iri), property), key=str):
            key = {"en": "description", "ja": "$comment"}.get(
                text.language or "" if isinstance(text, Literal) else ""
            )
            if key:
                found[key] = str(text)
    return found


def _value(
    term: str, iri: str, context: Context, ontology: Graph, shapes: Graph
) -> Json:
    """Return what *term* holds."""
    container = context.container(term)
    if "@language" in container:
        return {"$ref": f"#/$defs/text{'s' if '@set' in container else ''}"}
    if context.is_reference(term):
        one: Json = {"$ref": "#/$defs/thing"}
    else:
        types = sorted(set(map(str, datatypes_of(URIRef(iri), ontology, shapes))))
        coerced = "@type" in _definition(context, term)
        one = _literal(types, coerced)
    if "@set" in container:
        return {"type": "array", "items": one, "minItems": 1}
    return one


def _definition(context: Context, term: str) -> Json:
    found = context.terms[term]
    return found if isinstance(found, dict) else {}


def _literal(types: list[str], coerced: bool) -> Json:
    """Return what a literal of one of *types* looks like; without any, anything."""
    known = {*NATIVE, *PATTERNS, str(XSD.anyURI), str(XSD.string)}
    if not types or not known.issuperset(types):
        return ANYTHING
    if str(XSD.decimal) in types and str(XSD.integer) not in types:
        # A whole number is a decimal.
        types = [*types, str(XSD.integer)]
    choices = [_of_type(type, coerced) for type in types]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _of_type(type: str, coerced: bool) -> Json:
    if type in NATIVE:
        return {"type": NATIVE[type]}
    text: Json = {"type": "string"}
    if type in PATTERNS:
        text["pattern"] = PATTERNS[type]
    if coerced or type == str(XSD.string):
        return text
    return {
        "type": "object",
        "properties": {"@type": {"const": shorten(type)}, "@value": text},
        "required": ["@type", "@value"],
        "additionalProperties": False,
    }


def _constraints(
    kind: Frame, context: Context, ontology: Graph, shapes: Graph
) -> dict[str, Any]:
    """Return what the shapes of the class want, and of the classes above it."""
    required: set[str] = set()
    properties: dict[str, list[Json]] = {}
    if kind is ANY:
        return {}
    above = set(ontology.transitive_objects(kind.type, RDFS.subClassOf))
    targeting = {s for c in above for s in shapes.subjects(SH.targetClass, c)}
    # In one order, whatever the hash seed: the file is the same on every machine.
    for shape in sorted(targeting, key=str):
        for node in sorted(shapes.objects(shape, SH.property), key=str):
            path = shapes.value(node, SH.path)
            term = context.term_of(str(path)) if isinstance(path, URIRef) else ""
            if term not in context.properties or not _is_violation(node, shapes):
                continue
            least, rule = _rule(node, term, context, shapes)
            if least:
                required.add(term)
            if rule:
                properties.setdefault(term, []).append(rule)
    type = {"contains": {"const": context.term_of(str(kind.type))}}
    return {
        "required": ["id", "type", *sorted(required)],
        "properties": {
            "type": type,
            **{
                term: rules[0] if len(rules) == 1 else {"allOf": rules}
                for term, rules in sorted(properties.items())
            },
        },
    }


def _is_violation(node: Node, shapes: Graph) -> bool:
    return shapes.value(node, SH.severity) in (None, SH.Violation)


def _rule(node: Node, term: str, context: Context, shapes: Graph) -> tuple[int, Json]:
    """Return how often *term* is there at least, and what its values are like."""
    container = context.container(term)
    least = int(str(shapes.value(node, SH.minCount) or 0))
    if "@language" in container:
        languages = _languages(node, least, shapes)
        return max(least, len(languages)), (
            {"required": languages} if languages else {}
        )
    rule: Json = {}
    if choices := shapes.value(node, SH["in"]):
        given = list(shapes.items(choices))
        if all(isinstance(one, URIRef) for one in given):
            ids = sorted(map(str, given))
            rule = {"properties": {"id": {"enum": ids}}}
        else:
            rule = {"enum": sorted((_native(one) for one in given), key=str)}
    if pattern := shapes.value(node, SH.pattern):
        rule["pattern"] = str(pattern)
    for constraint, word in ((SH.minLength, "minLength"), (SH.minInclusive, "minimum")):
        if (number := shapes.value(node, constraint)) is not None:
            rule[word] = int(str(number))
    if "@set" in container:
        listed: Json = {"items": rule} if rule else {}
        return least, ({**listed, "minItems": least} if least > 1 else listed)
    return least, rule


def _native(value: Node) -> Any:
    if isinstance(value, Literal) and value.datatype in (XSD.integer, XSD.boolean):
        return value.toPython()
    return str(value)


def _languages(node: Node, least: int, shapes: Graph) -> list[str]:
    """Return the languages in which there must be a text."""
    listed = shapes.value(node, SH.languageIn)
    given = [str(one).lower() for one in shapes.items(listed)] if listed else []
    if given and least == len(given):
        return sorted(given)
    wanted = shapes.value(node, SH.qualifiedValueShape)
    if wanted is None or shapes.value(node, SH.qualifiedMinCount) is None:
        return []
    among = shapes.value(wanted, SH.languageIn)
    found = [str(one).lower() for one in shapes.items(among)] if among else []
    return found if len(found) == 1 else []
