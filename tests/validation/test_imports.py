"""Imports between shapes: what is read is there, what is not there is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, SH, Graph, Namespace

from tsunagari.errors import ShapesError, SourceError
from tsunagari.validation.shacl import validate_graph
from tsunagari.validation.shapes import read_shapes

from .random_shapes import PREFIXES

EX = Namespace("https://example.org/")
HEAD = f"{PREFIXES}@prefix owl: <{OWL}> .\n"
SHAPE = ":S a sh:NodeShape ; sh:targetClass :A ; sh:nodeKind sh:Literal .\n"
OTHER = ":other a owl:Ontology . :T a sh:NodeShape .\n"


def written(top: Path, imported: str) -> Path:
    (top / "one.ttl").write_text(f"{HEAD}{SHAPE}:one owl:imports {imported} .\n")
    (top / "two.ttl").write_text(HEAD + OTHER)
    return top


@pytest.mark.parametrize(
    "imported", ["<two.ttl>", ":other", "<https://w3id.org/tsunagari/shapes>"]
)
def test_what_is_read_may_be_imported(imported: str, tmp_path: Path) -> None:
    shapes = read_shapes(written(tmp_path, imported))
    assert (EX.T, None, SH.NodeShape) in shapes
    assert not [*shapes.objects(None, OWL.imports)]
    found = validate_graph(Graph().parse(data=HEAD + ":a a :A ."), shapes)
    assert [result.focus for result in found.results] == [EX.a]


@pytest.mark.parametrize("imported", [":nowhere", "<three.ttl>"])
def test_what_is_not_there_is_an_error(imported: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refusal:
        read_shapes(written(tmp_path, imported))
    text = str(refusal.value)
    assert text.startswith("shapes/one.ttl: owl:imports <")
    assert imported.strip(":<>") in text
    assert "nothing is fetched" in text


def test_a_graph_of_shapes_may_import_what_is_in_it() -> None:
    data = Graph().parse(data=f"{HEAD}:a a :A .")
    text = f"{HEAD}{SHAPE}:one owl:imports :other ."
    with pytest.raises(ShapesError, match="the shapes graph has owl:imports"):
        validate_graph(data, Graph().parse(data=text))
    found = validate_graph(data, Graph().parse(data=text + OTHER))
    assert len(found.results) == 1
