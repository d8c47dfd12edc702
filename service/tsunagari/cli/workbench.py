"""``tsunagari workbench``: a dataset of one's own, served and written to."""

from __future__ import annotations

import logging
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

import click

from tsunagari import resources
from tsunagari.cli.options import setting_options
from tsunagari.config import SETTINGS, Settings
from tsunagari.errors import DocumentTypeError, GraphNameError
from tsunagari.release.releases import Releases
from tsunagari.sparql.documents import syntax_of
from tsunagari.web.gateway.connections import REQUEST_SECONDS
from tsunagari.web.gateway.server import Server, listen
from tsunagari.web.workbench.app import create_workbench_app
from tsunagari.web.workbench.serving import ServingWorkbench
from tsunagari.web.workbench.state import WorkbenchState
from tsunagari.workbench.beginning import begin
from tsunagari.workbench.filling import fill
from tsunagari.workbench.layout import Layout

__all__ = ["workbench_command"]

# What is about releases that are built or stand elsewhere.
APART = frozenset({"registers", "imports", "engine", "engine_kind"})
APART |= {"engine_graph_store"}


@click.command("workbench")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument(
    "files",
    metavar="[FILE]...",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--with-release",
    is_flag=True,
    help="Begin a new workbench with all graphs of the release in force.",
)
@setting_options(*(one.name for one in SETTINGS if one.name not in APART))
def workbench_command(
    folder: Path, files: tuple[Path, ...], with_release: bool, **given: str | None
) -> None:
    """Serve the dataset in DIR, which can be written to, until interrupted.

    A new DIR is laid out. The RDF in FILE goes into the default graph, or into the
    graphs that it names; each file is one change, and none if it was put in before. A
    file that was edited is added, and replaces nothing.

    Queries are answered at /sparql and updates done at /update; graphs are read and
    written at /graph-store. Whoever writes needs a token: "tsunagari token add".
    """
    settings = Settings.read(given)
    resources.add(settings.sources)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    # The server tells of its own start and of every client that does not speak HTTP.
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    layout = Layout(folder)
    # What cannot be is told before anything is laid out.
    for file in files:
        _check(file, with_release)
    sockets = listen(settings.host, settings.port)
    with ExitStack() as failing:
        for one in sockets:
            failing.callback(one.close)
        begin(layout, Releases(settings.releases) if with_release else None)
        for file in files:
            outcome = fill(layout, file, settings.write_statements)
            click.echo(f"{file.name}: statements added: {outcome.added}", err=True)
        bench = ServingWorkbench(layout, settings)
        failing.pop_all()
    state = WorkbenchState.around(settings, bench)
    server = Server.around(
        create_workbench_app(state),
        state,
        max(settings.write_bytes, settings.max_body),
        REQUEST_SECONDS + settings.write_seconds,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    for socket in sockets:
        host, port = socket.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"workbench {folder} at http://{shown}:{port}/")
    if not state.tokens.all():
        told = f"nobody can write yet: 'tsunagari token add {folder} NAME'"
        click.echo(told, err=True)
    server.run(sockets)


def _check(file: Path, merged: bool) -> None:
    """Do nothing if *file* can be put in.

    :raises DocumentTypeError: If its ending tells no syntax.
    :raises GraphNameError: If it names no graph where one is needed.
    """
    try:
        syntax = syntax_of(None, file.name)
    except DocumentTypeError as error:
        raise DocumentTypeError(f"{file}: {error}") from error
    if merged and not syntax.named_graphs:
        raise GraphNameError(
            f"{file}: a workbench with a release is written to by named graphs, and "
            f"{syntax.label} names none; give TriG or N-Quads, or send the file with "
            "PUT /graph-store?graph=… once it is served"
        )


def _stop(number: int, frame: FrameType | None) -> None:
    """End as an interrupt does: what runs finishes, then the process."""
    sys.exit(0)
