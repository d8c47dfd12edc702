"""``/about``: what there is, on what terms, how to cite it, where to get it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from flask import Blueprint, Response, render_template, url_for

from tsunagari.export.catalogue import (
    Catalogue,
    CataloguedDataset,
    Distribution,
)
from tsunagari.languages import Language
from tsunagari.web.catalogue import public_catalogue
from tsunagari.web.data_pages.about_words import LEADS, WORDS
from tsunagari.web.data_pages.citation import as_bibtex, as_cff, as_text
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("about", __name__)

# The list of all sources, for spreadsheets and for programs.
SOURCES: Final = ("tables/sources.csv", "json/sources.json")


@dataclass(frozen=True)
class Cell:
    """What there is of a data set in one format.

    :param address: Of the file; empty where there are several.
    :param size: Of all of them, in bytes.
    """

    count: int
    size: int
    address: str


@dataclass(frozen=True)
class AboutPage:
    """What the template is given."""

    language: Language = field(metadata={"help": "en or ja"})
    catalogue: Catalogue = field(metadata={"help": "what the release offers"})
    log: str = field(metadata={"help": "which sentence tells of the log"})
    sources: list[str] = field(metadata={"help": "the files that list all sources"})

    @property
    def release_id(self) -> str:
        """The id of the release that the page tells of."""
        return self.catalogue.version

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def leads(self) -> list[tuple[str, str, str]]:
        """Where the page leads: address, name, what is there."""
        return [
            (url_for(view, lang=self.language), *texts[self.language])
            for view, texts in LEADS
        ]

    @property
    def citations(self) -> list[tuple[str, str]]:
        """How to cite, by the name of the form."""
        return [
            ("BibTeX", as_bibtex(self.catalogue)),
            ("CITATION.cff", as_cff(self.catalogue)),
        ]

    @property
    def citation(self) -> str:
        """How to cite, as a line."""
        return as_text(self.catalogue, self.language)

    @property
    def others(self) -> list[CataloguedDataset]:
        """The data sets that have terms of others, or none."""
        ours = self.catalogue.licence
        return [one for one in self.catalogue.datasets if one.licence != ours]

    @property
    def formats(self) -> list[str]:
        """The formats of all files, in the order in which they come."""
        found = [
            one.type.label
            for dataset in self.catalogue.datasets
            for one in dataset.distributions
        ]
        return list(dict.fromkeys(found))

    def cell(self, dataset: CataloguedDataset, label: str) -> Cell | None:
        """What there is of a data set in one format, if anything."""
        files: list[Distribution] = [
            one for one in dataset.distributions if one.type.label == label
        ]
        if not files:
            return None
        address = files[0].address if len(files) == 1 else ""
        return Cell(len(files), sum(one.size for one in files), address)


@blueprint.get("/about")
def about() -> Response:
    """Return the page about the data."""
    settings = state().settings
    with state().use() as serving:
        release = serving.release
    catalogue = public_catalogue(release, state().public_url()).checked()
    log = "no log"
    if settings.access_log:
        log = "log queries" if settings.log_queries else "log"
    sources = [name for name in SOURCES if name in release.manifest["files"]]
    page = AboutPage(page_language(), catalogue, log, sources)
    return in_language(render_template("about.html", page=page), page.language)
