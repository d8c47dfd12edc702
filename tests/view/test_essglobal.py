"""The ESSGlobal view says of organizations what it should, and is well formed.

``essglobal.trig`` beside this test is what the view reads, ``essglobal.ttl``
what it must make of it, written by hand.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, SH, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import graph_diff, to_isomorphic

from tsunagari.errors import SourceError
from tsunagari.graph.sources import Sources, read_sources
from tsunagari.namespaces import ESSGLOBAL, SSE
from tsunagari.release import views
from tsunagari.release.assembly import assemble
from tsunagari.release.releases import Release
from tsunagari.release.views import view_problems, with_views
from tsunagari.resources import folder
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import StoredQuery, read_queries
from tsunagari.validation.profiles import profile
from tsunagari.validation.shacl import validate_graph

HERE = Path(__file__).parent
ESS = Namespace("http://purl.org/essglobal/vocab/")


@pytest.fixture(scope="module")
def published(release: Release) -> Dataset:
    dataset = Dataset()
    dataset.parse(release.path / "tsunagari.nq", format="nquads")
    return dataset


def test_exactly_what_is_known_is_in_the_view() -> None:
    path = HERE / "essglobal.trig"
    assembly = with_views(assemble(read_sources([(path.name, path)])))
    expected = Graph().parse(HERE / "essglobal.ttl")
    found = assembly.made[ESSGLOBAL]
    _, missing, extra = graph_diff(to_isomorphic(expected), to_isomorphic(found))
    assert not len(missing), f"missing: {missing.serialize(format='nt')}"
    assert not len(extra), f"too much: {extra.serialize(format='nt')}"
    assert not list(view_problems(assembly))


def test_every_view_has_a_profile_and_a_case() -> None:
    names = {query.name for query in read_queries("view")}
    assert names == {path.stem for path in HERE.glob("*.trig")}
    profiles = folder("shapes") / "profiles"
    assert names == {path.stem for path in profiles.glob("*.ttl")}


def test_the_release_has_every_sse_organization_in_the_view(
    published: Dataset,
) -> None:
    view = published.graph(ESSGLOBAL)
    initiatives = set(view.subjects(RDF.type, ESS.SSEInitiative))
    organizations = {
        s for s, _, _, _ in published.quads((None, RDF.type, SSE.SSEOrganization, None))
    }
    assert len(initiatives) > 5
    assert initiatives == organizations


def test_the_view_stands_apart(release: Release) -> None:
    pattern = f"{{ ?s a <{ESS.SSEInitiative}> }}"
    for text, expected in (
        (f"ASK {pattern}", False),
        (f"ASK {{ GRAPH <{ESSGLOBAL}> {pattern} }}", True),
    ):
        answer = release.engine().query(text)
        found = json.loads(answer.serialize(format_named("json")))["boolean"]
        assert found is expected


def test_the_release_conforms_to_the_profile(published: Dataset) -> None:
    view = Graph()
    for triple in published.graph(ESSGLOBAL):
        view.add(triple)
    validation = validate_graph(view, profile("essglobal"))
    assert not validation.problems
    assert not validation.idle


GOOD = """
@prefix e: <http://purl.org/essglobal/vocab/> .
@prefix s: <http://purl.org/essglobal/standard/> .
@prefix gr: <http://purl.org/goodrelations/v1#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<urn:x> a e:SSEInitiative ; gr:name "X" ;
    e:organisationalStructure <http://purl.org/essglobal/standard/organisational-structure/OS80> ;
    e:country_id <http://purl.org/essglobal/standard/countries-iso/XX> ;
    e:hasAddress <urn:x#address> .
<urn:x#address> a e:Address ; vcard:country-name "Utopia" .
"""  # noqa: E501
MIRROR = "https://lod.coop/essglobal/2.1/standard"
BAD = {
    "ESS-1": ('gr:name "X"', 'gr:name " "'),
    "ESS-2": ("e:organisationalStructure <http://purl.org/essglobal/standard", None),
    "ESS-3": ('gr:name "X"', 'gr:name "X" ; e:legalForm "L2"'),
    "ESS-4": ('gr:name "X"', f'gr:name "X" ; e:baseMembershipType <{MIRROR}/B>'),
    "ESS-5": (
        'gr:name "X"',
        'gr:name "X" ; e:primarySector '
        "<http://purl.org/essglobal/standard/activities-ica/ICA10> , "
        "<http://purl.org/essglobal/standard/activities-ica/ICA20>",
    ),
    "ESS-6": ('gr:name "X"', 'gr:name "X" ; e:economicSector "retail"'),
    "ESS-7": ("countries-iso/XX", "countries-iso/Utopia"),
    "ESS-8": ("e:country_id", "e:other"),
    "ESS-9": ("a e:Address", "a e:Place"),
    "ESS-10": ("vcard:country-name", "vcard:region"),
}


def broken(rule: str) -> Graph:
    old, new = BAD[rule]
    mirror = old.replace("http://purl.org/essglobal/standard", MIRROR)
    text = GOOD.replace(old, mirror if new is None else new)
    assert text != GOOD
    return Graph().parse(data=text)


def rules(graph: Graph) -> set[str]:
    problems = validate_graph(graph, profile("essglobal")).problems
    return {problem.messages["en"].partition(":")[0] for problem in problems}


def test_a_good_initiative_passes() -> None:
    assert rules(Graph().parse(data=GOOD)) == set()


@pytest.mark.parametrize("rule", BAD)
def test_a_fault_is_found(rule: str) -> None:
    assert rule in rules(broken(rule))


def test_every_rule_is_documented_and_has_a_fault() -> None:
    shapes = profile("essglobal")
    found = set()
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        for predicate in (SH.name, SH.description, SH.message):
            values = list(shapes.objects(shape, predicate))
            tags = {o.language for o in values if isinstance(o, Literal)}
            assert tags == {"en", "ja"}, shape
        assert isinstance(shapes.value(shape, SH.severity), URIRef)
        found |= {str(m).partition(":")[0] for m in shapes.objects(shape, SH.message)}
    readme = (folder("shapes") / "README.md").read_text(encoding="utf-8")
    assert found == set(BAD) == set(re.findall(r"^\| (ESS-\d+) ", readme, re.MULTILINE))


def test_a_view_that_breaks_its_profile_is_told() -> None:
    assembly = with_views(assemble(read_sources([_case()])))
    spoiled = replace(assembly, made={ESSGLOBAL: broken("ESS-1")})
    [problem] = view_problems(spoiled)
    assert problem.messages["en"].startswith("ESS-1:")


def test_a_view_under_another_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    [query] = read_queries("view")
    other: StoredQuery = replace(query, name="statistics")
    monkeypatch.setattr(views, "read_queries", lambda role: [other])
    with pytest.raises(SourceError, match="graph/statistics is no view"):
        with_views(assemble(Sources(read_sources([_case()]).files)))


def _case() -> tuple[str, Path]:
    path = HERE / "essglobal.trig"
    return path.name, path
