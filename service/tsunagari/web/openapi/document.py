"""``/openapi.json``: the interface for programs, as `OpenAPI 3.1
<https://spec.openapis.org/oas/v3.1.1.html>`_.

It is made of what is there: the routes of the application with the first lines of
their views, the tables of formats, and the headers of the stored queries. Summaries are
in English; ``x-summary-ja`` has them in Japanese. Made once per release and public
address, and kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, current_app
from werkzeug.routing import Rule

from tsunagari import __version__
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import LICENCE
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import formats_for
from tsunagari.sparql.library import StoredQuery
from tsunagari.sparql.parameters import parameters
from tsunagari.web.cache import CachedAnswer
from tsunagari.web.cross_origin import allow_everyone, preflight
from tsunagari.web.openapi.parts import (
    components,
    own,
    parameter,
    part,
    responses,
    schema,
)
from tsunagari.web.openapi.routes import LEFT_OUT, ROUTES, STORED, Route, examples
from tsunagari.web.queries.words import BUILD
from tsunagari.web.responses import respond_with
from tsunagari.web.state import state
from tsunagari.web.stored import answer_kind, asked_peers, library

__all__ = ["PATH", "blueprint", "untold"]

blueprint = Blueprint("openapi", __name__)
blueprint.after_request(allow_everyone)

PATH: Final = "/openapi.json"
METHODS: Final = "GET, HEAD, OPTIONS"
IN_LANGUAGE: Final = tuple(f"/{language}/" for language in LANGUAGES)
FORM: Final = "application/x-www-form-urlencoded"
PART: Final = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
TAGS: Final = (
    ("data", "the data, whole and in parts", "データの全体と部分"),
    ("queries", "stored queries", "保存された質問"),
    ("search", "things by name, reading or identifier", "検索"),
    ("ontology", "the terms and what they mean", "用語とその意味"),
    ("reconciliation", "names matched with things", "名寄せ"),
    ("service", "how the service fares", "サービスの状態"),
    ("sparql", "questions of your own", "SPARQLによるクエリ"),
)


@blueprint.get(PATH, provide_automatic_options=False)
def openapi() -> Response:
    """Describe this interface."""
    public = state().public_url()
    with state().use() as serving:
        key = ("openapi", public)
        if kept := serving.cache.get(key):
            return respond_with(kept)
        content = _document(public, serving.release)
        body = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        found = CachedAnswer(body.encode(), "application/json")
        serving.cache.put(key, found)
    return respond_with(found)


@blueprint.route(PATH, methods=["OPTIONS"])
def options() -> Response:
    """Say what is allowed."""
    return preflight(METHODS)


def untold() -> set[str]:
    """Return the views of the application that the tables do not know."""
    return {rule.endpoint for rule in _reading()} - ROUTES.keys()


def _document(public: str, release: Release) -> dict[str, Any]:
    paths = {_path(rule): _route(rule, release) for rule in _rules()}
    for stored in library().values():
        if stored.role not in BUILD:
            paths[f"/queries/{stored.name}"] = {"get": _stored(stored)}
    titles = release.manifest["datasets"]["tsunagari"]["titles"]
    return {
        "openapi": "3.1.1",
        "info": {
            "title": titles["en"],
            "x-title-ja": titles["ja"],
            "version": __version__,
            "license": {"name": "CC BY 4.0", "url": str(LICENCE)},
            "x-release": release.id,
        },
        "servers": [{"url": public}],
        "tags": [
            {"name": name, "description": english, "x-description-ja": japanese}
            for name, english, japanese in TAGS
        ],
        "paths": dict(sorted(paths.items())),
        "components": components(),
    }


def _rules() -> list[Rule]:
    return [rule for rule in _reading() if rule.endpoint in ROUTES]


def _reading() -> list[Rule]:
    """Return the routes that read, without the second spelling of any."""
    return [
        rule
        for rule in current_app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in LEFT_OUT
        and not rule.rule.endswith("/")
        # The same in one language.
        and not rule.rule.startswith(IN_LANGUAGE)
    ]


def _path(rule: Rule) -> str:
    return PART.sub(r"{\1}", rule.rule)


def _route(rule: Rule, release: Release) -> dict[str, Any]:
    told = ROUTES[rule.endpoint]
    values = examples(rule.endpoint, release)
    names = PART.findall(rule.rule)
    ends = "extension" in names and told.ending_types
    found = _operation(rule.endpoint, told, told.ending_types if ends else told.types)
    found["operationId"] = "-".join([rule.endpoint.replace(".", "-"), *names])
    found["parameters"] = [
        *(part(name, values[name]) for name in names),
        *map(parameter, told.parameters),
    ]
    if "POST" not in (rule.methods or ()):
        return {"get": found}
    return {"get": found, "post": _posted(found, told)}


def _operation(endpoint: str, told: Route, types: Iterable[str]) -> dict[str, Any]:
    view = current_app.view_functions[endpoint]
    summary = (view.__doc__ or "").strip().partition("\n")[0]
    return {
        "tags": [told.tag],
        "summary": summary,
        "x-summary-ja": told.japanese,
        "responses": responses(types),
    }


def _posted(found: Mapping[str, Any], told: Route) -> dict[str, Any]:
    """Return the same by POST: the parameters are a form, or the query is the body."""
    properties = {one.name: schema(one) for one in told.parameters}
    name, example = next(
        (one.name, one.examples[0]) for one in told.parameters if one.examples
    )
    form: dict[str, Any] = {"type": "object", "properties": properties}
    # Where a body can be the query itself, there is one; else there is something.
    form |= {"required": [name]} if told.body else {"minProperties": 1}
    content: dict[str, Any] = {FORM: {"schema": form, "example": {name: example}}}
    if told.body:
        content[told.body] = {"schema": {"type": "string"}, "example": example}
    return {
        **{key: value for key, value in found.items() if key != "parameters"},
        "operationId": f"{found['operationId']}-post",
        "requestBody": {"required": True, "content": content},
    }


def _stored(stored: StoredQuery) -> dict[str, Any]:
    header = stored.header
    kind = answer_kind(stored)
    about = header.get("description", "")
    types = [format.media_type for format in formats_for(kind)]
    found: dict[str, Any] = {
        "tags": ["queries"],
        "operationId": stored.name,
        "summary": header["summary"],
        "x-summary-ja": header["summary-ja"],
        "description": f"{about} Returns: {header['returns']}.".strip(),
        "parameters": [
            *map(own, parameters(stored)),
            *map(parameter, STORED),
        ],
        "responses": responses([*types, "text/html"], kind),
        "x-entailment": header["entailment"],
        "x-topics": stored.tags,
    }
    if japanese := header.get("description-ja"):
        found["x-description-ja"] = japanese
    if peers := asked_peers(stored):
        found["x-peers"] = sorted(peers)
    return found
