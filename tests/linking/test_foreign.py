"""Foreign graphs with faults are read or refused, and each fault is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tsunagari.errors import ForeignGraphError, LinkingError
from tsunagari.linking.bodies import host
from tsunagari.linking.faults import RULES, Faults
from tsunagari.linking.folding import folded
from tsunagari.linking.foreign import bodies
from tsunagari.linking.proposing import Proposer
from tsunagari.linking.reading import read_rdf
from tsunagari.linking.tables import read_mapping, read_table
from tsunagari.naming.identifiers import identifier_in
from tsunagari.naming.names import read_names
from tsunagari.resources import folder

FAULTY = """
@prefix ess: <https://lod.coop/essglobal/2.1/vocab/> .
@prefix gr: <http://purl.org/goodrelations/v1#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/> .
"Japan" skos:prefLabel "Japan" .
ex:union a ess:SSEInitiative ; gr:name "Example Union" , "" ;
    ess:country_id <https://lod.coop/essglobal/2.1/standard/countries-iso/JP> .
ex:a a skos:Concept ; skos:prefLabel "a"@en ; skos:broader ex:b .
ex:b a skos:Concept ; skos:prefLabel "b"@en ; skos:broader ex:a , ex:top .
ex:top a skos:Concept ; skos:prefLabel "top"@en .
[] a ess:SSEInitiative ; gr:name "Nameless" .
ex:nothing a ess:SSEInitiative .
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_faults_are_worked_around_and_told(tmp_path: Path) -> None:
    faults = Faults()
    graph = read_rdf(written(tmp_path / "faulty.ttl", FAULTY), faults)
    found = bodies(graph, faults)
    assert [body.iri.rpartition("/")[2] for body in found] == ["a", "b", "top", "union"]
    union = found[-1]
    assert (union.label, union.place.country) == ("Example Union", "JP")
    rules = {fault.rule for fault in faults}
    assert rules == {
        "blank-body",
        "cyclic-broader",
        "empty-label",
        "literal-subject",
        "mirror-namespace",
        "unnamed",
    }
    told = "\n".join(faults.told())
    for rule in rules:
        assert all(text in told for text in (rule, *RULES[rule]))
    assert "https://example.org/nothing" in told
    # The ring is gone, what leads out of it stays.
    above = {str(o) for o in graph.objects(None, None) if str(o).endswith("/top")}
    assert above == {"https://example.org/top"}
    assert list(faults.told()) == told.split("\n")


FORMER = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix sse: <https://w3id.org/tsunagari/ontology#> .
<https://example.org/1> a org:Organization ; rdfs:label "公益財団法人八雲の森"@ja .
<https://example.org/2> a org:Organization ; rdfs:label "公益財団法人出雲の森"@ja .
<https://example.org/held> a sse:NameHolding ; sse:holder <https://example.org/1> ;
    sse:heldName "財団法人八雲緑化協会"@ja ; sse:until "2020-04-01" .
"""


def test_a_name_that_a_body_had_before_is_a_name(tmp_path: Path) -> None:
    path = written(tmp_path / "former.ttl", FORMER)
    one, other = bodies(read_rdf(path, Faults()), Faults())
    assert one.label == "公益財団法人八雲の森"
    assert [name.text for name in one.names] == [
        "公益財団法人八雲の森",
        "財団法人八雲緑化協会",
    ]
    assert len(other.names) == 1
    asked = replace(one, iri="urn:x", names=read_names([("八雲緑化協会", "ja")]))
    (link,) = Proposer([one, other]).links([asked])
    assert link.left == one.iri


def test_a_graph_of_nothing_that_is_known_says_so(tmp_path: Path) -> None:
    faults = Faults()
    path = written(tmp_path / "x.ttl", "<urn:a> <urn:b> <urn:c> .")
    assert bodies(read_rdf(path, faults), faults) == []
    assert [fault.rule for fault in faults] == ["unknown-class"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.ttl", "<one> a <http://www.w3.org/ns/org#Organization> ."),
        (
            "x.jsonld",
            '{"@id": "one", "@type": "http://www.w3.org/ns/org#Organization"}',
        ),
    ],
)
def test_a_relative_iri_tells_nothing_of_this_machine(
    tmp_path: Path, name: str, text: str
) -> None:
    faults = Faults()
    graph = read_rdf(written(tmp_path / name, text), faults)
    assert len(graph) == 0
    assert [(f.rule, f.place) for f in faults] == [("relative-iri", "<one>")]


def rdf_xml(entities: str, value: str) -> str:
    return (
        f"<!DOCTYPE r [{entities}]>"
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="urn:a"><p xmlns="urn:">{value}</p>'
        "</rdf:Description></rdf:RDF>"
    )


def test_entities_that_swell_or_stand_elsewhere_are_refused(tmp_path: Path) -> None:
    secret = written(tmp_path / "secret.txt", "a secret")
    nested = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12)
    )
    for entities in (
        nested,
        f'<!ENTITY e11 SYSTEM "{secret.as_uri()}">',
        f'<!ENTITY e11 "{"long " * 1000}">',
    ):
        path = written(tmp_path / "x.rdf", rdf_xml(entities, "&e11;"))
        with pytest.raises(ForeignGraphError, match="the entity 'e"):
            read_rdf(path, Faults())


def test_entities_for_namespaces_are_read(tmp_path: Path) -> None:
    text = rdf_xml('<!ENTITY ex "https://example.org/">', "&ex;one")
    graph = read_rdf(written(tmp_path / "x.rdf", text), Faults())
    assert {str(value) for value in graph.objects()} == {"https://example.org/one"}


def test_of_several_classes_the_first_category_decides(tmp_path: Path) -> None:
    text = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <urn:a> a skos:Concept , <http://www.w3.org/ns/org#Organization> ;
        skos:prefLabel "A" .
    """
    faults = Faults()
    (body,) = bodies(read_rdf(written(tmp_path / "x.ttl", text), faults), faults)
    assert body.category == "organization"


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org/",
        ["https://schema.org/", {}],
        {"@import": "https://example.org/c.jsonld"},
        {"name": {"@id": "urn:name", "@context": "https://example.org/c.jsonld"}},
    ],
)
def test_a_context_that_stands_elsewhere_is_refused(
    tmp_path: Path, context: object
) -> None:
    document = {"@graph": [{"@context": context, "@id": "urn:a", "name": "a"}]}
    path = written(tmp_path / "remote.jsonld", json.dumps(document))
    with pytest.raises(ForeignGraphError, match="nothing is fetched") as error:
        read_rdf(path, Faults())
    assert "remote.jsonld/@graph[0]/@context" in str(error.value)


def test_a_context_in_the_file_is_read(tmp_path: Path) -> None:
    document = {
        "@context": {"name": "https://schema.org/name"},
        "@id": "https://example.org/a",
        "@type": "http://schema.org/Organization",
        "name": "A body",
    }
    path = written(tmp_path / "local.jsonld", json.dumps(document))
    faults = Faults()
    (body,) = bodies(read_rdf(path, faults), faults)
    assert (body.iri, body.label) == ("https://example.org/a", "A body")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("broken.ttl", "<urn:a> <urn:b> .", "does not parse as turtle"),
        ("broken.nt", '"x" <urn:b> <urn:c> .', "does not parse as nt"),
        ("broken.rdf", "<rdf>", "does not parse as xml"),
        ("broken.jsonld", "{", "is not JSON"),
        ("table.xlsx", "", "says no RDF format"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_a_remedy(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    with pytest.raises(ForeignGraphError, match=says) as error:
        read_rdf(written(tmp_path / name, text), Faults())
    assert str(error.value).startswith(name)
    assert ";" in str(error.value)


@pytest.mark.parametrize(
    ("mirror", "canonical"),
    [
        (
            "https://lod.coop/essglobal/2.1/standard/countries-iso/JP",
            "http://purl.org/essglobal/standard/countries-iso/JP",
        ),
        (
            "https://w3id.solidarityeconomy.coop/essglobal/V2a/vocab/SSEInitiative",
            "http://purl.org/essglobal/vocab/SSEInitiative",
        ),
        (
            "http://purl.org/essglobal/vocab/v1.0/SSEInitiative",
            "http://purl.org/essglobal/vocab/SSEInitiative",
        ),
        ("http://schema.org/name", "https://schema.org/name"),
        ("https://lod.coop/ica/103", "https://lod.coop/ica/103"),
    ],
)
def test_mirrors_fold_onto_canonical_iris(mirror: str, canonical: str) -> None:
    assert folded(mirror) == canonical
    assert folded(canonical) == canonical


def test_every_term_of_the_vocabulary_stays_itself(reference: Path) -> None:
    lines = (reference / "source" / "essglobal-terms.csv").read_text("utf-8")
    iris = [line.split(",")[0] for line in lines.splitlines()[1:]]
    iris = [iri for iri in iris if iri.startswith("http://purl.org/essglobal/")]
    assert len(iris) > 100
    for iri in iris:
        assert folded(iri) == iri
        copy = iri.replace("http://purl.org/", "https://lod.coop/")
        copy = copy.replace("/essglobal/", "/essglobal/2.1/")
        assert folded(copy) == iri


def test_identifiers_are_read_off_iris() -> None:
    assert identifier_in("https://lod.coop/ica/103") == ("ica-member", "103")
    number = "http://hojin-info.go.jp/data/basic/6011005000854"
    assert identifier_in(number) == ("corporate-number", "6011005000854")
    assert identifier_in("https://example.org/103") is None


@pytest.mark.parametrize("address", ["", "mailto:a@b.c", "http://[", "n a", "x"])
def test_what_has_no_host_has_none(address: str) -> None:
    assert host(address) == ""


MAPPING = """
iri = "https://example.org/{id}"
names = ["name"]
country = "cc"
places = ["city"]
website = "web"
language = "en"
[identifiers]
ica-member = "ica"
"""
TABLE = """id,name,cc,city,web,ica
1,First Co-op,jp,Tokyo,http://www.first.coop/en,103
,No number,jp,Tokyo,,
3,,jp,Tokyo,,7
4,Short
1,Again,jp,,,
"""


def test_a_table_is_read_with_its_mapping(tmp_path: Path) -> None:
    mapping = read_mapping(written(tmp_path / "m.toml", MAPPING))
    faults = Faults()
    found = read_table(written(tmp_path / "t.csv", TABLE), mapping, faults)
    assert [body.iri for body in found] == [
        "https://example.org/1",
        "https://example.org/3",
    ]
    first = found[0]
    assert first.identifiers == {("ica-member", "103")}
    assert first.hosts == {"first.coop"}
    assert (first.place.country, first.place.text) == ("JP", "Tokyo")
    assert [(fault.rule, fault.place) for fault in faults] == [
        ("no-iri", "t.csv, line 3"),
        ("unnamed", "t.csv, line 4"),
        ("short-row", "t.csv, line 5"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("names = [", "no mapping in TOML"),
        ('names = ["name"]', "'iri' is missing"),
        ('iri = "x"\nnames = "name"', "list of texts"),
        ('iri = "x"\nnames = ["n"]\ncolour = "red"', "no key 'colour'"),
        ('iri = "x"\nnames = ["n"]\ncategory = "ship"', "is one of"),
        ('iri = 1\nnames = ["n"]', "quotation marks"),
        ('iri = "x"\nnames = ["n"]\nidentifiers = "a"', "table from schemes"),
    ],
)
def test_a_faulty_mapping_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LinkingError, match=says):
        read_mapping(written(tmp_path / "m.toml", text))


def test_a_table_without_a_mapped_column_is_refused(tmp_path: Path) -> None:
    mapping = read_mapping(folder("graph_data") / "linking" / "ica-members.toml")
    path = written(tmp_path / "t.csv", "name,city\na,b\n")
    with pytest.raises(ForeignGraphError, match="no column 'country_code'"):
        read_table(path, mapping, Faults())
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ForeignGraphError, match="UTF-8"):
        read_table(path, mapping, Faults())
