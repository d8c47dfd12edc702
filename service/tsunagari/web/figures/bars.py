"""The answers to a question of a survey, a bar for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tsunagari.web.figures.answers import Row

__all__ = ["Bar", "BarFigure", "bar_figure"]

WIDTH: Final = 640
# A share of a hundred fills what is left of the place for its number.
FULL: Final = 560
STEP: Final = 52


@dataclass(frozen=True)
class Bar:
    """One answer with its share, as the source prints it."""

    name: str
    printed: str
    y: int
    length: float


@dataclass(frozen=True)
class BarFigure:
    """All that is drawn.

    :param base: How many were asked.
    :param multiple: Whether one could give several answers.
    """

    question: str
    base: int
    multiple: bool
    bars: Sequence[Bar]
    width: int = WIDTH

    @property
    def height(self) -> int:
        """The height of all bars."""
        return STEP * len(self.bars)


def bar_figure(rows: Iterable[Row], language: str) -> BarFigure | None:
    """Return the figure of *rows*, the answer to FIG-2; ``None`` if there are none."""
    kept = list(rows)
    if not kept:
        return None
    first = kept[0]
    bars = [
        Bar(
            row[language],
            row["printed"],
            STEP * place,
            FULL * float(row["percent"]) / 100,
        )
        for place, row in enumerate(kept)
    ]
    return BarFigure(
        first["questionJa" if language == "ja" else "question"],
        int(first["base"]),
        first["multiple"] in ("true", "1"),
        bars,
    )
