"""``tsunagari export``: a release as files that any web server can give out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from tsunagari.cli.options import setting_options
from tsunagari.cli.progress import Counted
from tsunagari.config import Settings
from tsunagari.errors import SettingError
from tsunagari.export.schema_org import dataset_document
from tsunagari.export.writing import SYNTAXES, catalogue_bytes
from tsunagari.languages import LANGUAGES
from tsunagari.release.catalogue import catalogue_of
from tsunagari.release.exporting import copy_files, put, release_folder
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
    the public address. It gets the catalogue in DCAT-AP (JSON-LD, Turtle, RDF/XML;
    in both languages or one), a schema.org block for each data set, below context,
    frames and schemas what describes the JSON, and below releases/ID the files of
    each data set (with a list and a table for each kind of things), the validation
    report and SHA256SUMS.
    Other releases there stay. Run it again if it was interrupted; a file that is
    there already and whole is left as it is.

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
    # The catalogue is made first and written last: it never leads to what is not there.
    files = _catalogue(chosen, address)
    with Counted() as progress:
        number = copy_files(chosen, folder, progress)
    _remove_old(folder, files)
    for name, data in files.items():
        put(folder / name, data)
    number += len(files)
    click.echo(f"release {chosen.id}: {number} files in {folder}")


def _catalogue(release: Release, address: str) -> dict[str, bytes]:
    """Return the files of the catalogue, by name."""
    here = f"{address}/{release_folder(release)}"
    catalogue = catalogue_of(
        release, address, lambda name: f"{here}/{name}", lambda _: ""
    ).checked()
    files = {}
    for language in ("", *LANGUAGES):
        stem = f"catalog.{language}" if language else "catalog"
        given = catalogue.in_language(language) if language else catalogue
        for syntax in SYNTAXES:
            files[f"{stem}.{syntax}"] = catalogue_bytes(given, syntax)
    for dataset in catalogue.datasets:
        for language in LANGUAGES:
            block = dataset_document(catalogue, dataset, language)
            text = json.dumps(block, ensure_ascii=False, indent=1) + "\n"
            files[f"{SCHEMA_ORG}/{dataset.name}.{language}.jsonld"] = text.encode()
    return files


def _remove_old(folder: Path, files: Iterable[str]) -> None:
    """Remove the blocks of data sets that there are no longer."""
    kept = {folder / name for name in files}
    for path in sorted((folder / SCHEMA_ORG).glob("*.jsonld")):
        if path not in kept:
            path.unlink()
