"""How the text of a setting is read."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

__all__ = [
    "ENGINE_KINDS",
    "Peer",
    "address",
    "engine_address",
    "engine_kind",
    "fast_workers",
    "folders",
    "hosts",
    "memory",
    "optional_path",
    "peers",
    "port",
    "positive",
    "seconds",
    "slow_workers",
    "yes_or_no",
]

# What may stand in a link and in RDF as it is.
_ADDRESS: Final = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")

# The servers that may be the remote engine; "other" is any with SPARQL 1.1.
ENGINE_KINDS: Final = (
    "graphdb",
    "neptune",
    "other",
    "oxigraph",
    "stardog",
    "virtuoso",
)


# A peer's name is the end of an IRI and a label of the metrics.
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Peer(NamedTuple):
    """Another endpoint, by the name it has here and its address."""

    name: str
    address: str


def optional_path(text: str) -> Path | None:
    """Read a path; an empty text is none."""
    return Path(text) if text else None


def folders(text: str) -> tuple[Path, ...]:
    """Return folders that are parted as in PATH; one that is not there is told."""
    paths = tuple(Path(part) for part in text.split(os.pathsep) if part)
    for path in paths:
        if not path.is_dir():
            raise ValueError(f"there is no folder '{path}'")
    return paths


def port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65536:
        raise ValueError("a port is between 0 and 65535")
    return port


def yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("say yes or no")
    return text == "yes"


def seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise ValueError("must be a number of seconds above 0")
    return number


def memory(text: str) -> int:
    number = int(text)
    # The engine's threads alone reserve some hundred million bytes.
    if number < 1_000_000_000:
        raise ValueError("must be at least 1000000000")
    return number


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("must be at least 1")
    return number


def fast_workers(text: str) -> int:
    """Return a number; "auto" is two for each processor, up to sixteen."""
    return min(2 * _processors(), 16) if text == "auto" else positive(text)


def slow_workers(text: str) -> int:
    """Return a number; "auto" is one for each processor, up to eight."""
    return min(_processors(), 8) if text == "auto" else positive(text)


def address(text: str) -> str:
    """Return an address of the web; an empty text is none."""
    if text and not (_ADDRESS.fullmatch(text) and urlsplit(text).hostname):
        raise ValueError(f"'{text}' is no http or https address")
    return text


def engine_address(text: str) -> str:
    """Return an address without a name and password in it; an empty text is none."""
    if "@" in urlsplit(address(text)).netloc:
        raise ValueError(
            "name and password do not belong into an address; set "
            "TSUNAGARI_ENGINE_USER and TSUNAGARI_ENGINE_PASSWORD in the environment"
        )
    return text


def engine_kind(text: str) -> str:
    """Return the name of a kind of engine."""
    if text not in ENGINE_KINDS:
        raise ValueError(f"choose one of {', '.join(ENGINE_KINDS)}")
    return text


def peers(text: str) -> tuple[Peer, ...]:
    """Return named addresses that are parted by spaces.

    >>> peers("uk=https://example.org/sparql")
    (Peer(name='uk', address='https://example.org/sparql'),)
    """
    found: dict[str, Peer] = {}
    for part in text.split():
        name, sign, where = part.partition("=")
        if not sign or not _NAME.fullmatch(name):
            raise ValueError(
                f"'{part}' is no name=address; a name has small letters, digits and "
                "single hyphens, as in uk=https://example.org/sparql"
            )
        if name in found:
            raise ValueError(f"two peers are called '{name}'")
        if not where or "@" in urlsplit(address(where)).netloc:
            raise ValueError(f"the peer '{name}' needs an address without a password")
        found[name] = Peer(name, where)
    return tuple(found.values())


def hosts(text: str) -> tuple[str, ...]:
    """Return internet addresses that are parted by spaces."""
    return tuple(str(ip_address(part)) for part in text.split())


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
