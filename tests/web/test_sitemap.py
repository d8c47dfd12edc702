"""What search engines are told leads to pages, in both languages."""

import json
import re
from xml.etree import ElementTree

from werkzeug.test import Client

from tsunagari.release.releases import Release
from tsunagari.sparql.library import all_queries
from tsunagari.web.queries.words import BUILD
from tsunagari.web.sitemap import PAGES

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PUBLIC = "http://localhost"


def test_every_page_of_the_map_is_there(client: Client, release: Release) -> None:
    response = client.get("/sitemap.xml")
    assert response.mimetype == "application/xml"
    pages = list(ElementTree.fromstring(response.data))
    public = [one for one in all_queries() if one.role not in BUILD]
    [record] = (release.path / "versions").glob("*.json")
    ontology = json.loads(record.read_text(encoding="utf-8"))
    terms = len(ontology["terms"]) + len(ontology["modules"]) + 1
    assert terms > 200
    schemes = [
        page
        for page in pages
        if "/vocabularies/" in (page.findtext(f"{NAMESPACE}loc") or "")
    ]
    assert len(schemes) > 40
    fixed = len(PAGES) + len(release.manifest["datasets"])
    assert len(pages) == fixed + len(public) + terms + len(schemes)
    for page in pages:
        location = page.findtext(f"{NAMESPACE}loc") or ""
        links = {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in page.findall(f"{XHTML}link")
        }
        assert sorted(links) == ["en", "ja"]
        for language, address in links.items():
            assert address.startswith(location)
            # As search engines do; a stored query answers others at once.
            accept = {"Accept": "text/html"}
            found = client.get(address.removeprefix(PUBLIC), headers=accept)
            assert found.status_code == 200
            assert found.headers["Content-Language"] == language
            # The page tells of itself and of its other language by the same names.
            told = re.findall(r'hreflang="(\w+)" href="([^"]+)"', found.text)
            assert set(links.items()) <= set(told)


def test_robots_leave_answers_alone(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /sparql\n" in text
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in text
    assert "Disallow: /datasets" not in text


def test_a_page_in_the_other_language_keeps_its_parameters(client: Client) -> None:
    text = client.get(
        "/explain?subject=jporg:jccu&predicate=a&object=org:Organization&lang=en",
        headers={"Accept": "text/html"},
    ).text
    links = re.findall(r'hreflang="(\w+)" href="([^"]+)"', text)
    assert {language for language, _ in links} == {"en", "ja"}
    for _, address in links:
        assert "subject=jporg%3Ajccu&amp;predicate=a&amp;object=org%3A" in address


def test_programs_go_on_from_a_data_sets_page(client: Client) -> None:
    links = client.get("/datasets/brief").headers.getlist("Link")
    links = [link for text in links for link in re.split(r", (?=<)", text)]
    relations = {
        relation: [link for link in links if f'rel="{relation}"' in link]
        for relation in ("cite-as", "describedby", "item", "license", "type")
    }
    assert len(relations["describedby"]) == 3
    assert len(relations["cite-as"]) == len(relations["license"]) == 1
    assert relations["item"]
    for link in relations["item"] + relations["describedby"]:
        address = link.partition(">")[0].removeprefix("<").removeprefix(PUBLIC)
        with client.head(address) as response:
            assert response.status_code == 200, address
            assert f'type="{response.mimetype}"' in link
