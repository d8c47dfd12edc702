"""What goes into a release, and the id that follows from it.

The id is a hash of the files written by hand, our version, and the versions of
the libraries that shape the output: the same inputs give the same id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import tsunagari
from tsunagari.errors import SourceError
from tsunagari.resources import FOLDERS, folder

__all__ = ["Inputs"]

ID_LENGTH: Final = 16
SUFFIXES: Final = frozenset({".ttl", ".trig", ".rq", ".csv"})
LIBRARIES: Final = ("owlrl", "pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True)
class Inputs:
    """The hashes of the input files (SHA-256, hex), and the versions used."""

    files: dict[str, str]
    versions: dict[str, str]

    @classmethod
    def collect(cls) -> Inputs:
        """Hash every input file of the project.

        :raises SourceError: If a folder has no input file.
        """
        files = {}
        for name in FOLDERS:
            top = folder(name)
            paths = sorted(p for p in top.rglob("*") if p.suffix in SUFFIXES)
            if not paths:
                raise SourceError(f"{name}/: there is no input file")
            for path in paths:
                key = f"{name}/{path.relative_to(top).as_posix()}"
                files[key] = hashlib.sha256(path.read_bytes()).hexdigest()
        versions = {name: version(name) for name in LIBRARIES}
        return cls(files, {"tsunagari": tsunagari.__version__, **versions})

    @property
    def id(self) -> str:
        """The id of the release these inputs give: 16 hex digits."""
        digest = hashlib.sha256()
        for table in (self.files, self.versions):
            for name, value in sorted(table.items()):
                digest.update(f"{name}\0{value}\n".encode())
        return digest.hexdigest()[:ID_LENGTH]
