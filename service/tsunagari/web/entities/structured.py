"""What a page says to programs that read no page: JSON-LD in schema.org's terms.

Of what the graph says, that which `schema.org <https://schema.org/docs/gs.html>`_ has
a name for. The whole is a link away, in the formats of ``/data/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, Namespace, URIRef
from rdflib.term import Node

from tsunagari.languages import Language
from tsunagari.namespaces import prefixes
from tsunagari.web.entities.reading import Told

__all__ = ["structured"]

SCHEMA: Final = Namespace(prefixes()["schema"])
FOAF: Final = Namespace(prefixes()["foaf"])
ADMS: Final = Namespace(prefixes()["adms"])
# The first that names something gives the name; the others are further names.
NAMES: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title)
TEXTS: Final = {
    "alternateName": (SKOS.altLabel,),
    "description": (SKOS.definition, DCTERMS.description),
}
LINKS: Final = {
    "url": (FOAF.homepage,),
    "sameAs": (OWL.sameAs, SKOS.exactMatch),
    "subjectOf": (RDFS.seeAlso,),
}
# Words of schema.org that a program expects and that need no translation here.
KINDS: Final = {
    str(URIRef(prefixes()["org"] + "Organization")): "Organization",
    str(SKOS.Concept): "DefinedTerm",
}


def structured(
    iri: URIRef,
    told: Told,
    language: Language,
    asides: Mapping[Node, Mapping[URIRef, list[Node]]],
) -> dict[str, Any]:
    """Return the document about *iri*.

    :param asides: What is said of its identifiers: their notations.
    """
    forward = told.forward
    found: dict[str, Any] = {"@context": "https://schema.org", "@id": str(iri)}
    kinds = [str(kind) for kind in forward.get(RDF.type, {})]
    own = sorted(kind.removeprefix(SCHEMA) for kind in kinds if kind.startswith(SCHEMA))
    own += sorted({KINDS[kind] for kind in kinds if kind in KINDS} - set(own))
    found["@type"] = own or "Thing"
    names = [text for property in NAMES for text in forward.get(property, {})]
    found["name"] = _texts(names, language)
    for key, properties in TEXTS.items():
        texts = [text for p in properties for text in forward.get(p, {})]
        found[key] = _texts(texts, language)
    for key, properties in LINKS.items():
        links = {str(link) for p in properties for link in forward.get(p, {})}
        found[key] = sorted(links)
    found["identifier"] = sorted(
        str(notation)
        for node in forward.get(ADMS.identifier, {})
        for notation in asides.get(node, {}).get(SKOS.notation, [])
    )
    for property, said in forward.items():
        if str(property).startswith(SCHEMA):
            key = str(property).removeprefix(SCHEMA)
            found.setdefault(key, sorted({str(node) for node in said}))
    return {key: _single(value) for key, value in found.items() if value}


def _texts(nodes: list[Node], language: Language) -> list[dict[str, str]]:
    texts = sorted(
        {node for node in nodes if isinstance(node, Literal)},
        key=lambda text: (text.language != language, text.language or "", str(text)),
    )
    return [
        {"@value": str(text), **({"@language": text.language} if text.language else {})}
        for text in texts
    ]


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
