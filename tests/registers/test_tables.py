"""Tables of one's own, described by CSVW metadata.

The expected triples are those that the minimal mode of `csv2rdf
<https://www.w3.org/TR/csv2rdf/#examples>`_ prints for its examples of trees and of
events; the other cases follow its `steps <https://www.w3.org/TR/csv2rdf/#converting>`_
and those for `cells <https://www.w3.org/TR/tabular-data-model/#parsing-cells>`_.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph

from tsunagari.errors import RegisterError, RegisterFileError
from tsunagari.registers.registry import registers
from tsunagari.registers.tables.metadata import read_description
from tsunagari.registers.tables.reader import DescribedTable

COMMAS = {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}}
MINUTES = {"base": "dateTime", "format": "d/M/yyyy HHmm"}
CSVW = "http://www.w3.org/ns/csvw"
TREES = """\
GID,On Street,Species,Trim Cycle,Diameter at Breast Ht,Inventory Date,Comments,\
Protected,KML
1,ADDISON AV,Celtis australis,Large Tree Routine Prune,11,10/18/2010,,,\
"<Point><coordinates>-122.156485,37.440963</coordinates></Point>"
2,EMERSON ST,Liquidambar styraciflua,Large Tree Routine Prune,11,6/2/2010,,,\
"<Point><coordinates>-122.156749,37.440958</coordinates></Point>"
6,ADDISON AV,Robinia pseudoacacia,Large Tree Routine Prune,29,6/1/2010,\
cavity or decay; trunk decay; codominant leaders; beware of BEES,YES,\
"<Point><coordinates>-122.156299,37.441151</coordinates></Point>"
"""
TREES_TOLD = """
@prefix : <http://example.org/tree-ops-ext.csv#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<http://example.org/tree-ops-ext#gid-1> :dbh 11 ;
  :inventory_date "2010-10-18"^^xsd:date ;
  :kml
    "<Point><coordinates>-122.156485,37.440963</coordinates></Point>"^^rdf:XMLLiteral ;
  :on_street "ADDISON AV" ; :protected false ; :species "Celtis australis" ;
  :trim_cycle "Large Tree Routine Prune"@en .
<http://example.org/tree-ops-ext#gid-2> :dbh 11 ;
  :inventory_date "2010-06-02"^^xsd:date ;
  :kml
    "<Point><coordinates>-122.156749,37.440958</coordinates></Point>"^^rdf:XMLLiteral ;
  :on_street "EMERSON ST" ; :protected false ; :species "Liquidambar styraciflua" ;
  :trim_cycle "Large Tree Routine Prune"@en .
<http://example.org/tree-ops-ext#gid-6> :dbh 29 ;
  :comments "cavity or decay"^^xsd:normalizedString ,
    "trunk decay"^^xsd:normalizedString , "codominant leaders"^^xsd:normalizedString ,
    "beware of BEES"^^xsd:normalizedString ;
  :inventory_date "2010-06-01"^^xsd:date ;
  :kml
    "<Point><coordinates>-122.156299,37.441151</coordinates></Point>"^^rdf:XMLLiteral ;
  :on_street "ADDISON AV" ; :protected true ; :species "Robinia pseudoacacia" ;
  :trim_cycle "Large Tree Routine Prune"@en .
"""
TREE_COLUMNS: list[dict[str, Any]] = [
    {"name": "GID", "titles": ["GID", "Generic Identifier"], "suppressOutput": True},
    {"name": "on_street", "titles": "On Street", "datatype": "string"},
    {"name": "species", "titles": "Species", "datatype": "string"},
    {"name": "trim_cycle", "titles": "Trim Cycle", "lang": "en"},
    {"name": "dbh", "titles": "Diameter at Breast Ht", "datatype": "integer"},
    {
        "name": "inventory_date",
        "titles": "Inventory Date",
        "datatype": {"base": "date", "format": "M/d/yyyy"},
    },
    {
        "name": "comments",
        "titles": "Comments",
        "datatype": "normalizedString",
        "separator": ";",
    },
    {
        "name": "protected",
        "titles": "Protected",
        "datatype": {"base": "boolean", "format": "YES|NO"},
        "default": "NO",
    },
    {"name": "kml", "titles": "KML", "datatype": "xml"},
]
EVENTS = """\
Name,Start Date,Location Name,Location Address,Ticket Url
B.B. King,2014-04-12T19:30,Lupo’s Heartbreak Hotel,"79 Washington St., Providence, RI",\
https://www.etix.com/ticket/1771656
B.B. King,2014-04-13T20:00,Lynn Auditorium,"Lynn, MA, 01901",\
http://frontgatetickets.com/venue.php?id=11766
"""


def describe(
    desk: Any, columns: list[dict[str, Any]], schema: Any = None, **table: Any
) -> Path:
    """Write metadata, and return their file."""
    told = {
        "@context": [CSVW, {"@language": "en"}],
        "url": "http://example.org/t.csv",
        "dc:title": "An annotation",
        "tableSchema": {"columns": columns, "aboutUrl": "#{id}", **(schema or {})},
        **table,
    }
    path: Path = desk.write("metadata.json", json.dumps(told))
    return path


def graph(desk: Any) -> Graph:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in desk.statements())
    return Graph().parse(data=lines, format="nt")


def same(found: Graph, expected: Graph) -> bool:
    """Tell whether two graphs without blank nodes have the same terms."""
    return {tuple(t.n3() for t in s) for s in found} == {
        tuple(t.n3() for t in s) for s in expected
    }


def test_the_trees_of_the_recommendation(desk: Any) -> None:
    metadata = describe(
        desk,
        TREE_COLUMNS,
        {
            "primaryKey": "GID",
            "aboutUrl": "http://example.org/tree-ops-ext#gid-{GID}",
        },
        url="tree-ops-ext.csv",
        **{"@context": [CSVW, {"@base": "http://example.org/", "@language": "en"}]},
    )
    counts, rejects = desk.take("csvw", desk.write("trees.csv", TREES), metadata)
    assert (counts.kept, rejects) == (3, [])
    assert same(graph(desk), Graph().parse(data=TREES_TOLD, format="turtle"))


def test_the_events_of_the_recommendation(desk: Any) -> None:
    """Several subjects to a row, and virtual columns.

    The recommendation counts rows (``_row``); here the ticket's number names them.
    """
    url, kind = "http://schema.org/url", "rdf:type"
    columns: list[dict[str, Any]] = [
        {"name": "name", "titles": "Name", "propertyUrl": "schema:name"},
        {
            "name": "start_date",
            "titles": "Start Date",
            "datatype": {"base": "datetime", "format": "yyyy-MM-ddTHH:mm"},
            "propertyUrl": "schema:startDate",
        },
        {
            "name": "location_name",
            "titles": "Location Name",
            "aboutUrl": "#place-{start_date}",
            "propertyUrl": "schema:name",
        },
        {
            "name": "location_address",
            "titles": "Location Address",
            "aboutUrl": "#place-{start_date}",
            "propertyUrl": "schema:address",
        },
        {
            "name": "ticket_url",
            "titles": "Ticket Url",
            "datatype": "anyURI",
            "aboutUrl": "#offer-{start_date}",
            "propertyUrl": url,
        },
        virtual("type_event", kind, "schema:MusicEvent"),
        virtual("type_place", kind, "schema:Place", "#place-{start_date}"),
        virtual("type_offer", kind, "schema:Offer", "#offer-{start_date}"),
        virtual("location", "schema:location", "#place-{start_date}"),
        virtual("offers", "schema:offers", "#offer-{start_date}"),
    ]
    metadata = describe(desk, columns, {"aboutUrl": "#event-{start_date}"})
    counts, rejects = desk.take("csvw", desk.write("events.csv", EVENTS), metadata)
    assert (counts.kept, rejects) == (2, [])
    one, two = "2014-04-12T19%3A30%3A00", "2014-04-13T20%3A00%3A00"
    told = f"""
    @base <http://example.org/t.csv> .
    @prefix schema: <http://schema.org/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <#event-{one}> a schema:MusicEvent ; schema:location <#place-{one}> ;
      schema:name "B.B. King" ; schema:offers <#offer-{one}> ;
      schema:startDate "2014-04-12T19:30:00"^^xsd:dateTime .
    <#event-{two}> a schema:MusicEvent ; schema:location <#place-{two}> ;
      schema:name "B.B. King" ; schema:offers <#offer-{two}> ;
      schema:startDate "2014-04-13T20:00:00"^^xsd:dateTime .
    <#offer-{one}> a schema:Offer ;
      schema:url "https://www.etix.com/ticket/1771656"^^xsd:anyURI .
    <#offer-{two}> a schema:Offer ;
      schema:url "http://frontgatetickets.com/venue.php?id=11766"^^xsd:anyURI .
    <#place-{one}> a schema:Place ; schema:address "79 Washington St., Providence, RI" ;
      schema:name "Lupo’s Heartbreak Hotel" .
    <#place-{two}> a schema:Place ; schema:address "Lynn, MA, 01901" ;
      schema:name "Lynn Auditorium" .
    """
    assert same(graph(desk), Graph().parse(data=told, format="turtle"))
    assert f"http://example.org/t.csv#place-{one}" in desk.survey().hubs


def virtual(name: str, property_: str, value: str, about: str = "") -> dict[str, Any]:
    told = {"name": name, "virtual": True, "propertyUrl": property_, "valueUrl": value}
    return {**told, "aboutUrl": about} if about else told


def test_rejects_are_exact_and_the_other_rows_go_on(desk: Any) -> None:
    columns: list[dict[str, Any]] = [
        {"name": "id", "required": True, "suppressOutput": True},
        {"name": "n", "datatype": {"base": "integer", "minimum": 1, "maximum": 9}},
        {"name": "code", "datatype": {"format": "[A-Z]{2}", "maxLength": 2}},
        {"name": "when", "datatype": "date", "null": ["", "-"]},
        {"name": "page", "valueUrl": "{+page}", "propertyUrl": "foaf:page"},
    ]
    text = (
        "id,n,code,when,page\n"
        "1,2,AB,-,http://example.org/a?b\n"
        ",2,AB,,\n"
        "2,10,AB,,\n"
        "3,x,abc,2010-02-30,\n"
        "4,1,AB\n"
        "# a comment,,,,\n"
        "5,,,,http://a b/%zz\n"
        "6,,,,http:///x\n"
        "7,,,,//[\n"
    )
    metadata = describe(desk, columns)
    counts, rejects = desk.take("csvw", desk.write("t.csv", text), metadata)
    assert (counts.read, counts.kept, counts.rejected) == (9, 1, 8)
    iri = "is an absolute IRI without spaces"
    assert rejects == [
        ["3", "id", "", "is required"],
        ["4", "n", "10", "is at most 9"],
        ["5", "n", "x", "is a whole number"],
        ["5", "code", "abc", "has the form [A-Z]{2}"],
        ["5", "when", "2010-02-30", "is a date that exists, written YYYY-MM-DD"],
        ["6", "", "4,1,AB", "a row has 5 columns, this one 3"],
        [
            "7",
            "id",
            "# a comment",
            "what begins with # is a comment, unless commentPrefix is null",
        ],
        # What no IRI may hold is escaped, as RFC 6570 says; but no host has a space.
        ["8", "page", "http://a%20b/%25zz", iri],
        ["9", "page", "http:///x", iri],
        ["10", "page", "//[", iri],
    ]


def test_iris_made_from_values_are_encoded(desk: Any) -> None:
    columns: list[dict[str, Any]] = [
        {"name": "id"},
        virtual("v", "rdfs:seeAlso", "http://example.org/{id}"),
    ]
    text = 'id\n"a b/<c>?é"\n'
    desk.take("csvw", desk.write("t.csv", text), describe(desk, columns))
    encoded = "a%20b%2F%3Cc%3E%3F%C3%A9"
    assert {s for s, _, _ in desk.statements()} == {
        f"<http://example.org/t.csv#{encoded}>"
    }
    assert f"<http://example.org/{encoded}>" in {o for _, _, o in desk.statements()}


@pytest.mark.parametrize(
    ("datatype", "cell", "lexical"),
    [
        ("integer", "007", "7"),
        ("int", "+5", "5"),
        ("decimal", "36.0", "36"),
        ("decimal", "-.50", "-0.5"),
        ("decimal", "-0.0", "0"),
        (COMMAS, "1.234,50", "1234.5"),
        ("double", "150", "150"),
        ("number", "0.001", "0.001"),
        ("double", "-0", "-0"),
        ("double", "1.5e21", "1500000000000000000000"),
        ("double", "1e-7", "0.0000001"),
        ("double", "1e400", None),
        ("boolean", "1", "true"),
        ("dateTime", "2020-01-01T00:00:00.50+00:00", "2020-01-01T00:00:00.5Z"),
        ("dateTime", "2020-01-01T00:00:00+09:00", "2020-01-01T00:00:00+09:00"),
        ("gYear", "1998", "1998"),
        ("gYearMonth", "2010-13", None),
        ("byte", "128", None),
        ("integer", "9223372036854775808", None),
        ("date", "20101018", None),
        ({"base": "date", "format": "yyyyMMdd"}, "20101018", "2010-10-18"),
        ({"base": "date", "format": "dd.MM.yyyy"}, "18.10.2010", "2010-10-18"),
        (MINUTES, "1/2/2010 0930", "2010-02-01T09:30:00"),
        ("anyURI", "http://example.org", "http://example.org"),
        ("language", "ja", "ja"),
        ("token", " a  b ", "a b"),
    ],
)
def test_a_store_keeps_every_literal_as_it_is(
    desk: Any, datatype: Any, cell: str, lexical: str | None
) -> None:
    columns: list[dict[str, Any]] = [
        {"name": "id", "suppressOutput": True},
        {"name": "v", "datatype": datatype},
    ]
    path = desk.write("t.csv", f'id,v\n1,"{cell}"\n')
    counts, rejects = desk.take("csvw", path, describe(desk, columns))
    if lexical is None:
        assert (counts.kept, [reject[1] for reject in rejects]) == (0, ["v"])
        return
    ((subject, predicate, value),) = desk.statements()
    assert value.split('"')[1] == lexical
    store = Store()
    store.load(f"{subject} {predicate} {value} .", RdfFormat.N_TRIPLES)
    assert [str(quad.object) for quad in store] == [value]


def test_the_dialect(desk: Any) -> None:
    columns = [{"name": "id", "suppressOutput": True}, {"name": "v", "titles": "値"}]
    dialect = {
        "delimiter": ";",
        "quoteChar": "'",
        "encoding": "cp932",
        "skipRows": 1,
        "commentPrefix": None,
    }
    metadata = describe(desk, columns, dialect=dialect)
    path = desk.write("t.csv", "注記\nid;値\n#1;'あ;い'\n", "cp932")
    counts, rejects = desk.take("csvw", path, metadata)
    assert (counts.kept, rejects) == (1, [])
    assert {o for _, _, o in desk.statements()} == {'"あ;い"'}


def test_another_header_is_another_table(desk: Any) -> None:
    metadata = describe(desk, [{"name": "id"}])
    with pytest.raises(RegisterFileError, match="column 1 is named 'x', not 'id'"):
        desk.take("csvw", desk.write("t.csv", "x\n1\n"), metadata)


def test_a_newer_file_replaces_by_primary_key(desk: Any) -> None:
    columns = [{"name": "id", "suppressOutput": True}, {"name": "v"}]
    metadata = describe(desk, columns, {"primaryKey": "id"})
    desk.take("csvw", desk.write("t-2024-02.csv", "id,v\n1,new\n2,x\n"), metadata)
    older = desk.write("t-2024-01.csv", "id,v\n1,old\n2,x\n")
    counts, _ = desk.take("csvw", older, metadata)
    assert (counts.kept, counts.replaced, counts.ignored) == (0, 1, 1)
    assert {o for _, _, o in desk.statements()} == {'"new"', '"x"'}


def test_without_a_primary_key_all_rows_count_once(desk: Any) -> None:
    columns = [{"name": "id", "suppressOutput": True}, {"name": "v"}]
    metadata = describe(desk, columns)
    counts, _ = desk.take(
        "csvw", desk.write("t.csv", "id,v\n1,a\n1,b\n1,a\n"), metadata
    )
    assert (counts.kept, counts.ignored) == (2, 1)
    assert {o for _, _, o in desk.statements()} == {'"a"', '"b"'}


ID = {"name": "id"}
WRONG: list[tuple[str, dict[str, Any], str]] = [
    (
        "column",
        {"datatype": "duration"},
        r"columns\[1\].datatype: 'duration' is not one",
    ),
    ("column", {"datatype": {"base": "date", "format": "EEE"}}, "no known order"),
    ("column", {"datatype": {"base": "string", "minimum": 1}}, "limits of the type"),
    (
        "column",
        {"datatype": {"base": "string", "format": "("}},
        "no regular expression",
    ),
    ("column", {"datatype": {"base": "decimal", "format": "#0.0"}}, "decimalChar"),
    ("column", {"ordered": True}, "ordered: lists are not understood"),
    ("column", {"valueUrl": "{?v}"}, r"valueUrl: '\{\?v\}' is not understood"),
    ("column", {"valueUrl": "#{_row}"}, "which no column is named"),
    ("column", {"valueUrl": "#{v"}, "a brace stands alone"),
    ("column", {"propertyUrl": "#{id}"}, "name one property"),
    ("column", {"propertyUrl": "owl:sameAs"}, "rows may not state"),
    ("column", {"propertyUrl": "rdfs:subClassOf"}, "rows may not state"),
    ("column", {"propertyUrl": "rdf:type", "valueUrl": "owl:Class"}, "may not state"),
    ("column", {"name": "_v"}, "begins with no _"),
    ("column", {"name": "id"}, "is there already"),
    ("column", {"lang": "日本語"}, "no language tag"),
    ("column", {"lang": "x"}, "no language tag"),
    ("column", {"transform": 1}, "transform: is not understood; remove it"),
    ("schema", {"foreignKeys": []}, "foreignKeys: is not understood"),
    ("schema", {"aboutUrl": ""}, "no blank nodes"),
    ("schema", {"primaryKey": "v"}, "does not decide what a row is about"),
    ("schema", {"primaryKey": "x"}, "no column has the name 'x'"),
    ("table", {"url": "t.csv"}, "is no absolute IRI"),
    ("table", {"tableSchema": "http://example.org/s.json"}, "nothing is fetched"),
    ("table", {"dialect": {"trim": True}}, "dialect.trim: only false"),
    ("table", {"dialect": {"encoding": "utf-16"}}, "as they do in ASCII"),
    ("table", {"dialect": {"delimiter": "::"}}, "is one character"),
    ("table", {"dialect": {"headerRowCount": 2}}, "only 0 and 1"),
    ("table", {"suppressOutput": True}, "suppressOutput: is not understood"),
    ("table", {"@context": "http://schema.org"}, "@context: is"),
    ("table", {"tables": [{}, {}]}, "is not understood"),
]


@pytest.mark.parametrize(("where", "told", "message"), WRONG, ids=lambda v: str(v)[:40])
def test_what_is_not_understood_names_its_place(
    desk: Any, where: str, told: dict[str, Any], message: str
) -> None:
    column = {"name": "v", **(told if where == "column" else {})}
    schema = told if where == "schema" else {}
    table = told if where == "table" else {}
    metadata = describe(desk, [ID, column], schema, **table)
    with pytest.raises(RegisterError, match=message) as caught:
        read_description(metadata)
    assert str(caught.value).startswith("metadata.json: ")


def test_rows_state_no_axioms(desk: Any) -> None:
    columns = [
        {"name": "id", "suppressOutput": True},
        {"name": "v", "propertyUrl": "rdf:type", "valueUrl": "{+v}"},
    ]
    text = "id,v\n1,http://www.w3.org/2002/07/owl#Class\n2,http://example.org/C\n"
    counts, rejects = desk.take(
        "csvw", desk.write("t.csv", text), describe(desk, columns)
    )
    assert (counts.kept, counts.rejected) == (1, 1)
    assert rejects[0][:2] == ["2", "v"]


def test_a_description_that_changed_is_told(desk: Any) -> None:
    columns = [{"name": "id", "suppressOutput": True}, {"name": "v"}]
    metadata = describe(desk, columns)
    desk.take("csvw", desk.write("t.csv", "id,v\n1,a\n"), metadata)
    desk.registers.clear()
    describe(desk, [columns[0], {"name": "v", "datatype": "integer"}])
    desk.take("csvw", desk.imports / "t.csv", metadata)
    with pytest.raises(RegisterError, match="does not fit the description any more"):
        desk.leaves()


def test_the_settings_file_names_the_description(desk: Any) -> None:
    describe(desk, [ID])
    entry = '[mine]\nreader = "csvw"\nsource = "urn:example:mine"\n'
    path = desk.write("registers.toml", entry + 'metadata = "metadata.json"\n')
    assert isinstance(registers(path)["mine"].reader, DescribedTable)
    desk.write("registers.toml", entry)
    with pytest.raises(RegisterError, match="needs metadata"):
        registers(path)


def test_nothing_is_fetched(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    metadata = describe(desk, [ID])
    desk.take("csvw", desk.write("t.csv", "id\n1\n"), metadata)
    assert desk.statements()


def test_what_states_nothing_is_not_kept(desk: Any) -> None:
    columns: list[dict[str, Any]] = [
        {"name": "id", "suppressOutput": True},
        {"name": "v"},
        {"name": "chair", "suppressOutput": True, "required": True},
    ]
    secret = "Jane Sample"
    text = f"id,v,chair\n1,a,{secret}\n2,b,\n3,{secret}\n"
    counts, rejects = desk.take(
        "csvw", desk.write("t.csv", text), describe(desk, columns)
    )
    assert (counts.kept, counts.rejected) == (1, 2)
    assert [reject[:3] for reject in rejects] == [["3", "chair", ""], ["4", "", ""]]
    assert {o for _, _, o in desk.statements()} == {'"a"'}
    assert secret.encode() not in desk.kept_bytes()
