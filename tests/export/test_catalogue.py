"""The catalogue, as portals read it: DCAT-AP's mandatory set, and CKAN's own rules.

What CKAN's parser does with it is told by its rules here; ``test_ckan.py`` asks the
parser itself, where there is one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, RDF, BNode, Graph, Namespace, URIRef

from tsunagari.errors import CatalogueError, ReleaseError
from tsunagari.export.catalogue import Catalogue, check_keyword
from tsunagari.export.dcat import catalogue_document
from tsunagari.export.schema_org import dataset_document
from tsunagari.export.writing import catalogue_bytes
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import BASE
from tsunagari.release.catalogue import catalogue_of
from tsunagari.release.dumps import opened
from tsunagari.release.releases import Release
from tsunagari.resources import folder

# What rdflib calls the syntaxes.
SYNTAXES: Final = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}
PUBLIC: Final = "https://data.example.org"
OFFICIAL: Final = "TSUNAGARI_DCAT_AP_SHAPES"
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")


def of(release: Release) -> Catalogue:
    return catalogue_of(
        release,
        PUBLIC,
        lambda name: f"{PUBLIC}/files/{name}",
        lambda name: f"{PUBLIC}/datasets/{name}",
        f"{PUBLIC}/sparql",
    )


@pytest.fixture(scope="module", params=["release", "with_registers"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return of(request.getfixturevalue(request.param))


def objects(document: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in *document*, the nested ones too."""
    if isinstance(document, dict):
        yield document
        document = list(document.values())
    if isinstance(document, list):
        for one in document:
            yield from objects(one)


@pytest.mark.parametrize("language", ["", *LANGUAGES])
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_it_has_the_mandatory_set(
    catalogue: Catalogue, syntax: str, language: str
) -> None:
    given = catalogue.in_language(language) if language else catalogue
    data = Graph().parse(data=catalogue_bytes(given, syntax), format=SYNTAXES[syntax])
    assert len(set(data.subjects(RDF.type, DCAT.Dataset))) >= 7
    shapes = folder("shapes") / "catalogue" / "dcat-ap.ttl"
    conforms, _, text = pyshacl.validate(data, shacl_graph=Graph().parse(shapes))
    assert conforms, text
    languages = {text.language for text in data.objects(None, DCTERMS.title)}
    assert languages - {None} <= ({language, "en"} if language else set(LANGUAGES))


@pytest.mark.parametrize(
    ("subject", "lost"),
    [
        (DCAT.Catalog, DCTERMS.publisher),
        (DCAT.Dataset, DCTERMS.title),
        (DCAT.Dataset, DCTERMS.description),
        (DCAT.Distribution, DCAT.accessURL),
        (DCAT.Distribution, DCTERMS.license),
        (DCAT.DataService, DCAT.endpointURL),
        (SPDX.Checksum, SPDX.checksumValue),
    ],
)
def test_the_shapes_miss_nothing(
    catalogue: Catalogue, subject: URIRef, lost: URIRef
) -> None:
    data = Graph().parse(data=catalogue_bytes(catalogue, "ttl"), format="turtle")
    node = min(data.subjects(RDF.type, subject))
    data.remove((node, lost, None))
    shapes = folder("shapes") / "catalogue" / "dcat-ap.ttl"
    assert not pyshacl.validate(data, shacl_graph=Graph().parse(shapes))[0]


@pytest.mark.skipif(OFFICIAL not in os.environ, reason=f"{OFFICIAL} is not set")
def test_it_passes_the_official_shapes(catalogue: Catalogue) -> None:
    data = Graph().parse(data=catalogue_bytes(catalogue, "ttl"), format="turtle")
    shapes = Graph().parse(os.environ[OFFICIAL])
    assert len(shapes) > 100
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, text


SCRIPT: Final = """
import hashlib, sys
from pathlib import Path
from tests.export.test_catalogue import SYNTAXES, of
from tsunagari.export.writing import catalogue_bytes
from tsunagari.release.releases import Releases
catalogue = of(Releases(Path(sys.argv[1])).current())
for syntax in SYNTAXES:
    print(hashlib.sha256(catalogue_bytes(catalogue, syntax)).hexdigest())
"""


def test_every_process_writes_the_same_bytes(release: Release) -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(release.path.parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
    assert len(found.pop().split()) == len(SYNTAXES)


def test_the_context_is_inline(catalogue: Catalogue) -> None:
    context = catalogue_document(catalogue)["@context"]
    assert set(map(type, context.values())) == {str}


def test_every_data_set_is_one_that_portals_take(catalogue: Catalogue) -> None:
    document = catalogue_document(catalogue)
    datasets = [one for one in objects(document) if one.get("@type") == "dcat:Dataset"]
    assert len(datasets) == len(catalogue.datasets) >= 7
    for dataset in datasets:
        assert {text["@language"] for text in dataset["dct:title"]} == set(LANGUAGES)
        for title in dataset["dct:title"]:
            # Of the letters that are left a portal makes an address.
            assert re.search(r"[A-Za-z]{3}", title["@value"])
        words = [word["@value"] for word in dataset["dcat:keyword"]]
        assert len(words) == len(set(words)) > 3
        for word in dataset["dcat:keyword"]:
            assert re.fullmatch(r"[\w\-. ]{2,100}", word["@value"])


def test_every_file_says_all_that_portals_show(catalogue: Catalogue) -> None:
    document = catalogue_document(catalogue)
    files = [
        one for one in objects(document) if one.get("@type") == "dcat:Distribution"
    ]
    endpoints = [one for one in files if "dcat:accessService" in one]
    assert len(endpoints) == len(catalogue.datasets)
    assert len(files) > 2 * len(endpoints)
    for one in files:
        assert one["dct:format"]["@type"][0] == "dct:IMT"
        assert one["dct:format"]["rdfs:label"]
        assert "/" in one["dcat:mediaType"]["rdfs:label"]
        assert one["dct:license"]["dct:title"]
        if "dcat:byteSize" in one:
            assert len(one["dct:language"]) == len(LANGUAGES)


def test_registers_keep_their_terms(with_registers: Release) -> None:
    found = {one.name: one for one in of(with_registers).datasets}
    register = found["corporate-numbers"]
    note = with_registers.manifest["registers"]["corporate-numbers"]
    assert register.licence
    assert register.licence.iri == note["licence"]
    assert register.licence.titles["ja"] == "公共データ利用規約（第1.0版）"
    assert found["brief"].licence != register.licence
    assert register.modified == "2026-07-28"
    assert register.sources == (note["source"],)
    assert found["brief"].sources == (f"{BASE}source/ilo-brief-2021",)
    # What was made of the register asks for the same sentence.
    for name in ("corporate-numbers", "tsunagari", "inferred", "statistics"):
        assert found[name].attributions == (note["attribution"],)
        assert note["source"] in found[name].sources
        block = dataset_document(of(with_registers), found[name], "ja")
        assert block["creditText"] == note["attribution"]["ja"]
    assert not found["brief"].attributions
    document = catalogue_document(of(with_registers))
    rights = [one["dct:rights"] for one in objects(document) if "dct:rights" in one]
    assert all(one["@id"].startswith(str(BASE)) for one in rights)


def test_a_register_without_a_licence_does_not_get_ours(
    with_registers: Release,
) -> None:
    content = json.loads(json.dumps(with_registers.manifest))
    note = content["registers"]["corporate-numbers"]
    note["licence"] = ""
    changed = of(Release(with_registers.path, content))
    found = {one.name: one for one in changed.datasets}["corporate-numbers"]
    assert found.licence is None
    assert found.attributions == (note["attribution"],)
    data = Graph().parse(data=catalogue_bytes(changed, "ttl"), format="turtle")
    shapes = folder("shapes") / "catalogue" / "dcat-ap.ttl"
    conforms, _, text = pyshacl.validate(data, shacl_graph=Graph().parse(shapes))
    assert conforms, text
    note["attribution"] = {}
    with pytest.raises(CatalogueError, match="neither a licence"):
        of(Release(with_registers.path, content)).checked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_find_what_they_ask_for(
    catalogue: Catalogue, language: str
) -> None:
    for dataset in catalogue.datasets:
        block = dataset_document(catalogue, dataset, language)
        assert block["name"]
        assert 50 <= len(block["description"]) <= 5000
        assert block["license"].startswith("http")
        assert block["creator"]["@type"] == "Organization"
        assert block["distribution"]
        for one in block["distribution"]:
            assert one["contentUrl"].startswith(PUBLIC)
        assert "dcat" not in json.dumps(block)


def test_there_is_no_half_catalogue(catalogue: Catalogue) -> None:
    first, *others = catalogue.datasets
    spoilt = (
        replace(first, titles={"en": "x"}),
        replace(first, descriptions={"en": "short", "ja": "短い"}),
        replace(first, descriptions={"en": "x" * 60}),
        replace(first, distributions=[]),
    )
    for one in spoilt:
        with pytest.raises(CatalogueError, match=f"'{first.name}'"):
            catalogue_document(replace(catalogue, datasets=[one, *others]))
    with pytest.raises(CatalogueError, match="no data set"):
        catalogue_document(replace(catalogue, datasets=[]))


def test_an_older_release_tells_that_it_has_none(release: Release) -> None:
    for lost in ("datasets", "files", "registers"):
        content = {k: v for k, v in release.manifest.items() if k != lost}
        with pytest.raises(ReleaseError, match="build it again"):
            of(Release(release.path, content))


@pytest.mark.parametrize("word", ["社会・連帯経済", "a", "（協同組合）", "a/b", "a,b"])
def test_what_portals_refuse_is_no_keyword(word: str) -> None:
    with pytest.raises(CatalogueError, match="cannot be a keyword"):
        check_keyword(word)


def test_the_parts_make_the_whole(with_registers: Release) -> None:
    path = with_registers.path
    names = [name for name in with_registers.manifest["files"] if name.endswith(".nq")]
    lines = {}
    for name in names:
        with opened(path / name) as file:
            lines[name] = file.read().splitlines()
    whole = lines.pop("tsunagari.nq")
    parts = [line for part in lines.values() for line in part]
    apart = b"<https://w3id.org/tsunagari/graph/void> ."
    rest = [line for line in whole if not line.endswith(apart)]
    assert len(rest) < len(whole)
    assert sorted(parts) == sorted(rest)
    assert len(lines["datasets/corporate-numbers.nq"]) > 500
    # What registers fill is kept packed, the rest is not.
    assert not (path / "datasets" / "corporate-numbers.nq").exists()
    assert (path / "datasets" / "brief.nq").exists()


def test_a_part_is_the_same_in_each_form(release: Release) -> None:
    folder = release.path / "datasets"
    for stem in ("ontology", "statistics", "evidence"):
        lines = (folder / f"{stem}.nq").read_bytes().splitlines()
        turtle = Graph().parse(folder / f"{stem}.ttl")
        linked = Graph().parse(folder / f"{stem}.jsonld", format="json-ld")
        assert len(turtle) == len(lines) > 500
        # Without blank nodes, which each file names for itself.
        assert _named(turtle) == _named(linked) != set()
    assert not (folder / "brief.ttl").exists()
    document = json.loads(Path(folder / "brief.jsonld").read_text(encoding="utf-8"))
    assert any("@graph" in one for one in objects(document))


def _named(graph: Graph) -> set[tuple[str, str, str]]:
    return {
        (s.n3(), p.n3(), o.n3())
        for s, p, o in graph
        if not isinstance(s, BNode) and not isinstance(o, BNode)
    }
