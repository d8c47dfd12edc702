"""The formats of files that a catalogue offers: one table.

The IRIs of formats are those of the EU's `file types
<http://publications.europa.eu/resource/authority/file-type>`_, the ones DCAT-AP
asks for; a portal shows the label.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

__all__ = ["FILE_TYPES", "SPARQL_RESULTS", "FileType", "file_type"]

_EU: Final = "http://publications.europa.eu/resource/authority/file-type/"


@dataclass(frozen=True)
class FileType:
    """One format: its media type, its name in the EU's list, and what people read.

    :param titles: What a file of it is called, by language.
    """

    media_type: str
    iri: str
    label: str
    titles: dict[str, str]


SPARQL_RESULTS: Final = FileType(
    "application/sparql-results+json",
    _EU + "SPARQLQRES",
    "SPARQL",
    {"en": "SPARQL endpoint", "ja": "SPARQLエンドポイント"},
)
# By the ending of a file's name.
FILE_TYPES: Final = {
    ".nq": FileType(
        "application/n-quads",
        _EU + "RDF_N_QUADS",
        "N-Quads",
        {"en": "N-Quads, with named graphs", "ja": "N-Quads（名前付きグラフ）"},
    ),
    ".ttl": FileType(
        "text/turtle",
        _EU + "RDF_TURTLE",
        "Turtle",
        {"en": "Turtle, each statement once", "ja": "Turtle（言明の重複なし）"},
    ),
    ".jsonld": FileType(
        "application/ld+json",
        _EU + "JSON_LD",
        "JSON-LD",
        {"en": "JSON-LD", "ja": "JSON-LD"},
    ),
    ".csv": FileType(
        "text/csv",
        _EU + "CSV",
        "CSV",
        {"en": "CSV, for spreadsheets", "ja": "CSV（表計算ソフト用）"},
    ),
    ".csv-metadata.json": FileType(
        "application/csvm+json",
        _EU + "JSON",
        "CSVW",
        {"en": "Metadata of a table (CSVW)", "ja": "表のメタデータ（CSVW）"},
    ),
    ".geojson": FileType(
        "application/geo+json",
        _EU + "GEOJSON",
        "GeoJSON",
        {"en": "GeoJSON", "ja": "GeoJSON"},
    ),
    ".json": FileType(
        "application/json",
        _EU + "JSON",
        "JSON",
        {"en": "JSON, a tree for each thing", "ja": "JSON（一件ごとの木構造）"},
    ),
}


def file_type(name: str) -> FileType:
    """Return the format of the file called *name*.

    :raises KeyError: If its ending is not in the table.

    >>> file_type("datasets/brief.nq").media_type
    'application/n-quads'
    """
    last = PurePosixPath(name).name
    return FILE_TYPES[last[last.index(".") :] if last.count(".") else ""]
