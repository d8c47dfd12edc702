"""The codes and short names of countries.

The codes are those of `ISO 3166-1 <https://www.iso.org/iso-3166-country-codes.html>`_,
alpha-2, in small letters. The names of the officially assigned ones are those of
Unicode CLDR, in ``names.toml``; the codes that the standard leaves to users have none.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from tsunagari.errors import CountryError

__all__ = ["Country", "country"]

FILE: Final = "names.toml"
# AA, QM to QZ, XA to XZ and ZZ (ISO 3166-1, 8.1.3, user-assigned code elements).
USER_ASSIGNED: Final = re.compile(r"aa|q[m-z]|x[a-z]|zz")
# What may stand between quotation marks in Turtle and TOML as it is.
NAME: Final = re.compile(r'[^"\\\x00-\x1f\x7f]+')


@dataclass(frozen=True)
class Country:
    """A country: its code, its short names, and whether these are those of CLDR."""

    code: str
    name_en: str
    name_ja: str
    listed: bool


def country(code: str, name_en: str = "", name_ja: str = "") -> Country:
    """Return the country with that code.

    :param name_en: Its name in English, instead of the listed one.
    :param name_ja: Its name in Japanese, likewise.
    :raises CountryError: If there is no such code, or a name is missing or no text.

    >>> country("kr").name_en
    'South Korea'
    """
    listed = _names().get(code)
    if listed is None and not USER_ASSIGNED.fullmatch(code):
        raise CountryError(
            f"'{code}' is no country code; give one of ISO 3166-1 alpha-2 in small "
            "letters, such as kr, or one that it leaves to users, such as zz"
        )
    names = {"en": name_en.strip(), "ja": name_ja.strip()}
    given = any(names.values())
    for language, option in (("en", "--name-en"), ("ja", "--name-ja")):
        names[language] = names[language] or (listed or {}).get(language, "")
        if not NAME.fullmatch(names[language]):
            raise CountryError(
                f"{option}: the country '{code}' needs a name in {language}, of one "
                'line and without " and \\'
            )
    return Country(code, names["en"], names["ja"], listed is not None and not given)


@cache
def _names() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tomllib.loads(text)
