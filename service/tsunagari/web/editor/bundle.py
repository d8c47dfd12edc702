"""The files that the editor is made of in a browser: one script, one sheet.

They are built from ``service/editor`` by ``make editor`` and come with the program.
Their names carry a digest of what is in them, so a browser may keep them for a year
(`RFC 8246 <https://www.rfc-editor.org/rfc/rfc8246>`_). ``manifest.json`` says which
they are, with the SHA-256 of each, and of what they were made from.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from flask import url_for

from tsunagari.web.cache import CachedAnswer

__all__ = ["BUNDLE", "LICENCES", "bundle_address", "bundle_file"]

BUNDLE: Final = Path(__file__).parents[1] / "static" / "editor"
MANIFEST: Final = "manifest.json"
LICENCES: Final = "THIRD-PARTY.txt"
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@cache
def _files() -> dict[str, str]:
    """Return the names of the files by their part: ``editor.js`` and ``editor.css``."""
    manifest = json.loads((BUNDLE / MANIFEST).read_text(encoding="utf-8"))
    return {told["part"]: name for name, told in manifest["files"].items()}


def bundle_address(part: str) -> str:
    """Return the path of the file that is that *part* of the editor."""
    return url_for("editor.bundled", name=_files()[part])


def bundle_file(name: str) -> CachedAnswer | None:
    """Return one file of the bundle; ``None`` if it has no such file."""
    # What is kept is what there is, not what clients ask for.
    return _read(name) if name in _files().values() else None


@cache
def _read(name: str) -> CachedAnswer:
    body = (BUNDLE / name).read_bytes()
    return CachedAnswer(body, TYPES[Path(name).suffix])
