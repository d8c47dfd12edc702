"""Municipalities that the rows of a register name, by their codes.

A code has two digits for the prefecture (JIS X 0401) and three for the
municipality (JIS X 0402). With a check digit it is the local government code of
the `Ministry of Internal Affairs and Communications
<https://www.soumu.go.jp/denshijiti/code.html>`_.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from rdflib import RDF, RDFS, SKOS, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import SSE, expand

__all__ = ["about_places", "local_government_code", "place_of"]

AREA: Final = "http://data.e-stat.go.jp/lod/sac/C"
WEIGHTS: Final = (6, 5, 4, 3, 2)
ADMS_ID: Final = expand("adms:identifier")


def place_of(code: str) -> URIRef:
    """Return the IRI of the municipality with that code of five digits."""
    return expand(f"jpplace:area-{code}")


def local_government_code(code: str) -> str:
    """Return the code of five digits with its check digit.

    >>> local_government_code("13201")
    '132012'
    """
    total = sum(int(d) * w for d, w in zip(code, WEIGHTS, strict=True))
    return f"{code}{(11 - total % 11) % 10}"


def about_places(
    names: Mapping[str, str], seen: Collection[str], known: Mapping[str, URIRef]
) -> Iterator[tuple[Node, Node, Node]]:
    """Yield what the rows say about the municipalities they name.

    :param names: The name of each municipality, by its code of five digits.
    :param seen: The codes of places of which enough is said elsewhere.
    :param known: Places that the graph has already, by the same codes; a prefecture
        has three zeros for the municipality.
    """
    for code, name in sorted(names.items()):
        if code in seen:
            continue
        place = place_of(code)
        whole = local_government_code(code)
        number = expand(f"id:local-government-code-{whole}")
        yield place, RDF.type, SSE.Municipality
        yield place, RDFS.label, Literal(name, "ja")
        if area := known.get(f"{code[:2]}000"):
            yield place, SSE.within, area
        yield place, SKOS.exactMatch, URIRef(AREA + code)
        yield place, ADMS_ID, number
        yield number, RDF.type, expand("adms:Identifier")
        yield number, SKOS.notation, Literal(whole)
        yield number, SSE.identifierScheme, expand("jpc:local-government-code")
        yield (
            number,
            expand("adms:schemaAgency"),
            Literal("Ministry of Internal Affairs and Communications"),
        )
