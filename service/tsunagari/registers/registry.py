"""The registers: a settings file names each, with its reader and its source.

Each country has a ``registers.toml`` beside its data; another file may be named in
the settings instead, for a table of one's own.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import RegisterError
from tsunagari.namespaces import expand
from tsunagari.registers.corporate_numbers.reader import CorporateNumbers
from tsunagari.registers.npo_portal.reader import NpoPortal
from tsunagari.registers.numbering import Numbering
from tsunagari.registers.public_interest.reader import PublicInterestCorporations
from tsunagari.registers.reader import Reader
from tsunagari.registers.subsidies.reader import Subsidies
from tsunagari.registers.tables.reader import DescribedTable
from tsunagari.resources import files

__all__ = ["NUMBERINGS", "READERS", "Register", "numbering_of", "registers"]

# The reader of a table of one's own, which needs a description of it.
DESCRIBED: Final = "csvw"
READERS: Final[dict[str, type[Reader]]] = {
    "corporate-numbers": CorporateNumbers,
    "npo-portal": NpoPortal,
    "public-interest-corporations": PublicInterestCorporations,
    "subsidies": Subsidies,
}
NUMBERINGS: Final[tuple[Numbering, ...]] = tuple(
    dict.fromkeys(r.numbering for r in READERS.values() if r.numbering)
)
# A name becomes part of IRIs and of file names.
NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
KEYS: Final = frozenset({"reader", "source", "in_release", "metadata"})


@dataclass(frozen=True)
class Register:
    """One register.

    :param source: The IRI of what the graph says of it.
    :param in_release: Whether a build takes it into the release.
    :param metadata: The description of its table, where the reader needs one.
    """

    name: str
    reader_name: str
    source: str
    in_release: bool = True
    metadata: Path | None = None
    _kept: list[Reader] = field(default_factory=list, compare=False, repr=False)

    @property
    def reader(self) -> Reader:
        """The reader of its files, made once."""
        if not self._kept:
            self._kept.append(
                DescribedTable(self.metadata)
                if self.metadata
                else READERS[self.reader_name]()
            )
        return self._kept[0]

    def fingerprint(self) -> str:
        """Return what a release depends on, beside the files and our code."""
        digest = hashlib.sha256(
            f"{self.name}\0{self.reader_name}\0{self.source}".encode()
        )
        if self.metadata:
            digest.update(self.metadata.read_bytes())
        return digest.hexdigest()


def numbering_of(key: str) -> Numbering | None:
    """Return the numbering to which the key of a body belongs, if any."""
    return next((n for n in NUMBERINGS if n.is_key(key)), None)


def registers(path: Path | None = None) -> dict[str, Register]:
    """Return the registers by name, from the file *path* or from the project's own.

    :raises RegisterError: If the file cannot be read or names what does not exist.
    """
    own = files("graph_data", "**/registers.toml")
    paths = [path] if path else [one for _, one in own]
    found: dict[str, Register] = {}
    for one in paths:
        try:
            table = tomllib.loads(one.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RegisterError(f"{one}: cannot be read: {error}") from error
        for name, entry in table.items():
            found[name] = _register(one, name, entry)
    return found


def _register(path: Path, name: str, entry: Any) -> Register:
    place = f"{path.name}: [{name}]"
    if not NAME.fullmatch(name):
        raise RegisterError(f"{place}: a name has small letters, digits and hyphens")
    if not isinstance(entry, dict) or not {"reader", "source"} <= entry.keys() <= KEYS:
        raise RegisterError(
            f"{place}: needs reader and source, and may have "
            f"{' and '.join(sorted(KEYS - {'reader', 'source'}))}"
        )
    reader, in_release = entry["reader"], entry.get("in_release", True)
    if reader not in (*READERS, DESCRIBED):
        known = ", ".join((*READERS, DESCRIBED))
        raise RegisterError(f"{place}: the reader is one of {known}")
    if ("metadata" in entry) is not (reader == DESCRIBED):
        raise RegisterError(
            f"{place}: the reader {DESCRIBED} needs metadata, and no other has them"
        )
    if not isinstance(in_release, bool):
        raise RegisterError(f"{place}: in_release is true or false")
    try:
        source = str(expand(str(entry["source"])))
    except ValueError as error:
        raise RegisterError(f"{place}: {error}") from error
    metadata = path.parent / entry["metadata"] if "metadata" in entry else None
    if metadata and not metadata.is_file():
        raise RegisterError(f"{place}: there is no file '{metadata}'")
    return Register(name, reader, source, in_release, metadata)
