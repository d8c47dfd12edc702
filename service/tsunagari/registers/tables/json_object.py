"""Objects of a JSON file, with their place in it, and words for what is wrong."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from tsunagari.errors import RegisterError

__all__ = ["JsonObject", "read_json"]

MAX_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class JsonObject:
    """An object and where it stands."""

    place: str
    told: dict[str, Any]

    def refuse(self, key: str, rule: str) -> NoReturn:
        """Say what is wrong with the value of *key*.

        :raises RegisterError: Always.
        """
        raise RegisterError(f"{self.at(key)}: {rule}")

    def at(self, key: str) -> str:
        """Return the place of the value of *key*."""
        return f"{self.place}.{key}" if self.place[-1] != " " else self.place + key

    def text(self, key: str, default: str = "") -> str:
        """Return the text that *key* has."""
        value = self.told.get(key, default)
        if not isinstance(value, str):
            self.refuse(key, "is a text in quotes")
        return value

    def flag(self, key: str) -> bool:
        """Return whether *key* is true; what is not told is false."""
        value = self.told.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "is true or false")
        return value

    def number(self, key: str, default: int = 0) -> int:
        """Return the whole number, zero or more, that *key* has."""
        value = self.told.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.refuse(key, "is a whole number, zero or more")
        return value

    def texts(self, key: str) -> list[str]:
        """Return the texts of *key*, which has one or a list."""
        value = self.told.get(key, [])
        found = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in found):
            self.refuse(key, "is a text or a list of texts")
        return found

    def objects(self, key: str) -> Iterator[JsonObject]:
        """Yield the objects in the list of *key*."""
        value = self.told.get(key)
        if not isinstance(value, list) or not value:
            self.refuse(key, "is a list with an object or more")
        for number, one in enumerate(value):
            if not isinstance(one, dict):
                self.refuse(f"{key}[{number}]", "is an object")
            yield JsonObject(f"{self.at(key)}[{number}]", one)

    def object(self, key: str) -> JsonObject:
        """Return the object of *key*; an empty one if there is none."""
        value = self.told.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, "is an object, written here: nothing is fetched")
        return JsonObject(self.at(key), value)

    def refuse_others(self, known: Collection[str], *without_effect: str) -> None:
        """Refuse keys that are not *known*; a key with a colon is an annotation.

        :param without_effect: Keys that may stand there and change nothing.
        :raises RegisterError: If there is another.
        """
        for key in self.told:
            if key not in known and key not in without_effect and ":" not in key:
                listed = ", ".join(sorted(known))
                self.refuse(key, f"is not understood; remove it (known: {listed})")


def read_json(path: Path) -> JsonObject:
    """Read the object in the file *path*.

    :raises RegisterError: If it cannot be read or is no object.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RegisterError(f"{path.name}: has more than {MAX_BYTES} bytes")
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise RegisterError(f"{path.name}: cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise RegisterError(f"{path.name}: holds no object")
    return JsonObject(f"{path.name}: ", found)
