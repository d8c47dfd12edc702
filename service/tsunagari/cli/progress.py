"""Progress: one line a stage on a terminal, nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

import click

__all__ = ["Stages"]


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
