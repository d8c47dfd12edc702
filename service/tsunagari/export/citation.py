"""How a data set is cited in a line of text."""

from __future__ import annotations

from tsunagari.export.catalogue import Texts
from tsunagari.languages import Language

__all__ = ["cited"]


def cited(
    publisher: Texts,
    title: Texts,
    day: str,
    version: str,
    address: str,
    language: Language,
) -> str:
    """Return who published what, when, in which release, and where it is.

    :param day: When the data was last changed, as a date; empty if nobody knows, and
        then the line has no year.

    >>> who, what = {"en": "Us", "ja": "我々"}, {"en": "Data", "ja": "データ"}
    >>> cited(who, what, "2026-11-25", "12ab", "https://example.org/", "en")
    'Us (2026). Data, release 12ab. https://example.org/'
    >>> cited(who, what, "", "12ab", "https://example.org/", "ja")
    '我々「データ」リリース 12ab https://example.org/'
    """
    year = day[:4]
    if language == "ja":
        when = f"（{year}）" if year else ""
        # Quotation marks inside others are the double ones.
        name = title["ja"].translate(str.maketrans("「」", "『』"))
        return f"{publisher['ja']}{when}「{name}」リリース {version} {address}"
    when = f" ({year})" if year else ""
    return f"{publisher['en']}{when}. {title['en']}, release {version}. {address}"
