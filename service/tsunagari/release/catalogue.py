"""The catalogue of a release: its data sets, from what the manifest says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tsunagari.errors import ReleaseError
from tsunagari.export.catalogue import (
    Catalogue,
    CataloguedDataset,
    Distribution,
    Licence,
)
from tsunagari.export.media import file_type
from tsunagari.namespaces import BASE, LICENCE
from tsunagari.release.description.names import DATASET
from tsunagari.release.parts import WHOLE
from tsunagari.release.releases import Release

__all__ = ["catalogue_of"]

# By this name CKAN knows CC BY.
OURS: Final = Licence(str(LICENCE), "Creative Commons Attribution")
PUBLISHER: Final = (
    str(BASE["org/tsunagari-contributors"]),
    {"en": "Tsunagari contributors", "ja": "Tsunagari 貢献者"},
)
TITLES: Final = {
    "en": "Open data of Tsunagari",
    "ja": "繋がり Tsunagari のオープンデータ",
}
DESCRIPTIONS: Final = {
    "en": "The data sets of one release of Tsunagari: the whole knowledge graph of the "
    "social and solidarity economy, and its parts.",
    "ja": "社会的連帯経済のナレッジグラフ「繋がり」の一つのリリースに含まれる"
    "データセット。全体とその部分からなる。",
}


def catalogue_of(
    release: Release,
    address: str,
    file_address: Callable[[str], str],
    page_address: Callable[[str], str],
    endpoint: str = "",
) -> Catalogue:
    """Return the catalogue of *release*.

    :param address: Where it is published, without a slash at the end.
    :param file_address: Gives the address of a file by its name in the manifest.
    :param page_address: Gives the address of the page of a data set by its name.
    :param endpoint: The address of the SPARQL endpoint; empty if there is none.
    :raises ReleaseError: If the release says nothing of its data sets.
    """
    notes = release.manifest.get("datasets") or {}
    if not notes:
        raise ReleaseError(
            f"the release '{release.id}' does not describe its data sets; build it "
            "again"
        )
    return Catalogue(
        str(BASE["catalog"]),
        address,
        release.id,
        TITLES,
        DESCRIPTIONS,
        PUBLISHER,
        OURS,
        [
            _dataset(release, name, note, file_address, page_address)
            for name, note in notes.items()
        ],
        endpoint,
    )


def _dataset(
    release: Release,
    name: str,
    note: dict[str, Any],
    file_address: Callable[[str], str],
    page_address: Callable[[str], str],
) -> CataloguedDataset:
    iri = str(DATASET) if name == WHOLE else f"{DATASET}/{name}"
    register = release.manifest["registers"].get(name)
    files = register["files"].values() if register else ()
    retrieved = [file["retrieved"] for file in files]
    return CataloguedDataset(
        iri,
        name,
        note["titles"],
        note["descriptions"],
        note["keywords"],
        _licence(register) if register else OURS,
        [
            Distribution(
                f"{iri}/{file.rpartition('.')[2]}",
                file_address(file),
                file_type(file),
                about["bytes"],
                about["sha256"],
            )
            for file, about in release.manifest["files"].items()
            if about["dataset"] == name
        ],
        page_address(name),
        modified=max(retrieved, default="") or note["modified"],
        sources=(register["source"],) if register else tuple(note["sources"]),
        part_of="" if name == WHOLE else str(DATASET),
    )


def _licence(register: dict[str, Any]) -> Licence:
    """Return the terms of a register; where it tells none, ours hold for our part."""
    if not register["licence"]:
        return OURS
    titles = register["titles"]
    title = titles.get("en") or titles.get("ja") or register["licence"]
    return Licence(register["licence"], f"Terms of {title}", register["attribution"])
