"""The settings in force: from the command line, the environment, a file, defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tsunagari.config.file import VARIABLE, read_file
from tsunagari.config.table import SETTINGS
from tsunagari.config.texts import Peer
from tsunagari.errors import SettingError

__all__ = ["Settings"]


def _default(name: str) -> Any:
    setting = next(setting for setting in SETTINGS if setting.name == name)
    return field(default_factory=partial(setting.parse, setting.default))


@dataclass(frozen=True)
class Settings:
    """The settings in force; the fields are the names of :data:`SETTINGS`."""

    sources: tuple[Path, ...] = _default("sources")
    releases: Path = _default("releases")
    registers: Path | None = _default("registers")
    imports: Path = _default("imports")
    engine: str = _default("engine")
    engine_kind: str = _default("engine_kind")
    engine_graph_store: str = _default("engine_graph_store")
    host: str = _default("host")
    port: int = _default("port")
    public_url: str = _default("public_url")
    proxies: tuple[str, ...] = _default("proxies")
    threads: int = _default("threads")
    connections: int = _default("connections")
    max_body: int = _default("max_body")
    deadline: float = _default("deadline")
    explain_seconds: float = _default("explain_seconds")
    fast_seconds: float = _default("fast_seconds")
    fast_workers: int = _default("fast_workers")
    slow_workers: int = _default("slow_workers")
    worker_memory: int = _default("worker_memory")
    queue: int = _default("queue")
    queue_seconds: float = _default("queue_seconds")
    max_rows: int = _default("max_rows")
    max_answer_bytes: int = _default("max_answer_bytes")
    cache_bytes: int = _default("cache_bytes")
    client_seconds: float = _default("client_seconds")
    peers: tuple[Peer, ...] = _default("peers")
    peer_seconds: float = _default("peer_seconds")
    access_log: bool = _default("access_log")
    log_queries: bool = _default("log_queries")
    write_seconds: float = _default("write_seconds")
    write_bytes: int = _default("write_bytes")
    write_statements: int = _default("write_statements")
    write_queue: int = _default("write_queue")
    writer_memory: int = _default("writer_memory")
    write_validate: bool = _default("write_validate")

    @classmethod
    def read(
        cls,
        given: Mapping[str, str | None] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Settings:
        """Return the settings from *given*, the environment, the file, the defaults.

        :param given: Texts by setting name; ``None`` means not given.
        :raises SettingError: If a text cannot be read; names the setting.
        """
        environment = os.environ if environment is None else environment
        names = {setting.name for setting in SETTINGS}
        filed = read_file(environment.get(VARIABLE), names)
        values: dict[str, Any] = {}
        for setting in SETTINGS:
            text = (given or {}).get(setting.name)
            if text is None:
                text = environment.get(setting.environment)
            if text is None:
                text = filed.get(setting.name, setting.default)
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
