"""Import and build of registers: rows a second, memory, seconds and bytes a triple.

Files are in the official layout, made up (``tests/registers/generator.py``), or real
ones that ``--files`` names. Each step has a process of its own, so that memory is
its own. Nothing else should run meanwhile.

    python -m tests.benchmarks.registers                      # about fifteen minutes
    python -m tests.benchmarks.registers --build 5852 --import 2200000 5500000
    python -m tests.benchmarks.registers --files full.zip diff_20260721.csv

Beside our import stands the plainest way there is: Python's ``csv`` and formatted
lines, without checks, histories, forms or kept rows.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.machine import machine
from tests.benchmarks.memory import peak
from tests.benchmarks.report import Report, times
from tests.registers.generator import write_full_file

from tsunagari.registers.collection import Collection, staging_path
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import import_file
from tsunagari.registers.known import Known
from tsunagari.registers.registry import registers
from tsunagari.registers.staging import Staging
from tsunagari.registers.survey import Survey
from tsunagari.release.build import build
from tsunagari.release.releases import Releases

__all__ = ["main"]

REGISTER: Final = "corporate-numbers"
MIB: Final = 1 << 20
ROWS_A_SECOND: Final = 50_000
IMPORT_MIB: Final = 100
BUILD_SECONDS: Final = 360
BUILD_GIB: Final = 4
DOUBLING: Final = 2.2
REAL: Final = 189_592
Found = dict[str, Any]


def main() -> None:
    """Run what was asked for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add(
        "--import", nargs="*", type=int, dest="imports", default=[5852, REAL, 2_200_000]
    )
    add("--build", nargs="*", type=int, dest="builds", default=[5852, REAL, 2 * REAL])
    add("--files", nargs="*", type=Path, default=[])
    add("--step", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, *arguments = options.step
        print(json.dumps(STEPS[name](*map(Path, arguments))))
        return
    report = Report()
    report.say(machine(None))
    with tempfile.TemporaryDirectory(prefix="tsunagari-") as top:
        _report_imports(report, Path(top), options.imports, options.files)
        _report_builds(report, Path(top), options.builds, options.files)
    report.close()


# The steps, each in a process of its own


def import_rows(imports: Path, *files: Path) -> Found:
    """Import *files*."""
    register = registers()[REGISTER]
    rows = 0
    started = time.perf_counter()
    with Staging(staging_path(imports, register), create=True) as staging:
        for path in files:
            counts, _ = import_file(staging, register.reader, RegisterFile.open(path))
            rows += counts.read
    size = staging_path(imports, register).stat().st_size
    return _found(started, rows=rows, size=size)


def write_statements(imports: Path, out: Path) -> Found:
    """Write what was imported as N-Triples."""
    known = Known(*({} for _ in Known.__dataclass_fields__))
    rows = statements = 0
    started = time.perf_counter()
    with (
        Collection([registers()[REGISTER]], imports) as collection,
        out.open("w", encoding="utf-8") as file,
    ):
        for leaf in collection.leaves(Survey(), known):
            rows += 1
            for said in leaf.graphs.values():
                statements += len(said)
                file.writelines([f"{s} {p} {o} .\n" for s, p, o in said])
    return _found(started, rows=rows, statements=statements)


def plain_statements(out: Path, *files: Path) -> Found:
    """Write a few statements for each row, without a look at anything."""
    rows = 0
    base = "https://w3id.org/tsunagari"
    started = time.perf_counter()
    with out.open("w", encoding="utf-8") as to:
        for path in files:
            file = RegisterFile.open(path)
            with file.stream() as stream:
                lines = (data.decode(file.encoding) for _, data in file.lines(stream))
                for row in csv.reader(lines):
                    rows += 1
                    s = f"<{base}/jp/org/{row[1]}>"
                    to.write(
                        "".join(
                            f'{s} <{base}/ontology#column{i}> "{cell}" .\n'
                            for i, cell in enumerate(row)
                            if cell and i < 22
                        )
                    )
    return _found(started, rows=rows)


def build_release(imports: Path, releases: Path) -> Found:
    """Build a release, and tell how long each stage took."""
    stages: list[tuple[str, float]] = []
    started = time.perf_counter()
    with Collection([registers()[REGISTER]], imports) as collection:
        release = build(
            Releases(releases),
            lambda stage: stages.append((stage, time.perf_counter())),
            collection=collection,
        )
    ends = [*(begun for _, begun in stages[1:]), time.perf_counter()]
    store = sum(path.stat().st_size for path in (release.path / "store").iterdir())
    return _found(
        started,
        statements=release.manifest["counts"]["statements"],
        named=release.manifest["counts"]["statements in named graphs"],
        store=store,
        stages=[
            (stage, end - begun)
            for (stage, begun), end in zip(stages, ends, strict=True)
        ],
    )


def _found(started: float, **values: Any) -> Found:
    return {"seconds": time.perf_counter() - started, "peak": peak(), **values}


STEPS: Final = {
    "import": import_rows,
    "statements": write_statements,
    "plain": plain_statements,
    "build": build_release,
}


def _run(step: str, *arguments: Path) -> Found:
    command = [sys.executable, "-m", "tests.benchmarks.registers", "--step", step]
    done = subprocess.run(
        [*command, *map(str, arguments)], check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


# The tables


def _cases(
    top: Path, sizes: list[int], files: list[Path]
) -> list[tuple[str, list[Path]]]:
    cases = [("the files given", files)] if files else []
    for size in sizes:
        path = top / f"full-{size}.csv"
        if not path.exists():
            write_full_file(path, size)
        cases.append((f"{size:,} made up", [path]))
    return cases


def _report_imports(
    report: Report, top: Path, sizes: list[int], files: list[Path]
) -> None:
    rows = []
    for name, paths in _cases(top, sizes, files):
        imports, out = top / f"imports {name}", top / "statements.nt"
        read = _run("import", imports, *paths)
        told = _run("statements", imports, out)
        plain = _run("plain", out, *paths)
        out.unlink()
        both = read["seconds"] + told["seconds"]
        rows.append(
            [
                name,
                _rate(read["rows"], read["seconds"]),
                _mib(read["peak"]),
                _rate(told["rows"], told["seconds"]),
                _mib(told["peak"]),
                _rate(read["rows"], both),
                f"{told['statements'] / max(told['rows'], 1):.1f}",
                f"{read['size'] / read['rows']:.0f}",
                times(
                    _per_second(read["rows"], both)
                    / _per_second(plain["rows"], plain["seconds"])
                ),
            ]
        )
        most = max(read["peak"], told["peak"])
        rate = _per_second(read["rows"], both)
        report.target(
            f"{name}: rows to N-Triples, import and all",
            f"≥ {ROWS_A_SECOND:,} rows/s under {IMPORT_MIB} MiB",
            f"{rate:,.0f} rows/s, {_mib(most)} MiB",
            rate >= ROWS_A_SECOND and most < IMPORT_MIB * MIB,
        )
    report.heading("Import")
    report.table(
        (
            *("rows", "import, rows/s", "MiB", "statements, bodies/s", "MiB"),
            *(
                "both, rows/s",
                "statements a body",
                "bytes kept a row",
                "beside plain csv",
            ),
        ),
        rows,
    )


def _report_builds(
    report: Report, top: Path, sizes: list[int], files: list[Path]
) -> None:
    rows, stages, seconds = [], [], {}
    for name, paths in _cases(top, sizes, files):
        imports = top / f"imports {name}"
        _run("import", imports, *paths)
        made = _run("build", imports, top / f"releases {name}")
        seconds[name] = made["seconds"]
        rows.append(
            [
                name,
                f"{made['seconds']:.0f}",
                _mib(made["peak"]),
                f"{made['statements']:,}",
                f"{made['store'] / (made['statements'] + made['named']):.0f}",
                f"{made['store'] / 1e9:.1f}",
            ]
        )
        stages.append([name, *(f"{took:.0f}" for _, took in made["stages"])])
        heads = [stage for stage, _ in made["stages"]]
    report.heading("Build")
    report.table(
        ("bodies", "seconds", "MiB", "statements", "bytes a quad in the store", "GB"),
        rows,
    )
    report.table(("seconds of each stage", *heads), stages)
    for name, took in seconds.items():
        if name.startswith((f"{REAL:,}", "the files")):
            report.target(
                f"build of {name}",
                f"≤ {BUILD_SECONDS} s",
                f"{took:.0f} s",
                took <= BUILD_SECONDS,
            )
    once, twice = (seconds.get(f"{size:,} made up") for size in (REAL, 2 * REAL))
    if once and twice:
        report.target(
            "twice the rows",
            f"≤ {DOUBLING} times the time",
            times(twice / once),
            twice / once <= DOUBLING,
        )


def _per_second(rows: int, seconds: float) -> float:
    return rows / seconds


def _rate(rows: int, seconds: float) -> str:
    return f"{_per_second(rows, seconds):,.0f}"


def _mib(size: int) -> str:
    return f"{size / MIB:,.0f}"


if __name__ == "__main__":
    main()
