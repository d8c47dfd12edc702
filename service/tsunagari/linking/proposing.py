"""Proposing links: identifiers first, then websites, then names, place and kind.

What an identifier settles is not asked of names again. Two identifiers of one scheme
that differ forbid a link, and so does a government on one side only. Where several of
our things are equally alike none is exact, and where many are there is no link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from tsunagari.linking.bodies import Body
from tsunagari.linking.candidates import Candidates
from tsunagari.linking.links import Link, Relation
from tsunagari.naming.places import nearness
from tsunagari.naming.scoring import CLOSE, EXACT, Alike, alike
from tsunagari.naming.words import words

__all__ = ["Proposer"]

Progress = Callable[[int], None]
GOVERNMENT: Final = "government"
SITE_AND_NAME: Final = 0.6
SITE: Final = 0.95
CONFLICT: Final = 0.6
EQUAL: Final = 0.02
LEAD: Final = 0.015
# Beyond so many that are equally alike, the name tells none of them.
MOST_EQUAL: Final = 5
# A name of so few words or characters may be many bodies': it is close, not exact.
FEW_WORDS: Final = 2
FEW_CHARACTERS: Final = 4


class Proposer:
    """Our things, indexed; asked for links to foreign ones."""

    def __init__(self, ours: Sequence[Body]) -> None:
        self._candidates = Candidates(ours)
        self._by_identifier: dict[tuple[str, str], list[Body]] = defaultdict(list)
        self._by_host: dict[str, list[Body]] = defaultdict(list)
        for body in ours:
            for identifier in body.identifiers:
                self._by_identifier[identifier].append(body)
            for host in body.hosts:
                self._by_host[host].append(body)

    def links(
        self, foreign: Iterable[Body], progress: Progress = lambda _: None
    ) -> list[Link]:
        """Return the links proposed, in the order of our IRIs.

        :param progress: Called with the number of foreign things that are done.
        """
        found: list[Link] = []
        for done, body in enumerate(foreign, 1):
            found += self._by_number(body) or self._by_site(body) or self._by_name(body)
            progress(done)
        return sorted(found, key=lambda link: link.order)

    def _by_number(self, body: Body) -> list[Link]:
        links: dict[str, Link] = {}
        for identifier in sorted(body.identifiers):
            scheme, value = identifier
            for ours in self._by_identifier.get(identifier, ()):
                if ours.category != body.category or ours.iri == body.iri:
                    continue
                evidence = f"both have the identifier {value} of the scheme {scheme}"
                relation: Relation = "skos:exactMatch"
                score = 1.0
                if other := _differing(ours, body):
                    relation, score = "skos:closeMatch", CONFLICT
                    evidence += f", but they differ in the scheme {other}"
                elif words().legal(scheme) and body.category == "organization":
                    relation = "owl:sameAs"
                kept = links.get(ours.iri)
                if kept is None or relation == "owl:sameAs":
                    links[ours.iri] = _link(ours, body, relation, score, evidence)
        return list(links.values())

    def _by_site(self, body: Body) -> list[Link]:
        for host in sorted(body.hosts):
            ours = self._by_host.get(host, [])
            # A federation's host serves its members' pages too.
            if len(ours) != 1 or not _may_be_one(ours[0], body):
                continue
            found = _alike(ours[0], body)
            if found.score >= SITE_AND_NAME:
                evidence = (
                    f"both have the website {host}, and “{found.left}” and "
                    f"“{found.right}” are {found.score:.2f} alike"
                )
                relation: Relation = "skos:exactMatch"
                if found.score < CLOSE:
                    relation = "skos:closeMatch"
                score = max(SITE, found.score)
                return [_link(ours[0], body, relation, score, evidence)]
        return []

    def _by_name(self, body: Body) -> list[Link]:
        compared = [
            (_alike(ours, body), ours)
            for ours in self._candidates.of(body)
            if ours.iri != body.iri and _may_be_one(ours, body)
        ]
        found = [(a, ours) for a, ours in compared if a.score >= CLOSE]
        if not found:
            return []
        strong = [(a, ours) for a, ours in found if not a.is_weak]
        best = max(alike_.score for alike_, _ in strong or found)
        if not strong:
            # What is weak tells a body only where it stands alone.
            near = [(a, ours) for a, ours in compared if a.score >= best - LEAD]
            found = near if len(near) == 1 else []
        else:
            found = strong
        equal = [(a, ours) for a, ours in found if a.score >= best - EQUAL]
        links = [_named(ours, body, alike_) for alike_, ours in equal]
        if len(links) == 1:
            return links
        if len(links) > MOST_EQUAL:
            return []
        note = f"; {len(links)} of our things are as alike"
        return [
            replace(link, relation="skos:closeMatch", evidence=link.evidence + note)
            for link in links
        ]


def _alike(ours: Body, body: Body) -> Alike:
    return alike(ours.names, body.names, nearness(ours.place, body.place))


def _may_be_one(ours: Body, body: Body) -> bool:
    if ours.category != body.category or _differing(ours, body):
        return False
    return _is_government(ours) == _is_government(body)


def _is_government(body: Body) -> bool:
    said = {kind for name in body.names for kind in name.kinds}
    return GOVERNMENT in body.kinds or GOVERNMENT in said


def _differing(ours: Body, body: Body) -> str:
    """Return a scheme of which both have identifiers and share none."""
    values: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for side, thing in enumerate((ours, body)):
        for scheme, value in thing.identifiers:
            values[scheme][side].add(value)
    for scheme, (left, right) in sorted(values.items()):
        if left and right and not left & right:
            return scheme
    return ""


def _named(ours: Body, body: Body, found: Alike) -> Link:
    evidence = f"“{found.left}” and “{found.right}”: {found.why}"
    near = nearness(ours.place, body.place)
    if near in ("same", "near"):
        evidence += f", in {'the same place' if near == 'same' else 'one area'}"
    telling = near == "same" or _telling(found)
    exact = found.score >= EXACT and telling and body.category == "organization"
    relation: Relation = "skos:exactMatch" if exact else "skos:closeMatch"
    return _link(ours, body, relation, found.score, evidence)


def _telling(found: Alike) -> bool:
    size = len(found.left.split())
    return size > FEW_WORDS or (size == 1 and len(found.left) > FEW_CHARACTERS)


def _link(
    ours: Body, body: Body, relation: Relation, score: float, evidence: str
) -> Link:
    by_identifier = evidence.startswith("both have")
    return Link(
        ours.iri,
        body.iri,
        relation,
        round(score, 4),
        evidence,
        "semapv:BackgroundKnowledgeBasedMatching"
        if by_identifier
        else "semapv:LexicalMatching"
        if score >= 1
        else "semapv:LexicalSimilarityThresholdMatching",
        "proposed",
        ours.category,
        ours.label,
        body.label,
    )
