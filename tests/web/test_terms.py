"""The pages about the ontology: every term is told, in both languages, and linked."""

from __future__ import annotations

import copy
import doctest
import html
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.errors import QueryTimeoutError, ReleaseError
from tsunagari.export.ontology_record import Record
from tsunagari.export.resources import ONTOLOGY_IRI
from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import SSE
from tsunagari.sparql.pool import WorkerPool
from tsunagari.web import embedded
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State
from tsunagari.web.terms import layered, names
from tsunagari.web.terms import ontology as ontologies
from tsunagari.web.terms import versions as term_versions
from tsunagari.web.terms.diagram import Box, Diagram, module_diagram, overview
from tsunagari.web.terms.layered import Line, arranged
from tsunagari.web.terms.listing import index
from tsunagari.web.terms.names import Names
from tsunagari.web.terms.ontology import BORROWED, Ontology, ontology_of
from tsunagari.web.terms.schemes import schemes
from tsunagari.web.terms.uses import busy_until
from tsunagari.web.terms.versions import history, versions
from tsunagari.web.terms.words import WORDS

LARGEST = 100_000
TURTLE = {"Accept": "text/turtle"}
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def ontology(serving: Serving) -> Ontology:
    with serving.use() as now:
        return ontology_of(now)


def addresses(text: str) -> set[str]:
    """Return what the content of a page leads to."""
    main = text[text.index("<main") : text.index("</main>")]
    return {html.unescape(one) for one in re.findall(r'href="([^"]+)"', main)}


def ids(text: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'\bid="([^"]+)"', text)]


@each_language
def test_the_page_of_the_ontology_has_every_term(
    client: Client, ontology: Ontology, language: Language
) -> None:
    response = client.get(f"/ontology?lang={language}", headers=BROWSER)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert len(response.data) < LARGEST
    found = ids(response.text)
    assert len(found) == len(set(found))
    assert set(ontology.homes) <= set(found)
    assert len(ontology.homes) > 190
    links = addresses(response.text)
    for name in ontology.homes:
        assert f"/ontology/{name}?lang={language}" in links
        # The index leads to the anchor.
        assert f"#{name}" in links
    assert {one.removeprefix("#") for one in links if one.startswith("#")} <= {*found}
    text = html.unescape(response.text)
    for word in ("0.1.0", "https://w3id.org/tsunagari/ontology#", "2026-11-25"):
        assert word in text


@each_language
def test_every_term_has_a_page(
    views: Client, ontology: Ontology, language: Language
) -> None:
    inside = set()
    for name in ontology.homes:
        response = views.get(f"/ontology/{name}?lang={language}", headers=BROWSER)
        assert response.status_code == 200, name
        assert len(response.data) < LARGEST
        text = html.unescape(response.text)
        for property in (RDFS.label, SKOS.definition):
            for value in ontology.graph.objects(SSE[name], property):
                assert str(value) in text, name
        for property in (SKOS.scopeNote, SKOS.example, SSE.sentencePattern):
            for value in ontology.graph.objects(SSE[name], property):
                if isinstance(value, Literal) and value.language == language:
                    assert str(value) in text, name
        assert f"<code>{SSE[name]}</code>" in text
        found = ids(response.text)
        assert len(found) == len(set(found))
        inside |= {
            urlsplit(one).path + "?" + urlsplit(one).query
            for one in addresses(response.text)
            if one.startswith("/")
        }
    follow(views, {one for one in inside if one.startswith("/ontology")}, 300)


def follow(views: Client, found: set[str], least: int) -> None:
    assert len(found) >= least
    for address in sorted(found):
        assert views.get(address, headers={"Accept": "*/*"}).status_code == 200, address


@each_language
def test_modules_and_alignments_have_pages(
    views: Client, ontology: Ontology, language: Language
) -> None:
    for name in (*ontology.modules, "alignments"):
        response = views.get(f"/ontology/{name}?lang={language}", headers=BROWSER)
        assert response.status_code == 200
        assert response.headers["Content-Language"] == language
        assert len(response.data) < LARGEST
        found = ids(response.text)
        assert len(found) == len(set(found)), name
        links = addresses(response.text)
        local = {one for one in links if one.startswith(("/ontology", "/data"))}
        follow(views, local, 1)
        for term in ontology.terms(name):
            if name != BORROWED:
                assert f"/ontology/{term.removeprefix(SSE)}?lang={language}" in links
    # A module and a term are never at one address.
    assert not {*ontology.modules, "alignments"} & {*ontology.homes}


@each_language
def test_every_scheme_and_structure_is_told_with_all_that_is_in_it(
    views: Client, ontology: Ontology, language: Language
) -> None:
    found = schemes(ontology, Names(ontology.graph, language))
    whole = views.get(f"/ontology/vocabularies?lang={language}", headers=BROWSER)
    assert len(whole.data) < LARGEST
    links = addresses(whole.text)
    assert min(len(some) for some in found.values()) > 10
    for one in (one for some in found.values() for one in some):
        address = f"/ontology/vocabularies/{one.path}?lang={language}"
        assert address in links
        response = views.get(address, headers=BROWSER)
        assert response.status_code == 200
        assert response.headers["Content-Language"] == language
        assert len(response.data) < LARGEST
        text = html.unescape(response.text)
        iri = URIRef(one.name.iri)
        members = list(ontology.graph.subjects(SKOS.inScheme, iri))
        assert text.count("<tr>") - 1 == one.size > 0, iri
        for member in members:
            for property in (SKOS.prefLabel, SKOS.definition):
                for value in ontology.graph.objects(member, property):
                    if isinstance(value, Literal) and value.language == language:
                        assert str(value) in text, member
    data = views.get("/data/structure/count.ttl")
    assert data.status_code == 200
    assert views.get("/ontology/vocabularies/no/such").status_code == 404


def test_links_of_the_page_lead_somewhere(views: Client) -> None:
    text = views.get("/ontology?lang=ja", headers=BROWSER).text
    found = {one.partition("#")[0] for one in addresses(text)}
    follow(views, {one for one in found if one.startswith("/")}, 200)


def test_the_iri_of_the_ontology_negotiates(client: Client) -> None:
    for accept, target in (
        (BROWSER["Accept"], "/ontology"),
        ("text/turtle", "/data/ontology.ttl"),
        ("application/ld+json", "/data/ontology.jsonld"),
        ("application/rdf+xml", "/data/ontology.rdf"),
        ("application/n-triples", "/data/ontology.nt"),
    ):
        response = client.get("/id/ontology", headers={"Accept": accept})
        assert response.status_code == 303
        assert response.headers["Location"] == f"http://localhost{target}"
        assert "Accept" in response.headers["Vary"]
        found = client.get(target, headers={"Accept": accept})
        assert found.status_code == 200
        assert found.mimetype == accept.partition(",")[0]


def test_a_picture_of_the_ontology_there_is_not(client: Client) -> None:
    for path in ("/ontology", "/ontology/LegalForm"):
        reply = client.get(path, headers={"Accept": "image/png"})
        assert reply.status_code == 406
        several = client.get(path, headers={"Accept": "image/png, text/html;q=0.1"})
        assert several.status_code == 200


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", r"6 of \d+ are shown\."), ("ja", r"\d+件のうち6件を示しています。")],
)
def test_a_page_of_a_term_says_how_many_it_shows(
    client: Client, language: str, told: str
) -> None:
    page = client.get(f"/ontology/LegalForm?lang={language}", headers=BROWSER).text
    found = re.search(rf'{told} <a href="(/editor\?query=[^"]+)"', page)
    assert found
    assert client.get(html.unescape(found[1]), headers=BROWSER).status_code == 200


def test_the_page_leads_who_wants_data_to_it(client: Client) -> None:
    for path, target, iri in (
        ("/ontology", "/data/ontology.ttl", ONTOLOGY_IRI),
        ("/ontology/LegalForm", "/ontology/LegalForm.ttl", SSE.LegalForm),
    ):
        response = client.get(path, headers=TURTLE)
        assert response.status_code == 303
        assert response.headers["Location"] == f"http://localhost{target}"
        for accept in ({}, {"Accept": "*/*"}, BROWSER):
            page = client.get(path, headers=accept)
            assert page.status_code == 200
            assert page.mimetype == "text/html"
            assert "Accept" in page.headers["Vary"].split(", ")
            link = page.headers["Link"]
            for part in (
                f'<{iri}>; rel="cite-as"',
                f'<http://localhost{target}>; rel="alternate"; type="text/turtle"',
                f'<http://localhost{target}>; rel="describedby"; type="text/turtle"',
                '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
            ):
                assert part in link


def test_the_iri_of_the_version_leads_to_it(client: Client) -> None:
    page = client.get("/id/ontology/0.1.0", headers=BROWSER)
    assert page.status_code == 303
    assert page.headers["Location"] == "http://localhost/ontology#versions"
    data = client.get("/id/ontology/0.1.0", headers=TURTLE)
    assert data.headers["Location"] == "http://localhost/data/ontology.ttl"
    assert client.get("/ontology/0.1.0", headers=BROWSER).status_code == 303
    assert client.get("/id/ontology/0.0.9", headers=TURTLE).status_code == 404


def test_the_iri_of_a_module_leads_to_it(client: Client) -> None:
    page = client.get("/id/ontology/legal-form", headers=BROWSER)
    assert page.headers["Location"] == "http://localhost/ontology/legal-form"
    data = client.get("/id/ontology/legal-form", headers=TURTLE)
    assert data.headers["Location"] == "http://localhost/data/ontology/legal-form.ttl"


@pytest.mark.parametrize(
    ("ending", "media_type", "syntax"),
    [
        ("ttl", "text/turtle", "turtle"),
        ("jsonld", "application/ld+json", ""),
        ("rdf", "application/rdf+xml", "xml"),
        ("nt", "application/n-triples", "nt"),
    ],
)
def test_the_description_of_a_term_comes_in_each_format(
    client: Client, ending: str, media_type: str, syntax: str
) -> None:
    response = client.get(f"/ontology/SSEOrganization.{ending}")
    assert response.status_code == 200
    assert response.mimetype == media_type
    if not syntax:
        document = json.loads(response.data)
        assert "SSE organization" in json.dumps(document)
        assert "someValuesFrom" in json.dumps(document)
        return
    graph = Graph().parse(data=response.data, format=syntax)
    assert (SSE.SSEOrganization, RDF.type, OWL.Class) in graph
    # The class that is placed under it comes whole.
    [under] = [
        node
        for node in graph.subjects(RDFS.subClassOf, SSE.SSEOrganization)
        if isinstance(node, BNode)
    ]
    parts = list(graph.items(graph.value(under, OWL.intersectionOf)))
    assert len(parts) == 2
    assert graph.value(parts[1], OWL.someValuesFrom) == SSE.FullSSEForm
    # And of others, nothing: each blank node belongs to it.
    reached = set(graph.transitive_objects(under, None))
    assert {s for s in graph.subjects() if isinstance(s, BNode)} <= reached
    assert {s for s in graph.subjects() if isinstance(s, URIRef)} == {
        SSE.SSEOrganization
    }


def test_what_is_no_term_is_not_found(client: Client) -> None:
    for path in ("/ontology/Nothing", "/ontology/LegalForm.pdf", "/ontology/No.ttl"):
        response = client.get(path, headers=BROWSER)
        assert response.status_code == 404, path


def test_a_definition_is_read_in_both_languages(client: Client) -> None:
    english = client.get("/ontology/FullSSEForm?lang=en").text
    assert "A full SSE form is exactly an organization type that meets" in english
    assert '(<span lang="en">SubClassOf</span>)' in english
    japanese = client.get("/ontology/SSEOrganization?lang=ja").text
    said = "法人形態とする組織はすべて社会的連帯経済の組織である。"
    assert said in japanese
    chain = client.get("/ontology/meets?lang=ja").text
    assert "「AはBを満たす」かつ「BはCの下位の基準である」ならば、" in chain
    assert "推移的" in client.get("/ontology/within?lang=ja").text
    assert "subclass" not in client.get(
        "/ontology/Government?lang=ja"
    ).text.lower().split("<main")[1].replace("subclassof", "")


def counted(client: Client, serving: Serving, path: str) -> str:
    """Return a page with its counts; on a busy machine at a later try."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        text = client.get(path).text
        main = text[text.index("<main") :]
        if "<strong>" in main and "(asserted" in main:
            return text
        with serving.use() as now:
            now.undrawn_until.clear()
        busy_until.clear()
        time.sleep(0.5)
    raise AssertionError(f"{path} has no counts")


def test_a_term_stands_in_the_tree_of_those_above_and_below(client: Client) -> None:
    def tree(name: str) -> str:
        text = client.get(f"/ontology/{name}?lang=en").text
        start = text.index('<ul class="tree">')
        return text[start : text.index("<h2>", start)]

    found = tree("OrganizationType")
    # Above it, itself, below it, and what is below that.
    marks = [
        "concept</a>",
        "<strong",
        "/ontology/PartialHybridForm",
        "/ontology/Social",
    ]
    places = [found.index(mark) for mark in marks]
    assert places == sorted(places)
    assert found.count("<strong") == 1
    assert "is stated to meet" in tree("meets")


def test_the_counts_are_those_of_the_release(client: Client, serving: Serving) -> None:
    text = counted(client, serving, "/ontology/FullSSEForm?lang=en")
    query = (
        "SELECT (COUNT(*) AS ?n) { ?x a "
        "<https://w3id.org/tsunagari/ontology#FullSSEForm> }"
    )
    answer = client.get("/sparql", query_string={"query": query, "format": "json"})
    [row] = answer.json["results"]["bindings"]  # type: ignore[index]
    count = row["n"]["value"]
    assert int(count) > 3
    assert f"<strong>{count}</strong> (asserted 0, inferred {count})" in text
    assert "consumer co" in text.lower()
    used = counted(client, serving, "/ontology/AdministrativeArea?lang=en")
    assert "Not used" not in used
    assert "Not used" in client.get("/ontology/dissolvedOn?lang=en").text


def test_a_page_does_not_wait_for_workers_that_are_busy(
    settings: Settings, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def never(self: WorkerPool, request: object, *_: object) -> None:
        asked.append(request)
        raise QueryTimeoutError("not in time")

    monkeypatch.setattr(WorkerPool, "answer", never)
    here = replace(settings, public_url="http://busy.example")
    client = create_app(State.of(here, serving)).test_client()
    with serving.use() as now:
        now.drawn.pop("FIG-20", None)
        for _ in range(3):
            page = client.get("/ontology/LegalForm?lang=en", headers=BROWSER)
            assert page.status_code == 200
            assert "organization type that a law creates" in page.text
        # One for the counts, and one for the rest; then none for a while.
        assert len(asked) <= 2
        now.undrawn_until.clear()
    busy_until.clear()
    monkeypatch.undo()
    # What could not be had was not kept.
    counted(client, serving, "/ontology/LegalForm?lang=en")


def test_shapes_mappings_and_questions_are_linked(client: Client) -> None:
    links = addresses(client.get("/ontology/legalForm?lang=en").text)
    assert any(one.startswith("/shapes?lang=en#") for one in links)
    assert "/queries/lk-1-organizations-of-form?lang=en" in links
    assert "http://www.w3.org/ns/org#classification" in links


def test_programs_read_what_a_page_is_about(client: Client, ontology: Ontology) -> None:
    def read(path: str) -> dict[str, object]:
        text = client.get(path).text
        [found] = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', text, re.S
        )
        document: dict[str, object] = json.loads(found)
        return document

    term = read("/ontology/LegalForm?lang=ja")
    assert term["@type"] == "DefinedTerm"
    assert term["@id"] == str(SSE.LegalForm)
    assert term["inDefinedTermSet"] == ONTOLOGY_IRI
    assert {"@value": "法人形態", "@language": "ja"} in term["name"]  # type: ignore[operator]
    whole = read("/ontology")
    assert whole["@type"] == "DefinedTermSet"
    assert whole["version"] == ontology.record["version"]
    assert whole["license"] == ontology.licence


def test_the_index_of_japanese_is_in_the_order_of_kana(ontology: Ontology) -> None:
    letters = index(ontology, Names(ontology.graph, "ja"))
    heads = [one.letter for one in letters]
    kana = [head for head in heads if "ぁ" <= head <= "ん"]
    assert kana == sorted(kana)
    assert len(kana) == len(set(kana)) > 7
    assert sum(len(one.terms) for one in letters) == len(ontology.homes)
    [ha] = [one for one in letters if one.letter == "は"]
    assert "法人形態" in [name.text for name, _ in ha.terms]
    english = [one.letter for one in index(ontology, Names(ontology.graph, "en"))]
    assert english == sorted(set(english))


def overlaps(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width - 1
        and other.x < one.x + one.width - 1
        and one.y < other.y + other.height - 1
        and other.y < one.y + one.height - 1
    )


def diagrams(ontology: Ontology, language: Language) -> Iterator[Diagram]:
    named = Names(ontology.graph, language)
    for module in ontology.modules:
        if diagram := module_diagram(ontology, named, module):
            yield diagram
    whole = overview(ontology, named)
    assert whole
    yield whole


@each_language
def test_nothing_lies_on_anything_in_a_diagram(
    ontology: Ontology, language: Language
) -> None:
    found = list(diagrams(ontology, language))
    assert len(found) > 10
    for diagram in found:
        for one, other in combinations(diagram.boxes, 2):
            assert not overlaps(one, other), (one.lines, other.lines)
        for box in diagram.boxes:
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.width <= diagram.width
            assert box.y + box.height <= diagram.height


def test_a_diagram_draws_what_the_axioms_say(ontology: Ontology) -> None:
    diagram = module_diagram(ontology, Names(ontology.graph, "en"), "legal-form")
    assert diagram
    told = {
        (start.short, tuple(one.short for one in some), end.short)
        for start, some, end in diagram.told
    }
    assert ("sse:FullSSEForm", (), "sse:OrganizationType") in told
    assert ("sse:OrganizationType", (), "skos:Concept") in told
    assert ("sse:LegalFormHolding", ("sse:heldForm",), "sse:OrganizationType") in told
    drawn = [line.style for line in diagram.lines]
    assert drawn.count("subclass") == sum(1 for _, some, _ in told if not some)
    assert drawn.count("property") == sum(1 for _, some, _ in told if some)


def test_a_diagram_can_be_read_without_seeing_it(client: Client) -> None:
    text = client.get("/ontology/legal-form?lang=en").text
    assert '<title id="diagram-title">Diagram of Legal forms' in text
    assert 'aria-labelledby="diagram-title"' in text
    words = text[text.index('id="diagram-words"') :]
    assert "full SSE form is a kind of organization type" in " ".join(words.split())
    svg = text[text.index("<svg class") : text.index("</svg>")]
    assert svg.count("<a ") > 10
    assert "style=" not in svg


def test_a_circle_of_lines_is_drawn() -> None:
    sizes = dict.fromkeys("abcd", (40.0, 20.0))
    lines = [Line("a", "b"), Line("b", "c"), Line("c", "a"), Line("d", "d")]
    placed = arranged(sizes, lines)
    assert placed.middles.keys() >= set("abcd")
    assert [len(points) >= 2 for points in placed.lines] == [True] * 4
    # Turned round for the layout, a line still ends where it leads to.
    assert placed.lines[2][-1][0] < placed.lines[2][0][0]


def test_lines_that_need_not_cross_do_not() -> None:
    sizes = dict.fromkeys(("a", "b", "x", "y"), (40.0, 20.0))
    placed = arranged(sizes, [Line("a", "y"), Line("b", "x")])
    high = placed.middles["a"][1] < placed.middles["b"][1]
    assert (placed.middles["y"][1] < placed.middles["x"][1]) == high


def test_there_is_one_version_and_the_page_says_so(
    client: Client, ontology: Ontology
) -> None:
    [only] = history(ontology.record)
    assert only.is_first
    assert only.is_current
    text = client.get("/ontology?lang=en").text
    assert f"The first version, with {only.terms} terms." in text
    record = client.get("/versions/0.1.0.json")
    assert record.json == ontology.record
    assert client.get("/versions/0.0.1.json").status_code == 404


def test_the_next_version_is_compared_with_this_one(ontology: Ontology) -> None:
    old: Record = ontology.record
    terms = {**old["terms"], "New": {"kind": "Class"}}
    del terms["LegalForm"]
    new = {**old, "version": "0.10.0", "terms": terms}
    found = versions([old, new])
    assert [one.number for one in found] == ["0.10.0", "0.1.0"]
    assert [one.term for one in found[0].of("added")] == ["New"]
    assert [one.term for one in found[0].of("removed")] == ["LegalForm"]
    assert found[0].is_current
    assert not found[1].is_current
    # A version of the program that is later than the release is none of its.
    assert [one.number for one in history({**old, "version": "0.0.9"})] == ["0.0.9"]
    assert [one.number for one in history(new)] == ["0.10.0", "0.1.0"]


@each_language
def test_the_page_lists_what_changed(
    settings: Settings,
    serving: Serving,
    ontology: Ontology,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    old = copy.deepcopy(ontology.record)
    old |= {"version": "0.0.9", "issued": "2026-01-01"}
    del old["terms"]["LegalForm"]
    old["terms"]["meets"]["definition"]["en"] = "another"
    monkeypatch.setattr(term_versions, "kept_versions", lambda: {"0.0.9": old})
    # Pages are kept by the public address: this one is made anew.
    here = replace(settings, public_url=f"http://changed.example/{language}")
    client = create_app(State.of(here, serving)).test_client()
    text = client.get(f"/ontology?lang={language}", headers=BROWSER).text
    part = text[text.index('<h2 id="versions">') : text.index("<script")]
    assert part.index(">0.1.0<") < part.index(">0.0.9<")
    words, lines = WORDS[language], " ".join(part.split())
    colon = words["colon"]
    assert f"{words['what added']}{colon}<code>LegalForm</code>" in lines
    assert f"{words['what definition']}{colon}<code>meets</code>" in lines
    assert words["what removed"] not in lines
    assert words["first version"][:10] not in lines


def test_borrowed_terms_say_what_uses_them(client: Client) -> None:
    text = client.get("/ontology/borrowed?lang=en").text
    links = addresses(text)
    assert "http://www.w3.org/ns/org#Organization" in links
    row = text[text.index('id="org:Organization"') :]
    row = row[: row.index("</tr>")]
    assert "/ontology/SSEOrganization?lang=en" in row


def test_a_release_without_a_record_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="build it again"):
        ontologies._open(tmp_path)


def test_words_are_in_both_languages() -> None:
    assert WORDS["en"].keys() == WORDS["ja"].keys()
    same = {key for key in WORDS["en"] if WORDS["en"][key] == WORDS["ja"][key]}
    assert same == {"iri"}


def test_the_examples_of_the_modules_hold() -> None:
    for module in (layered, names, embedded):
        failed, tried = doctest.testmod(module)
        assert tried
        assert not failed
