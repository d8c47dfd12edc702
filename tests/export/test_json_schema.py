"""JSON Schemas: every tree of the release fits its own, and a broken one does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tsunagari.export.frames import ANY, FRAMES
from tsunagari.release.releases import Release

Lists = dict[str, list[dict[str, Any]]]
KINDS = [kind.name for kind in (*FRAMES, ANY)]


def schema(release: Release, kind: str) -> dict[str, Any]:
    path = release.path / "schemas" / f"{kind}.schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_each_tree_fits_its_schema(kind: str, release: Release, lists: Lists) -> None:
    given = schema(release, kind)
    Draft202012Validator.check_schema(given)
    validator = Draft202012Validator(given)
    assert lists[kind]
    for tree in lists[kind]:
        errors = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(tree)]
        assert not errors, (tree["id"], errors[:3])


def without(term: str) -> Callable[[dict[str, Any]], object]:
    return lambda tree: tree.pop(term)


def put(term: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda tree: tree.update({term: value})


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("organizations", without("id")),
        ("organizations", without("type")),
        ("organizations", put("type", ["Law"])),
        ("organizations", put("type", "Organization")),
        ("organizations", put("label", "Co-op Mirai")),
        ("organizations", put("label", {"en": ["Co-op Mirai"]})),
        ("organizations", put("label", {"en": ""})),
        ("organizations", put("label", {"English": "Co-op Mirai"})),
        ("organizations", put("legalForm", "form:consumer-cooperative")),
        ("organizations", put("legalForm", [])),
        ("organizations", put("legalForm", ["form:consumer-cooperative"])),
        ("organizations", put("foundedIn", [{"@type": "xsd:gYear", "@value": "x"}])),
        ("organizations", put("foundedIn", ["2013"])),
        ("organizations", put("nobodyKnows", 1)),
        ("laws", put("lawNumber", 8)),
        ("observations", put("value", ["591"])),
        ("observations", put("population", [{"id": "urn:x:y"}])),
        ("evidence", without("reading")),
        ("evidence", put("reading", {"id": "https://example.org/guessed"})),
        ("identifiers", without("notation")),
        ("identifiers", put("notation", "")),
        ("periods", put("startDate", "yesterday")),
        ("holdings", without("heldForm")),
        ("partnerships", put("partner", [{"id": "urn:one:alone"}])),
    ],
)
def test_a_broken_tree_does_not_fit(
    kind: str,
    spoil: Callable[[dict[str, Any]], object],
    release: Release,
    lists: Lists,
) -> None:
    tree = copy.deepcopy(lists[kind][0])
    validator = Draft202012Validator(schema(release, kind))
    assert validator.is_valid(tree)
    spoil(tree)
    assert not validator.is_valid(tree)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_tells_what_terms_mean(kind: str, release: Release) -> None:
    given = schema(release, kind)
    assert given["title"]
    assert given["$comment"]
    terms = given["$defs"]["node"]["properties"]
    assert terms["legalForm"]["description"]
    assert terms["legalForm"]["$comment"]
