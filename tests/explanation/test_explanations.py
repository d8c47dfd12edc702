"""Explanations of the release: down to the passage, or to what is missing."""

from __future__ import annotations

import doctest
import json
import random
from collections.abc import Callable, Iterator

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import PROV

from tsunagari.errors import StatementError
from tsunagari.explanation import words
from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.document import to_jsonld
from tsunagari.explanation.explain import Explainer, Explanation, Status
from tsunagari.explanation.lookup import Ask, asking, read_term
from tsunagari.explanation.outline import Outliner
from tsunagari.explanation.text import to_text
from tsunagari.explanation.words import Words
from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import expand
from tsunagari.release.releases import Release

SECONDS = 30.0
CO_OP_MIRAI = ("jporg:co-op-mirai", "a", "sse:SSEOrganization")
ROKIN = ("form:rokin-bank", "a", "sse:FullSSEForm")
# Every so many of the inferred statements is explained; all were, once.
STRIDE = 40
SEED, SAMPLE = 20261130, 60


@pytest.fixture(scope="module")
def ask(release: Release) -> Ask:
    return asking(release.engine())


@pytest.fixture(scope="module")
def explainer(ask: Ask) -> Explainer:
    return Explainer(ask)


@pytest.fixture(scope="module")
def explained(explainer: Explainer, ask: Ask) -> Callable[..., Explanation]:
    def explain(*names: str, most: int = 1, seconds: float = SECONDS) -> Explanation:
        s, p, o = (read_term(name, "term") for name in names)
        return explainer.explain((s, p, o), ask, seconds, most)

    return explain


@pytest.fixture(scope="module")
def told(explainer: Explainer, ask: Ask) -> Callable[[Explanation, Language], str]:
    def tell(explanation: Explanation, language: Language) -> str:
        words = Words(ask, language)
        outliner = Outliner(explainer.axioms, explainer.constructs, words)
        return to_text(outliner.outline(explanation))

    return tell


def leaves(derivation: Derivation) -> Iterator[Derivation]:
    return (part for part in derivation.parts() if not part.rule)


def test_co_op_mirai_is_explained_down_to_the_passage(explained, told) -> None:
    found = explained(*CO_OP_MIRAI)
    assert found.status is Status.INFERRED
    (derivation,) = found.derivations
    rules = {part.rule for part in derivation.parts()}
    assert rules >= {"cax-sco", "cls-int1", "cls-svf1", "cax-eqc2", "cls-hv2"}
    for leaf in leaves(derivation):
        assert leaf.evidence, f"{leaf.statement} has no evidence"
    english, japanese = (told(found, language) for language in LANGUAGES)
    for part in (
        "Co-op Mirai is an SSE organization: this is inferred.",
        "Because every ",
        "is an SSE organization  [cax-sco, cls-int1, cls-svf1]",
        "“They include Consumer Cooperatives”",
        "ilo-2021-consumer-cooperative-criteria",
    ):
        assert part in english
    for part in (
        "「生活協同組合コープみらいは社会的連帯経済の組織である」は、推論によるものです。",
        "消費生活協同組合は完全な社会的連帯経済組織の形態である",
        "“They include Consumer Cooperatives”",
    ):
        assert part in japanese


def test_rokin_lacks_one_condition_and_the_evidence_says_what(explained, told) -> None:
    found = explained(*ROKIN)
    assert found.status is Status.ABSENT
    (definition,) = found.definitions
    missing = [one for one in definition.conditions if one.derivation is None]
    assert [one.wanted for one in missing] == [expand("concept:democratic")]
    assert len(definition.conditions) == 4
    instead = missing[0].instead[0]
    assert instead.statement[1] == expand("sse:doesNotMeet")
    assert instead.evidence[0].reading == expand("concept:interpreted")
    assert [one.statement[2] for one in found.against] == [
        expand("sse:PartialHybridForm")
    ]
    assert "No statement that Rokin bank " in told(found, "en")
    assert "労働金庫" in told(found, "ja")
    assert "という言明がない" in told(found, "ja")


def test_the_title_of_what_is_ruled_out_says_on_what_it_rests(explained, told) -> None:
    found = explained(*ROKIN)
    english, japanese = (told(found, language) for language in LANGUAGES)
    assert english.startswith(
        "Rokin bank is not a full SSE form: the graph rules it out, "
        "by an interpretation of its source; 2 caveats below.\n"
    )
    assert japanese.startswith(
        "労働金庫は完全な社会的連帯経済組織の形態ではない：このグラフの他の言明と"
        "両立しません（資料の解釈による、留意点2件）。\n"
    )


def test_what_an_organization_lacks_is_followed_to_its_form(explained) -> None:
    found = explained("jporg:okinawa-rokin-bank", "a", "sse:SSEOrganization")
    text = [
        deeper.kind
        for definition in found.definitions
        for condition in definition.conditions
        for deeper in condition.deeper
    ]
    assert found.status is Status.INFERRED or expand("sse:FullSSEForm") in text


def test_an_asserted_statement_says_so(explained, told) -> None:
    found = explained("jporg:co-op-mirai", "sse:legalForm", "form:consumer-cooperative")
    assert found.status is Status.ASSERTED
    (evidence,) = found.derivations[0].evidence
    assert evidence.quotations
    assert "this is asserted." in told(found, "en")


def test_a_stored_query_is_a_rule(explained, told, ask: Ask) -> None:
    rows = ask(
        "SELECT ?s ?o { GRAPH <https://w3id.org/tsunagari/graph/inferred> "
        f"{{ ?s <{expand('sse:partneredWith')}> ?o }} }} ORDER BY ?s ?o LIMIT 1"
    )
    found = explained(str(rows[0]["s"]), "sse:partneredWith", str(rows[0]["o"]))
    assert found.derivations[0].rule == "CON-2"
    assert all(leaf.evidence for leaf in leaves(found.derivations[0]))
    assert "[CON-2]" in told(found, "en")


def test_a_criterion_is_said_to_be_one(explained, told) -> None:
    found = explained("form:consumer-cooperative", "a", "sse:FullSSEForm")
    assert "Consumer cooperative meets the economic criterion" in told(found, "en")
    by_origin = explained(
        "form:consumer-cooperative", "sse:meets", "concept:voluntary-establishment"
    )
    name = "free and voluntary establishment"
    assert f"meets the criterion of {name}" in told(by_origin, "en")
    assert "『自由で自発的な設立』の基準を満たす" in told(by_origin, "ja")


def test_the_examples_of_words_hold() -> None:
    failed, tried = doctest.testmod(words)
    assert tried
    assert not failed


def test_axioms_are_statements_too(explained) -> None:
    found = explained(
        "sse:EconomicSocialHybridForm", "rdfs:subClassOf", "sse:LegalForm"
    )
    assert found.status is Status.ABSENT
    found = explained(
        "sse:EconomicSocialHybridForm", "rdfs:subClassOf", "sse:OrganizationType"
    )
    assert found.derivations[0].rule == "scm-sco"


def test_others_follow_the_shortest(explained) -> None:
    found = explained(*CO_OP_MIRAI, most=5)
    sizes = [len(list(one.parts())) for one in found.derivations]
    assert len(sizes) > 1
    assert sizes == sorted(sizes)
    assert len(set(found.derivations)) == len(sizes)


def test_a_stranger_is_said_to_be_one(explained, told) -> None:
    found = explained("https://example.org/nobody", "a", "sse:SSEOrganization")
    assert not found.known
    assert "says nothing about <https://example.org/nobody>" in told(found, "en")


def test_the_time_is_kept_and_nothing_is_denied_for_want_of_it(explained, told) -> None:
    found = explained(*CO_OP_MIRAI, seconds=0.0)
    assert found.status is Status.INFERRED
    assert not found.complete
    assert "this is inferred" in told(found, "en")
    assert "The time ran out" in told(found, "en")
    asserted = ("jporg:co-op-mirai", "a", "org:Organization")
    assert explained(*asserted, seconds=0.0).status is Status.ASSERTED
    absent = explained(*ROKIN, seconds=0.0)
    assert absent.status is Status.ABSENT
    assert "✗" not in told(absent, "en").replace("✗ No statement that Rokin", "")
    assert "? " in told(absent, "en")


def test_what_would_contradict_is_ruled_out(explained, told) -> None:
    found = explained("form:rokin-bank", "sse:meets", "concept:democratic")
    assert found.status is Status.ABSENT
    assert [one.statement[1] for one in found.against] == [expand("sse:doesNotMeet")]
    assert "does not make it false" not in told(found, "en")


def test_inferred_statements_have_derivations(explainer: Explainer, ask: Ask) -> None:
    rows = ask(
        "SELECT ?s ?p ?o { GRAPH <https://w3id.org/tsunagari/graph/inferred> "
        "{ ?s ?p ?o } } ORDER BY ?s ?p ?o"
    )
    assert len(rows) > 1000
    for row in rows[::STRIDE]:
        statement: Triple = (row["s"], row["p"], row["o"])
        found = explainer.explain(statement, ask, SECONDS)
        assert found.status is Status.INFERRED, statement
        for leaf in leaves(found.derivations[0]):
            assert leaf.evidence, leaf.statement


def test_no_step_says_again_what_it_rests_on(explainer: Explainer, ask: Ask) -> None:
    """Classes and properties of one name are told apart, in each language."""
    rows = ask(
        "SELECT ?s ?p ?o { GRAPH <https://w3id.org/tsunagari/graph/inferred> "
        "{ ?s ?p ?o } } ORDER BY ?s ?p ?o"
    )
    chosen = random.Random(SEED).sample(rows, SAMPLE)
    rules = set()
    for row in chosen:
        statement: Triple = (row["s"], row["p"], row["o"])
        found = explainer.explain(statement, ask, SECONDS)
        rules |= {part.rule for part in found.derivations[0].parts()}
        for language in LANGUAGES:
            words = Words(ask, language)
            outliner = Outliner(explainer.axioms, explainer.constructs, words)
            waiting = [*outliner.outline(found).points]
            while waiting:
                point = waiting.pop()
                assert point.sentence not in {one.sentence for one in point.points}
                waiting += point.points
    assert len(rules) > 10


def test_sentences_are_sentences(explained, told) -> None:
    found = explained("form:social-medical-corporation", "a", "sse:PartialHybridForm")
    english = told(found, "en")
    assert "Because everything that is a variant of " in english
    assert (
        "meets the economic criterion and the social criterion, "
        "and does not meet the democratic criterion"
    ) in english
    assert "「経済的基準と社会的基準の両方を満たす」" in told(found, "ja")
    found = explained(
        "form:social-medical-corporation", "sse:doesNotMeet", "concept:democratic"
    )
    assert "Because whatever is an economic and social hybrid form does not meet" in (
        told(found, "en")
    )


def test_the_document_is_rdf_with_the_same_tree(explained) -> None:
    found = explained(*CO_OP_MIRAI)
    document = to_jsonld(found)
    assert json.loads(document)["status"] == "inferred"
    graph = Graph().parse(data=document, format="json-ld")
    steps = [part for part in found.derivations[0].parts() if part.rule]
    assert len(list(graph.subjects(RDF.type, PROV.Derivation))) == len(steps)
    said = set(graph.objects(None, RDF.object))
    assert expand("sse:SSEOrganization") in said
    missing = json.loads(to_jsonld(explained(*ROKIN)))
    conditions = missing["definitions"][0]["conditions"]
    assert [one["met"] for one in conditions].count(False) == 1


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("sse:meets", expand("sse:meets")),
        ("<https://example.org/x>", URIRef("https://example.org/x")),
        ("<mailto:a@example.org>", URIRef("mailto:a@example.org")),
        ('"text"@ja', Literal("text", lang="ja")),
        ('"2003"^^xsd:gYear', Literal("2003", datatype=expand("xsd:gYear"))),
        ('"a\\"b"', Literal('a"b')),
        ("36", Literal("36", datatype=expand("xsd:integer"))),
    ],
)
def test_terms_are_read(text: str, term: object) -> None:
    assert read_term(text, "object") == term


@pytest.mark.parametrize(
    "text", ["foo", "no:prefix", "<https://a b>", "<x>", '"open', "", '""@']
)
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(StatementError, match="object"):
        read_term(text, "object")
