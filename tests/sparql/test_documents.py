"""Documents are read in each syntax, into the graph they are for, and nowhere else."""

import gzip
from random import Random

import pyoxigraph as ox
import pytest

from tsunagari.errors import (
    DocumentError,
    DocumentTypeError,
    GraphNameError,
    WriteError,
    WriteTooLargeError,
)
from tsunagari.sparql.documents import SYNTAXES, Document, syntax_of
from tsunagari.sparql.engines import oxigraph_documents
from tsunagari.sparql.engines.oxigraph_documents import (
    WHOLE_DATASET,
    read_quads,
    rewritten,
)
from tsunagari.sparql.formats import FORMATS

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
# The same statement in each: 協同組合 is the Japanese word for a cooperative.
LABEL = '<urn:a> <http://example.org/label> "協同組合"@ja'
GOOD = {
    "turtle": "PREFIX e: <http://example.org/> <urn:a> e:label '''協同組合'''@ja .",
    "ntriples": f"{LABEL} .\n",
    "rdfxml": f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://example.org/">'
    '<rdf:Description rdf:about="urn:a"><e:label xml:lang="ja">協同組合</e:label>'
    "</rdf:Description></rdf:RDF>",
    "jsonld": '{"@id": "urn:a", "http://example.org/label":'
    ' {"@value": "協同組合", "@language": "ja"}}',
    "nquads": f"{LABEL} .\n",
    "trig": f"{{ {LABEL} }}",
}
BAD = {
    "turtle": "<urn:a> <urn:p> .",
    "ntriples": "<urn:a> <urn:p> 1 .",
    "rdfxml": f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description></rdf:RDF>',
    "jsonld": '{"@id": "urn:a",, }',
    "nquads": "<urn:a> <urn:p> <urn:b> <urn:c> <urn:d> .",
    "trig": "<urn:g> { <urn:a> <urn:p> <urn:b> ",
}
NAMED = {
    "nquads": "<urn:a> <urn:p> <urn:b> <urn:g> .",
    "trig": "<urn:g> { <urn:a> <urn:p> <urn:b> }",
    "jsonld": '{"@id": "urn:g", "@graph": {"@id": "urn:a", "urn:p": {"@id": "urn:b"}}}',
}
BLANKLY_NAMED = {
    "nquads": "<urn:a> <urn:p> <urn:b> _:g .",
    "trig": "[] { <urn:a> <urn:p> <urn:b> }",
    "jsonld": '{"@graph": [{"@id": "urn:a", "urn:p": {"@id": "urn:b"}}], "urn:q": 1}',
}
# In each, _:a says of itself that it is <urn:p> itself.
LOOP = {
    "turtle": "_:a <urn:p> _:a .",
    "ntriples": "_:a <urn:p> _:a .",
    "rdfxml": f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:"><rdf:Description '
    'rdf:nodeID="a"><e:p rdf:nodeID="a"/></rdf:Description></rdf:RDF>',
    "jsonld": '{"@id": "_:a", "urn:p": {"@id": "_:a"}}',
    "nquads": "_:a <urn:p> _:a .",
    "trig": "{ _:a <urn:p> _:a }",
}
NAMES = [syntax.name for syntax in SYNTAXES]
NAMING = [syntax.name for syntax in SYNTAXES if syntax.named_graphs]


def document(
    name: str, text: str | bytes, base: str | None = None, called: str = "it"
) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return Document(data, syntax_of(None, f"x.{by_name(name)}"), base, called)


def by_name(name: str) -> str:
    return next(s.extensions[0] for s in SYNTAXES if s.name == name)


def turtle(text: str | bytes, base: str | None = None) -> Document:
    return document("turtle", text, base)


def test_the_examples_are_of_every_syntax() -> None:
    assert set(GOOD) == set(BAD) == set(LOOP) == set(NAMES)
    assert set(NAMED) == set(BLANKLY_NAMED) == set(NAMING)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", ["", "\N{BYTE ORDER MARK}"])
@pytest.mark.parametrize("graph", [None, "urn:here"])
def test_a_document_is_read(name: str, mark: str, graph: str | None) -> None:
    read = read_quads(document(name, mark + GOOD[name]), graph, 10)
    place = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    label = ox.NamedNode("http://example.org/label")
    text = ox.Literal("協同組合", language="ja")
    assert read == [ox.Quad(ox.NamedNode("urn:a"), label, text, place)]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_in_another_syntax_is_not_read(name: str) -> None:
    with pytest.raises(DocumentError, match=r"^it: .*; "):
        read_quads(document(name, BAD[name]), WHOLE_DATASET, 10)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "jsonld"])
def test_an_empty_document_says_nothing(name: str) -> None:
    empty = f'<rdf:RDF xmlns:rdf="{RDF}"/>' if name == "rdfxml" else ""
    assert read_quads(document(name, empty), None, 0) == []


@pytest.mark.parametrize("name", NAMES)
def test_two_documents_share_no_blank_node(name: str) -> None:
    [first], [second] = (
        read_quads(document(name, LOOP[name]), None, 1) for _ in range(2)
    )
    assert first.subject == first.object
    assert second.subject == second.object
    assert first.subject != second.subject


def test_a_blank_node_in_a_triple_term_is_the_one_outside() -> None:
    text = "_:a <urn:p> <<( _:a <urn:q> <urn:b> )>> ."
    [read] = read_quads(turtle(text), None, 1)
    assert isinstance(read.object, ox.Triple)
    assert read.object.subject == read.subject != ox.BlankNode("a")


@pytest.mark.parametrize("name", NAMING)
def test_one_graph_is_written_and_no_other(name: str) -> None:
    given = document(name, NAMED[name])
    with pytest.raises(GraphNameError, match=r"urn:g.*one graph alone"):
        read_quads(given, "urn:g", 10)
    with pytest.raises(GraphNameError, match="one graph alone"):
        read_quads(given, None, 10)
    [read] = read_quads(given, WHOLE_DATASET, 10)
    assert read.graph_name == ox.NamedNode("urn:g")


@pytest.mark.parametrize("name", NAMING)
def test_a_blank_node_names_no_graph(name: str) -> None:
    for graph in (None, WHOLE_DATASET):
        with pytest.raises(GraphNameError, match="with an absolute IRI"):
            read_quads(document(name, BLANKLY_NAMED[name]), graph, 10)


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_dataset_has_a_default_graph(name: str) -> None:
    [read] = read_quads(document(name, GOOD[name]), WHOLE_DATASET, 1)
    assert read.graph_name == ox.DefaultGraph()


@pytest.mark.parametrize("graph", ["", "here", "/here", "_:g", "http://a b/", "\ud800"])
def test_a_graph_is_named_with_an_absolute_iri(graph: str) -> None:
    with pytest.raises(GraphNameError, match="with an absolute IRI"):
        read_quads(turtle(GOOD["turtle"]), graph, 10)


def test_a_relative_iri_is_resolved_against_the_base() -> None:
    text = "<a> <../p> <#b> ."
    [read] = read_quads(turtle(text, "http://example.org/x/y"), None, 1)
    iris = [term.value for term in read.triple]
    assert iris == [
        "http://example.org/x/a",
        "http://example.org/p",
        "http://example.org/x/y#b",
    ]
    with pytest.raises(DocumentError, match="line 1, column 1: No scheme"):
        read_quads(turtle(text), None, 1)
    with pytest.raises(GraphNameError):
        read_quads(turtle(text, "x/y"), None, 1)


def test_statements_are_counted() -> None:
    text = "".join(f"<urn:a> <urn:p> {n} .\n" for n in range(10))
    assert len(read_quads(turtle(text), None, 10)) == 10
    with pytest.raises(WriteTooLargeError, match="more than 9 statements"):
        read_quads(turtle(text), None, 9)


def test_characters_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oxigraph_documents, "MOST_CHARACTERS", 100_000)
    prefix = f"PREFIX p: <urn:{'p' * 1_000}:> "
    for times in (32, 34):
        text = prefix + "p:s p:p p:o . " * times
        if times == 32:
            assert len(read_quads(turtle(text), None, 100)) == times
            continue
        with pytest.raises(WriteTooLargeError, match="more than 100,000 characters"):
            read_quads(turtle(text), None, 100)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn: b> .", "line 2, column 17"),
        ("\n\n<urn:a> <urn:p> 'x'@12 .", "line 3, column 21"),
        ("<urn:a> <urn:p> 'x'@abcdefghijk .", "line 1, column"),
        ("<urn:a> <urn:p> '\\uD800' .", "line 1, column"),
        ("<urn:a> e:p 1 .", "line 1, column 9"),
    ],
)
def test_an_error_tells_the_place(text: str, place: str) -> None:
    with pytest.raises(DocumentError, match=f"^it: {place}"):
        read_quads(turtle(text), None, 10)


def test_what_a_store_would_spell_otherwise_is_told() -> None:
    text = (
        f"<urn:a> <urn:p> '01'^^<{XSD}integer> , 1 , '1.50'^^<{XSD}decimal> , '01' , "
        f"<<( <urn:b> <urn:p> '02'^^<{XSD}integer> )>> ."
    )
    read = read_quads(turtle(text), "urn:g", 10)
    assert len(read) == 5
    assert list(rewritten(read)) == [read[0], read[2], read[4]]


def test_names_and_types_of_formats_are_those_of_the_syntaxes() -> None:
    names = {format.name: format for format in FORMATS}
    shared = [syntax for syntax in SYNTAXES if syntax.name in names]
    assert len(shared) == 4
    for syntax in SYNTAXES:
        for type in (syntax.media_type, *syntax.aliases, syntax.media_type.upper()):
            assert syntax_of(type) is syntax
            assert syntax_of(type, "x.csv") is syntax
        for extension in syntax.extensions:
            assert syntax_of(None, f"a/b.c.{extension.upper()}") is syntax
            assert syntax_of("application/octet-stream", f"x.{extension}") is syntax


@pytest.mark.parametrize(
    ("type", "name"),
    [
        ("text/plain", "x.ttl"),
        ("application/x-www-form-urlencoded", None),
        ("text/turtle2", None),
        ("x\r\nSet-Cookie: a", None),
        (None, "ttl"),
        (None, "x.trix"),
        (None, None),
        ("application/octet-stream", None),
    ],
)
def test_another_type_is_refused_with_those_there_are(
    type: str | None, name: str | None
) -> None:
    with pytest.raises(DocumentTypeError, match=r"Turtle \(text/turtle, \.ttl\)") as e:
        syntax_of(type, name)
    assert str(e.value).isprintable()


def test_n3_is_told_apart() -> None:
    for type, name in (("text/n3", None), (None, "x.n3")):
        with pytest.raises(DocumentTypeError, match=r"N3 is not read.*text/turtle"):
            syntax_of(type, name)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_comes_is_read_or_refused(name: str) -> None:
    random = Random(name)
    given = [examples[name].encode() for examples in (GOOD, BAD, LOOP)]
    pieces = (*b"<>[]{}()\"'#\\\0@:&;.\xff\xe5", *range(256))
    told: list[str] = []
    for _ in range(2_000):
        data = bytearray(random.choice(given))
        for _ in range(random.randrange(1, 6)):
            at = random.randrange(len(data))
            end = at + random.choice((0, 0, 1, 1, 5))
            data[at:end] = bytes(random.choices(pieces, k=random.randrange(3)))
        try:
            read_quads(document(name, bytes(data)), random.choice((None, "urn:g")), 3)
        except WriteError as error:
            told.append(str(error))
    assert 500 < len(told) < 2_000
    assert all(text.isprintable() and len(text) < 1_500 for text in told)


def test_a_very_long_literal_is_refused_and_kills_nobody() -> None:
    """The parser says that memory is short where a single token is too long for it."""
    text = '<urn:a> <urn:p> "' + "a" * 17_000_000 + '" .'
    document = Document(text.encode(), syntax_of("text/turtle"), name="long.ttl")
    with pytest.raises(DocumentError, match=r"long\.ttl: .* 16 MiB"):
        read_quads(document, None, 10)


def test_what_is_packed_is_told_to_say_so() -> None:
    document = Document(gzip.compress(b"x"), syntax_of("text/turtle"), name="a.ttl")
    with pytest.raises(DocumentTypeError, match="Content-Encoding: gzip"):
        read_quads(document, None, 10)
