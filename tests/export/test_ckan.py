"""The catalogue in the hands of CKAN's own parser.

CKAN and ckanext-dcat are AGPL and large, so they are no dependency: the variable
names a Python that has both.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tsunagari.export.writing import catalogue_bytes
from tsunagari.languages import LANGUAGES
from tsunagari.release.releases import Release

from .test_catalogue import SYNTAXES, of

CKAN_PYTHON: Final = "TSUNAGARI_CKAN_PYTHON"
SCRIPT: Final = """
import json, sys
from ckan.common import config
config["ckan.locale_default"] = sys.argv[2]
import ckan.plugins.toolkit
from ckanext.dcat.processors import RDFParser
parser = RDFParser(profiles=["euro_dcat_ap_2", "euro_dcat_ap_3"])
parser.parse(open(sys.argv[1], encoding="utf-8").read(), _format=sys.argv[3])
print(json.dumps(list(parser.datasets())))
"""


@pytest.mark.skipif(CKAN_PYTHON not in os.environ, reason=f"{CKAN_PYTHON} is not set")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_ckan_reads_whole_data_sets(
    release: Release, tmp_path: Path, syntax: str, language: str
) -> None:
    catalogue = of(release)
    path = tmp_path / f"catalog.{syntax}"
    path.write_bytes(catalogue_bytes(catalogue, syntax))
    command = [os.environ[CKAN_PYTHON], "-c", SCRIPT, str(path), language]
    done = subprocess.run(
        [*command, SYNTAXES[syntax]], capture_output=True, text=True, check=True
    )
    found = {one["title"]: one for one in json.loads(done.stdout.splitlines()[-1])}
    assert len(found) == len(catalogue.datasets)
    for dataset in catalogue.datasets:
        read = found[dataset.titles[language]]
        assert read["notes"] == dataset.descriptions[language]
        assert read["url"] == dataset.page
        assert read["license_id"] == "cc-by"
        words = {word for words in dataset.keywords.values() for word in words}
        assert {tag["name"] for tag in read["tags"]} == words
        addresses = {one.address for one in dataset.distributions}
        urls = {resource["url"] for resource in read["resources"]}
        assert urls == addresses | {catalogue.endpoint}
        for one in dataset.distributions:
            (resource,) = (r for r in read["resources"] if r["url"] == one.address)
            assert resource["size"] == one.size
            assert resource["hash"] == one.sha256
            assert resource["mimetype"] == one.type.media_type
            if syntax == "jsonld":
                assert resource["format"] == one.type.label
