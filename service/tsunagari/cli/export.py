"""``tsunagari export``: a release as files that any web server can give out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from tsunagari.cli.options import setting_options
from tsunagari.cli.progress import Counted
from tsunagari.config import Settings
from tsunagari.errors import SettingError
from tsunagari.export.catalogue import LANGUAGES
from tsunagari.export.schema_org import dataset_document
from tsunagari.export.writing import SYNTAXES, catalogue_bytes
from tsunagari.release.catalogue import catalogue_of
from tsunagari.release.exporting import copy_files
from tsunagari.release.releases import Release, Releases

__all__ = ["export_command"]

SCHEMA_ORG: Final = "schema.org"


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("release", required=False)
@setting_options("releases", "public_url")
def export_command(folder: Path, release: str | None, **given: str | None) -> None:
    """Write a release to FOLDER as static files, with its catalogue.

    RELEASE is its id; by default the one in force. The folder is to be served at
    the public address: the files of each data set, the catalogue in DCAT-AP
    (JSON-LD, Turtle, RDF/XML; in both languages or one), a schema.org block for
    each data set, the validation report, and SHA256SUMS. Run it again if it was
    interrupted; a file that is there already and whole is left as it is.

    \b
    tsunagari export public --public-url https://data.example.org/tsunagari
    """
    settings = Settings.read(given)
    address = settings.public_url.rstrip("/")
    if not address:
        raise SettingError(
            "say where the files will be served with --public-url or "
            "TSUNAGARI_PUBLIC_URL: a catalogue needs addresses"
        )
    found = Releases(settings.releases)
    chosen = found.open(release) if release else found.current()
    with Counted() as progress:
        number = copy_files(chosen, folder, progress)
    number += _write_catalogue(chosen, folder, address)
    click.echo(f"release {chosen.id}: {number} files in {folder}")


def _write_catalogue(release: Release, folder: Path, address: str) -> int:
    catalogue = catalogue_of(
        release,
        address,
        lambda name: f"{address}/{name}",
        lambda name: f"{address}/{SCHEMA_ORG}/{name}.en.jsonld",
    ).checked()
    files = {
        f"catalog.{syntax}": catalogue_bytes(catalogue, syntax) for syntax in SYNTAXES
    }
    for language in LANGUAGES:
        alone = catalogue.in_language(language)
        files |= {
            f"catalog.{language}.{syntax}": catalogue_bytes(alone, syntax)
            for syntax in SYNTAXES
        }
        for dataset in catalogue.datasets:
            block = dataset_document(catalogue, dataset, language)
            text = json.dumps(block, ensure_ascii=False, indent=1) + "\n"
            files[f"{SCHEMA_ORG}/{dataset.name}.{language}.jsonld"] = text.encode()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(files)
