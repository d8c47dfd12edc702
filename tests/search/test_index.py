"""The index: things by any spelling of a name, by parts of it, by identifier."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from tsunagari.errors import QueryTimeoutError, SearchIndexError, SourceError
from tsunagari.namespaces import expand
from tsunagari.release.releases import Release
from tsunagari.release.search_index import write_search_index
from tsunagari.search.entry import Entry, Identifier, Label
from tsunagari.search.finding import NAMESAKES
from tsunagari.search.index import SearchIndex
from tsunagari.search.layout import FILE
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.formats import format_named

from .conftest import KIND, SCHEME, MakeIndex

BASE = "https://w3id.org/tsunagari/"
JCCU = BASE + "jp/org/jccu"
HOSTILE = [
    '"', "'", "*", "a*", "NEAR(a b)", "a AND b OR NOT c", "name:生協", "{", "(", ")",
    "-", "^生協", "生協\x00連合", "\ud800", "'; DROP TABLE entry; --", "%", "_", "$",
    "$$$", "𠮷野家", "a" * 100_000, "生" * 10_000, "\U0010ffff", "", " ", "💴💴💴💴",
    "İıß",
]  # fmt: skip


def thing(number: int, name: str, language: str = "ja", id: str = "") -> Entry:
    identifiers = (Identifier(SCHEME, id),) if id else ()
    label = Label(name, language)
    return Entry(f"https://e.org/{number}", (label,), (KIND,), identifiers, {}, 1)


def first(index: SearchIndex, text: str) -> str:
    found, _ = index.named(text, 10)
    return found[0].iri.removeprefix(BASE) if found else ""


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("日本生活協同組合連合会", "jp/org/jccu"),
        ("日本生活協同組合 連合会", "jp/org/jccu"),
        ("日本生協連", "jp/org/jccu"),
        ("ＪＣＣＵ", "jp/org/jccu"),
        ("jccu", "jp/org/jccu"),
        ("Japanese Consumers Co-operative Union", "jp/org/jccu"),
        ("にほんせいかつきょうどうくみあいれんごうかい", "jp/org/jccu"),
        ("ﾆﾎﾝｾｲｶﾂｷｮｳﾄﾞｳｸﾐｱｲﾚﾝｺﾞｳｶｲ", "jp/org/jccu"),
        ("nihon seikatsu kyōdō kumiai rengōkai", "jp/org/jccu"),
        ("コープミライ", "jp/org/co-op-mirai"),
        ("民法", "jp/law/civil-code"),
        ("MACHIZUKURI", "jp/concept/machizukuri"),
        ("街づくり", "jp/concept/machizukuri"),
    ],
)
def test_any_spelling_of_a_name_finds_it(own: SearchIndex, text: str, id: str) -> None:
    assert first(own, text) == id


@pytest.mark.parametrize(
    "part", ["生活協同組合連合", "本生活協同組", "日本生活共同組合連合会"]
)
def test_a_part_or_a_misspelt_name_finds_it(own: SearchIndex, part: str) -> None:
    found, _ = own.named(part, 10)
    assert JCCU in {entry.iri for entry in found}


def test_two_characters_are_found_anywhere_in_a_name(made_up: MakeIndex) -> None:
    names = ["生協", "生協連", "日本生協", "日本生協連", "生活", "協生"]
    index = made_up(thing(n, name) for n, name in enumerate(names))
    found, complete = index.named("生協", 10)
    assert {entry.labels[0].text for entry in found} == set(names[:4])
    assert found[0].labels[0].text == "生協"
    assert complete


# What has a name and is reached from what people look for, and how.
NOT_LOOKED_FOR = (
    "sse:Period",  # from what lasted as long
    "sse:NamePattern",  # from the legal form that it tells
    "adms:Identifier",  # its number finds the thing that has it
    "sse:LegalFormHolding",  # its names find the holder
    "owl:Ontology",  # on the pages of the ontology
    "owl:AnnotationProperty",  # there too
    "qb:DataStructureDefinition",  # from its data set
    "skos:Collection",  # from its data set
    "void:Dataset",  # on the pages of data sets
    "void:Linkset",  # there too
    "foaf:Group",  # from the policy that set it up
    "schema:CreativeWorkSeries",  # from its sources
)


def test_whatever_has_a_name_is_found(release: Release) -> None:
    """A label of anything of ours is in the index, but for the kinds above."""
    query = """
        PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?thing WHERE {
          ?thing rdfs:label|skos:prefLabel|dcterms:title ?name .
          FILTER STRSTARTS(STR(?thing), "https://w3id.org/tsunagari/")
          FILTER NOT EXISTS { ?thing a ?kind FILTER (?kind IN (%s)) }
        }"""
    kinds = ", ".join(f"<{expand(kind)}>" for kind in NOT_LOOKED_FOR)
    answer = release.engine().query(query % kinds)
    named = set(answer.serialize(format_named("csv")).decode().split()[1:])
    assert len(named) > 1500
    with sqlite3.connect(release.path / FILE) as connection:
        found = {iri for (iri,) in connection.execute("SELECT iri FROM entry")}
    assert not named - found


def test_a_law_is_found_by_its_number(own: SearchIndex) -> None:
    law = str(expand("law:pic-authorization-act"))
    for text in ("平成18年法律第49号", "平成１８年法律第４９号"):
        found = own.beginning(text, (), 0, 5)
        assert found[0].iri == law


def test_an_identifier_finds_its_thing(own: SearchIndex) -> None:
    scheme = str(expand("jpc:corporate-number"))
    for text in ("6011005000854", "６０１１００５０００８５４", "6011-0050-00854"):
        assert [entry.iri for entry in own.identified(text)] == [JCCU]
        assert [entry.iri for entry in own.identified(text, scheme)] == [JCCU]
    assert own.identified("6011005000854", str(expand("concept:wikidata"))) == []
    assert own.identified("6011005000855") == []
    assert own.identified("6011005000854", "https://example.org/none") == []


def test_other_graphs_names_are_identifiers_too(own: SearchIndex) -> None:
    (found,) = own.identified("Q39", str(expand("concept:wikidata")))
    assert found.labels


def test_beginnings_come_in_order_and_pages(own: SearchIndex) -> None:
    all_of_them = own.beginning("日本", (), 0, 30)
    assert len(all_of_them) == 30
    assert own.beginning("日本", (), 10, 20) == all_of_them[10:]
    assert len({entry.iri for entry in all_of_them}) == 30
    organization = str(expand("org:Organization"))
    found = own.beginning("日本生活協同", [organization], 0, 5)
    assert found[0].iri == JCCU
    assert all(organization in entry.kinds for entry in found)


def test_kinds_and_properties_have_names_in_both_languages(own: SearchIndex) -> None:
    assert len(own.kinds) > 20
    for term in (*own.kinds.values(), *own.properties.values()):
        assert set(term.labels) >= {"en", "ja"}, term.iri
    for kind in own.kinds.values():
        assert kind.entries > 0
        assert set(kind.broader) <= set(own.kinds)
    number = own.properties[str(expand("jpc:corporate-number"))]
    assert number.is_scheme
    assert number.entries[str(expand("org:Organization"))] >= 24


def test_everything_that_people_look_for_is_there(release: Release) -> None:
    """Each thing of a chosen kind with a name is in the index, and nothing twice."""
    query = """
        PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX sse: <https://w3id.org/tsunagari/ontology#>
        SELECT DISTINCT ?thing WHERE {
          { ?thing a org:Organization } UNION { ?thing a sse:Place }
          UNION { ?thing a sse:Law }
          ?thing rdfs:label ?label
        }"""
    answer = release.engine().query(query).serialize(format_named("csv"))
    expected = set(answer.decode().split()[1:])
    assert len(expected) > 150
    with sqlite3.connect(release.path / FILE) as connection:
        iris = [iri for (iri,) in connection.execute("SELECT iri FROM entry")]
    connection.close()
    assert expected <= set(iris)
    assert len(iris) == len(set(iris))


def test_bodies_of_registers_are_found(with_registers: Release) -> None:
    index = SearchIndex.open(with_registers.path)
    (found,) = index.identified("1430005000554")
    assert "社会福祉法人心の里親ホーム" in {label.text for label in found.labels}
    for text in ("心の里親ホーム", "ココロノサトオヤホーム", "kokoro no satooya homu"):
        assert found.iri in {entry.iri for entry in index.named(text, 5)[0]}, text
    index.close()


RENAMED = """
@prefix jporg: <https://w3id.org/tsunagari/jp/org/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
org:Organization rdfs:label "organization"@en .
jporg:a a org:Organization ; rdfs:label "新しい名前の会"@ja .
jporg:b a org:Organization ; rdfs:label "別の会"@ja .
jporg:nameless a org:Organization .
<https://e.org/elsewhere> a org:Organization ; rdfs:label "よその会"@ja .
jporg:old a sse:NameHolding ; sse:holder jporg:a ; sse:heldName "昔の名前の会"@ja .
jporg:new a sse:NameHolding ; sse:holder jporg:a ; sse:heldName "新しい名前の会"@ja .
"""


def test_names_that_a_body_had_find_it(tmp_path: Path) -> None:
    graph = Graph().parse(data=RENAMED, format="turtle")
    name = URIRef("https://e.org/graph")
    dataset = CanonicalDataset((s, p, o, name) for s, p, o in graph)
    dataset.write_store(tmp_path / "store")
    assert write_search_index(tmp_path, Graph()) == 2
    index = SearchIndex.open(tmp_path)
    for text in ("昔の名前の会", "新しい名前の会", "昔の名前"):
        assert first(index, text) == "jp/org/a", text
    (found,) = index.namesakes("昔の名前の会", 10)
    assert [label.text for label in found.labels] == ["新しい名前の会", "昔の名前の会"]
    assert found.shown == 1
    index.close()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_text_is_more_than_a_text(own: SearchIndex, text: str) -> None:
    with own.within(10):
        own.named(text, 10)
        own.namesakes(text, 10)
        own.beginning(text, (), 0, 10)
        own.identified(text)


def test_of_too_many_namesakes_it_says_so(made_up: MakeIndex) -> None:
    index = made_up(thing(n, "八幡神社") for n in range(NAMESAKES + 10))
    found, complete = index.named("八幡神社", 10)
    assert len(found) >= NAMESAKES
    assert not complete


def test_the_deadline_stops_a_question(
    made_up: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tsunagari.search.index.STEPS", 1)
    index = made_up(thing(n, f"さくらの会{n}") for n in range(200))
    with pytest.raises(QueryTimeoutError, match="too long"), index.within(-1):
        index.named("さくらの会", 10)
    with index.within(-1), pytest.raises(QueryTimeoutError, match="too long"):
        index.check_time()
    assert index.named("さくらの会1", 10)[0]


def test_threads_ask_side_by_side(own: SearchIndex) -> None:
    found: list[str] = []

    def ask() -> None:
        found.extend(first(own, "日本生活協同組合連合会") for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["jp/org/jccu"] * 120


def test_nothing_can_be_written_to_it(own: SearchIndex) -> None:
    with pytest.raises(sqlite3.OperationalError, match=r"readonly|read-only"):
        own._connection().execute("DELETE FROM entry")


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match="no search index; build"):
        SearchIndex.open(tmp_path)


@pytest.mark.parametrize("size", [0, 100, 5000, 200_000])
def test_a_damaged_index_is_told(release: Release, tmp_path: Path, size: int) -> None:
    data = (release.path / FILE).read_bytes()
    assert len(data) > size
    (tmp_path / FILE).write_bytes(data[:size])
    with pytest.raises(SearchIndexError, match=r"damaged|cannot be read"):
        ask_much(tmp_path)


def ask_much(folder: Path) -> None:
    index = SearchIndex.open(folder)
    with index.within(5):
        for text in ("日本生活協同組合連合会", "民法", "a"):
            index.named(text, 50)
            index.beginning(text, (), 0, 50)


def test_a_newer_index_is_not_read(release: Release, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes((release.path / FILE).read_bytes())
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("UPDATE layout SET number = 99")
    connection.commit()
    connection.close()
    with pytest.raises(SearchIndexError, match="damaged"):
        SearchIndex.open(tmp_path)


@pytest.mark.parametrize(
    "text", ["kinds = []", "kinds = [", 'kinds = ["no:Prefix"]', "kinds = 5"]
)
def test_a_spoiled_choice_is_told(
    small_project: Path, release: Release, tmp_path: Path, text: str
) -> None:
    (small_project / "shapes" / "search.toml").write_text(text, encoding="utf-8")
    (tmp_path / "store").symlink_to(release.path / "store")
    with pytest.raises(SourceError, match=r"shapes/search\.toml: cannot be used"):
        write_search_index(tmp_path, Graph())


def test_the_same_store_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    (tmp_path / "store").symlink_to(release.path / "store")
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from tsunagari.release.search_index import write_search_index\n"
        "from tsunagari.validation.shapes import read_shapes\n"
        "write_search_index(Path(sys.argv[1]), read_shapes())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=True, env=environment
    )
    digests = {
        hashlib.sha256((place / FILE).read_bytes()).hexdigest()
        for place in (release.path, tmp_path)
    }
    assert len(digests) == 1
