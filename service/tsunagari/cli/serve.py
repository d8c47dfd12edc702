"""``tsunagari serve``: the SPARQL endpoint and the pages."""

from __future__ import annotations

import logging
import signal
import sys
from types import FrameType

import click

from tsunagari import resources
from tsunagari.cli.options import setting_options
from tsunagari.config import SETTINGS, Settings
from tsunagari.web.gateway.server import Server, listen
from tsunagari.web.serving import Serving

__all__ = ["serve_command"]


@click.command("serve")
@setting_options(*(setting.name for setting in SETTINGS if not setting.writes))
def serve_command(**given: str | None) -> None:
    """Serve the release in force over HTTP, until interrupted.

    The endpoint is at /sparql. Listens on this machine only unless --host says
    otherwise.
    """
    settings = Settings.read(given)
    resources.add(settings.sources)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    # The server tells of its own start and of every client that does not speak HTTP.
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    sockets = listen(settings.host, settings.port)
    serving = Serving(settings)
    server = Server(settings, serving)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    for socket in sockets:
        host, port = socket.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"release {serving.now.release.id} at http://{shown}:{port}/")
    server.run(sockets)


def _stop(number: int, frame: FrameType | None) -> None:
    """End as an interrupt does: running queries finish, then the process."""
    sys.exit(0)
