"""What the definitions make of forms and organizations, on invented cases."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tsunagari.entailment.closure import close
from tsunagari.errors import ContradictionError
from tsunagari.namespaces import SSE
from tsunagari.resources import folder

EX = Namespace("urn:example:")

CASES = """
@prefix : <urn:example:> .
@prefix concept: <https://w3id.org/tsunagari/concept/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix sse: <https://w3id.org/tsunagari/ontology#> .

:full a sse:OrganizationType ;
    sse:statedToMeet concept:economic , concept:social ,
        concept:voluntary-establishment .
:full-variant a sse:OrganizationType ; sse:variantOf :full .

:labour a sse:OrganizationType ; sse:extent concept:whole-form ;
    sse:statedToMeet concept:social , concept:democratic-governance ;
    sse:doesNotMeet concept:economic .
:labour-variant a sse:OrganizationType ; sse:variantOf :labour .

:welfare a sse:OrganizationType ; sse:extent concept:whole-form ;
    sse:statedToMeet concept:economic , concept:social ;
    sse:doesNotMeet concept:democratic .

:company a sse:OrganizationType ; sse:extent concept:part-of-form ;
    sse:statedToMeet concept:economic , concept:voluntary-establishment ;
    sse:doesNotMeet concept:social .

:club a sse:OrganizationType ; sse:extent concept:whole-form ;
    sse:criteriaMetCount 1 .

:open a sse:OrganizationType ;
    sse:statedToMeet concept:economic , concept:social .

:a-full a org:Organization ; sse:legalForm :full-variant .
:a-labour a org:Organization ; sse:legalForm :labour-variant .
:a-company a org:Organization ; sse:legalForm :company .
:a-club a org:Organization ; sse:legalForm :club .

[] sse:funder :a-company ; sse:recipient :a-full .
"""

EXPECTED = {
    "full": {"FullSSEForm"},
    "full-variant": {"FullSSEForm"},
    "labour": {"PartialHybridForm", "SocialDemocraticHybridForm"},
    "labour-variant": {"PartialHybridForm", "SocialDemocraticHybridForm"},
    "welfare": {"EconomicSocialHybridForm", "PartialHybridForm"},
    "company": {"EconomicVoluntaryHybridForm", "PartialHybridForm"},
    "club": {"SingleCriterionForm"},
    "open": set(),
    "a-full": {"SSEOrganization"},
    "a-labour": {"PartialHybridOrganization"},
    "a-company": set(),
    "a-club": {"SingleCriterionOrganization"},
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for path in (folder("ontology") / "modules").glob("*.ttl"):
        graph.parse(path, format="turtle")
    return graph.parse(folder("ontology") / "vocabularies" / "criteria.ttl")


@pytest.fixture(scope="module")
def inferred(ontology: Graph) -> Graph:
    return close(ontology + Graph().parse(data=CASES, format="turtle"))


@pytest.mark.parametrize("name", EXPECTED)
def test_forms_and_organizations_are_classified(inferred: Graph, name: str) -> None:
    found = {
        str(kind).removeprefix(str(SSE))
        for kind in inferred.objects(EX[name], RDF.type)
        if isinstance(kind, URIRef) and kind.startswith(str(SSE))
    }
    assert found - {"OrganizationType"} == EXPECTED[name]


def test_who_gives_funds_who_receives(inferred: Graph) -> None:
    assert list(inferred.subject_objects(SSE.funds)) == [
        (EX["a-company"], EX["a-full"])
    ]


@pytest.mark.parametrize("met", ["democratic", "voluntary-establishment"])
def test_meeting_and_failing_a_criterion_is_a_contradiction(
    ontology: Graph, met: str
) -> None:
    clash = f"""
        @prefix concept: <https://w3id.org/tsunagari/concept/> .
        @prefix sse: <https://w3id.org/tsunagari/ontology#> .
        <urn:example:torn> a sse:OrganizationType ;
            sse:statedToMeet concept:{met} ; sse:doesNotMeet concept:democratic .
    """
    with pytest.raises(ContradictionError, match="urn:example:torn"):
        close(ontology + Graph().parse(data=clash, format="turtle"))
