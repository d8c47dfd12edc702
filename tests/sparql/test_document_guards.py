"""The guard stops what would hurt a parser, just over each limit and not just under."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from tests.sparql.strangers import NODE, document, in_thread, passes, refused

from tsunagari.errors import DocumentError, DocumentTypeError
from tsunagari.resources import folder
from tsunagari.sparql.documents import Document, syntax_of, text_guard
from tsunagari.sparql.documents.brackets import MOST_NESTED
from tsunagari.sparql.documents.json_text import MOST_NESTED_JSON
from tsunagari.sparql.engines.oxigraph_documents import read_quads

ENDINGS = ("ttl", "nt", "rdf", "jsonld", "nq", "trig")
MOST = 1_000_000


# How each bracket of Turtle is nested n deep.
def triple_terms(n: int) -> str:
    return "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * n + "1" + ")>>" * n + " ."


def reified(n: int) -> str:
    return "<urn:a> <urn:p> " + "<<<urn:a> <urn:p> " * n + "1" + ">>" * n + " ."


def annotated(n: int) -> str:
    return "<urn:a> <urn:p> 1 " + "{| <urn:p> 1 " * n + "|}" * n + " ."


def blank(n: int) -> str:
    return "<urn:a> <urn:p> " + "[ <urn:p> " * n + "1" + "]" * n + " ."


def lists(n: int) -> str:
    return "<urn:a> <urn:p> " + "( " * n + "1" + ")" * n + " ."


def in_graph(n: int) -> str:
    return "{ " + blank(n - 1).removesuffix(".") + " }"


@pytest.mark.parametrize(
    ("ending", "nested"),
    [
        ("ttl", triple_terms),
        ("nq", lambda n: triple_terms(n).replace("1", '"1"')),
        ("nt", lambda n: triple_terms(n).replace("1", '"1"')),
        ("ttl", reified),
        ("ttl", annotated),
        ("ttl", blank),
        ("ttl", lists),
        ("trig", in_graph),
    ],
)
def test_brackets_are_nested_so_deep(ending: str, nested: Callable[[int], str]) -> None:
    in_thread(lambda: passes(ending, nested(MOST_NESTED)))
    told = refused(ending, nested(MOST_NESTED + 1), f"more than {MOST_NESTED} deep")
    assert "line 1, column " in str(told)


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        (NODE, "}"),
        ("[", "]"),
        ('{"@graph":', "}"),
        ('{"@included":', "}"),
        ('{"@reverse":', "}"),
        ('{"@context":', "}"),
        ('{"a\\"[[":', "}"),
    ],
)
def test_json_is_nested_so_deep(opened: str, closed: str) -> None:
    def nested(n: int) -> str:
        return opened * (n - 1) + "[]" + closed * (n - 1)

    text_guard(document("jsonld", nested(MOST_NESTED_JSON)))
    refused("jsonld", nested(MOST_NESTED_JSON + 1), "are nested more than")
    refused("jsonld", "[" * 10_000_000, "are nested more than")


def test_nodes_are_nested_so_deep() -> None:
    n = MOST_NESTED_JSON
    in_thread(lambda: passes("jsonld", NODE * n + "1" + "}" * n))


def test_long_lists_are_fine() -> None:
    n = 50_000
    assert len(passes("ttl", "<urn:a> <urn:p> (" + "1 " * n + ") .")) == 2 * n + 1
    one = '{"@id": "urn:a", "urn:p": {"@list": [' + ",".join("1" * n) + "]}}"
    assert len(passes("jsonld", one)) == 2 * n + 1
    assert len(passes("ttl", "<urn:a> <urn:p> " + ",".join(["[]"] * n) + ".")) == n


@pytest.mark.parametrize(
    "text",
    [
        '"["',
        '"\\"["',
        "'['",
        "'''[ '' ' \\''' [ '''",
        '"""[ "" " \\""" [ """',
        '""" [\n[\r[ """',
        "<http://example.org/(('>",
        "e:a\\(\\'\\#",
        "1 # [ \" ' <\n",
        "1 # [ \" ' <\r",
        '""',
        "''",
        '""""""',
        "''''''",
        "1 .\r\n<urn:a> <urn:p> '[' # (",
    ],
)
def test_brackets_in_strings_comments_and_names_do_not_count(text: str) -> None:
    statement = f"<urn:a> <urn:p> {text}\n.\n"
    many = MOST_NESTED + 1
    found = passes("ttl", "PREFIX e: <http://example.org/>\n" + statement * many)
    assert found
    # What comes after it counts.
    refused("ttl", statement * many + "[ " * many, "nested more than")


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''", "<"])
def test_what_does_not_end_hides_nothing(quote: str) -> None:
    deep = "[ " * (MOST_NESTED + 1)
    refused("ttl", f"<urn:a> <urn:p> {quote}a {deep}", "begins here and does not end")
    refused("ttl", f"<urn:a> <urn:p> {quote}a\n{deep}", "begins here and does not end")


def test_a_bracket_closes_what_is_open() -> None:
    many = MOST_NESTED + 1
    refused("ttl", "[ ] ]" + "[" * many, "column 5: '\\]' closes what is not open")
    refused("jsonld", "[ ] ]", "closes what is not open")
    refused("ttl", "[ ]" * many + "\n[", "line 2, column 2: a bracket is not closed")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-32", "shift_jis"])
def test_utf_8_alone_is_read(ending: str, coding: str) -> None:
    text = '<?xml version="1.0"?><協同組合/>'
    with pytest.raises(DocumentError, match=r"UTF-8|no JSON|XML|line 1, column 1: "):
        passes(ending, text.encode(coding))
    if ending == "rdf":
        refused(ending, text.encode(coding), "UTF-8|has NUL")


@pytest.mark.parametrize("coding", ["UTF-16", "UTF-32"])
def test_a_mark_tells_which_coding_it_is(coding: str) -> None:
    for order in ("LE", "BE"):
        text = "\N{BYTE ORDER MARK}<urn:a> <urn:p> 1 ."
        why = f"it is {coding}, and UTF-8 alone is read"
        refused("ttl", text.encode(f"{coding}-{order}"), why)


def test_a_wrong_byte_is_told_with_its_place() -> None:
    with pytest.raises(DocumentTypeError, match="line 3, column 5: the byte FF"):
        text_guard(document("ttl", "# 組合\r\n#\r組合 '".encode() + b"\xff"))
    # Half of a pair that UTF-16 would need, which UTF-8 never has.
    with pytest.raises(DocumentTypeError, match="column 18: the byte ED"):
        text_guard(document("nt", b'<urn:a> <urn:p> "\xed\xa0\x80" .'))


def test_nul_is_a_character_of_turtle_alone() -> None:
    [read] = passes("ttl", "<urn:a> <urn:p> 'a\x00b' .")
    assert "a\\u0000b" in str(read.object)
    refused("rdf", "<a>\0</a>", "has NUL")
    refused("jsonld", '{"urn:p": "\0"}', "no JSON")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_each_way(end: str) -> None:
    lines = ["# [", "<urn:a> <urn:p> 1 , # {", "2 ."]
    assert len(passes("ttl", end.join(lines))) == 2
    deep = end.join([*lines, " " + "[" * (MOST_NESTED + 1)])
    refused("ttl", deep, f"^it: line 4, column {MOST_NESTED + 2}: brackets")
    assert len(passes("nt", f'<urn:a> <urn:p> "" .{end}#{end}')) == 1


# Pieces of Turtle that have no bracket, whatever they look like.
INERT = (
    *("'[ ( {'", '"\\"[ <<"', "'''( ' '' \n [ '''", '"""{| " "" [ \\""" """', "''"),
    *("<http://[(#>", "# [[[ ( \" ' <\n", "e:a\\(\\'", "1.5e3", "true", "'組'@ja"),
    *("\n", " ", ".", ";", "_:b", "#\r", "^^", '""', "<>", ">", "|"),
)
CLOSING = {"[": "]", "(": ")", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")>>"}


def generated(random: Random) -> tuple[str, int]:
    """Return a text, and how deep its brackets are: known from how it was made."""
    pieces: list[str] = []
    opened: list[str] = []
    deepest = 0
    goal = MOST_NESTED + random.choice((-1, 0, 1, 2))
    while deepest < goal:
        if random.random() < 0.3:
            pieces.append(random.choice(INERT))
        elif opened and random.random() < 0.2:
            pieces.append(CLOSING[opened.pop()])
        else:
            opened.append(random.choice(tuple(CLOSING)))
            pieces.append(opened[-1])
            deepest = max(deepest, len(opened))
    pieces += [CLOSING[bracket] for bracket in reversed(opened)]
    return " ".join(pieces), deepest


@pytest.mark.parametrize("seed", range(200))
def test_brackets_are_counted_as_they_were_written(seed: int) -> None:
    text, deepest = generated(Random(seed))
    if deepest > MOST_NESTED:
        refused("ttl", text, "nested more than")
    else:
        assert text_guard(document("ttl", text)) == text.encode()


# Pieces that mean one thing in a string, another in an IRI, and so on.
PIECES = (
    *(
        '"',
        "'",
        '"""',
        "'''",
        '\\"',
        "\\\\",
        "\\'",
        "<",
        ">",
        "#",
        "\n",
        "\r",
        " ",
        "~",
    ),
    *("[", "[]", "]", "(", ")", "()", "a", ",", ";", ".", "1.", "true", "@ja", "^^e:t"),
    *(
        "e:b",
        "e:",
        "e:a\\(",
        "e:\\'",
        "<urn:x>",
        "<urn:\\u003E>",
        "\\u0022",
        "_:b.",
        "組",
    ),
    *("<<", "<<(", ")>>", ">>", "{|", "|}", "{", "}", "[ <urn:p> 1 ]", "( 1 )", '""'),
)


@pytest.mark.parametrize("seed", range(20))
def test_what_the_engine_reads_the_guard_lets_pass(seed: int) -> None:
    random = Random(seed)
    begin = "PREFIX e: <http://example.org/> <urn:a> <urn:p> "
    # So many that the guard has to look at them one by one.
    begin += "[] , " * (MOST_NESTED + 1)
    read = 0
    for _ in range(300):
        quote = random.choice(('"', "'", '"""', "'''", ""))
        pieces = random.choices(PIECES, k=random.randrange(1, 9))
        text = f"{begin}{quote}{random.choice(('', ' ')).join(pieces)}{quote} ."
        try:
            ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
        except SyntaxError:
            continue
        read += 1
        # No bracket is left open: they took the same ones for brackets.
        text_guard(document("ttl", text))
    assert read > 50


@pytest.mark.parametrize(
    ("ending", "piece"),
    [
        ("ttl", "'"),
        ("ttl", "''' "),
        ("ttl", '"\\'),
        ("ttl", "<"),
        ("ttl", "\\"),
        ("ttl", "[ # \n ] '''a''' <b> "),
        ("rdf", "<!--"),
        ("rdf", "<!"),
        ("rdf", "<a b='"),
        ("jsonld", '"\\'),
        ("jsonld", "[1],"),
        ("jsonld", '{"a":'),
        ("jsonld", "-"),
    ],
)
def test_looking_takes_no_longer_than_the_text(ending: str, piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    begun = time.process_time()
    with suppress(DocumentError):
        text_guard(document(ending, text))
    assert time.process_time() - begun < 3


SUITE = Path(__file__).resolve().parents[3] / "shared/suites/sparql11"


def test_the_data_of_the_w3c_is_read() -> None:
    if not SUITE.is_dir():
        pytest.skip("the suites of the W3C are not beside this checkout")
    found = [p for end in ENDINGS for p in sorted(SUITE.rglob(f"*.{end}"))]
    assert len(found) >= 160
    for path in found:
        given = Document(path, syntax_of(None, path.name), path.as_uri(), path.name)
        assert text_guard(given) == path.read_bytes()
        read_quads(given, None, MOST)


def test_what_we_write_ourselves_is_read() -> None:
    found = sorted(folder("ontology").rglob("*.ttl"))
    assert len(found) > 10
    for path in found:
        given = Document(path, syntax_of(None, path.name), None, path.name)
        assert read_quads(given, None, MOST)
