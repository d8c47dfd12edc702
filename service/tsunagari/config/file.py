"""The settings file: `TOML <https://toml.io/en/v1.0.0>`_ with settings by name."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from tsunagari.config.table import SETTINGS
from tsunagari.config.texts import folders
from tsunagari.errors import SettingError

__all__ = ["FILE", "VARIABLE", "read_file"]

# Read if it is there, unless the variable names another file.
FILE: Final = "tsunagari.toml"
VARIABLE: Final = "TSUNAGARI_SETTINGS"
# Names of folders may have spaces, so that something else parts them.
OF_FOLDERS: Final = {one.name for one in SETTINGS if one.parse is folders}


def read_file(named: str | None, names: Collection[str]) -> dict[str, str]:
    """Return the settings of a file as texts, by name.

    :param named: The path of the file, which must be there; ``None`` means the
        usual one, which need not.
    :param names: The names that settings have.
    :raises SettingError: If it cannot be read, or names what is no setting.
    """
    path = Path(named or FILE)
    if named is None and not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingError(f"the settings in {path} cannot be read: {error}") from error
    for name in found:
        if name not in names:
            raise SettingError(
                f"{path} has '{name}', which is no setting; "
                f"the settings are {', '.join(sorted(names))}"
            )
    return {name: _text(name, value) for name, value in found.items()}


def _text(name: str, value: Any) -> str:
    """Return *value* as it would be written on the command line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        between = os.pathsep if name in OF_FOLDERS else " "
        return between.join(str(part) for part in value)
    return str(value)
