"""The parts of ``/openapi.json`` that are the same for many routes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tsunagari.languages import LANGUAGES
from tsunagari.sparql.formats import Kind
from tsunagari.sparql.parameters import Parameter
from tsunagari.web.headers import CUT
from tsunagari.web.openapi.routes import RouteParameter

__all__ = ["components", "own", "parameter", "part", "responses", "schema"]

# What goes wrong, and comes as a problem (RFC 9457).
PROBLEMS: Final = {
    "400": "what is asked cannot be answered, whatever the data",
    "404": "there is no such thing here",
    "406": "there is no format that fits",
    "429": "the client caused too much work; Retry-After tells when to come again",
    "503": "too much is being asked; Retry-After tells when to come again",
    "504": "the query was stopped at its deadline",
}
SCHEMAS: Final[dict[str, Any]] = {
    "Problem": {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    },
    "Results": {
        "type": "object",
        "required": ["head", "results"],
        "properties": {
            "head": {
                "type": "object",
                "properties": {"vars": {"type": "array", "items": {"type": "string"}}},
            },
            "results": {
                "type": "object",
                "properties": {
                    "bindings": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {
                                "$ref": "#/components/schemas/Term"
                            },
                        },
                    }
                },
            },
        },
    },
    "Term": {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"enum": ["uri", "literal", "bnode", "triple"]},
            "value": {},
            "xml:lang": {"type": "string"},
            "datatype": {"type": "string"},
        },
    },
}


def components() -> dict[str, Any]:
    """Return what the routes refer to."""
    problems = {f"Problem{status}": _problem(text) for status, text in PROBLEMS.items()}
    return {"schemas": SCHEMAS, "responses": problems}


def part(name: str, values: Sequence[str]) -> dict[str, Any]:
    """Return the variable part *name* of a path, with values that there are."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        **_examples(values),
    }


def own(parameter: Parameter) -> dict[str, Any]:
    """Describe a parameter of a stored query; its example is a value to try."""
    kind: dict[str, Any] = dict(parameter.kind.schema)
    if parameter.values:
        kind["enum"] = list(parameter.values)
    if len(parameter.defaults) == 1:
        kind["default"] = parameter.defaults[0]
    texts = {
        language: f"{parameter.labels[language]}: {parameter.kind.rules[language]}"
        for language in LANGUAGES
    }
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.needed,
        "description": texts["en"],
        "x-description-ja": texts["ja"],
        "schema": kind,
        "example": _typed(parameter.example, kind["type"]),
    }


def _typed(example: str, type: str) -> Any:
    return json.loads(example) if type in ("integer", "number", "boolean") else example


def parameter(told: RouteParameter) -> dict[str, Any]:
    """Return a parameter of a fixed route."""
    return {
        "name": told.name,
        "in": "query",
        "required": told.required,
        "description": told.labels[0],
        "x-description-ja": told.labels[1],
        "schema": schema(told),
        **_examples(told.examples),
    }


def schema(told: RouteParameter) -> dict[str, Any]:
    """Return the schema of a parameter of a fixed route."""
    one = dict(told.schema)
    return {"type": "array", "items": one} if told.many else one


def _examples(values: Sequence[str]) -> dict[str, Any]:
    if not values:
        return {}
    return {"examples": {value: {"value": value} for value in values}}


def responses(types: Iterable[str], kind: Kind | None = None) -> dict[str, Any]:
    """Return the answers of a route: in one of *types*, or a problem."""
    content: dict[str, Any] = {type: {} for type in types}
    results = "application/sparql-results+json"
    if kind is Kind.SOLUTIONS and results in content:
        content[results] = {"schema": {"$ref": "#/components/schemas/Results"}}
    answered: dict[str, Any] = {"description": "the answer", "content": content}
    if results in content or kind:
        answered["headers"] = {
            CUT: {
                "description": "after how many rows the answer was cut",
                "schema": {"type": "integer"},
            }
        }
    problems = {
        status: {"$ref": f"#/components/responses/Problem{status}"}
        for status in PROBLEMS
    }
    return {"200": answered, **problems}


def _problem(text: str) -> dict[str, Any]:
    told = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "description": text,
        "content": {
            "application/problem+json": told,
            "text/plain": {},
        },
    }
