"""Virtuoso, open source edition, on invented data: settings, load, serve, stop.

https://docs.openlinksw.com/virtuoso/rdfperfrdfbulkloader/

All its files are in a folder of ours. The default graph is the one the data is
loaded into, so that its own system graphs are not asked along.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.benchmarks.peers import find
from tests.benchmarks.processes import Server, free_port, running
from tests.benchmarks.wire import LOOPBACK

__all__ = ["FILES", "SERVER", "commands", "virtuoso"]

SERVER: Final = "virtuoso-t"
SHELLS: Final = ("isql-vt", "isql-v", "isql")
GRAPH: Final = "https://example.org/graph"
BUFFER: Final = 8192
LOAD: Final = (
    f"ld_dir ('.', '*.nt', '{GRAPH}'); rdf_loader_run (); checkpoint; "
    "select ll_state, ll_error from DB.DBA.load_list;"
)
# The part of the settings that names what it writes, in the folder it runs in.
FILES: Final = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx

"""
REST: Final = """\
[Parameters]
ServerPort = {host}:{shell_port}
DirsAllowed = .
CaseMode = 2
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxClientConnections = 100
MaxQueryMem = 2G
ThreadsPerQuery = {cores}
AsyncQueueMaxThreads = {threads}

[HTTPServer]
ServerPort = {host}:{port}
ServerRoot = .
ServerThreads = 100
MaxKeepAlives = 100
KeepAliveTimeout = 3600

[SPARQL]
DefaultGraph = {graph}
ResultSetMaxRows = 1000000
"""


def commands(folder: Path | None) -> tuple[str, str] | None:
    """Return the server's command and its shell's, if both are installed."""
    server = find(SERVER, folder)
    shells = filter(None, (find(shell, folder) for shell in SHELLS))
    shell = next(shells, None)
    return (server, shell) if server and shell else None


@contextmanager
def virtuoso(command: str, shell: str, dump: Path) -> Iterator[Server]:
    """Load *dump* and serve it.

    :raises RuntimeError: If it does not load.
    """
    port, shell_port = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="virtuoso-") as name:
        folder = Path(name)
        (folder / "virtuoso.ini").write_text(_settings(port, shell_port))
        _link(dump, folder / "data.nt")
        line = [command, "+foreground", "+configfile", "virtuoso.ini"]
        with running("virtuoso", line, port, "/sparql", folder=folder) as server:
            address = f"{LOOPBACK}:{shell_port}"
            done = subprocess.run(
                [shell, address, "dba", "dba", "ERRORS=stdout", f"EXEC={LOAD}"],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=1800,
                check=False,
            )
            if "\n2           NULL" not in done.stdout:
                raise RuntimeError(f"virtuoso did not load: {done.stdout[-1000:]}")
            yield server


def _settings(port: int, shell_port: int) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cores = os.cpu_count() or 1
    # An eighth of the memory: many times what the data takes.
    buffers = memory // 8 // BUFFER
    return FILES + REST.format(
        host=LOOPBACK,
        port=port,
        shell_port=shell_port,
        buffers=buffers,
        dirty=buffers * 3 // 4,
        cores=cores,
        threads=2 * cores,
        graph=GRAPH,
    )


def _link(source: Path, at: Path) -> None:
    try:
        os.link(source, at)
    except OSError:
        shutil.copyfile(source, at)
