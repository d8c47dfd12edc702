"""The page of the map, and the small map of the start page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tsunagari.countries.tiles import tiles
from tsunagari.errors import UnknownFormError
from tsunagari.languages import Language
from tsunagari.namespaces import shorten
from tsunagari.web.mapping.counts import Counts, counts_of, known_and_unknown
from tsunagari.web.mapping.figure import TileFigure, area_address, tile_figure
from tsunagari.web.mapping.shading import Step, steps
from tsunagari.web.mapping.words import MAP_WORDS
from tsunagari.web.registers import RegisterNote
from tsunagari.web.serving import ServingRelease

__all__ = ["AreaCount", "FormChoice", "Map", "MapPage", "map_of", "map_page"]


@dataclass(frozen=True)
class FormChoice:
    """A form to choose; *value* is what the form of the page sends."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class AreaCount:
    """A line of the table."""

    name: str
    number: int
    address: str


@dataclass(frozen=True)
class Map:
    """The figures of one form, of all countries that have tiles.

    :param form: The name of the form.
    :param known: How many have a known area, and how many have none.
    """

    form: str
    figures: Sequence[TileFigure]
    steps: Sequence[Step]
    words: dict[str, str]
    known: tuple[int, int] | None

    @property
    def is_sparse(self) -> bool:
        """Whether an empty tile says little: most organizations have no known area."""
        return self.known is not None and self.known[1] > self.known[0]


@dataclass(frozen=True)
class MapPage:
    """What the template of the page is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    map: Map | None = field(metadata={"help": "the figures; none without counts"})
    choices: Sequence[FormChoice] = field(metadata={"help": "the forms to choose"})
    areas: Sequence[AreaCount] = field(metadata={"help": "the lines of the table"})
    heading: str = field(metadata={"help": "what the areas of the table are"})
    off: Sequence[str] = field(metadata={"help": "areas with a number and no tile"})
    registers: Sequence[RegisterNote] = field(
        metadata={"help": "the registers in the release"}
    )

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return MAP_WORDS[self.language]


def map_of(
    serving: ServingRelease, counts: Counts, form: str, language: Language
) -> Map | None:
    """Return the map of a form; ``None`` if nothing was counted.

    :param form: The IRI of the form; empty for all.
    """
    if not counts.by_form:
        return None
    words = MAP_WORDS[language]
    numbers = counts.by_form.get(form, {})
    found = steps(numbers.values())
    names = {one.iri: one.name for one in counts.forms}
    return Map(
        names.get(form, shorten(form)) if form else words["all forms"],
        [
            tile_figure(one, counts.names, numbers, found, form, language)
            for one in tiles()
        ],
        found,
        words,
        known_and_unknown(serving, form),
    )


def map_page(serving: ServingRelease, asked: str | None, language: Language) -> MapPage:
    """Return the page.

    :param asked: The IRI of a form, empty for all; by default the most usual.
    :raises UnknownFormError: If no organization has that form.
    """
    counts = counts_of(serving, language)
    form = counts.usual if asked is None else asked
    if form and counts.forms and form not in {one.iri for one in counts.forms}:
        raise UnknownFormError(
            f"no organization of this release has a legal form {form[:200]}; "
            "/map lists the forms there are"
        )
    words = MAP_WORDS[language]
    numbers = counts.by_form.get(form, {})
    on = {area for one in tiles() for area in one.places}
    areas = [(numbers.get(area, 0), area) for area in {*on & {*counts.names}, *numbers}]
    order = {area: place for place, area in enumerate(counts.names)}
    areas.sort(key=lambda one: (-one[0], order.get(one[1], len(order)), one[1]))
    return MapPage(
        language=language,
        release_id=serving.release.id,
        map=map_of(serving, counts, form, language),
        choices=[
            FormChoice("", words["all forms"], not form),
            *(
                FormChoice(
                    shorten(one.iri),
                    f"{one.name} ({one.organizations:,})",
                    one.iri == form,
                )
                for one in counts.forms
            ),
        ],
        areas=[
            AreaCount(
                counts.names.get(area, shorten(area)),
                number,
                area_address(area, form, language),
            )
            for number, area in areas
        ],
        heading=_heading(words, language),
        off=[counts.names.get(area, area) for area in numbers if area not in on],
        registers=RegisterNote.all(serving.release, language),
    )


def _heading(words: dict[str, str], language: Language) -> str:
    """Return what the areas are called, where those of one country are drawn."""
    names = [one.areas[language] for one in tiles()]
    name = names[0] if len(names) == 1 else words["area"]
    return name[:1].upper() + name[1:]
