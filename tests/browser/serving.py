"""The service in a thread of this process, at a port that is free."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tsunagari.config import Settings
from tsunagari.web.gateway.server import Server, listen
from tsunagari.web.serving import Serving


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serve with *settings*; give the address, without a slash at the end."""
    serving = Serving(settings)
    sockets = listen("127.0.0.1", 0)
    server = Server(settings, serving)
    thread = threading.Thread(target=server.answer, args=(sockets,))
    host, port = sockets[0].getsockname()
    thread.start()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()
        thread.join()
        serving.close(0)
