"""The languages of the project: every text that users see exists in each of them.

What the data says may be in any language; this is about our own words.
"""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["LANGUAGES", "Language"]

Language = Literal["en", "ja"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja")
