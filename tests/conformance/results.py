"""Reading answers in the four `result formats
<https://www.w3.org/TR/sparql11-overview/#sparql11-results>`_ and as graphs.

Written for the tests alone: neither the engine that wrote an answer nor a
library that may mend it has a say in what it holds.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree

from rdflib import XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

__all__ = ["READERS", "RS", "Table", "read_result_set"]

RS: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")

_XML: Final = "{http://www.w3.org/2005/sparql-results#}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_TSV_TERM: Final = re.compile(
    r"""
    <(?P<iri>[^<>]*)>
  | _:(?P<node>\S+)
  | "(?P<text>(?:[^"\\]|\\.)*)"
        (?:@(?P<language>[a-zA-Z0-9-]+)|\^\^<(?P<datatype>[^<>]*)>)?
  | (?P<double>[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+)
  | (?P<decimal>[+-]?\d*\.\d+)
  | (?P<integer>[+-]?\d+)
  | (?P<boolean>true|false)
    """,
    re.VERBOSE,
)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Table:
    """The solutions of a query; a variable without a value is not in its row."""

    variables: tuple[str, ...]
    rows: tuple[dict[str, Node], ...]


def read_json(body: bytes) -> Table | bool:
    """Read `JSON results <https://www.w3.org/TR/sparql11-results-json/>`_."""
    content = json.loads(body)
    if "boolean" in content:
        assert isinstance(content["boolean"], bool)
        return content["boolean"]
    rows = [
        {name: _json_term(term) for name, term in row.items()}
        for row in content["results"]["bindings"]
    ]
    return Table(tuple(content["head"]["vars"]), tuple(rows))


def read_xml(body: bytes) -> Table | bool:
    """Read `XML results <https://www.w3.org/TR/rdf-sparql-XMLres/>`_."""
    top = ElementTree.fromstring(body)
    assert top.tag == _XML + "sparql", top.tag
    boolean = top.findtext(_XML + "boolean")
    if boolean is not None:
        return {"true": True, "false": False}[boolean.strip()]
    variables = [one.attrib["name"] for one in top.iter(_XML + "variable")]
    rows = [
        {one.attrib["name"]: _xml_term(one[0]) for one in row.iter(_XML + "binding")}
        for row in top.iter(_XML + "result")
    ]
    return Table(tuple(variables), tuple(rows))


def read_csv(body: bytes) -> Table:
    """Read `CSV results <https://www.w3.org/TR/sparql11-results-csv-tsv/>`_.

    What kind of term a field was is lost, but for blank nodes; what looks like
    a number is taken for one.
    """
    text = body.decode("utf-8")
    header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    for line in lines:
        assert len(line) == len(header), line
        rows.append(
            {
                name: _csv_term(field)
                for name, field in zip(header, line, strict=True)
                if field
            }
        )
    return Table(tuple(header), tuple(rows))


def read_tsv(body: bytes) -> Table:
    """Read `TSV results <https://www.w3.org/TR/sparql11-results-csv-tsv/>`_."""
    header, *lines = body.decode("utf-8").removesuffix("\n").split("\n")
    assert all(name.startswith("?") for name in header.split("\t")), header
    names = [name[1:] for name in header.split("\t")]
    rows = []
    for line in lines:
        fields = line.split("\t")
        assert len(fields) == len(names), line
        rows.append(
            {
                n: _tsv_term(field)
                for n, field in zip(names, fields, strict=True)
                if field
            }
        )
    return Table(tuple(names), tuple(rows))


def read_result_set(graph: Graph) -> Table:
    """Read the `vocabulary
    <https://www.w3.org/2001/sw/DataAccess/tests/README#result-set>`_ for tables.
    """
    variables = [str(name) for name in graph.objects(None, RS.resultVariable)]
    rows = [
        {
            str(graph.value(binding, RS.variable, any=False)): value
            for binding in graph.objects(solution, RS.binding)
            for value in graph.objects(binding, RS.value)
        }
        for solution in graph.objects(None, RS.solution)
    ]
    return Table(tuple(variables), tuple(rows))


READERS: Final[dict[str, Callable[[bytes], Table | bool]]] = {
    "json": read_json,
    "xml": read_xml,
    "csv": read_csv,
    "tsv": read_tsv,
}


def _plain(text: str, language: str | None = None, datatype: str | None = None) -> Node:
    kind = URIRef(datatype) if datatype else None
    return Literal(text, lang=language, datatype=kind, normalize=False)


def _csv_term(field: str) -> Node:
    if field.startswith("_:"):
        return BNode(field[2:])
    return _plain(field, datatype=str(XSD.double) if _NUMBER.fullmatch(field) else None)


def _json_term(term: dict[str, Any]) -> Node:
    match term["type"]:
        case "uri":
            return URIRef(term["value"])
        case "bnode":
            return BNode(term["value"])
        case kind:
            assert kind in ("literal", "typed-literal"), kind
            return _plain(term["value"], term.get("xml:lang"), term.get("datatype"))


def _xml_term(element: ElementTree.Element) -> Node:
    text = element.text or ""
    match element.tag.removeprefix(_XML):
        case "uri":
            return URIRef(text)
        case "bnode":
            return BNode(text)
        case kind:
            assert kind == "literal", kind
            return _plain(text, element.get(_LANGUAGE), element.get("datatype"))


def _tsv_term(field: str) -> Node:
    found = _TSV_TERM.fullmatch(field)
    assert found is not None, f"{field} is no term"
    if found["iri"] is not None:
        return URIRef(found["iri"])
    if found["node"] is not None:
        return BNode(found["node"])
    if found["text"] is not None:
        text = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), found["text"])
        return _plain(text, found["language"], found["datatype"])
    (kind,) = (name for name in found.groupdict() if found[name] is not None)
    return _plain(field, datatype=str(XSD[kind]))
