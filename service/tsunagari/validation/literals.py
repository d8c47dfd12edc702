"""Validation of literals: none that the engine would spell differently.

The store keeps values, not spellings. A literal in another spelling than the
engine's would differ between the dumps and the endpoint, so it is refused; a
printed form is kept beside the number, as text.
"""

from __future__ import annotations

from collections.abc import Iterable

from tsunagari.namespaces import shorten
from tsunagari.validation.report import Problem, Severity

__all__ = ["rewritten_literals"]

MESSAGES = {
    "en": "The engine would spell this literal differently; write the canonical form "
    "(36, not 36.0) and keep the printed one in sse:printedValue.",
    "ja": "エンジンがこのリテラルを別の表記に変えます。正規形（36.0でなく36）で書き、"
    "印刷された表記は sse:printedValue に残してください。",
}


def rewritten_literals(found: Iterable[tuple[str, str]]) -> list[Problem]:
    """Return a violation for each subject and literal in *found*."""
    return [
        Problem(Severity.VIOLATION, shorten(subject), "HYG-00", MESSAGES, value=literal)
        for subject, literal in found
    ]
