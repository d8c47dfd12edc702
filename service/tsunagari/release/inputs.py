"""What goes into a release, and the id that follows from it.

The id is a hash of the files written by hand, our version and code, and the
versions of the libraries that shape the output: the same give the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

import tsunagari
from tsunagari.errors import SourceError
from tsunagari.resources import FOLDERS, files

__all__ = ["Inputs"]

ID_LENGTH: Final = 16
SUFFIXES: Final = frozenset(
    {".csv", ".jsonld", ".rq", ".toml", ".trig", ".tsv", ".ttl"}
)
# They show a release; all that is below them may shape one.
FACES: Final = ("cli", "web")
LIBRARIES: Final = ("pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True)
class Inputs:
    """The hashes of the input files (SHA-256, hex), and the versions used.

    :param options: What the build was asked for, beyond the usual.
    :param imports: The files of registers, with what a release takes from each.
    """

    files: dict[str, str]
    versions: dict[str, str]
    options: dict[str, str] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)

    @classmethod
    def collect(
        cls, cliques: bool = False, imports: Mapping[str, str] | None = None
    ) -> Inputs:
        """Hash every input file of the project.

        :param cliques: Whether what holds of equal names is written for each.
        :param imports: What was imported from registers.
        :raises SourceError: If a folder has no input file.
        """
        hashes = {}
        for name in FOLDERS:
            found = [f for f in files(name, "**/*") if f[1].suffix in SUFFIXES]
            if not found:
                raise SourceError(f"{name}/: there is no input file")
            for key, path in found:
                digest = hashlib.sha256(path.read_bytes())
                hashes[f"{name}/{key}"] = digest.hexdigest()
        versions = {name: version(name) for name in LIBRARIES}
        own = {"tsunagari": tsunagari.__version__, "tsunagari code": _code()}
        options = {"cliques": "yes"} if cliques else {}
        return cls(hashes, {**own, **versions}, options, dict(imports or {}))

    @property
    def id(self) -> str:
        """The id of the release these inputs give: 16 hex digits."""
        digest = hashlib.sha256()
        for table in (self.files, self.versions, self.options, self.imports):
            for name, value in sorted(table.items()):
                digest.update(f"{name}\0{value}\n".encode())
        return digest.hexdigest()[:ID_LENGTH]


def _code() -> str:
    """Return a hash of the code that may shape a release."""
    top = Path(tsunagari.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(top.rglob("*.py")):
        name = path.relative_to(top).as_posix()
        if name.partition("/")[0] not in FACES:
            digest.update(name.encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:ID_LENGTH]
