"""What is printed: Markdown tables, and each target beside what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["Report", "ms", "times"]


def ms(value: float | None) -> str:
    """Write milliseconds with three digits that matter.

    >>> ms(0.12345), ms(12.345), ms(1234.5), ms(None)
    ('0.123', '12.3', '1,234', '–')
    """
    if value is None:
        return "–"
    digits = 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{digits}f}"


def times(value: float | None) -> str:
    """Write a ratio.

    >>> times(1.1549), times(23.44)
    ('1.15x', '23.4x')
    """
    if value is None:
        return "–"
    return f"{value:.2f}x" if value < 10 else f"{value:,.1f}x"


class Report:
    """Prints as it goes, and remembers the targets for the end."""

    def __init__(self) -> None:
        self._targets: list[tuple[str, str, str, str]] = []

    def heading(self, text: str) -> None:
        print(f"\n### {text}\n", flush=True)

    def say(self, text: str) -> None:
        print(f"{text}\n", flush=True)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print a table; all columns but the first hold numbers."""
        print(_row(heads))
        print(_row(["---", *["--:"] * (len(heads) - 1)]))
        for row in rows:
            print(_row(row))
        print(flush=True)

    def target(
        self, what: str, goal: str, found: str, met: bool | None, why: str = ""
    ) -> None:
        """Remember a target; *met* is ``None`` where it was not measured."""
        word = {True: "met", False: "**missed**", None: "not measured"}[met]
        self._targets.append((what, goal, found, f"{word}: {why}" if why else word))

    def close(self) -> None:
        """Print all targets, if there are any."""
        if not self._targets:
            return
        self.heading("Targets")
        print(_row(["what", "target", "measured", ""]))
        print(_row(["---"] * 4))
        for row in self._targets:
            print(_row(row))
        words = [word for *_, word in self._targets]
        met = sum(word.startswith("met") for word in words)
        missed = sum(word.startswith("**missed") for word in words)
        left = len(words) - met - missed
        print(f"\n{met} met, {missed} missed, {left} not measured.", flush=True)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
