"""The shapes graph of the project: the files in ``shapes/``, together."""

from __future__ import annotations

from pathlib import Path

from rdflib import OWL, RDF, SH, Graph, URIRef
from rdflib.term import Node

from tsunagari.errors import SourceError
from tsunagari.namespaces import BASE
from tsunagari.resources import files
from tsunagari.validation.imports import REMEDY, missing_imports

__all__ = ["read_shapes"]


def read_shapes(top: Path | None = None) -> Graph:
    """Return the shapes of all files in *top*, by default the project's.

    A file may import another one by its name, or the whole by its IRI; since all are
    read together, that asks for nothing more.

    :raises SourceError: If one imports what is not there, or there is no node shape
        at all: a validation that checks nothing must not pass.
    """
    shapes = Graph()
    own = [path for _, path in files("shapes", "*.ttl")]
    read = {path: _read(path) for path in (sorted(top.glob("*.ttl")) if top else own)}
    for graph in read.values():
        shapes += graph
    there: set[Node] = {BASE["shapes"]}
    there |= {URIRef(path.absolute().as_uri()) for path in read}
    there |= {*shapes.subjects(RDF.type, OWL.Ontology)}
    for path, graph in read.items():
        for name in missing_imports(graph, there):
            raise SourceError(
                f"shapes/{path.name}: owl:imports {name.n3()}: no shapes graph of that "
                f"name is read; {REMEDY}"
            )
    shapes.remove((None, OWL.imports, None))
    if (None, RDF.type, SH.NodeShape) not in shapes:
        raise SourceError("shapes/: there is no node shape, so nothing is checked")
    return shapes


def _read(path: Path) -> Graph:
    try:
        return Graph().parse(path, format="turtle")
    except (SyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SourceError(f"shapes/{path.name}: does not parse: {reason}") from None
