"""``tsunagari info``: what the release in force holds."""

from __future__ import annotations

import json

import click

from tsunagari.cli.options import setting_options
from tsunagari.config import Settings
from tsunagari.release.releases import Releases

__all__ = ["info_command"]


@click.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print the whole manifest.")
@setting_options("releases")
def info_command(releases: str | None, as_json: bool) -> None:
    """Say what the release in force holds: counts, coverage, versions."""
    settings = Settings.read({"releases": releases})
    release = Releases(settings.releases).current()
    content = release.manifest
    if as_json:
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    click.echo(f"release     {release.id}")
    click.echo(f"folder      {release.path}")
    for name, number in content["counts"].items():
        click.echo(f"{number:>10}  {name}")
    click.echo("coverage")
    for source, numbers in content["coverage"].items():
        share = numbers["in the graph"] / numbers["facts"]
        click.echo(
            f"{numbers['in the graph']:>10}  of {numbers['facts']} facts of "
            f"'{source}' are in the graph ({share:.1%})"
        )
    click.echo("validation")
    for name, number in content["validation"].items():
        click.echo(f"{number:>10}  {name}")
    click.echo("instances")
    for name, number in content["classes"].items():
        click.echo(f"{number:>10}  {name}")
    click.echo("versions")
    for name, version in content["versions"].items():
        click.echo(f"{version:>16}  {name}")
