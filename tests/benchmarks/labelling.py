"""Pairs of bodies to be labelled, drawn at random from real sources.

    python -m tests.benchmarks.labelling > pairs.csv

Half are two records of one body, half are a body and the one whose name is nearest
to its own. What is drawn follows from the seed; the nearest name is the nearest by
letters alone, which is not how we compare names. Numbers of registers tell what is
one body. The pairs were then read one by one and noted on, and that table is
``tests/data/linking/labelled-pairs.csv``; it is not written again. What is drawn from
our own graph changes with it.

The parts are dealt by the same seed: what the scorer is tuned on, and what it is
only measured on.

    python -m tests.benchmarks.labelling --fresh > pairs.csv

draws other pairs of registers in the same way by another seed, for what is found by
words in two languages: the table ``fresh-pairs.csv``. Nothing of it was looked at when
the words were collected: of the English names in the register of corporate numbers,
those of ``read-english-names.csv`` were, and none of them is drawn.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process
from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import BASE, expand

__all__ = [
    "COLUMNS",
    "FRESH",
    "FRESH_SEED",
    "PAIRS",
    "SEED",
    "SHARED",
    "Drawn",
    "register",
    "unread_english",
]

SEED: Final = 20261130
FRESH_SEED: Final = 20261201
SHARED: Final = Path(__file__).resolve().parents[2].parent / "shared"
ZIP: Final = "nta_nonprofit_and_public_asof_2026-07-17.zip"
KOEKI: Final = "koeki-zaidan-2025-01.csv"
ICA: Final = "ica-members-2026-04.csv"
UK: Final = "coops-uk-2022q2-first500-derived.ttl"
NAME: Final = URIRef("http://purl.org/goodrelations/v1#name")
LOCALITY: Final = URIRef("http://www.w3.org/2006/vcard/ns#locality")
SEPARATOR: Final = " | "
SIDES: Final = ("source", "id", "names", "place", "country")
DATA: Final = Path(__file__).parents[1] / "data" / "linking"
PAIRS: Final = DATA / "labelled-pairs.csv"
FRESH: Final = DATA / "fresh-pairs.csv"
READ: Final = DATA / "read-english-names.csv"
COLUMNS: Final = (
    "part",
    "label",
    "kind",
    *(f"{side}_{column}" for side in ("left", "right") for column in SIDES),
    "note",
)


@dataclass(frozen=True)
class Drawn:
    """A record: where it is from, and the names (``text@language``) it gives."""

    source: str
    id: str
    names: tuple[str, ...]
    place: str = ""
    country: str = "JP"

    @property
    def text(self) -> str:
        """Its first name, without the language."""
        return self.names[0].rpartition("@")[0]

    def cells(self) -> list[str]:
        """The record as cells of the table."""
        names = SEPARATOR.join(self.names)
        return [self.source, self.id, names, self.place, self.country]


def register() -> dict[str, list[str]]:
    """Return the rows of the register of corporate numbers by number."""
    path = SHARED / "registers" / ZIP
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as file:
        rows = csv.reader(io.TextIOWrapper(file, "utf-8"))
        return {row[1]: row for row in rows}


def unread_english(rows: dict[str, list[str]]) -> list[list[str]]:
    """Return the rows with an English name that nobody read to collect words."""
    with READ.open(encoding="utf-8", newline="") as file:
        read = {row["corporate_number"] for row in csv.DictReader(file)}
    read |= _labelled()
    return [row for number, row in rows.items() if row[24] and number not in read]


def _labelled() -> set[str]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return {
            row[f"{side}_id"]
            for row in csv.DictReader(file)
            for side in ("left", "right")
        }


def _registered(row: list[str]) -> Drawn:
    names = [f"{row[6]}@ja", *([f"{row[28]}@ja-Hrkt"] if row[28] else [])]
    return Drawn("corporate-numbers", row[1], tuple(names), row[9] + row[10])


def _english(row: list[str]) -> Drawn:
    return Drawn("corporate-numbers (en)", row[1], (f"{row[24]}@en",), row[9])


def _public_interest(row: dict[str, str]) -> Drawn:
    names = (f"{row['法人の名称']}@ja", f"{row['法人の名称フリガナ']}@ja-Hrkt")
    address = row["主たる事務所の住所"]
    return Drawn("public-interest", row["法人番号(JCN)"], names, address)


def _members() -> list[Drawn]:
    with (SHARED / "graphs" / ICA).open(encoding="utf-8") as file:
        return [
            Drawn(
                "ica-members",
                row["source_id"],
                (f"{row['name']}@en",),
                row["city"],
                row["country_code"],
            )
            for row in csv.DictReader(file)
        ]


def _british() -> list[Drawn]:
    graph = Graph().parse(SHARED / "graphs" / UK, format="turtle")
    return [
        Drawn(
            "coops-uk",
            str(body).rpartition("/")[2],
            (f"{name}@en",),
            str(graph.value(URIRef(f"{body}#Address"), LOCALITY) or ""),
            "GB",
        )
        for body, name in sorted(graph.subject_objects(NAME))
    ]


def _curated(graph: Graph) -> dict[str, Drawn]:
    kinds = graph.transitive_subjects(RDFS.subClassOf, expand("org:Organization"))
    bodies = {body for kind in kinds for body in graph.subjects(RDF.type, kind)}
    found = {}
    for body in sorted(body for body in bodies if isinstance(body, URIRef)):
        labels = [
            label
            for predicate in (RDFS.label, SKOS.altLabel)
            for label in sorted(graph.objects(body, predicate))
        ]
        names = tuple(map(_tagged, labels))
        name = str(body).removeprefix(str(BASE))
        country = "JP" if name.startswith("jp/") else ""
        found[name] = Drawn("tsunagari", name, names, "", country)
    return found


Pair = tuple[str, str, Drawn, Drawn]


def _variants(graph: Graph, curated: dict[str, Drawn]) -> list[Pair]:
    """Return each alternative name of a curated body beside its labels."""
    pairs = []
    for body in curated.values():
        subject = BASE[body.id]
        for other in sorted(graph.objects(subject, SKOS.altLabel)):
            language = _language(other)
            labels = tuple(
                _tagged(label)
                for label in sorted(graph.objects(subject, RDFS.label))
                if _language(label) == language
            )
            if labels:
                left = Drawn("tsunagari", body.id, (_tagged(other),), "", body.country)
                right = Drawn("tsunagari", body.id, labels, "", body.country)
                pairs.append(("same", "curated-variant", left, right))
    return pairs


def _english_first(body: Drawn) -> Drawn | None:
    names = sorted(body.names, key=lambda name: not name.endswith("@en"))
    if not names[0].endswith("@en"):
        return None
    return Drawn(body.source, body.id, tuple(names), body.place, body.country)


def _language(label: Node) -> str:
    return getattr(label, "language", None) or ""


def _tagged(label: Node) -> str:
    return f"{label}@{_language(label)}"


def _nearest(
    kind: str,
    lefts: Sequence[Drawn],
    rights: Sequence[Drawn],
    scorer: Callable[..., float],
    answer: Callable[[Drawn], Drawn] = lambda drawn: drawn,
) -> list[Pair]:
    texts = [right.text for right in rights]
    pairs = []
    for left in lefts:
        for _, _, place in process.extract(left.text, texts, scorer=scorer, limit=5):
            right = answer(rights[place])
            if right.id != left.id:
                pairs.append(("different", kind, left, right))
                break
    return pairs


def _draw() -> list[Pair]:
    dice = random.Random(SEED)
    rows = register()
    graph = read_sources().merged()
    curated, members, british = _curated(graph), _members(), _british()
    by_source = {member.id: member for member in members}
    path = SHARED / "registers" / KOEKI
    with path.open(encoding="utf-8-sig") as file:
        interest = [_public_interest(row) for row in csv.DictReader(file)]
    both = [drawn for drawn in interest if drawn.id in rows]
    differing = [drawn for drawn in both if drawn.text != rows[drawn.id][6]]
    english = [row for row in rows.values() if row[24]]
    notations = {
        node: str(value) for node, value in graph.subject_objects(SKOS.notation)
    }
    pairs: list[Pair] = []
    for drawn in [*dice.sample(both, 60), *dice.sample(differing, 20)]:
        pairs.append(("same", "two-registers", drawn, _registered(rows[drawn.id])))
    for row in dice.sample([row for row in english if row[28]], 30):
        pairs.append(("same", "two-scripts", _english(row), _registered(row)))
    for body, identifier in sorted(graph.subject_objects(expand("adms:identifier"))):
        name = str(body).removeprefix(str(BASE))
        number = notations.get(identifier, "")
        scheme = str(identifier)
        if name not in curated:
            continue
        if "corporate-number" in scheme and number in rows:
            right = _registered(rows[number])
            pairs.append(("same", "curated-register", curated[name], right))
        if "ica-member" in scheme and number in by_source:
            pairs.append(("same", "curated-ica", by_source[number], curated[name]))
    pairs += _variants(graph, curated)
    midcounties = next(d for d in british if d.text == "The Midcounties Co-operative")
    pairs.append(("same", "uk-ica", midcounties, by_source["2091"]))
    registered = [_registered(row) for row in rows.values()]
    pairs += _nearest(
        "two-registers", dice.sample(interest, 50), registered, fuzz.ratio
    )
    pairs += _nearest(
        "one-register", dice.sample(registered, 40), registered, fuzz.ratio
    )
    ours = {r.id: left.id for _, kind, left, r in pairs if kind == "curated-ica"}
    bodies = [_english_first(body) for body in curated.values()]
    for drawn in dice.sample([body for body in bodies if body], 35):
        others = [member for member in members if member.id != ours.get(drawn.id)]
        pairs += _nearest("curated-ica", [drawn], others, fuzz.token_set_ratio)
    pairs += _nearest("uk", dice.sample(british, 25), british, fuzz.token_set_ratio)
    lefts = [_english(row) for row in dice.sample(english, 15)]
    pairs += _nearest(
        "two-scripts",
        lefts,
        [_english(row) for row in english],
        fuzz.ratio,
        lambda drawn: _registered(rows[drawn.id]),
    )
    dice.shuffle(pairs)
    return pairs


def _fresh() -> list[Pair]:
    """Draw pairs of registers as before, without what is labelled or read."""
    dice = random.Random(FRESH_SEED)
    rows, known = register(), _labelled()
    with (SHARED / "registers" / KOEKI).open(encoding="utf-8-sig") as file:
        interest = [_public_interest(row) for row in csv.DictReader(file)]
    interest = [drawn for drawn in interest if drawn.id not in known]
    both = [drawn for drawn in interest if drawn.id in rows]
    differing = [drawn for drawn in both if drawn.text != rows[drawn.id][6]]
    english = unread_english(rows)
    pairs: list[Pair] = []
    plain = dice.sample(both, 60)
    others = [drawn for drawn in differing if drawn not in plain]
    for kind, found in (
        ("two-registers", plain),
        ("two-registers-differing", dice.sample(others, 20)),
    ):
        for drawn in found:
            pairs.append(("same", kind, drawn, _registered(rows[drawn.id])))
    for row in dice.sample([row for row in english if row[28]], 30):
        pairs.append(("same", "two-scripts", _english(row), _registered(row)))
    registered = [_registered(row) for row in rows.values()]
    pairs += _nearest(
        "two-registers", dice.sample(interest, 50), registered, fuzz.ratio
    )
    fresh = [drawn for drawn in registered if drawn.id not in known]
    pairs += _nearest("one-register", dice.sample(fresh, 40), registered, fuzz.ratio)
    pairs += _nearest(
        "two-scripts",
        [_english(row) for row in dice.sample(english, 15)],
        [_english(row) for row in english],
        fuzz.ratio,
        lambda drawn: _registered(rows[drawn.id]),
    )
    dice.shuffle(pairs)
    return pairs


def _group(pair: Pair) -> str:
    """Return what keeps pairs of one curated body in one part."""
    _, _, left, right = pair
    return right.id if right.source == "tsunagari" else left.id


def main(options: Sequence[str] = ()) -> None:
    """Write the pairs with the label that the numbers give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="draw the other table")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    if parser.parse_args(options).fresh:
        for label, kind, left, right in _fresh():
            writer.writerow(["fresh", label, kind, *left.cells(), *right.cells(), ""])
        return
    parts: dict[str, str] = {}
    for pair in _draw():
        label, kind, left, right = pair
        other = ("tuning", "untouched")[len(parts) % 2]
        part = parts.setdefault(_group(pair), other)
        writer.writerow([part, label, kind, *left.cells(), *right.cells(), ""])


if __name__ == "__main__":
    main(sys.argv[1:])
