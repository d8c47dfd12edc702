"""The service and its peers, each as a block in which its server runs."""

from __future__ import annotations

import shutil
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from tests.benchmarks.processes import Server, free_port, running
from tests.benchmarks.wire import LOOPBACK

__all__ = ["find", "floor", "oxigraph", "rdflib_endpoint", "tsunagari"]

Running = AbstractContextManager[Server]


def find(command: str, folder: Path | None) -> str | None:
    """Return where *command* is, in *folder* or on the path."""
    return (folder and shutil.which(command, path=str(folder))) or shutil.which(command)


def tsunagari(
    releases: Path, *options: str, name: str = "tsunagari", every: float = 0.1
) -> Running:
    """Serve the release in force of *releases*."""
    port = free_port()
    command = [sys.executable, "-m", "tsunagari", "serve", "--port", str(port)]
    command += ["--releases", str(releases), *options]
    return running(name, command, port, "/sparql", every=every)


def oxigraph(command: str, store: Path) -> Running:
    """Serve *store* as its makers do."""
    port = free_port()
    bind = ("--bind", f"{LOOPBACK}:{port}")
    line = [command, "serve-read-only", "--location", str(store), *bind]
    return running("oxigraph", line, port, "/query")


def rdflib_endpoint(command: str, dump: Path) -> Running:
    """Serve *dump* from the memory of a Python process."""
    port = free_port()
    line = [command, "serve", "--host", LOOPBACK, "--port", str(port), str(dump)]
    return running("rdflib-endpoint", line, port, "/")


def floor() -> Running:
    """Serve as many bytes as the path says; see :mod:`tests.benchmarks.floor`."""
    port = free_port()
    line = [sys.executable, "-m", "tests.benchmarks.floor", str(port)]
    return running("floor", line, port, "/26", folder=Path(__file__).parents[2])
