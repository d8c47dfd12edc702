"""``tsunagari serve``: the SPARQL endpoint and the pages."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Final

import click
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from tsunagari.cli.options import setting_options
from tsunagari.config import SETTINGS, Settings
from tsunagari.errors import SettingError
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving

__all__ = ["serve_command"]

# How long running queries may go on after the service was told to stop.
GRACE_SECONDS: Final = 8.0


@click.command("serve")
@setting_options(*(setting.name for setting in SETTINGS))
def serve_command(**given: str | None) -> None:
    """Serve the release in force over HTTP, until interrupted.

    The endpoint is at /sparql. Listens on this machine only unless --host says
    otherwise.
    """
    settings = Settings.read(given)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    serving = Serving(settings)
    app = create_app(settings, serving)
    try:
        server = create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            max_request_body_size=settings.max_body,
            channel_request_lookahead=1,
            connection_limit=1000,
            channel_timeout=60,
            ident="tsunagari",
        )
    except (OSError, ValueError) as error:
        serving.close(0)
        raise SettingError(
            f"cannot listen on {settings.host}, port {settings.port}: {error}; choose "
            "others with --host and --port, or TSUNAGARI_HOST and TSUNAGARI_PORT"
        ) from error
    signal.signal(signal.SIGTERM, _stop)
    for host, port in _addresses(server):
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"release {serving.now.release.id} at http://{shown}:{port}/")
    try:
        server.run()
    finally:
        serving.close(GRACE_SECONDS)
        server.close()


def _addresses(
    server: MultiSocketServer | BaseWSGIServer,
) -> Sequence[tuple[str, int]]:
    """Return where *server* listens; a name may stand for several addresses."""
    if isinstance(server, MultiSocketServer):
        return server.effective_listen
    host, port = server.getsockname()
    return [(str(host), int(port))]


def _stop(number: int, frame: FrameType | None) -> None:
    """End as an interrupt does: running queries finish, then the process."""
    sys.exit(0)
