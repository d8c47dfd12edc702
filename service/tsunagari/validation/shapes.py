"""The shapes graph of the project: the files in ``shapes/``, together."""

from __future__ import annotations

from pathlib import Path

from rdflib import RDF, SH, Graph

from tsunagari.errors import SourceError
from tsunagari.resources import files

__all__ = ["read_shapes"]


def read_shapes(top: Path | None = None) -> Graph:
    """Return the shapes of all files in *top*, by default the project's.

    :raises SourceError: If there is no node shape at all: a validation that
        checks nothing must not pass.
    """
    shapes = Graph()
    own = [path for _, path in files("shapes", "*.ttl")]
    for path in sorted(top.glob("*.ttl")) if top else own:
        try:
            shapes.parse(path, format="turtle")
        except (SyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise SourceError(f"shapes/{path.name}: does not parse: {reason}") from None
    if (None, RDF.type, SH.NodeShape) not in shapes:
        raise SourceError("shapes/: there is no node shape, so nothing is checked")
    return shapes
