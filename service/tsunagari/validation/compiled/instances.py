"""`SHACL instances <https://www.w3.org/TR/shacl/#dfn-shacl-instance>`_: of a
class, or of one that is below it in the data.

The classes below are looked up once and listed: to walk ``rdfs:subClassOf`` from
each instance takes longer. Only where one of them is a blank node, which no
query can name, are they walked to.
"""

from __future__ import annotations

from rdflib import RDF, RDFS, URIRef

from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.paths import Path
from tsunagari.validation.compiled.terms import Names, text

__all__ = ["instances", "is_instance"]

_KIND = Path(f"({text(RDF.type)}/{text(RDFS.subClassOf)}*)", is_joined=True)


def instances(variable: str, of: URIRef, data: Data, names: Names) -> str:
    """Return the pattern that binds *variable* to each instance of *of*."""
    classes = data.kinds(of)
    if classes is None:
        return f"{variable} {_KIND.sparql} {text(of)} ."
    if classes == [of]:
        return f"{variable} {text(RDF.type)} {text(of)} ."
    kind = names.new("class")
    listed = " ".join(map(text, classes))
    return f"VALUES {kind} {{ {listed} }} {variable} {text(RDF.type)} {kind} ."


def is_instance(variable: str, of: URIRef, data: Data, names: Names) -> str:
    """Return the expression that the bound *variable* is an instance of *of*."""
    classes = data.kinds(of)
    if classes is None:
        return f"EXISTS {{ {variable} {_KIND.walked()} {text(of)} }}"
    if classes == [of]:
        return f"EXISTS {{ {variable} {text(RDF.type)} {text(of)} }}"
    kind = names.new("class")
    among = ", ".join(map(text, classes))
    stated = f"{variable} {text(RDF.type)} {kind} ."
    return f"EXISTS {{ {stated} FILTER ({kind} IN ({among})) }}"
