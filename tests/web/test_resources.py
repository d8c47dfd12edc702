"""Each thing has an address, and each document about it tells the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rdflib import DCAT, OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic
from werkzeug.test import Client

from tsunagari.export.frames import ANY, FRAMES
from tsunagari.namespaces import BASE, SSE
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import FORMATS, Format, Kind, formats_for
from tsunagari.web import resources

RDF_FORMATS = formats_for(Kind.GRAPH)
each_format = pytest.mark.parametrize("format", RDF_FORMATS, ids=lambda f: f.name)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MIRAI = "jp/org/co-op-mirai"
KINDS = [kind.name for kind in (*FRAMES, ANY)]


def of_each_kind(release: Release) -> dict[str, str]:
    """The path of one thing of each kind: the one of which most is told."""
    found = {}
    for kind in KINDS:
        path = release.path / "json" / f"{kind}.json"
        trees = json.loads(path.read_text(encoding="utf-8"))["@graph"]
        most = max(trees, key=lambda tree: len(json.dumps(tree)))
        found[kind] = most["id"].removeprefix(str(BASE))
    return found


def graph(response: Any) -> Graph:
    assert response.status_code == 200, response.text
    kinds = {"application/ld+json": "json-ld", "application/rdf+xml": "xml"}
    kind = kinds.get(response.mimetype, response.mimetype)
    return Graph().parse(data=response.data, format=kind)


@each_format
def test_an_address_leads_to_what_is_preferred(client: Client, format: Format) -> None:
    reply = client.get(f"/id/{MIRAI}", headers={"Accept": format.media_type})
    assert reply.status_code == 303
    target = f"/data/{MIRAI}.{format.extension}"
    assert reply.headers["Location"] == f"http://localhost{target}"
    assert reply.headers["Vary"] == "Accept"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert client.head(f"/id/{MIRAI}").status_code == 303
    document = client.get(target)
    assert document.status_code == 200
    assert document.headers["Content-Type"] == format.content_type
    assert (URIRef(BASE[MIRAI]), RDF.type, SSE.SSEOrganization) in graph(document)


def test_each_document_tells_the_same(views: Client, release: Release) -> None:
    for kind, path in of_each_kind(release).items():
        told = [graph(views.get(f"/data/{path}.{f.extension}")) for f in RDF_FORMATS]
        assert len(told[0]) > 3
        for other in told[1:]:
            assert isomorphic(told[0], other), (kind, path)


def test_the_tree_is_the_one_in_the_list(views: Client, release: Release) -> None:
    listed = json.loads((release.path / "json/organizations.json").read_text("utf-8"))
    [tree] = [one for one in listed["@graph"] if one["id"] == str(BASE[MIRAI])]
    reply = views.get(f"/data/{MIRAI}.jsonld").json
    assert reply == {"@context": listed["@context"], **tree}


def test_a_tree_names_its_schema_and_fits_it(views: Client, release: Release) -> None:
    for kind, path in of_each_kind(release).items():
        reply = views.get(f"/data/{path}.jsonld")
        address = f"http://localhost/schemas/{kind}.schema.json"
        assert f'<{address}>; rel="describedby"' in reply.headers["Link"]
        schema = views.get(address)
        assert schema.status_code == 200
        assert schema.mimetype == "application/schema+json"
        tree = dict(reply.json or {})
        del tree["@context"]
        Draft202012Validator(schema.json).validate(tree)


def test_links_lead_to_the_other_formats(client: Client) -> None:
    for path in (f"/id/{MIRAI}", f"/data/{MIRAI}.nt"):
        links = client.get(path).headers["Link"]
        assert f'<{BASE}{MIRAI}>; rel="canonical"' in links
        assert 'rel="license"' in links
        for format in RDF_FORMATS:
            address = f"http://localhost/data/{MIRAI}.{format.extension}"
            link = f'<{address}>; rel="alternate"; type="{format.media_type}"'
            assert link in links
            assert client.get(address).status_code == 200


def test_a_document_is_asked_for_again(client: Client) -> None:
    for format in RDF_FORMATS:
        path = f"/data/{MIRAI}.{format.extension}"
        reply = client.get(path)
        tag = reply.headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        head = client.head(path)
        assert head.status_code == 200
        assert head.headers["ETag"] == tag
        assert head.data == b""
        assert "Accept" in reply.headers["Vary"]
        assert client.options(path).status_code == 204
    assert client.post(f"/data/{MIRAI}.ttl").status_code == 405


def test_a_browser_sees_text(client: Client) -> None:
    shown = client.get(f"/data/{MIRAI}.ttl", headers={"Accept": BROWSER})
    assert shown.headers["Content-Type"] == "text/plain; charset=utf-8"
    other = client.get(f"/data/{MIRAI}.ttl", headers={"Accept": "text/turtle"})
    assert other.data == shown.data


def test_the_ontology_is_one_document(client: Client) -> None:
    reply = client.get("/id/ontology", headers={"Accept": "text/turtle"})
    assert reply.headers["Location"] == "http://localhost/data/ontology.ttl"
    told = [graph(client.get(f"/data/ontology.{e}")) for e in ("nt", "jsonld")]
    assert len(told[0]) == len(told[1]) > 2_500
    for one in told:
        assert (SSE.legalForm, RDF.type, OWL.ObjectProperty) in one
        assert list(one.subject_objects(OWL.propertyChainAxiom))


@pytest.mark.parametrize("name", ["", "/jp", "/evidence"])
def test_a_data_set_leads_to_its_part_of_the_catalogue(
    client: Client, name: str
) -> None:
    reply = client.get(f"/id/dataset{name}", headers={"Accept": "text/turtle"})
    assert reply.status_code == 303
    found = graph(client.get(reply.headers["Location"]))
    assert (URIRef(BASE[f"dataset{name}"]), RDF.type, DCAT.Dataset) in found
    assert len(set(found.subjects(RDF.type, DCAT.Dataset))) == 1
    as_page = client.get(f"/id/dataset{name}", headers={"Accept": BROWSER})
    page = client.get(as_page.headers["Location"])
    assert page.mimetype == "text/html"
    assert client.get(f"/data/dataset{name}.nt").status_code == 404


def test_what_describes_the_release_has_documents(client: Client) -> None:
    path = "/data/query/cq06-government-investors.jsonld"
    assert len(graph(client.get(path))) > 5


@pytest.mark.parametrize(
    "path",
    [
        "/id/jp/org/none",
        "/id/",
        "/id/jp/org/%3Cscript%3E",
        "/id/jp/org/a%22b",
        "/data/jp/org/none.ttl",
        "/data/jp/org/none",
        f"/data/{MIRAI}.csv",
        "/data/.ttl",
        "/id/jp/org/a%0Ab",
    ],
)
def test_what_there_is_not(client: Client, path: str) -> None:
    reply = client.get(path, headers={"Accept": "application/problem+json"})
    assert reply.status_code == 404
    problem = json.loads(reply.data)
    assert problem["status"] == 404
    assert problem["detail"]


def test_what_is_nearly_right_leads_on(client: Client) -> None:
    for path, accept, target in (
        (f"/id/{MIRAI}.ttl", "*/*", f"/data/{MIRAI}.ttl"),
        (f"/id/{MIRAI}.jsonld", "text/html", f"/data/{MIRAI}.jsonld"),
        (f"/data/{MIRAI}", "application/ld+json", f"/data/{MIRAI}.jsonld"),
        (f"/data/{MIRAI}", BROWSER, f"/data/{MIRAI}.ttl"),
        (f"/page/{MIRAI}/?lang=ja", BROWSER, f"/page/{MIRAI}?lang=ja"),
        (f"/page/{MIRAI}//?path=x", BROWSER, f"/page/{MIRAI}?path=x"),
    ):
        reply = client.get(path, headers={"Accept": accept})
        assert reply.status_code in (301, 303), path
        assert reply.headers["Location"].removeprefix("http://localhost") == target
        found = client.get(reply.headers["Location"], headers={"Accept": accept})
        assert found.status_code == 200, target


def test_a_format_that_there_is_not(client: Client) -> None:
    reply = client.get(f"/id/{MIRAI}", headers={"Accept": "image/png"})
    assert reply.status_code == 406
    assert client.get(f"/id/{MIRAI}?format=nt").headers["Location"].endswith(".nt")
    assert {f.extension for f in RDF_FORMATS} == {"ttl", "nt", "rdf", "jsonld"}
    assert len(FORMATS) > len(RDF_FORMATS)


def test_a_tree_has_a_largest_size(
    views: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "LARGEST_TREE", 100)
    # No other test asks for it, so that it is not kept.
    reply = views.get("/data/concept/voluntary-establishment.jsonld")
    assert reply.status_code == 422
    assert b"the other formats stream" in reply.data
    reply = views.get("/data/concept/voluntary-establishment.nt")
    assert reply.status_code == 200


def test_contexts_frames_and_lists_have_addresses(
    client: Client, release: Release
) -> None:
    [context] = (release.path / "context").iterdir()
    reply = client.get(f"/context/{context.name}")
    assert reply.data == context.read_bytes()
    assert reply.headers["Content-Type"] == "application/ld+json"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    for kind in KINDS:
        frame = client.get(f"/frames/{kind}.jsonld")
        assert frame.headers["Content-Type"] == "application/ld+json"
        assert frame.json["@context"] == reply.json["@context"]  # type: ignore[index]
        listed = client.get(f"/json/{kind}.json")
        assert listed.headers["Content-Type"] == "application/json"
        assert listed.json["@graph"]  # type: ignore[index]


@pytest.mark.parametrize(
    "path",
    [
        "/context/9.9.9.jsonld",
        "/frames/none.jsonld",
        "/schemas/../MANIFEST.json",
        "/schemas/organizations.jsonld",
        "/json/%2e%2e%2fMANIFEST.json",
    ],
)
def test_nothing_else_has_one(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
