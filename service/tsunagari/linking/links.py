"""A link between two things, what it rests on, and what people decided of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from rdflib import OWL, SKOS, URIRef

from tsunagari.linking.bodies import Category

__all__ = ["RELATIONS", "Justification", "Link", "Relation", "Status"]

Relation = Literal["owl:sameAs", "skos:exactMatch", "skos:closeMatch"]
Status = Literal["proposed", "accepted", "rejected"]
# Terms of the Semantic Mapping Vocabulary, as SSSOM asks for.
Justification = Literal[
    "semapv:BackgroundKnowledgeBasedMatching",
    "semapv:LexicalMatching",
    "semapv:LexicalSimilarityThresholdMatching",
    "semapv:ManualMappingCuration",
]

RELATIONS: Final[dict[str, URIRef]] = {
    "owl:sameAs": OWL.sameAs,
    "skos:exactMatch": SKOS.exactMatch,
    "skos:closeMatch": SKOS.closeMatch,
}


@dataclass(frozen=True)
class Link:
    """One link, from our thing to the foreign one.

    :param score: From 0 to 1; how sure the rule is, 1 for decisions of people.
    :param evidence: What it rests on, as a sentence for people.
    :param reviewer: Who decided, and *reviewed* the day (ISO 8601), where one did.
    """

    left: str
    right: str
    relation: Relation
    score: float
    evidence: str
    justification: Justification
    status: Status = "proposed"
    category: Category = "organization"
    left_label: str = ""
    right_label: str = ""
    reviewer: str = ""
    reviewed: str = ""
    comment: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What decisions of people are about."""
        return self.left, self.right

    @property
    def order(self) -> tuple[str, str, str]:
        """What sorts links."""
        return self.category, self.left, self.right
