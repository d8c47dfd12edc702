"""A listener on loopback that nobody should ever call."""

from __future__ import annotations

import select
import socket
from contextlib import suppress

__all__ = ["Canary"]


class Canary:
    """It listens and answers nothing; a call waits until it is looked for."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"

    def called(self) -> bool:
        """Tell whether anybody called since the last time, and hang up on them."""
        found = False
        while select.select([self._socket], [], [], 0)[0]:
            found = True
            with suppress(OSError):
                self._socket.accept()[0].close()
        return found

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()
