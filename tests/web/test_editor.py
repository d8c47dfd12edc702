"""The editor: its page, its examples and terms, and the files that are built for it.

What a browser does with it is tested in ``tests/browser``. There one finds, by id:

* ``editor-form``, ``editor-query``, ``editor-format``: the plain form, without scripts;
* ``editor-examples``: the examples, each a link with ``data-example=<name>``;
* ``editor``: YASGUI; ``.tabPanel.active`` is the open tab, ``.CodeMirror`` in it the
  text (its property ``CodeMirror`` has ``getValue`` and ``setValue``), ``role=tab``
  the tabs, ``editor-add`` the button for a new one;
* ``editor-run`` (Run or Stop), ``editor-rows`` (rows at most, empty for all),
  ``editor-share`` and ``editor-address`` (the link), ``editor-told`` (a status),
  ``editor-invalid`` (the line that does not parse);
* ``.select_table``, ``.select_chart``, ``.select_map``, ``.select_graph`` and
  ``.select_response``: the views, disabled where the answer has no such shape;
* ``.yasr_response_chip`` (rows and time), ``editor-cut`` (there are more rows),
  ``.yasr_results [role=alert]`` with ``data-status`` (what went wrong), ``.verdict``;
* ``.yasr_results table`` with ``button.sort`` and ``input[type=search]``,
  ``.chart svg .bar``, ``.map svg .dot``, ``.graph svg .node``, ``.detail``;
* ``editor-downloads`` (links), ``editor-code`` with ``editor-snippets`` in it.
"""

import gzip
import hashlib
import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import Client

from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE, prefixes
from tsunagari.sparql.formats import Kind, formats_for
from tsunagari.web.addresses import editor_path, page_path
from tsunagari.web.editor import bundle
from tsunagari.web.editor.examples import topics
from tsunagari.web.editor.words import SCRIPT_WORDS, WORDS
from tsunagari.web.queries.words import BUILD
from tsunagari.web.stored import asked_peers, library

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "service" / "editor"
BUILD_AGAIN = "run 'make editor' and commit what it writes"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MANIFEST = json.loads((bundle.BUNDLE / "manifest.json").read_text(encoding="utf-8"))


def config(text: str) -> dict[str, object]:
    """Return what the page tells its scripts."""
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', text)
    assert found
    told: dict[str, object] = json.loads(found[1])
    return told


def query_in(text: str) -> str:
    """Return what stands in the form."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", text, re.S)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_works_without_scripts(client: Client, language: str) -> None:
    response = client.get(f"/editor?lang={language}")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    text = response.text
    assert WORDS[language]["title"] in text
    assert '<form id="editor-form"' in text
    assert 'action="/sparql" method="get"' in text
    form = text.partition('id="editor-form"')[2]
    offered = re.findall(r'<option value="(\w*)">', form.partition("</form>")[0])
    names = {format.name for kind in Kind for format in formats_for(kind)}
    assert set(offered) == names | {""}
    answer = client.get(
        "/sparql", query_string={"query": query_in(text), "format": "csv"}
    )
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 5


def test_the_page_is_small_and_strict(client: Client) -> None:
    response = client.get("/editor?lang=ja")
    assert len(response.data) < 100_000
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert "script-src 'self'" in policy
    body = response.text
    assert " style=" not in body
    assert not re.search(r" on\w+=", body)
    scripts = re.findall(r"<script([^>]*)>", body)
    assert len(scripts) == 3
    assert all("src=" in one or "application/json" in one for one in scripts)


def test_a_query_comes_with_the_address(client: Client) -> None:
    query = 'ASK { ?s ?p "</textarea><script>alert(1)</script>" }'
    response = client.get(editor_path(query, "en"), headers={"Accept": BROWSER})
    assert response.status_code == 200
    assert query_in(response.text) == query
    assert "<script>alert" not in response.text
    assert config(response.text)["run"] is True
    other = re.search(r'<a href="([^"]+)" lang="ja"', response.text)
    assert other
    kept = parse_qs(urlsplit(html.unescape(other[1])).query)
    assert kept == {"query": [query], "lang": ["ja"]}


def test_a_stored_question_opens_in_the_editor(views: Client) -> None:
    path = "/queries/lk-1-organizations-of-form?form=form:rokin-bank&lang=en"
    page = views.get(path, headers={"Accept": BROWSER}).text
    found = re.search(r'href="(/editor\?query=[^"]+)"', page)
    assert found
    query = query_in(views.get(html.unescape(found[1])).text)
    assert "jp/form/rokin-bank" in query
    assert not query.startswith("#+")
    answer = views.get("/sparql", query_string={"query": query, "format": "csv"})
    assert len(answer.text.splitlines()) > 1


def test_browsers_are_led_here_and_the_protocol_is_kept(client: Client) -> None:
    led = client.get("/sparql", headers={"Accept": BROWSER})
    assert (led.status_code, led.headers["Location"]) == (303, "/editor")
    asked = {"query": "ASK {}"}
    answered = client.get("/sparql", query_string=asked, headers={"Accept": BROWSER})
    assert answered.status_code == 200
    assert answered.content_type == "application/json"
    for accept in ("text/csv", "application/sparql-results+json"):
        page = client.get("/editor", query_string=asked, headers={"Accept": accept})
        assert page.content_type.startswith("text/html")


def test_every_example_is_offered_once_and_runs(views: Client) -> None:
    body = views.get("/editor?lang=en").text
    names = re.findall(r'data-example="([^"]+)"', body)
    wanted = {
        name
        for name, stored in library().items()
        if stored.role not in BUILD and not asked_peers(stored)
    }
    assert sorted(names) == sorted(wanted)
    assert len(names) > 30
    for name in names:
        query = views.get(f"/editor/examples/{name}.rq?lang=en")
        assert query.status_code == 200
        assert not query.text.startswith("#+")
        answer = views.get("/sparql", query_string={"query": query.text})
        assert answer.status_code == 200, name
    assert views.get("/editor/examples/nothing.rq").status_code == 404
    assert views.get("/editor?example=nothing").status_code == 404


def test_topics_and_examples_speak_both_languages() -> None:
    english, japanese = (topics(language, set()) for language in LANGUAGES)
    assert len(english) == len(japanese) > 5
    for topic in english:
        assert topic.name.isascii()
    for topic in japanese:
        assert not topic.name.isascii()
        assert not any(one.summary.isascii() for one in topic.examples)
    peers = frozenset[str]().union(*map(asked_peers, library().values()))
    counts = [
        sum(len(topic.examples) for topic in topics("en", known))
        for known in (set(), peers)
    ]
    assert counts[0] < counts[1]


def test_an_example_has_names_in_the_language_of_the_page(views: Client) -> None:
    text = views.get("/editor?example=lk-1-organizations-of-form&lang=ja").text
    assert 'VALUES ?_lang { "ja" }' in query_in(text)
    assert "consumer-cooperative" in query_in(text)
    assert config(text)["run"] is False


def test_what_is_completed_is_what_the_release_has(client: Client) -> None:
    response = client.get("/editor/terms.json")
    assert response.content_type == "application/json"
    assert response.headers["ETag"]
    told = response.json
    assert told
    assert told["prefixes"] == prefixes()
    by_iri = {term["iri"]: term for term in told["classes"]}
    form = by_iri[str(BASE["ontology#LegalForm"])]
    assert (form["en"], form["ja"]) == ("legal form", "法人形態")
    count = f"SELECT (COUNT(*) AS ?n) {{ ?x a <{form['iri']}> }}"
    rows = client.get("/sparql", query_string={"query": count, "format": "csv"}).text
    assert int(rows.splitlines()[1]) == form["uses"]
    properties = [term["uses"] for term in told["properties"]]
    assert properties == sorted(properties, reverse=True)
    assert len(properties) > 100


def test_scripts_know_the_pages_of_our_things(views: Client) -> None:
    places = config(views.get("/editor?lang=ja").text)["places"]
    assert isinstance(places, list)
    for name in ("ontology#LegalForm", "shapes#Thing", "dataset/x", "jp/org/jccu"):
        iri = str(BASE[name])
        beginning, path = next(one for one in places if iri.startswith(one[0]))
        found = path.replace("X", iri.removeprefix(beginning), 1)
        assert found == page_path(iri, "ja")


def test_the_words_of_scripts_are_all_there_and_all_used() -> None:
    english, japanese = (SCRIPT_WORDS[language] for language in LANGUAGES)
    assert english.keys() == japanese.keys()
    assert WORDS["en"].keys() == WORDS["ja"].keys()
    for key, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(
            re.findall(r"\{\w+\}", japanese[key])
        ), key
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (SOURCES / "src").glob("*.js")
    )
    used = set(re.findall(r'words(?:\.(\w+)|\["([^"]+)"\])', sources))
    names = {a or b for a, b in used}
    names |= {key for key in english if re.match(r"(trouble|remedy) \d", key)}
    views = re.search(r"VIEWS = \{(.*?)\}", sources)
    assert views
    # A view that not every answer fits says what it needs.
    needs = {f"needs {name}" for name in re.findall(r"(\w+):", views[1])}
    names |= needs - {"needs table", "needs response"}
    assert names == english.keys()


def test_the_bundle_is_built_from_what_is_here() -> None:
    digest = hashlib.sha256()
    names = sorted(
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*")
        if path.is_file() and path.relative_to(SOURCES).parts[0] != "node_modules"
    )
    assert {"build.mjs", "package-lock.json", "package.json", "src/main.js"} <= set(
        names
    )
    for name in names:
        digest.update(f"{name}\0".encode() + (SOURCES / name).read_bytes() + b"\0")
    assert MANIFEST["sources"] == digest.hexdigest(), BUILD_AGAIN


def test_the_files_are_those_of_the_manifest_and_not_too_large() -> None:
    files = MANIFEST["files"]
    assert {told["part"] for told in files.values()} == {
        "editor.js",
        "editor.css",
        bundle.LICENCES,
    }
    there = {path.name for path in bundle.BUNDLE.iterdir()}
    assert there == {*files, "manifest.json"}, BUILD_AGAIN
    for name, told in files.items():
        data = (bundle.BUNDLE / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == told["sha256"], BUILD_AGAIN
        assert len(data) == told["bytes"]
    scripts = sum(told["bytes"] for name, told in files.items() if name[-3:] != "txt")
    assert scripts < 1_000_000


def test_the_bundle_asks_no_other_host() -> None:
    """No address in the files is one that is loaded.

    The policy of the page would refuse it; here is seen that nobody tries.
    """
    (sheet,) = bundle.BUNDLE.glob("*.css")
    text = sheet.read_text(encoding="utf-8")
    assert "@import" not in text
    assert "url(" not in text
    (script,) = bundle.BUNDLE.glob("*.js")
    code = script.read_text(encoding="utf-8")
    for host in ("dbpedia.org", "lov.linkeddata", "wikidata.org", "prefix.cc", "cdn"):
        assert host not in code, host
    assert "style='" not in code
    addresses = set(re.findall(r"https?://([\w.-]+)", code))
    # Namespaces, and where the messages and notes of the parts lead.
    known = {"creativecommons.org", "purl.org", "www.opengis.net", "www.w3.org"}
    told = {"developer.mozilla.org", "docs.triply.cc", "enable-cors.org"}
    assert known <= addresses <= known | told


def test_every_licence_is_there_and_permissive() -> None:
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    text = (bundle.BUNDLE / bundle.LICENCES).read_text(encoding="utf-8")
    parts = re.split(r"^={70,}$", text, flags=re.M)[1:]
    heads = [part.strip().splitlines() for part in parts[::2]]
    bodies = parts[1::2]
    assert len(heads) == len(bodies) > 15
    for head, body in zip(heads, bodies, strict=True):
        name, _, version = head[0].rpartition(" ")
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
        assert re.fullmatch(
            r"Licence: (MIT|ISC|BSD-3-Clause|Apache-2\.0|\(MPL-2\.0 OR Apache-2\.0\)"
            r"|\(CC-BY-4\.0 AND MIT\))",
            head[1],
        ), head
        assert len(body) > 400, name
    names = {head[0].rpartition(" ")[0] for head in heads}
    for name in ("yasgui", "yasqe", "yasr", "yasgui-utils"):
        assert f"@zazuko/{name}" in names
    assert {"codemirror", "n3", "dompurify", "lodash-es", "sortablejs"} <= names
    assert not {"jquery", "datatables.net"} & names


def test_all_packages_are_pinned() -> None:
    package = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))
    for version in {**package["dependencies"], **package["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    pinned = [told for place, told in lock["packages"].items() if place]
    assert len(pinned) > 20
    assert all(told["integrity"].startswith("sha512-") for told in pinned)


def test_files_of_the_editor_are_kept_for_good(client: Client) -> None:
    page = client.get("/editor?lang=en").text
    for pattern in (
        r'src="(/static/editor/[^"]+\.js)"',
        r'"(/static/editor/[^"]+css)"',
    ):
        found = re.search(pattern, page)
        assert found
        path = found[1]
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200
        assert response.headers["Content-Encoding"] == "gzip"
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["Vary"] == "Accept-Encoding"
        plain = gzip.decompress(response.data)
        assert plain == (bundle.BUNDLE / Path(path).name).read_bytes()
        tag = response.headers["ETag"]
        again = client.get(
            path, headers={"Accept-Encoding": "gzip", "If-None-Match": tag}
        )
        assert again.status_code == 304
    licences = client.get(bundle_path(page))
    assert licences.content_type == "text/plain; charset=utf-8"
    assert client.get("/static/editor/manifest.json").status_code == 404
    assert client.get("/static/editor/editor-000000000000.js").status_code == 404


def bundle_path(page: str) -> str:
    """Return the address of the licences, as the page has it."""
    found = re.search(rf'href="([^"]+{bundle.LICENCES})"', page)
    assert found
    return found[1]
