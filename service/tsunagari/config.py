"""The settings: one table, read by the command line, the service and the docs.

A setting comes from the command line, else from the environment (its name in
capitals after ``TSUNAGARI_``), else from the default in the table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tsunagari.errors import SettingError

__all__ = ["SETTINGS", "Setting", "Settings"]

ENVIRONMENT_PREFIX: Final = "TSUNAGARI_"


@dataclass(frozen=True)
class Setting:
    """One setting: its name, default, how its text is read, and its help."""

    name: str
    default: str
    parse: Callable[[str], Any]
    help: str

    @property
    def metavar(self) -> str:
        """What its text is, for help."""
        return {Path: "FOLDER", str: "TEXT", _yes_or_no: "yes|no"}.get(
            self.parse, "NUMBER"
        )

    @property
    def environment(self) -> str:
        """The name of its environment variable."""
        return ENVIRONMENT_PREFIX + self.name.upper()


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65536:
        raise ValueError("a port is between 0 and 65535")
    return port


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("say yes or no")
    return text == "yes"


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise ValueError("must be a number of seconds above 0")
    return number


def _memory(text: str) -> int:
    number = int(text)
    # The engine's threads alone reserve some hundred million bytes.
    if number < 1_000_000_000:
        raise ValueError("must be at least 1000000000")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("must be at least 1")
    return number


SETTINGS: Final = (
    Setting("releases", "releases", Path, "The folder that holds the releases."),
    Setting("host", "127.0.0.1", str, "The address the service listens on."),
    Setting("port", "8080", _port, "The port the service listens on; 0 takes any."),
    Setting(
        "public_url",
        "",
        str,
        "The address users see, behind a proxy; by default that of host and port.",
    ),
    Setting("threads", "8", _positive, "How many requests are answered at a time."),
    Setting(
        "max_body",
        "1000000",
        _positive,
        "The largest request body that is read, in bytes.",
    ),
    Setting(
        "deadline",
        "30",
        _seconds,
        "Seconds after which a query is stopped; a client may ask for less.",
    ),
    Setting(
        "fast_seconds",
        "0.5",
        _seconds,
        "Seconds after which a query moves to the slow lane.",
    ),
    Setting("fast_workers", "4", _positive, "Worker processes in the fast lane."),
    Setting("slow_workers", "2", _positive, "Long queries that may run at a time."),
    Setting(
        "worker_memory",
        "2500000000",
        _memory,
        "The address space of a worker process, in bytes.",
    ),
    Setting("queue", "64", _positive, "How many requests may wait for a worker."),
    Setting(
        "queue_seconds",
        "4",
        _seconds,
        "Seconds a request waits before it is turned away.",
    ),
    Setting("max_rows", "200000", _positive, "The largest answer, in rows."),
    Setting("max_answer_bytes", "50000000", _positive, "The largest answer, in bytes."),
    Setting("cache_bytes", "100000000", _positive, "Room for answers that are kept."),
    Setting(
        "client_seconds",
        "120",
        _seconds,
        "Seconds of work that one client may cause in a minute.",
    ),
    Setting(
        "log_queries",
        "no",
        _yes_or_no,
        "Whether the access log holds the texts of queries (yes or no).",
    ),
)


@dataclass(frozen=True)
class Settings:
    """The settings in force; the fields are the names of :data:`SETTINGS`."""

    releases: Path = Path("releases")
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    threads: int = 8
    max_body: int = 1_000_000
    deadline: float = 30.0
    fast_seconds: float = 0.5
    fast_workers: int = 4
    slow_workers: int = 2
    worker_memory: int = 2_500_000_000
    queue: int = 64
    queue_seconds: float = 4.0
    max_rows: int = 200_000
    max_answer_bytes: int = 50_000_000
    cache_bytes: int = 100_000_000
    client_seconds: float = 120.0
    log_queries: bool = False

    @classmethod
    def read(
        cls,
        given: Mapping[str, str | None] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Settings:
        """Return the settings from *given*, the environment and the defaults.

        :param given: Texts by setting name; ``None`` means not given.
        :raises SettingError: If a text cannot be read; names the setting.
        """
        environment = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for setting in SETTINGS:
            text = (given or {}).get(setting.name)
            if text is None:
                text = environment.get(setting.environment, setting.default)
            try:
                values[setting.name] = setting.parse(text)
            except ValueError as error:
                reason = str(error)
                if "invalid literal" in reason or "could not convert" in reason:
                    reason = "it is a number"
                raise SettingError(
                    f"the setting '{setting.name}' cannot be '{text}': {reason}"
                ) from error
        return cls(**values)
