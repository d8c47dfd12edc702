"""Progress: one line a stage on a terminal, nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self

import click

__all__ = ["Counted", "Stages", "bar", "counted"]

# The bar counts in pieces, since a table may have more bytes than it can count.
STEPS: Final = 1000


class Stages:
    """Shows which of some stages runs, and how long each took.

    On a terminal each stage gets a line on standard error. In a pipe or a log
    nothing is written, so that scripts see results and errors only.
    """

    def __init__(self, total: int, visible: bool | None = None) -> None:
        self._total = total
        self._visible = sys.stderr.isatty() if visible is None else visible
        self._count = 0
        self._started = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end("" if kind is None else "  failed")

    def __call__(self, stage: str) -> None:
        """Say that *stage* begins."""
        self._end()
        self._count += 1
        self._started = time.monotonic()
        if self._visible:
            place = f"[{self._count}/{self._total}]"
            click.echo(f"{place} {stage} …", nl=False, err=True)

    def _end(self, note: str = "") -> None:
        if self._visible and self._started:
            seconds = time.monotonic() - self._started
            click.echo(f" {seconds:.1f} s{note}", err=True)
        self._started = 0.0


class Counted:
    """Shows how many of how many are done, how fast, and how long it takes yet.

    On a terminal one line that changes; elsewhere a line now and then, for it may
    take hours.
    """

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._every = 0.2 if self._terminal else 30.0
        self._stage = ""
        self._started = self._shown = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._stage:
            click.echo(err=True)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say that *done* of *total* are, of *stage*."""
        now = time.monotonic()
        if stage != self._stage:
            if self._terminal and self._stage:
                click.echo(err=True)
            self._stage, self._started = stage, now
        elif now - self._shown < self._every and done < total:
            return
        self._shown = now
        text = counted(stage, done, total, now - self._started)
        click.echo(f"\r{text:78}" if self._terminal else text, nl=False, err=True)
        if not self._terminal:
            click.echo(err=True)


def counted(stage: str, done: int, total: int, seconds: float) -> str:
    """Return the line for *done* of *total* after *seconds*.

    >>> counted("load graphs", 50_000, 200_000, 10)
    'load graphs: 50,000 of 200,000 (25 %), 5,000 a second, 30 s left'
    """
    share = f"{done:,} of {total:,} ({done / max(total, 1):.0%})".replace("%", " %")
    if not done or seconds <= 0:
        return f"{stage}: {share}"
    rate = done / seconds
    left = max(0, total - done) / rate
    return f"{stage}: {share}, {rate:,.0f} a second, {left:,.0f} s left"


@contextmanager
def bar(label: str, size: int) -> Iterator[Callable[[int, int], None]]:
    """Show how far a file was read, how fast, and how long it still takes."""
    started, rows = time.monotonic(), 0

    def shown(_: object) -> str:
        seconds = max(time.monotonic() - started, 0.001)
        return f"{rows:,} rows, {rows / seconds:,.0f}/s"

    with click.progressbar(
        length=STEPS,
        label=label,
        item_show_func=shown,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:

        def progress(read: int, number: int) -> None:
            nonlocal rows
            rows = number
            bar.update(max(0, min(STEPS, STEPS * read // max(size, 1)) - bar.pos), rows)

        yield progress
