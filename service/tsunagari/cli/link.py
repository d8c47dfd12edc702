"""``tsunagari link``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from tsunagari.cli.options import setting_options
from tsunagari.cli.progress import Counted
from tsunagari.config import Settings
from tsunagari.linking.decisions import read_decisions
from tsunagari.linking.running import Run, local_name, run, write
from tsunagari.linking.tables import read_mapping
from tsunagari.release.releases import Releases
from tsunagari.validation.profiles import conformance
from tsunagari.validation.shacl import Validation

__all__ = ["link_command"]

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("link")
@click.argument("source", metavar="SOURCE")
@click.option(
    "--mapping",
    type=FILE,
    help="Which column is what, for a CSV file; see graph_data/linking/.",
)
@click.option(
    "--decisions",
    type=FILE,
    help="What people decided of links before: an SSSOM file with reviewers.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("links"),
    show_default=True,
    help="The folder that what is found is written to.",
)
@click.option(
    "--with-release",
    is_flag=True,
    help="Link with the release in force, registers and all, in place of the sources.",
)
@setting_options("releases")
def link_command(
    source: str,
    mapping: Path | None,
    decisions: Path | None,
    out: Path,
    with_release: bool,
    releases: str | None,
) -> None:
    """Propose links between our graph and a foreign one.

    SOURCE is an RDF file, a CSV file with a mapping, or the address of a SPARQL
    endpoint, which is asked in pages; nothing else is fetched. What is wrong with
    it is told, and whether an RDF file conforms to the shapes of a profile that it
    uses. Links rest on identifiers first, then on names in any
    script, place and kind. They are written as a VoID linkset (N-Quads), as SSSOM,
    and as a table for review.
    """
    store = None
    if with_release:
        kept = Releases(Settings.read({"releases": releases}).releases)
        store = kept.store(kept.current())
    with Counted() as progress:
        found = run(
            source,
            read_mapping(mapping) if mapping else None,
            read_decisions(decisions) if decisions else None,
            progress,
            store,
        )
    for line in _told(found):
        click.echo(line)
    reports = conformance(found.graph) if found.graph else {}
    for line in _conforming(found, reports):
        click.echo(line)
    for path in [*write(found, out), *_write_reports(found, reports, out)]:
        click.echo(f"written: {path}")


def _conforming(found: Run, reports: Mapping[str, Validation]) -> Iterator[str]:
    for name, validation in reports.items():
        counts = Counter(
            problem.messages["en"].partition(":")[0] for problem in validation.problems
        )
        rules = ", ".join(f"{count:,} × {rule}" for rule, count in counts.most_common())
        yield f"profile {name}: {rules or 'conforms'}"
    if found.graph is not None and not reports:
        yield "no profile of ours speaks of what is in it"


def _write_reports(
    found: Run, reports: Mapping[str, Validation], out: Path
) -> Iterator[Path]:
    for name, validation in reports.items():
        path = out / f"{local_name(found.name)}.{name}.report.ttl"
        validation.report.serialize(path, format="turtle", encoding="utf-8")
        yield path


def _told(found: Run) -> list[str]:
    categories = Counter(body.category for body in found.foreign)
    read = ", ".join(
        f"{count:,} {name}{'' if count == 1 else 's'}"
        for name, count in sorted(categories.items())
    )
    lines = [f"{found.name}: read {read or 'nothing that can be linked'}"]
    lines += found.faults.told()
    counts = Counter((link.status, link.relation) for link in found.links)
    for (status, relation), count in sorted(counts.items()):
        lines.append(f"links {status}: {count:,} {relation}")
    for decision in found.unused:
        lines.append(
            f"not used: the decision on {decision.left} and {decision.right}, of which "
            "one is not there"
        )
    if not found.links:
        lines.append("no link was found")
    return lines
