"""``tsunagari publish``: a release goes to a remote engine, or into files for it."""

from __future__ import annotations

from pathlib import Path

import click

from tsunagari.cli.options import setting_options
from tsunagari.cli.progress import Counted
from tsunagari.config import Settings
from tsunagari.errors import SettingError
from tsunagari.release.bulk_files import PRODUCTS, write_bulk_files
from tsunagari.release.publishing import Publishing, listed, publish, remove
from tsunagari.release.releases import Release, Releases
from tsunagari.release.remote import remote_endpoint
from tsunagari.sparql.engines.remote_graph_store import GraphStore

__all__ = ["publish_command"]


@click.command("publish")
@click.argument("release", required=False)
@setting_options("releases", "engine", "engine_kind", "engine_graph_store")
@click.option("--list", "listing", is_flag=True, help="List the releases there.")
@click.option("--remove", "removed", metavar="ID", help="Remove the release ID there.")
@click.option(
    "--files",
    type=click.Path(file_okay=False, path_type=Path),
    help="Send nothing; write files for a bulk load to this folder, and how to.",
)
@click.option(
    "--for",
    "product",
    type=click.Choice(sorted(PRODUCTS)),
    help="The server that is to load the files.",
)
def publish_command(
    release: str | None,
    listing: bool,
    removed: str | None,
    files: Path | None,
    product: str | None,
    **given: str | None,
) -> None:
    """Load a release into a remote engine and put it in force there.

    RELEASE is its id; by default the one in force here. A release that is there
    already is only put in force: so one goes back. Run it again if it was
    interrupted; it goes on where it was. User and password are taken from
    TSUNAGARI_ENGINE_USER and TSUNAGARI_ENGINE_PASSWORD.

    \b
    tsunagari publish --engine http://127.0.0.1:7878/query \\
        --engine-graph-store http://127.0.0.1:7878/store
    tsunagari publish --files load --for virtuoso
    """
    settings = Settings.read(given)
    if (files is None) != (product is None):
        raise click.UsageError("--files and --for belong together")
    if files is not None and product is not None:
        with Counted() as progress:
            found = _release(settings, release)
            guide = write_bulk_files(found, files, product, progress)
        click.echo(f"release {found.id} in {files}; {guide} says how to load it")
        return
    if not settings.engine:
        raise SettingError("say which server with --engine or TSUNAGARI_ENGINE")
    endpoint = remote_endpoint(settings)
    if listing:
        for id, state in listed(endpoint):
            click.echo(f"{id}  {state}")
        return
    if not settings.engine_graph_store:
        raise SettingError(
            "say where that server takes graphs with --engine-graph-store or "
            "TSUNAGARI_ENGINE_GRAPH_STORE"
        )
    with Counted() as progress:
        to = Publishing(endpoint, GraphStore(settings.engine_graph_store), progress)
        if removed:
            count = remove(removed, to)
        else:
            found = _release(settings, release)
            sent = publish(found, to)
    if removed:
        click.echo(f"release {removed}: {count} graphs were removed")
    else:
        click.echo(f"release {found.id}: {sent} statements were sent; it is in force")


def _release(settings: Settings, id: str | None) -> Release:
    releases = Releases(settings.releases)
    return releases.open(id) if id else releases.current()
