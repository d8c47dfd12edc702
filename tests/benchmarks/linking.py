"""How well links are found by names alone, and how fast.

    python -m tests.benchmarks.linking             # about four minutes
    python -m tests.benchmarks.linking --pairs     # precision and recall only
    python -m tests.benchmarks.linking --misses tuning

The pairs are those of ``labelled-pairs.csv`` and ``fresh-pairs.csv`` in
``tests/data/linking`` (see :mod:`tests.benchmarks.labelling`). Identifiers are not
looked at, since they would tell all, but in the rows that say so. Intervals are
Wilson's, for 95 of 100.
"""

from __future__ import annotations

import argparse
import csv
import math
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from rdflib import Graph
from tests.benchmarks.labelling import (
    FRESH,
    ICA,
    KOEKI,
    NAME,
    PAIRS,
    SEPARATOR,
    SHARED,
    UK,
    register,
    unread_english,
)
from tests.benchmarks.machine import machine
from tests.benchmarks.report import Report

from tsunagari.linking.bodies import Body
from tsunagari.linking.proposing import Proposer
from tsunagari.linking.running import our_bodies
from tsunagari.namespaces import BASE
from tsunagari.naming.names import Name, read_names
from tsunagari.naming.places import Place, nearness
from tsunagari.naming.scoring import CLOSE, Alike, alike

__all__ = [
    "DIFFERING",
    "PARTS",
    "Measured",
    "Pair",
    "main",
    "measured",
    "pairs",
    "wilson",
]

PARTS: Final = ("tuning", "untouched", "fresh")
DIFFERING: Final = "two-registers-differing"
NUMBER: Final = "corporate-number"
# What the tables that the pairs are from give beside names and places. The English
# names are of the register itself, and stand for those of another source.
IDENTIFIERS: Final = {
    "public-interest": NUMBER,
    "corporate-numbers": NUMBER,
    "ica-members": "ica-member",
}
PRECISION: Final = 0.98
RECALL: Final = 0.9
Z: Final = 1.959964
FOREIGN: Final = 7_000
MINUTES: Final = 10
FOUNDATION: Final = "urn:foundation:"
ENGLISH: Final = "urn:english:"
SUBSIDIES: Final = "jnpo-subsidies-2011-2021.csv"


@dataclass(frozen=True)
class Pair:
    """Two records, and whether they are of one body."""

    row: dict[str, str]

    @property
    def same(self) -> bool:
        """The label."""
        return self.row["label"] == "same"

    @cached_property
    def found(self) -> Alike:
        """How alike our scorer finds them."""
        left, right = (self._place(side) for side in ("left", "right"))
        return alike(self._names("left"), self._names("right"), nearness(left, right))

    @property
    def linked(self) -> bool:
        """Whether a link is proposed."""
        return self.found.score >= CLOSE

    def body(self, side: str, known: Mapping[str, Body]) -> Body:
        """Return a record with the identifiers that its source gives.

        :param known: Our bodies by IRI, which the numbers of curated ones are from.
        """
        iri = self.row[f"{side}_id"]
        names, place = self._names(side), self._place(side)
        found = Body(f"urn:{side}:{iri}", names[0].text, names, place=place)
        if ours := known.get(str(BASE[iri])):
            return replace(found, identifiers=ours.identifiers)
        scheme = IDENTIFIERS.get(self.row[f"{side}_source"])
        return replace(found, identifiers=frozenset({(scheme, iri)} if scheme else ()))

    def _names(self, side: str) -> tuple[Name, ...]:
        labels = self.row[f"{side}_names"].split(SEPARATOR)
        tagged = [label.rpartition("@") for label in labels]
        return read_names((text, language) for text, _, language in tagged)

    def _place(self, side: str) -> Place:
        return Place(self.row[f"{side}_country"], self.row[f"{side}_place"])


@dataclass(frozen=True)
class Measured:
    """What became of pairs."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> tuple[int, int]:
        """Links that are right, of the links."""
        return self.right, self.right + self.wrong

    @property
    def recall(self) -> tuple[int, int]:
        """Links that are right, of those there are."""
        return self.right, self.right + self.missed


def pairs(part: str = "") -> list[Pair]:
    """Return the labelled pairs of a part, or of all."""
    rows = []
    for path in (PAIRS, FRESH):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return [Pair(row) for row in rows if part in ("", row["part"])]


def with_identifiers(found: Iterable[Pair]) -> Measured:
    """Count what becomes of pairs in a run, which looks at identifiers first."""
    known = {body.iri: body for body in our_bodies()}
    counts: Counter[tuple[bool, bool]] = Counter()
    for pair in found:
        left, right = pair.body("left", known), pair.body("right", known)
        counts[pair.same, bool(Proposer([right]).links([left]))] += 1
    return Measured(counts[True, True], counts[False, True], counts[True, False])


def measured(found: Iterable[Pair]) -> Measured:
    """Count what became of pairs."""
    kept = list(found)
    return Measured(
        sum(pair.same and pair.linked for pair in kept),
        sum(pair.linked and not pair.same for pair in kept),
        sum(pair.same and not pair.linked for pair in kept),
    )


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return Wilson's interval for *hits* of *total*.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not total:
        return 0.0, 1.0
    share, square = hits / total, Z * Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    half = Z * spread / (1 + square / total)
    return middle - half, middle + half


def shown(hits: int, total: int) -> str:
    """Return a share with its interval and what it is of."""
    if not total:
        return "–"
    low, high = wilson(hits, total)
    return f"{hits / total:.3f} ({low:.3f}–{high:.3f}), {hits} of {total}"


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", action="store_true", help="no run against registers")
    parser.add_argument(
        "--misses", choices=PARTS, help="tell what went wrong in a part"
    )
    options = parser.parse_args()
    if options.misses:
        for line in _misses(options.misses):
            print(line)
        return
    report = Report()
    report.say(machine(None))
    report.table(("pairs", "precision", "recall"), list(_rows()))
    for part in PARTS:
        found = measured(pairs(part))
        for what, share, target in (
            ("precision", found.precision, PRECISION),
            ("recall", found.recall, RECALL),
        ):
            value = share[0] / max(1, share[1])
            report.target(
                f"{what}, {part} pairs",
                f"≥ {target}",
                f"{value:.3f}",
                value >= target,
            )
    if not options.pairs:
        _time(report)
        _translations(report)
    report.close()


def _rows() -> Iterator[tuple[str, str, str]]:
    for part in PARTS:
        found = measured(pairs(part))
        yield part, shown(*found.precision), shown(*found.recall)
        kept = measured(p for p in pairs(part) if "renamed" not in p.row["note"])
        yield f"{part}, not renamed", shown(*kept.precision), shown(*kept.recall)
        real = with_identifiers(pairs(part))
        yield f"{part}, with identifiers", shown(*real.precision), shown(*real.recall)
    drawn = measured(p for p in pairs("fresh") if p.row["kind"] != DIFFERING)
    name = "fresh, none drawn for its change"
    yield name, shown(*drawn.precision), shown(*drawn.recall)
    kinds = sorted({pair.row["kind"] for pair in pairs()})
    for kind in kinds:
        found = measured(p for p in pairs() if p.row["kind"] == kind)
        yield kind, shown(*found.precision), shown(*found.recall)


def _time(report: Report) -> None:
    """Link names of other sources to the names of the register, and tell seconds."""
    started = time.perf_counter()
    ours = [_registered(row) for row in register().values()]
    proposer = Proposer(ours)
    indexed = time.perf_counter()
    foreign = _foreign()
    read = time.perf_counter()
    links = proposer.links(foreign)
    done = time.perf_counter()
    steps = (
        ("register read and indexed", len(ours), indexed - started),
        ("foreign names read", len(foreign), read - indexed),
        ("links proposed", len(links), done - read),
    )
    rows = [(step, f"{count:,}", f"{spent:.1f}") for step, count, spent in steps]
    report.table(("step", "things", "seconds"), rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.say(f"Peak memory {peak:,.0f} MiB.")
    numbers = {body.iri for body in ours}
    there = {b.iri for b in foreign} & {f"{FOUNDATION}{n}" for n in numbers}
    linked = [link for link in links if link.right.startswith(FOUNDATION)]
    right = sum(link.right == FOUNDATION + link.left for link in linked)
    report.say(
        "Foundations by name and place alone, their numbers hidden: precision "
        f"{shown(right, len(linked))}; recall {shown(right, len(there))}."
    )
    report.target(
        f"{len(foreign):,} names beside {len(ours):,}",
        f"≤ {MINUTES} min",
        f"{done - started:.0f} s",
        done - started <= MINUTES * 60,
    )


def _translations(report: Report) -> None:
    """Look for the English names that nobody read among names in Japanese."""
    rows = register()
    unread = unread_english(rows)
    foreign = [
        _named(f"{ENGLISH}{row[1]}", [(row[24], "en")], "JP", row[9]) for row in unread
    ]
    ours = [_registered([*row[:24], "", *row[25:]]) for row in rows.values()]
    links = Proposer(ours).links(foreign)
    right = sum(link.right == f"{ENGLISH}{link.left}" for link in links)
    report.say(
        f"English names among {len(ours):,} names in Japanese, by name and prefecture: "
        f"precision {shown(right, len(links))}; recall {shown(right, len(foreign))}."
    )
    theirs = {row[1] for row in unread}
    others = Proposer([body for body in ours if body.iri not in theirs])
    wrong = {link.right for link in others.links(foreign)}
    report.say(
        "The same with the bodies themselves taken away, so that each link is wrong: "
        f"{shown(len(wrong), len(foreign))} are linked."
    )


def _registered(row: list[str]) -> Body:
    labels = [(row[6], "ja"), (row[28], "ja-Hrkt"), (row[24], "en")]
    names = read_names((text, language) for text, language in labels if text)
    return Body(row[1], row[6], names, place=Place("JP", row[9] + row[10]))


def _foreign() -> list[Body]:
    """Return 7,000 bodies of four sources, without their identifiers."""
    with (SHARED / "graphs" / ICA).open(encoding="utf-8") as file:
        found = [
            _named(
                f"urn:ica:{row['source_id']}",
                [(row["name"], "en")],
                row["country_code"],
                row["city"],
            )
            for row in csv.DictReader(file)
        ]
    graph = Graph().parse(SHARED / "graphs" / UK, format="turtle")
    found += [
        _named(str(body), [(str(name), "en")], "GB", "")
        for body, name in sorted(graph.subject_objects(NAME), key=str)
    ]
    with (SHARED / "registers" / KOEKI).open(encoding="utf-8-sig") as file:
        found += [
            _named(
                FOUNDATION + row["法人番号(JCN)"],
                [(row["法人の名称"], "ja"), (row["法人の名称フリガナ"], "ja-Hrkt")],
                "JP",
                row["主たる事務所の住所"],
            )
            for row in csv.DictReader(file)
        ]
    with (SHARED / "registers" / SUBSIDIES).open(encoding="utf-8-sig") as file:
        grantees = dict.fromkeys(row["grantee"] for row in csv.DictReader(file))
    for number, name in enumerate(grantees):
        if len(found) < FOREIGN:
            found.append(_named(f"urn:grantee:{number}", [(name, "ja")], "JP", ""))
    return found


def _named(iri: str, labels: list[tuple[str, str]], country: str, place: str) -> Body:
    return Body(iri, labels[0][0], read_names(labels), place=Place(country, place))


def _misses(part: str) -> Iterator[str]:
    for pair in pairs(part):
        if pair.linked != pair.same:
            row, found = pair.row, pair.found
            yield (
                f"{row['label']} {row['kind']} {found.score} {found.why}: "
                f"{row['left_names']} [{row['left_place'][:8]}] / "
                f"{row['right_names']} [{row['right_place'][:8]}] {row['note']}"
            )


if __name__ == "__main__":
    main()
