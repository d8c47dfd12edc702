"""Links as a table for people to review, which spreadsheets open as it is.

UTF-8 with a byte order mark, since Excel guesses otherwise. A cell that begins as a
formula does gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from tsunagari.linking.links import Link

__all__ = ["BOM", "COLUMNS", "review"]

BOM: Final = "\ufeff"
COLUMNS: Final = (
    "status",
    "score",
    "relation",
    "our name",
    "their name",
    "evidence",
    "our IRI",
    "their IRI",
    "category",
    "reviewer",
    "comment",
)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def review(links: Iterable[Link]) -> str:
    """Return the table; what is least sure and not decided yet comes first."""
    ordered = sorted(
        links, key=lambda link: (link.status != "proposed", link.score, link.order)
    )
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for link in ordered:
        cells = (
            link.status,
            f"{link.score:.4f}",
            link.relation,
            link.left_label,
            link.right_label,
            link.evidence,
            link.left,
            link.right,
            link.category,
            link.reviewer,
            link.comment,
        )
        writer.writerow([_safe(cell) for cell in cells])
    return text.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
