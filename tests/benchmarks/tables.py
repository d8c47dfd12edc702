"""The endpoint's tables of times, and what each says about its target."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Final

from tests.benchmarks.latency import FLOOR, Timed
from tests.benchmarks.queries import AGGREGATES
from tests.benchmarks.report import Report, ms, times

__all__ = [
    "AGAIN",
    "FIRST",
    "OXIGRAPH",
    "RDFLIB",
    "VIRTUOSO",
    "aggregates",
    "first_time",
    "repeated",
    "small",
]

OXIGRAPH: Final = "oxigraph"
VIRTUOSO: Final = "virtuoso"
RDFLIB: Final = "rdflib-endpoint"
FIRST: Final = "tsunagari, first time"
AGAIN: Final = "tsunagari, repeated"
MOST_FIRST: Final = 1.15
LEAST_AGAIN: Final = 10.0
LEAST_SMALL: Final = 8.0

Row = Mapping[str, Timed]
Found = Mapping[str, Row]


def first_time(found: Found, report: Report) -> None:
    """Compare the first time with oxigraph."""
    mean = _compare("First time", found, FIRST, (OXIGRAPH, VIRTUOSO), report)
    report.target(
        f"first time, {len(found)} queries, geometric mean of the ratios of p50",
        f"≤ {MOST_FIRST}x oxigraph",
        times(mean),
        None if mean is None else mean <= MOST_FIRST and not _failed(found, FIRST),
        _failed(found, FIRST),
    )


def small(found: Found, report: Report) -> None:
    """Compare the first time with rdflib; *found* is empty where it is missing."""
    mean = _compare("First time", found, FIRST, (RDFLIB,), report) if found else None
    report.target(
        "first time, the same mean, on a tenth of the data",
        f"≥ {LEAST_SMALL:g}x faster than rdflib-endpoint",
        times(1 / mean if mean else None),
        None if mean is None else 1 / mean >= LEAST_SMALL,
        _failed(found, FIRST),
    )


def repeated(found: Found, report: Report) -> None:
    """Compare the repeated time with oxigraph, and a tenth of that with the floor."""
    rows: list[list[str]] = []
    reachable: list[str] = []
    beyond: list[str] = []
    for name, row in found.items():
        faster = _ratio(row, OXIGRAPH, AGAIN)
        remark = ""
        if row[AGAIN].p50 is None:
            reachable.append(name)
            remark = "missed: no answer"
        elif faster is not None and faster < LEAST_AGAIN:
            # How much faster than oxigraph the bare server is.
            most = _ratio(row, OXIGRAPH, FLOOR)
            under = most is not None and most < LEAST_AGAIN
            (beyond if under else reachable).append(name)
            remark = "missed; under the floor" if under else "missed"
        cells = [_p50(row, server) for server in (OXIGRAPH, FIRST, AGAIN, FLOOR)]
        rows.append([name, *cells, times(faster), remark])
    report.say(
        "Repeated: p50 in ms. The floor is a bare server that only sends as many "
        "bytes; where a tenth of oxigraph's time is under it, even that one misses 10x."
    )
    heads = ["query", OXIGRAPH, FIRST, AGAIN, FLOOR, "times faster than oxigraph", ""]
    report.table(heads, rows)
    slow = len(beyond) + len(reachable)
    mean = _mean(found, OXIGRAPH, AGAIN)
    report.target(
        "repeated, every query",
        f"≥ {LEAST_AGAIN:g}x faster than oxigraph",
        f"{len(rows) - slow} of {len(rows)}, geometric mean {times(mean)}"
        if mean
        else "–",
        None if mean is None else not slow,
        f"{len(beyond)} are under the floor; others: {', '.join(reachable) or 'none'}"
        if slow
        else "",
    )


def aggregates(found: Found, report: Report) -> None:
    """Compare repeated aggregates with Virtuoso."""
    rows, slower = [], []
    for name in AGGREGATES:
        row = found[name]
        ratio = _ratio(row, AGAIN, VIRTUOSO)
        if ratio is None or ratio > 1:
            slower.append(name)
        rows.append([name, _p50(row, AGAIN), _p50(row, VIRTUOSO), times(ratio)])
    report.say("Repeated aggregates: p50 in ms, and the ratio to Virtuoso.")
    report.table(["query", AGAIN, VIRTUOSO, "ratio"], rows)
    measured = _mean(found, AGAIN, VIRTUOSO) is not None
    report.target(
        f"repeated, each of {len(rows)} aggregates",
        "≤ 1x Virtuoso",
        f"{len(rows) - len(slower)} of {len(rows)}" if measured else "–",
        not slower if measured else None,
        ", ".join(slower) if measured else "",
    )


def _compare(
    what: str, found: Found, ours: str, others: tuple[str, ...], report: Report
) -> float | None:
    """Print *ours* beside *others*; return the mean ratio to the first of them."""
    rows = [
        [name, *(_p50(row, server) for server in (ours, *others))]
        + [times(_ratio(row, ours, other)) for other in others]
        for name, row in found.items()
    ]
    means = [_mean(found, ours, other) for other in others]
    blanks = [""] * (1 + len(others))
    rows.append(["geometric mean", *blanks, *map(times, means)])
    report.say(f"{what}: p50 in ms, and the ratio to each peer.")
    heads = ["query", ours, *others, *(f"ratio to {other}" for other in others)]
    report.table(heads, rows)
    return means[0]


def _p50(row: Row, server: str) -> str:
    return ms(row[server].p50 if server in row else None)


def _ratio(row: Row, one: str, other: str) -> float | None:
    a, b = (row[server].p50 if server in row else None for server in (one, other))
    return None if a is None or b is None else a / b


def _mean(found: Found, one: str, other: str) -> float | None:
    ratios = [_ratio(row, one, other) for row in found.values()]
    known = [ratio for ratio in ratios if ratio is not None]
    return statistics.geometric_mean(known) if known else None


def _failed(found: Found, server: str) -> str:
    names = [name for name, row in found.items() if row[server].p50 is None]
    return f"no answer to {', '.join(names)}" if names else ""
