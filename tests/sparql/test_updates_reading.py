"""Updates are parted into operations; what reaches out or is too much is refused."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from tsunagari.errors import (
    ParameterError,
    QueryRefusedError,
    QuerySyntaxError,
    WriteTooLargeError,
)
from tsunagari.sparql.updates.operations import (
    Add,
    Clear,
    Copy,
    Create,
    DeleteData,
    DeleteWhere,
    Drop,
    InsertData,
    Modify,
    Move,
)
from tsunagari.sparql.updates.reading import (
    UPDATE_LIMITS,
    UpdateLimits,
    read_update,
)

LIMITS = UPDATE_LIMITS


def test_each_form_is_read_with_its_pieces() -> None:
    text = """PREFIX a: <u:a> # first
    INSERT DATA { a:s a:p '}' } ; DELETE DATA{a:s a:p 1};
    BASE <u:b> DELETE WHERE { ?s a:p ?o } ;
    WITH a:g DELETE { ?s a:p ?o } INSERT { [] a:p ?s } USING <h> USING NAMED a:i
      USING NAMED <j> WHERE { ?s a:p ?o FILTER (?o = 1) } ;
    clear silent graph <g>; Drop NAMED; CREATE GRAPH a:g; COPY DEFAULT TO a:g;
    MOVE GRAPH a:g TO GRAPH <g>; ADD SILENT a:g TO DEFAULT ;"""
    found = read_update(text)
    first, both = "PREFIX a: <u:a>\n", "PREFIX a: <u:a>\nBASE <u:b>\n"
    pieces = [one.text for one in found]
    assert [text.index(piece) for piece in pieces] == [one.place for one in found]
    expected = [
        InsertData(block="{ a:s a:p '}' }"),
        DeleteData(block="{a:s a:p 1}"),
        DeleteWhere(pattern="{ ?s a:p ?o }"),
        Modify(
            with_graph="a:g",
            delete="{ ?s a:p ?o }",
            insert="{ [] a:p ?s }",
            using=("<h>",),
            using_named=("a:i", "<j>"),
            where="{ ?s a:p ?o FILTER (?o = 1) }",
        ),
        Clear(target="<g>", silent=True),
        Drop(target="NAMED"),
        Create(target="a:g"),
        Copy(source="DEFAULT", target="a:g"),
        Move(source="a:g", target="<g>"),
        Add(source="a:g", target="DEFAULT", silent=True),
    ]
    for number, (one, other) in enumerate(zip(found, expected, strict=True)):
        assert one.prologue == (first if number < 2 else both)
        assert {**vars(one), "place": 0, "prologue": "", "text": ""} == vars(other)
        assert type(one) is type(other)


@pytest.mark.parametrize("text", ["", " # nothing\n", "PREFIX a: <u:a> BASE <u:b>"])
def test_there_may_be_no_operation(text: str) -> None:
    assert read_update(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <u:x>",
        "load silent <file:///etc/passwd> into graph <u:g>",
        "LOAD#comment\n<u:x>",
        "LoAd<u:x>",
        "PREFIX a: <u:a> LOAD a:b",
        "INSERT DATA { <u:s> <u:p> 'a' } ; LOAD <u:x>",
        "INSERT DATA { <u:s> <u:p> 'a\\'' } ; LOAD <u:x> # '",
        'INSERT DATA { <u:s> <u:p> """a\\""" } """ } ; LOAD <u:x>',
        "INSERT DATA { <u:s> <u:p> 1.LOAD <u:x>",
        "INSERT DATA { <u:s> <u:p> <u:} # > } \r; LOAD <u:x>",
        "INSERT DATA {} # \r ; LOAD <u:x>",
        "CLEAR ALL;LOAD<u:x>",
        "INSERT { <u:s> <u:p> 1 } WHERE { LOAD <u:x> }",
        "COPY <u:g> TO <u:h> ; LOAD SILENT <u:x>",
    ],
)
def test_load_is_refused(text: str) -> None:
    with pytest.raises(QueryRefusedError, match=r"LOAD at .* Graph Store Protocol"):
        read_update(text)


@pytest.mark.parametrize(
    "group",
    [
        "{ SERVICE <u:x> { ?s ?p ?o } }",
        "{ service silent ?x { ?s ?p ?o } }",
        "{ ?s ?p ?o . SERVICE#comment\n<u:x> {} }",
        '{ ?s ?p "a\\"" SERVICE<u:x>{} }',
        "{ FILTER (?a <5) SERVICE <u:x> {} }",
        "{ ?s ?p 1.SERVICE<u:x>{} }",
        "{ ?s ?p 'x'@en.SERVICE<u:x>{} }",
        "{ FILTER EXISTS { SERVICE<u:x>{} } }",
        "{ FILTER NOT EXISTS { GRAPH ?g { SERVICE<u:x>{} } } }",
        "{ SELECT * { SERVICE <u:x> {} } }",
        "{ { SELECT ?s { OPTIONAL { SERVICE <u:x> {} } } } }",
        "{ {} UNION { SERVICE <u:x> {} } MINUS { SERVICE <u:x> {} } }",
        "{ ?s ?p '''a\\''' SERVICE b''' . SERVICE <u:x> {} }",
        "{ BIND (EXISTS { SERVICE <u:x> {} } AS ?x) }",
        "{ LATERAL { SERVICE <u:x> {} } }",
        "{ # hidden\rSERVICE <u:x> {} }",
    ],
)
@pytest.mark.parametrize(
    "before",
    ["INSERT { ?s ?p 1 } WHERE", "WITH <u:g> DELETE { ?s ?p 1 } WHERE", "DELETE WHERE"],
)
def test_service_is_refused(before: str, group: str) -> None:
    # DELETE WHERE takes statements only, and says so of the first other word.
    told = "SERVICE at|only statements" if before == "DELETE WHERE" else "SERVICE at"
    with pytest.raises((QueryRefusedError, QuerySyntaxError), match=told):
        read_update(f"CLEAR ALL ; {before} {group}")


@pytest.mark.parametrize(
    "text",
    [
        "\\u004COAD <u:x>",
        "L\\U0000004FAD <u:x>",
        "LOADSILENT <u:x>",
        "LOAD:x",
        "CLEAR ALLLOAD <u:x>",
        "INSERT DATA { <u:s> <u:p> trueLOAD <u:x>",
        "INSERT { ?s ?p 1 } WHERE { \\u0053ERVICE <u:x> {} }",
        "INSERT { ?s ?p 1 } WHERE { SERV\\U00000049CE <u:x> {} }",
        "INSERT { ?s ?p 1 } WHERE { SERVICESILENT<u:x> {} }",
        "INSERT { ?s ?p 1 } WHERE { ?s ?p trueSERVICE <u:x> {} }",
        "PREFIX : <u:> INSERT { ?s ?p 1 } WHERE { SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <u:> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o.SERVICE:x { ?s ?p ?o } }",
        "INSERT { ?s ?p 1 } WHERE { FILTER(1<2)SERVICE#>\n<u:x> {} }",
        "INSERT { ?s ?p 1 } WHERE { FILTER('w'<'x>')SERVICE <u:x> {} FILTER(1>2) }",
        "INSERT { SERVICE <u:x> { ?s ?p 1 } } WHERE {}",
        "INSERT DATA { SERVICE <u:x> { <u:s> <u:p> 1 } }",
        "INSERT { SELECT * { ?s ?p 1 } } WHERE {}",
        "INSERT { ?s ?p 1 FILTER (true) } WHERE {}",
        "INSERT { ?s ?p 1 } WHERE { INSERT DATA {} }",
        "INSERT { ?s ?p 1 } WHERE {} ; SELECT * {}",
        "INSERT { ?s ?p 1 } WHERE {} SELECT",
        "INSERT { ?s ?p 1 } WHERE SELECT * {}",
        "ASK {} ; DROP ALL",
        "FROM <u:x> CLEAR ALL",
        "INSERT { ?s ?p 1 } FROM <u:x> WHERE {}",
        "WITH <u:g> INSERT DATA { <u:s> <u:p> 1 }",
        "WITH <u:g> DELETE WHERE { ?s ?p ?o }",
        "WITH <u:g> CLEAR ALL",
        "INSERT { ?s ?p 1 } DELETE { ?s ?p 1 } WHERE {}",
        "USING <u:g> INSERT { ?s ?p 1 } WHERE {}",
        "INSERT { ?s ?p 1 } WHERE {} USING <u:g>",
        "DELETE { ?s ?p 1 }",
        "CLEAR <u:g>",
        "CREATE DEFAULT",
        "CREATE <u:g>",
        "COPY NAMED TO DEFAULT",
        "COPY <u:g> DEFAULT",
        "COPY ?g TO DEFAULT",
        "CLEAR GRAPH _:g",
        "CLEAR GRAPH 'g'",
        "CLEAR GRAPH ?g",
        "CLEAR GRAPH @g",
        "CLEAR ALL ; ; CLEAR ALL",
        "; CLEAR ALL",
        "PREFIX a <u:a> CLEAR ALL",
        "PREFIX a:b <u:a> CLEAR ALL",
        "PREFIX _: <u:a> CLEAR ALL",
        "BASE a:b CLEAR ALL",
        "DROP ALL )",
        "INSERT DATA { <u:s> <u:p> 1 ",
        "INSERT DATA { <u:s> <u:p> 1 ]",
        "INSERT DATA { <u:s> <u:p> 1 }}",
        "INSERT DATA { <u:s> <u:p> [ } ]",
        "INSERT DATA { <u:s> <u:p> ( ] ) }",
        "INSERT DATA { <u:s> <u:p> <<( <u:s> <u:p> 1 >> }",
        "INSERT DATA { <u:s> <u:p> 'a } ; DROP ALL",
        "INSERT DATA",
        "DELETE",
        "COPY",
        "INSERT DATA { ?名",
    ],
)
def test_what_is_no_update_is_refused(text: str) -> None:
    with pytest.raises((QuerySyntaxError, QueryRefusedError)):
        read_update(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <u:s> <u:p> 'LOAD <u:x> ; SERVICE <u:x> {} } WHERE {' }",
        "INSERT DATA { <u:LOAD> <u:SERVICE> <u:x;WHERE> }",
        "INSERT DATA { <u:s> <u:p> 1 } # ; LOAD <u:x>",
        "PREFIX LOAD: <u:> PREFIX service: <u:> INSERT DATA { LOAD:a service:LOAD 1 }",
        "PREFIX : <u:> DELETE WHERE { ?LOAD :SERVICE $service }",
        "INSERT DATA { <u:s> <u:p> 'a'@load, \"\"\"}\"{'\"\"\", '''\\'''}''' }",
    ],
)
def test_words_within_strings_names_and_comments_do_no_harm(text: str) -> None:
    assert len(read_update(text)) == 1


@pytest.mark.parametrize(
    "bracket", ["(", "[", "{", "<<", "<<(", "{|", "STR(", "NOT EXISTS{"]
)
@pytest.mark.parametrize("before", ["INSERT DATA {", "INSERT {} WHERE {", "DROP "])
def test_depth_is_bounded(bracket: str, before: str) -> None:
    # What may not stand there at all is refused before it is too deep.
    deep = "WHERE" in before or (before != "DROP " and bracket[0] not in "NS")
    told = "nested more than 64 deep" if deep else "does not parse"
    with pytest.raises((QueryRefusedError, QuerySyntaxError), match=told):
        read_update(before + bracket * 100_000)


def test_depth_up_to_the_limit_is_read() -> None:
    inner = LIMITS.depth - 1
    (one,) = read_update("INSERT DATA {" + "(" * inner + ")" * inner + "}")
    assert isinstance(one, InsertData)
    with pytest.raises(QueryRefusedError, match="nested more than 64 deep"):
        read_update("INSERT DATA {" + "(" * LIMITS.depth + ")" * LIMITS.depth + "}")


def test_the_number_of_operations_is_bounded() -> None:
    assert len(read_update("CLEAR ALL;" * LIMITS.operations)) == LIMITS.operations
    with pytest.raises(WriteTooLargeError, match="more than 1000 operations"):
        read_update("CLEAR ALL;" * (LIMITS.operations + 1))


def test_the_size_is_bounded() -> None:
    text = "INSERT DATA { <u:s> <u:p> 'あ' }"
    size = len(text.encode())
    assert read_update(text, limits=UpdateLimits(bytes=size))
    with pytest.raises(WriteTooLargeError, match=f"{size} bytes, more than {size - 1}"):
        read_update(text, limits=UpdateLimits(bytes=size - 1))


def test_the_prologue_is_bounded_over_all_operations() -> None:
    one = f"PREFIX a: <u:{'a' * 1000}> CLEAR ALL ; "
    assert read_update(one * 60)
    with pytest.raises(QueryRefusedError, match="prefixes"):
        read_update(one * 70)


def test_a_pattern_is_bounded_as_in_a_query_and_data_are_not() -> None:
    many = "<u:s> <u:p> 1 . " * 10_000
    assert read_update(f"INSERT DATA {{ {many} }} ; DELETE DATA {{ {many} }}")
    assert read_update(f"INSERT {{ {many} }} WHERE {{}}")
    for before in ("DELETE WHERE", "INSERT {} WHERE"):
        with pytest.raises(QueryRefusedError, match="more than"):
            read_update(f"{before} {{ {many} }}")
    with pytest.raises(QueryRefusedError, match="more than 60 branches"):
        read_update("INSERT {} WHERE { {}" + "UNION {}" * 61 + "}")


def test_places_are_those_of_the_whole_text() -> None:
    text = "CLEAR ALL ; INSERT {} WHERE { ?s ?p ?o . FILTER (?o<2) BLA }"
    with pytest.raises(QueryRefusedError, match=f"character {text.index('BLA')} "):
        read_update(text)
    text = "CLEAR ALL ; INSERT {} WHERE { FILTER (?o<2&&?p>1) }"
    with pytest.raises(QueryRefusedError, match=f"character {text.index('<2')} "):
        read_update(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA {" + "<u:s> <u:p> 'a' . " * 100_000 + "}",
        "INSERT DATA { <u:s> <u:p> '" + "\\'" * 500_000 + "' }",
        'INSERT DATA { <u:s> <u:p> """' + '""a' * 300_000 + '""" }',
        "INSERT DATA { <u:s> <u:p> '''" + "\\'" * 300_000,
        "INSERT DATA { " + "a." * 300_000 + "}",
        "INSERT DATA { <u:s> <u:p> <" * 50_000,
        "#" * 1_000_000,
        "PREFIX " * 100_000,
        ";" * 1_000_000,
        "CLEAR SILENT " * 100_000,
        "INSERT {} USING <u:g> " + "USING <u:g> " * 100_000,
        "<" * 1_000_000,
        "}" * 1_000_000,
        "_:a" * 300_000,
    ],
    ids=lambda text: text[:30],
)
def test_reading_takes_time_in_line_with_the_length(text: str) -> None:
    started = time.monotonic()
    with suppress(QuerySyntaxError, QueryRefusedError):
        read_update(text)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("iri", ["", "g", "/g", "u:a b", "u:<x>", "u:x> <u:y", "u:\\x"])
def test_a_graph_of_the_protocol_is_an_absolute_iri(iri: str) -> None:
    for given in ({"using": [iri]}, {"using_named": [iri]}):
        with pytest.raises(ParameterError, match="absolute IRI"):
            read_update("CLEAR ALL", **given)


def test_graphs_of_the_protocol_are_bounded() -> None:
    with pytest.raises(ParameterError, match="1000 graphs"):
        read_update("CLEAR ALL", using=[f"u:{n}" for n in range(1001)])
    text = "INSERT {} " + "".join(f"USING <u:{n}> " for n in range(1001)) + "WHERE {}"
    with pytest.raises(QueryRefusedError, match="1000 graphs"):
        read_update(text)
