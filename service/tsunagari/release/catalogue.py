"""The catalogue of a release: its data sets, from what the manifest says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from tsunagari.errors import ReleaseError
from tsunagari.export.catalogue import (
    Catalogue,
    CataloguedDataset,
    Distribution,
    Licence,
)
from tsunagari.export.frames import frame_named
from tsunagari.export.media import FileType, file_type
from tsunagari.namespaces import BASE, LICENCE
from tsunagari.release.description.names import DATASET
from tsunagari.release.json_files import LISTS
from tsunagari.release.parts import MADE_OF_ALL, WHOLE
from tsunagari.release.releases import Release

__all__ = ["PUBLISHER", "catalogue_of"]

# By the last name CKAN knows CC BY.
OURS: Final = Licence(
    str(LICENCE),
    {
        "en": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "ja": "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）",
    },
    "Creative Commons Attribution",
)
PUBLISHER: Final = (
    str(BASE["org/tsunagari-contributors"]),
    {"en": "Tsunagari contributors", "ja": "Tsunagari コントリビューター"},
)
TITLES: Final = {
    "en": "Open data of Tsunagari",
    "ja": "繋がり Tsunagari のオープンデータ",
}
DESCRIPTIONS: Final = {
    "en": "The data sets of one release of Tsunagari: the whole knowledge graph of the "
    "social and solidarity economy, and its parts.",
    "ja": "社会的連帯経済のナレッジグラフ「繋がり」の一つのリリースに含まれる"
    "データセット。全体とその部分からなります。",
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
    try:
        datasets = [
            _dataset(release, name, note, file_address, page_address)
            for name, note in notes.items()
        ]
    except KeyError as error:
        raise ReleaseError(
            f"the release '{release.id}' says nothing of {error}; build it again"
        ) from error
    return Catalogue(
        str(BASE["catalog"]),
        address,
        release.id,
        TITLES,
        DESCRIPTIONS,
        PUBLISHER,
        OURS,
        datasets,
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
    registers = release.manifest["registers"]
    # What the build makes of everything rests on the registers too.
    made_from = {name: registers[name]} if name in registers else {}
    if name in (WHOLE, *MADE_OF_ALL):
        made_from = registers
    days = [
        file["retrieved"]
        for one in made_from.values()
        for file in one["files"].values()
    ]
    return CataloguedDataset(
        iri,
        name,
        note["titles"],
        note["descriptions"],
        note["keywords"],
        _licence(registers[name]) if name in registers else OURS,
        [
            Distribution(
                f"{iri}/{_end_of_name(file)}",
                file_address(file),
                _type(file),
                about["bytes"],
                about["sha256"],
            )
            for file, about in release.manifest["files"].items()
            if about["dataset"] == name
        ],
        page_address(name),
        modified=max(days, default="") if name in registers else note["modified"],
        attributions=tuple(
            one["attribution"] for one in made_from.values() if one["attribution"]
        ),
        sources=(*note["sources"], *(one["source"] for one in made_from.values())),
        part_of="" if name == WHOLE else str(DATASET),
    )


def _end_of_name(file: str) -> str:
    """Return how the name of a distribution ends: a format, or one and a kind."""
    stem, _, ending = file.rpartition(".")
    folder, _, kind = stem.rpartition("/")
    return f"{ending}/{kind}" if folder in LISTS else ending


def _type(file: str) -> FileType:
    """Return the format of *file*; a list of one kind is called after it."""
    found = file_type(file)
    folder, _, name = file.rpartition("/")
    if folder not in LISTS:
        return found
    kind = frame_named(name.partition(".")[0])
    titles = {
        "en": f"{kind.titles['en']} ({found.label})",
        "ja": f"{kind.titles['ja']}（{found.label}）",
    }
    return replace(found, titles=titles)


def _licence(register: dict[str, Any]) -> Licence | None:
    """Return the terms of a register, if it tells them: ours are not in their place."""
    iri = register["licence"]
    return Licence(iri, register["licence titles"] or {"en": iri}) if iri else None
