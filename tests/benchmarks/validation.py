"""The project's shapes on its data with invented organizations, beside pyshacl.

The invented part follows the shapes, with a planted share of violations. For
each size it prints the seconds from a loaded store to the report (the seconds of
loading beside them), how much more memory the process took at most, the number
of results, and whether the reports agree; each run is a process of its own.

pyshacl runs on all of the data up to the size that ``--reference-up-to`` names.
Beyond, it validates a sample of the focus nodes, with all of the data at hand,
and its results must be ours for these nodes; half of the sample are nodes that
we find something wrong with. ``--pyrudof`` names a Python that has pyrudof
(``pip install pyrudof``, in an environment of its own).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from tests.benchmarks.planted import EACH, planted
from tests.benchmarks.report import times
from tests.benchmarks.validators import RUNS, SAMPLED, WHOLE

from tsunagari.graph.sources import read_sources
from tsunagari.release.assembly import assemble
from tsunagari.release.description import describe

__all__ = ["main"]

MODULE: Final = "tests.benchmarks.validation"


def main() -> None:
    """Run each size for each validator, and print a table."""
    options = _options()
    if options.one:
        name, data = options.one
        print(json.dumps(RUNS[name](Path(data), options)), flush=True)
        return
    print("| statements | validator | load | seconds | MiB | results | | ratio |")
    print("| --: | --- | --: | --: | --: | --: | --- | --: |", flush=True)
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder, "data.nt")
            statements = _write(size, data)
            ours = _row("ours", data, statements, options, None)
            whole = size <= options.reference_up_to
            _row(WHOLE if whole else SAMPLED, data, statements, options, ours)
            if options.pyrudof:
                _row("pyrudof", data, statements, options, ours)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", type=int, nargs="*", default=[30_000, 100_000, 1_000_000])
    add("--reference-up-to", type=int, default=100_000)
    add("--sample", type=int, default=1000, help="focus nodes (%(default)s)")
    add("--pyrudof", type=Path, help="a Python that has pyrudof")
    add("--one", nargs=2, metavar=("VALIDATOR", "DATA"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _write(size: int, path: Path) -> int:
    """Write the project's closed data and invented data up to *size*; count it."""
    dataset = describe(assemble(read_sources())).canonical()
    more = max(0, size - len(dataset.merge))
    quads = islice(planted(more // EACH + 1), more)
    triples = dict.fromkeys([*dataset.merge, *(quad.triple for quad in quads)])
    ox.serialize(triples, str(path), format=ox.RdfFormat.N_TRIPLES)
    return len(triples)


def _row(
    name: str,
    data: Path,
    statements: int,
    options: argparse.Namespace,
    ours: float | None,
) -> float | None:
    """Run one validator, print its row, return its seconds."""
    command = [sys.executable, "-m", MODULE, "--one", name, str(data)]
    command += ["--sample", str(options.sample)]
    if options.pyrudof:
        command += ["--pyrudof", str(options.pyrudof)]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        reason = " ".join(run.stderr.split())[-200:]
        print(f"| {statements:,} | {name} | failed: {reason} |", flush=True)
        return None
    found = json.loads(run.stdout.splitlines()[-1])
    seconds = float(found["seconds"])
    # The time of a sample says nothing of the time that the whole would take.
    ratio = times(seconds / ours) if ours and name != SAMPLED else ""
    print(
        f"| {statements:,} | {name} | {found['load']:.1f} | {seconds:.2f} "
        f"| {found['memory']:,.0f} | {found['results']:,} | {found['remark']} "
        f"| {ratio} |",
        flush=True,
    )
    return seconds


if __name__ == "__main__":
    main()
