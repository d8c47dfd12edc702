"""The catalogue as `DCAT-AP 3.0 <https://semiceu.github.io/DCAT-AP/releases/3.0.1/>`_
in JSON-LD.

Portals harvest this document, so it is written from a template and not from a
graph: the context is inline, for nobody may fetch one; and the order of types
stays, for CKAN looks at the first alone. The other syntaxes are read from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from tsunagari.export.catalogue import (
    Catalogue,
    CataloguedDataset,
    Distribution,
    Licence,
    Texts,
)
from tsunagari.export.media import SPARQL_RESULTS, FileType
from tsunagari.languages import LANGUAGES

__all__ = ["CONTEXT", "catalogue_document"]

Json = dict[str, Any]

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_PROTOCOL: Final = "http://www.w3.org/TR/sparql11-protocol/"
_LANGUAGES: Final = {"en": _EU + "language/ENG", "ja": _EU + "language/JPN"}
_THEMES: Final = {
    "ECON": {"en": "Economy and finance", "ja": "経済・金融"},
    "SOCI": {"en": "Population and society", "ja": "人口・社会"},
}


def catalogue_document(catalogue: Catalogue) -> Json:
    """Return *catalogue* as one JSON-LD document.

    :raises CatalogueError: If a portal could not take all of it.
    """
    catalogue = catalogue.checked()
    document: Json = {
        "@context": CONTEXT,
        "@id": catalogue.iri,
        "@type": "dcat:Catalog",
        **_names(catalogue.titles, catalogue.descriptions),
        "dct:publisher": _publisher(catalogue),
        "dct:license": _licence(catalogue.licence),
        "dct:language": _languages(catalogue.titles),
        "dcat:version": catalogue.version,
        "dcat:themeTaxonomy": {
            "@id": _EU + "data-theme",
            "@type": "skos:ConceptScheme",
            "dct:title": {"@value": "Data theme", "@language": "en"},
        },
        "dcat:dataset": [_dataset(catalogue, one) for one in catalogue.datasets],
    }
    if catalogue.endpoint:
        document["foaf:homepage"] = {
            "@id": catalogue.address + "/",
            "@type": "foaf:Document",
        }
    if catalogue.endpoint:
        document["dcat:service"] = _service(catalogue)
    return document


def _dataset(catalogue: Catalogue, dataset: CataloguedDataset) -> Json:
    files = [_file(catalogue, dataset, one) for one in dataset.distributions]
    if catalogue.endpoint:
        files.append(_endpoint(catalogue, dataset))
    found: Json = {
        "@id": dataset.iri,
        "@type": "dcat:Dataset",
        **_names(dataset.titles, dataset.descriptions),
        "dcat:keyword": _keywords(dataset),
        "dct:identifier": dataset.iri,
        "dcat:version": catalogue.version,
        "dct:publisher": _publisher(catalogue),
        "dct:creator": _publisher(catalogue),
        "dct:accrualPeriodicity": {
            "@id": _EU + "frequency/IRREG",
            "@type": "dct:Frequency",
        },
        "dct:accessRights": {
            "@id": _EU + "access-right/PUBLIC",
            "@type": "dct:RightsStatement",
        },
        "dct:language": _languages(LANGUAGES),
        "dcat:theme": [_theme(name, dataset.titles) for name in _THEMES],
        "dcat:distribution": files,
    }
    if dataset.modified:
        found["dct:modified"] = {"@value": dataset.modified, "@type": "xsd:date"}
    if dataset.page:
        found["dcat:landingPage"] = {"@id": dataset.page, "@type": "foaf:Document"}
    if dataset.sources:
        found["dct:source"] = [{"@id": source} for source in dataset.sources]
        found["prov:wasDerivedFrom"] = found["dct:source"]
    if dataset.part_of:
        found["dct:isPartOf"] = {"@id": dataset.part_of}
    return found


def _keywords(dataset: CataloguedDataset) -> list[Json]:
    """Return each word once: a portal knows no language, and refuses a word twice."""
    found: dict[str, str] = {}
    for language, words in dataset.keywords.items():
        for word in words:
            found.setdefault(word, language)
    return [{"@value": word, "@language": lang} for word, lang in found.items()]


def _file(catalogue: Catalogue, dataset: CataloguedDataset, one: Distribution) -> Json:
    address = {"@id": one.address, "@type": "rdfs:Resource"}
    return {
        "@id": one.iri,
        "@type": "dcat:Distribution",
        **_names(one.type.titles, one.type.titles),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        **_format(one.type),
        **_terms(dataset),
        "dct:language": _languages(LANGUAGES),
        "dcat:byteSize": {"@value": str(one.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@id": one.iri + "/checksum",
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": _SHA256, "@type": "spdx:ChecksumAlgorithm"},
            "spdx:checksumValue": {"@value": one.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _endpoint(catalogue: Catalogue, dataset: CataloguedDataset) -> Json:
    """Offer the endpoint as a file: a service alone is not imported by CKAN."""
    titles = _shown(SPARQL_RESULTS.titles, dataset.titles)
    return {
        "@id": dataset.iri + "/sparql",
        "@type": "dcat:Distribution",
        **_names(titles, titles),
        "dcat:accessURL": {"@id": catalogue.endpoint, "@type": "rdfs:Resource"},
        **_format(SPARQL_RESULTS),
        **_terms(dataset),
        "dcat:accessService": _service(catalogue),
    }


def _service(catalogue: Catalogue) -> Json:
    endpoint = {"@id": catalogue.endpoint, "@type": "rdfs:Resource"}
    titles = _shown(SPARQL_RESULTS.titles, catalogue.titles)
    return {
        "@id": catalogue.iri + "/sparql",
        "@type": "dcat:DataService",
        **_names(titles, titles),
        "dcat:endpointURL": endpoint,
        "dcat:endpointDescription": endpoint,
        "dcat:servesDataset": [{"@id": one.iri} for one in catalogue.datasets],
        "dct:conformsTo": {"@id": _PROTOCOL, "@type": "dct:Standard"},
        "dct:license": _licence(catalogue.licence),
        "dct:publisher": _publisher(catalogue),
    }


def _format(type: FileType) -> Json:
    """Name the format twice, for DCAT-AP and for CKAN, which shows the labels."""
    return {
        "dcat:mediaType": {
            "@id": _IANA + type.media_type,
            "@type": "dct:MediaType",
            "rdfs:label": type.media_type,
        },
        "dct:format": {
            "@id": type.iri,
            # CKAN looks at the first type; DCAT-AP wants the second.
            "@type": ["dct:IMT", "dct:MediaTypeOrExtent"],
            "rdf:value": type.media_type,
            "rdfs:label": type.label,
        },
    }


def _terms(dataset: CataloguedDataset) -> Json:
    """Put the terms on each file: those of the data set are not looked at."""
    found: Json = {}
    if dataset.licence:
        found["dct:license"] = _licence(dataset.licence)
    if dataset.attributions:
        found["dct:rights"] = {
            "@id": dataset.iri + "/attribution",
            "@type": "dct:RightsStatement",
            "rdfs:label": [
                literal for one in dataset.attributions for literal in _literals(one)
            ],
        }
    return found


def _licence(licence: Licence) -> Json:
    # By the plain name CKAN finds the licence in its list; the address it has not.
    names: list[Any] = [licence.name] if licence.name else _literals(licence.titles)
    return {
        "@id": licence.iri,
        "@type": "dct:LicenseDocument",
        "dct:title": names,
        "rdfs:label": names,
    }


def _publisher(catalogue: Catalogue) -> Json:
    iri, names = catalogue.publisher
    return {
        "@id": iri,
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": _literals(names),
    }


def _theme(name: str, shown: Texts) -> Json:
    return {
        "@id": f"{_EU}data-theme/{name}",
        "@type": "skos:Concept",
        "skos:prefLabel": _literals(_shown(_THEMES[name], shown)),
        "skos:inScheme": {"@id": _EU + "data-theme"},
    }


def _shown(texts: Texts, languages: Texts) -> Texts:
    """Return those of *texts* whose language *languages* have too."""
    return {name: text for name, text in texts.items() if name in languages}


def _languages(names: Iterable[str]) -> list[Json]:
    return [
        {"@id": _LANGUAGES[language], "@type": "dct:LinguisticSystem"}
        for language in names
    ]


def _names(titles: Texts, descriptions: Texts) -> Json:
    return {
        "dct:title": _literals(titles),
        "dct:description": _literals(descriptions),
    }


def _literals(texts: Texts) -> list[Json]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]
