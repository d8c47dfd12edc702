"""The answers stay what they are when more than the brief is loaded.

The questions ask what the brief says. Here a source that nobody knows says
much the same about other things: another country's forms, banks, surveys and
bonds. A query that forgets to ask *who says so* takes them for the brief's.
"""

import json
from pathlib import Path

import pytest
from rdflib import Dataset, URIRef

from tsunagari.graph.sources import SourceFile, Sources, read_sources
from tsunagari.namespaces import prefixes
from tsunagari.release.assembly import assemble
from tsunagari.release.releases import Release
from tsunagari.sparql.engine import Engine
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import StoredQuery, read_queries

# Each test needs the whole graph reasoned over again: once is enough.
pytestmark = pytest.mark.xdist_group("more data")

QUESTIONS = list(read_queries("competency"))
RIVALS = Path(__file__).with_name("more-data.trig")


@pytest.fixture(scope="module")
def crowded() -> Engine:
    """The project's graph, with the rivals in it."""
    dataset = Dataset()
    head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes().items())
    dataset.parse(data=head + RIVALS.read_text(encoding="utf-8"), format="trig")
    graphs = {URIRef(str(g.identifier)): g for g in dataset.graphs() if len(g)}
    files = [*read_sources().files, SourceFile(RIVALS.name, graphs)]
    return assemble(Sources(files)).canonical().engine()


def rows(engine: Engine, question: StoredQuery) -> list[str]:
    data = engine.query(question.text).serialize(format_named("json"))
    return sorted(
        json.dumps(row, sort_keys=True)
        for row in json.loads(data)["results"]["bindings"]
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_answers_stay(question: StoredQuery, release: Release, crowded: Engine) -> None:
    assert rows(crowded, question) == rows(release.engine(), question)


@pytest.mark.parametrize(
    "pattern",
    [
        "place:rival-form a sse:FullSSEForm",
        "place:rival-union a sse:SocialDemocraticHybridForm",
        "place:rival-welfare a sse:EconomicSocialHybridForm",
        "place:rival-bank a sse:SSEOrganization",
        "place:rival-government sse:funds place:rival-bank",
    ],
)
def test_the_rivals_are_really_there(crowded: Engine, pattern: str) -> None:
    head = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in prefixes().items())
    data = crowded.query(f"{head} ASK {{ {pattern} }}").serialize(format_named("json"))
    assert json.loads(data)["boolean"]
