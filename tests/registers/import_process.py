"""Imports files one by one in a process of its own, with bounded memory.

``python import_process.py FOLDER MEBIBYTES REGISTER FILE...`` prints a line of JSON for
each file: its counts, or what was wrong with it. Any other end than an error of ours is
a traceback, and another exit code than 0.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path

from tsunagari.errors import RegisterError
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import import_file, rejects_path
from tsunagari.registers.registry import Register, registers
from tsunagari.registers.staging import Staging


def limit_memory(mebibytes: int) -> None:
    """Let the process take so much more than it has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    size = pages * resource.getpagesize() + (mebibytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def take(register: Register, path: Path, folder: Path) -> dict[str, object]:
    """Import *path*; return what became of it."""
    with Staging(folder / "rows.sqlite", create=True) as staging:
        try:
            file = RegisterFile.open(path)
            counts, rejects = import_file(staging, register.reader, file)
        except RegisterError as error:
            left = [str(p.name) for p in folder.glob("*.rejects.csv")]
            kept = [file.name for file in staging.files()]
            rows = [*staging.groups()]
            return {"error": str(error), "left": [*left, *kept, *map(str, rows)]}
        (entry,) = staging.files()
        assert rejects == rejects_path(staging, entry)
        lines = rejects.read_text(encoding="utf-8").count("\n") - 1
        return {"counts": vars(counts), "told": lines, "whole": entry.whole}


def main(folder: str, mebibytes: str, name: str, *paths: str) -> None:
    """Import all of *paths*, each into a folder of its own."""
    register = registers()[name]
    _ = register.reader.layout
    limit_memory(int(mebibytes))
    for path in paths:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            print(json.dumps(take(register, Path(path), Path(place))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
