"""One line on the machine and the versions, so that figures can be placed."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import virtuoso
from tests.benchmarks.peers import find

__all__ = ["machine"]

# Print the versions of those packages that an interpreter has.
_PACKAGES = (
    "import importlib.metadata as m; import sys; have = {d.name for d in "
    "m.distributions()}; print(*(f'{n} {m.version(n)}' for n in sys.argv[1:] "
    "if n in have), sep=', ')"
)


def machine(peers: Path | None) -> str:
    """Describe this machine and what is measured on it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB",
        f"Python {platform.python_version()}",
        *_versions(peers),
    ]
    return ", ".join(parts) + "."


def _versions(peers: Path | None) -> Iterator[str]:
    yield _packages(sys.executable, "tsunagari", "pyoxigraph")
    if command := find("oxigraph", peers):
        yield _said(command, "--version")
    if command := find("rdflib-endpoint", peers):
        # The script's first line names the interpreter that has the package.
        python = Path(command).read_text().partition("\n")[0].removeprefix("#!")
        yield _packages(python, "rdflib-endpoint", "rdflib")
    if command := find(virtuoso.SERVER, peers):
        number = re.search(r"Version ([\d.]+)", _said(command, "--help"))
        yield f"Virtuoso {number[1]}" if number else "Virtuoso"
    if command := find("wrk", None):
        yield " ".join(_said(command, "-v").split()[:2])


def _packages(python: str, *names: str) -> str:
    return _said(python, "-c", _PACKAGES, *names)


def _said(*command: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False
    )
    return (done.stdout + done.stderr).strip()


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.machine()
    found = re.search(r"model name\s*: (.*)", text)
    return found[1] if found else platform.machine()
