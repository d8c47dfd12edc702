"""RDF/XML declares nothing, is UTF-8, and errors in it tell the line."""

import pyoxigraph as ox
import pytest
from tests.sparql.strangers import RDF, document, in_thread, passes, refused

from tsunagari.errors import DocumentError, DocumentTypeError
from tsunagari.sparql.documents import text_guard
from tsunagari.sparql.documents.elements import MOST_ELEMENTS, MOST_REPEATED

OPENED = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:">'
BEFORE = f'{OPENED}<e:C e:p="'
AFTER = '"/></rdf:RDF>'


def bomb() -> str:
    """Return RDF/XML whose entities would be 20 000 000 000 characters."""
    declared = '<!ENTITY a0 "組合">' + "".join(
        f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10)
    )
    return f"<!DOCTYPE rdf:RDF [{declared}]>{BEFORE}&a10;{AFTER}"


@pytest.mark.parametrize(
    "text",
    [
        bomb(),
        f'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a "b">]>{BEFORE}&a;{AFTER}',
        f"<!DOCTYPE r SYSTEM 'http://127.0.0.1/x.dtd'>{BEFORE}{AFTER}",
        f"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{BEFORE}&a;{AFTER}",
        f"<!DOCTYPE r [<!ENTITY % a 'b'>]>{BEFORE}{AFTER}",
        f"<!doctype r>{BEFORE}{AFTER}",
        f"<!\nDOCTYPE r>{BEFORE}{AFTER}",
        f"<!--> <!DOCTYPE r [] > <!-- -->{BEFORE}{AFTER}",
        f"{BEFORE}{AFTER}<!ENTITY a 'b'>",
    ],
)
def test_entities_are_refused(text: str) -> None:
    for marked in (text, "\N{BYTE ORDER MARK}" + text):
        refused("rdf", marked, "line [12], column [0-9]+: document types and entities")
    for coding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32-le"):
        refused("rdf", text.encode(coding), "UTF-8")


def test_the_entities_of_xml_are_read() -> None:
    text = f"{BEFORE}&lt;!DOCTYPE&amp;&#x7D44;&#21512;{AFTER}"
    values = [quad.object for quad in passes("rdf", text)]
    assert ox.Literal("<!DOCTYPE&組合") in values
    refused("rdf", f"{BEFORE}&a;{AFTER}", "column [0-9]+: undefined entity")


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf8", "Shift_JIS", "UTF-16"])
def test_the_encoding_of_xml_is_utf_8(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>{BEFORE}組合{AFTER}"
    if encoding.endswith("8"):
        text_guard(document("rdf", text))
        return
    told = refused("rdf", text, f"declares the encoding '{encoding}'.*UTF-8")
    assert isinstance(told, DocumentTypeError)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<a>\n<b></a>", "line 2, column"),
        ("\n\n<?xml version='1.0'?><a/>", "line 3, column"),
        ("<a/><b/>", "line 1, column 5"),
        ("<a>&#0;</a>", "line 1, column 4"),
        ("<組合/><b/>", "line 1, column 6"),
        ("<a b='1' b='2'/>", "line 1, column"),
        ("", "line 1, column 1"),
        ("組合", "line 1, column 1"),
    ],
)
def test_xml_is_well_formed(text: str, place: str) -> None:
    refused("rdf", text, f"^it: {place}.*well-formed")


@pytest.mark.parametrize(
    "line",
    [
        '<rdf:Description rdf:about="http://a b"/>',
        "<e:C><e:p xml:lang='12'>1</e:p></e:C>",
        "<e:C rdf:about='http://[x'/>",
        "<f:C/>",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_error_in_xml_tells_the_line(line: str, end: str) -> None:
    lines = [OPENED, "<e:C/>", line, "<e:C/>", "</rdf:RDF>"]
    with pytest.raises(DocumentError, match=r"^it: line 3: .*check it"):
        passes("rdf", end.join(lines))


def elements(n: int, inner: str = "") -> str:
    pairs, odd = divmod(n - 1, 2)
    begin = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:">' + "<e:C><e:p>" * pairs
    last = f"<e:C>{inner}</e:C>" if odd else inner
    return begin + last + "</e:p></e:C>" * pairs + "</rdf:RDF>"


def test_elements_are_nested_so_deep() -> None:
    in_thread(lambda: passes("rdf", elements(MOST_ELEMENTS)))
    told = refused("rdf", elements(MOST_ELEMENTS + 1), "elements are nested more than")
    assert "line 1, column" in str(told)
    # Side by side there may be any number.
    text = elements(1, "<e:C/>" * 50_000)
    assert len(passes("rdf", text)) == 50_000


def test_namespaces_are_repeated_so_often() -> None:
    def literal(inside: str, type: str = "Literal") -> str:
        return (
            f'{OPENED[:-1]} xmlns:n="{"n" * 1_000}"><e:C><e:p rdf:parseType="{type}">'
            f"{inside}</e:p></e:C></rdf:RDF>"
        )

    # The names and the values of what is declared: rdf, e and n.
    each = len("xmlns:rdf" + RDF) + len("xmlns:e" + "urn:") + len("xmlns:n") + 1_000
    most = MOST_REPEATED // each
    text_guard(document("rdf", literal("<e:a/>" * most)))
    for type in ("Literal", "literal", "other"):
        over = literal("<e:a/>" * (most + 1), type)
        refused("rdf", over, "written out again in too many")
    text_guard(document("rdf", literal("<e:a/>" * (most + 1), "Collection")))
    # What is deeper in a literal has them already.
    deeper = f"<e:a>{'<e:a/>' * most}</e:a>"
    text_guard(document("rdf", literal(deeper)))
    assert len(passes("rdf", literal("<e:a/>" * 100))) == 2
