"""The kinds of things that have a frame, a schema and a list of their own.

A frame is applied to what :mod:`~tsunagari.export.resources` tells of a resource;
the tree that comes out is described by the JSON Schema of the same name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from rdflib import OWL, Namespace, URIRef

from tsunagari.export.context import REVERSE, Context
from tsunagari.namespaces import SSE, prefixes

__all__ = ["ANY", "BODIES", "FRAMES", "Frame", "frame", "frame_named", "frame_of"]


@dataclass(frozen=True)
class Frame:
    """A kind of things: its name in addresses, its class, and what it is called."""

    name: str
    type: URIRef
    titles: dict[str, str]


def _of(prefix: str) -> Namespace:
    return Namespace(prefixes()[prefix])


# What a thing is that has no frame of its own.
ANY: Final = Frame("resources", OWL.Thing, {"en": "Other things", "ja": "その他"})
# The first that fits a thing is its own: the narrower stand before the wider.
FRAMES: Final = (
    Frame(
        "organizations",
        _of("org")["Organization"],
        {"en": "Organizations", "ja": "組織"},
    ),
    Frame(
        "legal-forms",
        SSE.OrganizationType,
        {"en": "Legal forms and types of organizations", "ja": "法人形態・組織の類型"},
    ),
    Frame(
        "assessments",
        SSE.CriterionAssessment,
        {"en": "Assessments by criteria", "ja": "基準による評価"},
    ),
    Frame("laws", SSE.Law, {"en": "Laws", "ja": "法令"}),
    Frame("policies", SSE.Policy, {"en": "Policies", "ja": "政策"}),
    Frame("projects", SSE.Project, {"en": "Projects", "ja": "事業"}),
    Frame("events", SSE.Event, {"en": "Events", "ja": "出来事"}),
    Frame("funding", SSE.Funding, {"en": "Funding", "ja": "資金"}),
    Frame("partnerships", SSE.Partnership, {"en": "Partnerships", "ja": "協力関係"}),
    Frame(
        "holdings",
        SSE.LegalFormHolding,
        {"en": "Legal forms held over time", "ja": "法人形態の変遷"},
    ),
    Frame(
        "observations",
        _of("qb")["Observation"],
        {"en": "Numbers", "ja": "統計値"},
    ),
    Frame("findings", SSE.Finding, {"en": "Findings", "ja": "知見"}),
    Frame(
        "questions", SSE.OpenQuestion, {"en": "Open questions", "ja": "未解決の問い"}
    ),
    Frame("places", SSE.Place, {"en": "Places", "ja": "場所"}),
    Frame("periods", SSE.Period, {"en": "Periods", "ja": "期間"}),
    Frame("sources", SSE.Source, {"en": "Sources", "ja": "資料"}),
    Frame("evidence", SSE.Evidence, {"en": "Evidence", "ja": "根拠"}),
    Frame(
        "identifiers",
        _of("adms")["Identifier"],
        {"en": "Identifiers", "ja": "識別子"},
    ),
    Frame("concepts", _of("skos")["Concept"], {"en": "Concepts", "ja": "概念"}),
    Frame(
        "concept-schemes",
        _of("skos")["ConceptScheme"],
        {"en": "Concept schemes", "ja": "概念体系"},
    ),
    Frame("data-sets", _of("qb")["DataSet"], {"en": "Data sets", "ja": "データセット"}),
)


# What registers tell of is too much for a list; there is a table.
BODIES: Final = Frame(
    "register-bodies",
    _of("org")["Organization"],
    {"en": "Bodies of registers", "ja": "登録簿の組織"},
)


def frame(context: Context, kind: Frame | None = None) -> dict[str, Any]:
    """Return the frame of *kind*, or of whatever it is applied to."""
    found: dict[str, Any] = {"@context": context.value, "@embed": "@always"}
    if kind and kind is not ANY:
        found["type"] = context.term_of(str(kind.type))
    return {**found, **{term: {} for term in REVERSE}}


def frame_of(types: Collection[str]) -> Frame:
    """Return the frame of a thing of these classes, by their IRIs."""
    return next((one for one in FRAMES if str(one.type) in types), ANY)


def frame_named(name: str) -> Frame:
    """Return the frame or table with that name.

    :raises KeyError: If there is none.
    """
    return {one.name: one for one in (*FRAMES, ANY, BODIES)}[name]
