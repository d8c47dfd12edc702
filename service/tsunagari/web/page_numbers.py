"""Numbers of pages, as clients write them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["page_number"]

NUMBER: Final = re.compile(r"0*([1-9][0-9]{0,8})", re.ASCII)


def page_number(text: str, last: int) -> int:
    """Return the number of a page from 1 to *last*; 0 if it is none.

    >>> [page_number(text, 20) for text in ("2", "002", "21", "-1", "x", "9" * 5000)]
    [2, 2, 0, 0, 0, 0]
    """
    found = NUMBER.fullmatch(text[:20])
    number = int(found[1]) if found and len(text) <= 20 else 0
    return number if number <= last else 0
