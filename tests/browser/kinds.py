"""One page of each kind: what is looked at by eyes and by axe-core."""

from __future__ import annotations

from tsunagari.languages import LANGUAGES

__all__ = ["KINDS", "TROUBLED", "address"]

# A name for a picture, and the path of a page that the project's data has.
KINDS: dict[str, str] = {
    "home": "/",
    "about": "/about",
    "datasets": "/datasets",
    "dataset": "/datasets/brief",
    "releases": "/releases",
    "release": "/releases/{release}",
    "shapes": "/shapes",
    "shape": "/shapes/Organization",
    "validation": "/validation",
    "broken-rule": "/validation?rule=ssesh:ListedOrganization",
    "status": "/status",
    "peers": "/peers",
    "questions": "/queries",
    "questions-of-a-topic": "/queries?tag=funding",
    "question": "/queries/cq01-full-forms",
    "question-with-a-form": "/queries/lk-1-organizations-of-form?form=form:rokin-bank",
    "question-in-trouble": "/queries/lk-1-organizations-of-form?form=no-such+one&run=1",
    "not-found": "/page/jp/org/no-such-thing",
    "search": "/search",
    "results": "/search?q=coop",
    "nothing-found": "/search?q=zzzzqqq",
    "map": "/map",
    "map-of-a-form": "/map?form=form:specified-nonprofit-corporation",
    "editor": "/editor",
    "organization": "/page/jp/org/co-op-mirai",
    "form": "/page/jp/form/consumer-cooperative",
    "concept": "/page/jp/concept/hieiri",
    "law": "/page/jp/law/npo-act",
    "source": "/page/source/ilo-brief-2021",
    "evidence": "/page/evidence/ilo-2021-co-op-mirai",
    "ontology": "/ontology",
    "term": "/ontology/LegalForm",
    "module": "/ontology/legal-form",
    "alignments": "/ontology/alignments",
    "vocabularies": "/ontology/vocabularies",
    "vocabulary": "/ontology/vocabularies/concept/criteria",
    "structure": "/ontology/vocabularies/structure/count",
    "why": "/explain",
    "explanation": "/explain?subject=jporg:co-op-mirai&predicate=a"
    "&object=sse:SSEOrganization",
    "why-not": "/explain?subject=form:rokin-bank&predicate=a&object=sse:FullSSEForm",
    "preview": "/reconcile/preview?id=jp/org/jccu",
}
# What tells of a mistake in what was asked, with its status.
TROUBLED = {"not-found": 404, "question-in-trouble": 400}
assert len(set(KINDS.values())) == len(KINDS)


def address(kind: str, language: str, release: str) -> str:
    """Return the path of the page of that kind in one language."""
    assert language in LANGUAGES
    path = KINDS[kind].format(release=release)
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
