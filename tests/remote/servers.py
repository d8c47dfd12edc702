"""Real servers to ask and to publish to, each in a folder of its own on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from tests.benchmarks.virtuoso import FILES

__all__ = ["RemoteServer", "oxigraph", "virtuoso", "virtuoso_command"]

START_SECONDS = 60.0
VIRTUOSO_SETTINGS = """\
[Parameters]
ServerPort = 127.0.0.1:{shell_port}
DirsAllowed = /
CaseMode = 2
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
MaxClientConnections = 50

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 50

[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class RemoteServer:
    """A server, and what our settings say of it."""

    kind: str
    queries: str
    graph_store: str
    user: str = ""
    password: str = ""
    shell_port: int = 0
    pid: int = 0

    def processor_seconds(self) -> float:
        """Return how long it has computed so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def oxigraph(folder: Path, seconds: int = 60, port: int = 0) -> Iterator[RemoteServer]:
    """Serve what is in *folder*, as the makers of Oxigraph do."""
    port = port or _free_port()
    command = Path(sys.executable).with_name("oxigraph")
    line = [str(command), "serve", "--location", str(folder / "store")]
    line += ["--bind", f"127.0.0.1:{port}", "--timeout-s", str(seconds)]
    top = f"http://127.0.0.1:{port}"
    with _running(line, folder, f"{top}/query") as pid:
        yield RemoteServer("oxigraph", f"{top}/query", f"{top}/store", pid=pid)


def virtuoso_command() -> str | None:
    """Return where Virtuoso is, if it is installed."""
    return shutil.which("virtuoso-t")


@contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[RemoteServer]:
    """Serve an empty database in *folder*.

    :param rows: After how many rows it cuts an answer.
    """
    port, shell_port = _free_port(), _free_port()
    settings = FILES + VIRTUOSO_SETTINGS.format(
        port=port, shell_port=shell_port, rows=rows
    )
    (folder / "virtuoso.ini").write_text(settings)
    command = virtuoso_command()
    assert command
    line = [command, "+foreground", "+configfile", "virtuoso.ini"]
    top = f"http://127.0.0.1:{port}"
    with _running(line, folder, f"{top}/sparql") as pid:
        graph_store = f"{top}/sparql-graph-crud-auth"
        yield RemoteServer(
            "virtuoso", f"{top}/sparql", graph_store, "dba", "dba", shell_port, pid
        )


@contextmanager
def _running(line: list[str], folder: Path, address: str) -> Iterator[int]:
    with subprocess.Popen(
        line, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until = time.monotonic() + START_SECONDS
            while not _answers(address):
                assert process.poll() is None, f"{line[0]} ended"
                assert time.monotonic() < until, f"{line[0]} does not answer"
                time.sleep(0.1)
            yield process.pid
        finally:
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}?query={quote('ASK {}')}", timeout=5):
            return True
    except (URLError, ConnectionError):
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
