"""The cheapest server there can be: one ready answer of the length asked for.

    python -m tests.benchmarks.floor PORT

It parses nothing but the number in the target (``/26``), looks nothing up and
has one thread for each connection. What is left is the client, the loopback and a
few lines of Python, so its times show which goals are beyond a server's reach.
"""

from __future__ import annotations

import socket
import sys
import threading
from functools import lru_cache

from tests.benchmarks.wire import LOOPBACK


@lru_cache(1000)
def answer(target: bytes) -> bytes:
    """Return an answer of as many bytes as *target* says."""
    length = int(target.partition(b"?")[0].strip(b"/"))
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"
    return head.encode() + b"x" * length


def serve(connection: socket.socket) -> None:
    """Answer every request of *connection* until it ends."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection:
        data = b""
        while piece := connection.recv(1 << 16):
            data += piece
            if data.endswith(b"\r\n\r\n"):
                connection.sendall(answer(data.split(b" ", 2)[1]))
                data = b""


def main() -> None:
    """Answer until the process is ended."""
    with socket.create_server((LOOPBACK, int(sys.argv[1]))) as listening:
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()


if __name__ == "__main__":
    main()
