"""The settings: one table, read by the command line, the service and the docs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tsunagari.config.texts import (
    address,
    engine_address,
    engine_kind,
    fast_workers,
    folders,
    hosts,
    memory,
    optional_path,
    peers,
    port,
    positive,
    seconds,
    slow_workers,
    yes_or_no,
)

__all__ = ["SETTINGS", "Setting"]

ENVIRONMENT_PREFIX: Final = "TSUNAGARI_"


@dataclass(frozen=True)
class Setting:
    """One setting: its name, default, how its text is read, and its help.

    :param writes: Whether it is about writing, which a release does not know.
    """

    name: str
    default: str
    parse: Callable[[str], Any]
    help: str
    writes: bool = False

    @property
    def metavar(self) -> str:
        """What its text is, for help."""
        kinds: dict[Callable[[str], Any], str] = {
            Path: "FOLDER",
            optional_path: "FILE",
            str: "TEXT",
            yes_or_no: "yes|no",
            address: "ADDRESS",
            engine_address: "ADDRESS",
            engine_kind: "NAME",
            folders: "FOLDERS",
            hosts: "ADDRESSES",
            peers: "NAME=ADDRESS",
        }
        return kinds.get(self.parse, "NUMBER")

    @property
    def environment(self) -> str:
        """The name of its environment variable."""
        return ENVIRONMENT_PREFIX + self.name.upper()


SETTINGS: Final = (
    Setting(
        "sources",
        "",
        folders,
        "Folders with countries that are read beside the project's own, parted as in "
        "PATH; none by default.",
    ),
    Setting("releases", "releases", Path, "The folder that holds the releases."),
    Setting(
        "registers",
        "",
        optional_path,
        "A file that names the registers to import; by default the project's own.",
    ),
    Setting(
        "imports",
        "imports",
        Path,
        "The folder that holds what was imported from registers.",
    ),
    Setting(
        "engine",
        "",
        engine_address,
        "A SPARQL 1.1 server that is asked instead of the store on disk, by the "
        "address of its queries.",
    ),
    Setting(
        "engine_kind",
        "other",
        engine_kind,
        "What that server is: graphdb, neptune, oxigraph, stardog, virtuoso or other.",
    ),
    Setting(
        "engine_graph_store",
        "",
        engine_address,
        "Where releases are published to on that server, by the Graph Store Protocol.",
    ),
    Setting("host", "127.0.0.1", str, "The address the service listens on."),
    Setting("port", "8080", port, "The port the service listens on; 0 takes any."),
    Setting(
        "public_url",
        "",
        address,
        "The address users see, behind a proxy; by default the one they connect to.",
    ),
    Setting(
        "proxies",
        "",
        hosts,
        "Proxies whose X-Forwarded-For is believed, by address, with spaces between; "
        "none by default.",
    ),
    Setting(
        "threads",
        "8",
        positive,
        "How many requests for pages are answered at a time.",
    ),
    Setting(
        "connections",
        "1000",
        positive,
        "How many connections may be open; one client may have a quarter.",
    ),
    Setting(
        "max_body",
        "1000000",
        positive,
        "The largest request body that is read, in bytes.",
    ),
    Setting(
        "deadline",
        "30",
        seconds,
        "Seconds after which a query is stopped; a client may ask for less.",
    ),
    Setting(
        "explain_seconds",
        "5",
        seconds,
        "Seconds after which an explanation is what was found until then.",
    ),
    Setting(
        "fast_seconds",
        "0.5",
        seconds,
        "Seconds after which a query moves to the slow lane.",
    ),
    Setting(
        "fast_workers",
        "auto",
        fast_workers,
        "Worker processes in the fast lane; auto is two for each processor.",
    ),
    Setting(
        "slow_workers",
        "auto",
        slow_workers,
        "Long queries that may run at a time; auto is one for each processor.",
    ),
    Setting(
        "worker_memory",
        "2500000000",
        memory,
        "The address space of a worker process, in bytes.",
    ),
    Setting("queue", "64", positive, "How many requests may wait for a worker."),
    Setting(
        "queue_seconds",
        "4",
        seconds,
        "Seconds a request waits before it is turned away.",
    ),
    Setting("max_rows", "200000", positive, "The largest answer, in rows."),
    Setting("max_answer_bytes", "50000000", positive, "The largest answer, in bytes."),
    Setting("cache_bytes", "100000000", positive, "Room for answers that are kept."),
    Setting(
        "client_seconds",
        "120",
        seconds,
        "Seconds of work that one client may cause in a minute.",
    ),
    Setting(
        "peers",
        "",
        peers,
        "Other endpoints, which SERVICE may ask, each as name=address, with spaces "
        "between; none by default.",
    ),
    Setting(
        "peer_seconds",
        "300",
        seconds,
        "Seconds between two looks at whether a peer answers.",
    ),
    Setting(
        "access_log",
        "yes",
        yes_or_no,
        "Whether a line is logged for each request (yes or no).",
    ),
    Setting(
        "log_queries",
        "no",
        yes_or_no,
        "Whether the access log holds the texts of queries (yes or no).",
    ),
    Setting(
        "write_seconds",
        "60",
        seconds,
        "Seconds after which a write is stopped.",
        writes=True,
    ),
    Setting(
        "write_bytes",
        "100000000",
        positive,
        "The largest document that a token lets in, in bytes, unpacked.",
        writes=True,
    ),
    Setting(
        "write_statements",
        "1000000",
        positive,
        "The most statements that one write may change.",
        writes=True,
    ),
    Setting(
        "write_queue",
        "32",
        positive,
        "How many writes may wait for the writer.",
        writes=True,
    ),
    Setting(
        "writer_memory",
        "4000000000",
        memory,
        "The address space of the writer's process, in bytes.",
        writes=True,
    ),
    Setting(
        "write_validate",
        "no",
        yes_or_no,
        "Whether a write has to conform to the shapes unless it says otherwise (yes or "
        "no).",
        writes=True,
    ),
)
