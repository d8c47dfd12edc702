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
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
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

:governed a sse:OrganizationType ;
    sse:statedToMeet concept:economic , concept:democratic-governance ;
    sse:doesNotMeet concept:social .
:governed-variant a sse:OrganizationType ; sse:variantOf :governed .

:narrower a sse:OrganizationType ; skos:broader :full .

:a-full a org:Organization ; sse:legalForm :full-variant .
:a-narrower a org:Organization ; sse:legalForm :narrower .
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
    # Democratic by governance: a hybrid, and of none of the kinds that have a name.
    "governed": {"PartialHybridForm"},
    "governed-variant": {"PartialHybridForm"},
    # Nothing travels along skos:broader.
    "narrower": set(),
    "a-narrower": set(),
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


def test_criteria_do_not_travel_along_broader(inferred: Graph) -> None:
    assert list(inferred.objects(EX["full-variant"], SSE.meets))
    assert not list(inferred.objects(EX["narrower"], SSE.meets))


def test_a_variant_fails_what_its_form_fails(inferred: Graph) -> None:
    assert list(inferred.objects(EX["labour-variant"], SSE.doesNotMeet)) == [
        URIRef("https://w3id.org/tsunagari/concept/economic")
    ]


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


@pytest.mark.parametrize(
    "clash",
    [
        # What a form meets by inference, its variant cannot be stated to fail.
        ":torn sse:variantOf :company ; sse:doesNotMeet concept:voluntary-establishment"
        " . :company a sse:OrganizationType ;"
        " sse:statedToMeet concept:voluntary-establishment .",
        ":torn sse:statedToMeet concept:economic , concept:social , concept:democratic"
        " ; sse:criteriaMetCount 1 .",
        ":torn a org:Organization , sse:Place .",
        ":torn a org:Organization , sse:LegalForm .",
        ":torn a org:Organization . :here sse:within :torn . :torn a sse:Country .",
    ],
)
def test_what_cannot_be_is_refused(ontology: Graph, clash: str) -> None:
    head = CASES.split("\n\n")[0] + "\n"
    kind = "" if "org:" in clash else ":torn a sse:OrganizationType . "
    with pytest.raises(ContradictionError, match="urn:example:torn"):
        close(ontology + Graph().parse(data=f"{head}{kind}{clash}", format="turtle"))
