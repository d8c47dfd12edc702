"""Who may write: bearer tokens, of which only the hashes are kept.

A token is 256 random bits, so one hash is enough: there is nothing to guess from it.
The file is read again when it changes, so that a token can be taken away from a
service that runs.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tsunagari.errors import GraphNameError, TokenError, WorkbenchError
from tsunagari.sparql.dataset import ABSOLUTE
from tsunagari.workbench.layout import write_whole

__all__ = ["Token", "Tokens"]

# So that a token left in a file or a log is known for what it is.
PREFIX: Final = "tsunagari-"
BYTES: Final = 32
NAME: Final = re.compile(r"[\w.@-]{1,60}")
HEADER: Final = re.compile(r"(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")


@dataclass(frozen=True)
class Token:
    """What is known of a token.

    :param name: Who has it; the history tells it of each change.
    :param hash: The SHA-256 of the token, in hexadecimal digits.
    :param graphs: The IRIs of the graphs that it may change; ``None`` for all.
    :param made: The day it was made.
    """

    name: str
    hash: str
    graphs: tuple[str, ...] | None
    made: str


class Tokens:
    """The tokens of a workbench."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._read: tuple[Token, ...] = ()
        self._stamp: tuple[int, int] | None = None

    def all(self) -> tuple[Token, ...]:
        """Return the tokens, in the order they were made.

        :raises WorkbenchError: If the file is damaged; then nobody may write.
        """
        with self._lock:
            try:
                status = self._path.stat()
                stamp = (status.st_mtime_ns, status.st_ino)
                if stamp != self._stamp:
                    self._read = self._load()
                    self._stamp = stamp
            except FileNotFoundError:
                self._read, self._stamp = (), None
            return self._read

    def add(self, name: str, graphs: tuple[str, ...] | None) -> str:
        """Make a token and return it; nobody can tell it again.

        :raises TokenError: If the name is taken, or none.
        :raises GraphNameError: If a graph is no absolute IRI.
        """
        if not NAME.fullmatch(name):
            raise TokenError(
                f"'{name}' is no name for a token: it has letters, digits and ._@-, "
                "60 at most"
            )
        for graph in graphs or ():
            if not ABSOLUTE.fullmatch(graph):
                raise GraphNameError(f"'{graph}' is no absolute IRI of a graph")
        with self._alone():
            known = self.all()
            if any(token.name == name for token in known):
                raise TokenError(
                    f"there is a token '{name}' already; choose another name, or "
                    "remove it"
                )
            secret = PREFIX + secrets.token_urlsafe(BYTES)
            today = datetime.now(UTC).date().isoformat()
            self._write((*known, Token(name, _hash(secret), graphs, today)))
        return secret

    def remove(self, name: str) -> None:
        """Let a token be worth nothing.

        :raises TokenError: If there is none of that name.
        """
        with self._alone():
            known = self.all()
            left = tuple(token for token in known if token.name != name)
            if len(left) == len(known):
                raise TokenError(f"there is no token '{name}'")
            self._write(left)

    def allowing(self, header: str) -> Token:
        """Return the token that an ``Authorization`` header has (`RFC 6750, 2.1
        <https://www.rfc-editor.org/rfc/rfc6750#section-2.1>`_).

        :raises TokenError: If it has none that is known.
        """
        match = HEADER.fullmatch(header.strip())
        if not match:
            raise TokenError("a write needs a token")
        given = _hash(match.group(1))
        found = None
        # All are compared, so that the time tells nothing.
        for token in self.all():
            if hmac.compare_digest(token.hash, given):
                found = token
        if not found:
            raise TokenError("nobody knows that token")
        return found

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others from changing the file meanwhile."""
        with self._path.with_suffix(".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            # Two changes within one tick of the clock look the same from outside.
            self._stamp = None
            yield

    def _load(self) -> tuple[Token, ...]:
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            return tuple(
                Token(
                    str(one["name"]),
                    str(one["hash"]),
                    None if one["graphs"] is None else tuple(one["graphs"]),
                    str(one["made"]),
                )
                for one in told["tokens"]
            )
        except FileNotFoundError:
            raise
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkbenchError(
                f"the file '{self._path.name}' of the workbench is damaged; nobody can "
                "write until it is mended"
            ) from error

    def _write(self, tokens: tuple[Token, ...]) -> None:
        before = os.umask(0o077)
        try:
            told = {"tokens": [asdict(token) for token in tokens]}
            write_whole(self._path, json.dumps(told, indent=1) + "\n")
        finally:
            os.umask(before)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
