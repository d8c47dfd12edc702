"""``tsunagari serve``: the SPARQL endpoint and the pages."""

from __future__ import annotations

from collections.abc import Sequence

import click
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from tsunagari.cli.options import setting_options
from tsunagari.config import SETTINGS, Settings
from tsunagari.release.releases import Releases
from tsunagari.web.app import create_app

__all__ = ["serve_command"]


@click.command("serve")
@setting_options(*(setting.name for setting in SETTINGS))
def serve_command(**given: str | None) -> None:
    """Serve the release in force over HTTP, until interrupted.

    The endpoint is at /sparql. Listens on this machine only unless --host says
    otherwise.
    """
    settings = Settings.read(given)
    release = Releases(settings.releases).current()
    app = create_app(settings, release)
    server = create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        max_request_body_size=settings.max_body,
        ident="tsunagari",
    )
    for host, port in _addresses(server):
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"release {release.id} at http://{shown}:{port}/")
    try:
        server.run()
    finally:
        server.close()


def _addresses(
    server: MultiSocketServer | BaseWSGIServer,
) -> Sequence[tuple[str, int]]:
    """Return where *server* listens; a name may stand for several addresses."""
    if isinstance(server, MultiSocketServer):
        return server.effective_listen
    host, port = server.getsockname()
    return [(str(host), int(port))]
