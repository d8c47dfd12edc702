"""JSON-LD that stands in a page, for programs that read pages."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["block"]


def block(document: dict[str, Any]) -> str:
    """Return *document* as the text of a script element: nothing in it can end that.

    >>> block({"name": "</script>"})
    '{\\n "name": "\\\\u003c/script>"\\n}'
    """
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c")
