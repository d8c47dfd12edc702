"""The answers to a question of a survey, a bar for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tsunagari.web.figures.answers import Row

__all__ = ["Bar", "BarFigure", "bar_figure"]


@dataclass(frozen=True)
class Bar:
    """One answer with its share, as the source prints it.

    :param observation: The IRI of the observation that has the share.
    :param percent: How long the bar is.
    """

    observation: str
    name: str
    printed: str
    percent: float


@dataclass(frozen=True)
class BarFigure:
    """All that is drawn, and whose numbers these are.

    :param population: What kind of organization was asked.
    :param period: When.
    :param base: How many were asked.
    :param multiple: Whether one could give several answers.
    :param survey: The IRI and the name of the survey.
    :param source: The IRI and the title of what tells of it.
    """

    population: str
    period: str
    base: int
    multiple: bool
    survey: tuple[str, str]
    source: tuple[str, str]
    bars: Sequence[Bar]


def bar_figure(rows: Iterable[Row], language: str) -> BarFigure | None:
    """Return the figure of *rows*, the answer to FIG-2; ``None`` if there are none."""
    kept = list(rows)
    if not kept:
        return None
    first = kept[0]
    capital = "Ja" if language == "ja" else ""
    named = language.capitalize()
    return BarFigure(
        first[f"population{capital}"],
        first[f"period{capital}"],
        int(first["base"]),
        first["multiple"] in ("true", "1"),
        (first["survey"], first[f"survey{named}"]),
        (first["source"], first[f"source{named}"]),
        [
            Bar(
                row["observation"],
                row[language],
                row["printed"],
                float(row["percent"]),
            )
            for row in kept
        ],
    )
