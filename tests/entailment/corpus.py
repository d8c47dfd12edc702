"""What is compared with the profile and with owlrl: cases, and two tables.

A case is a TriG file below ``cases/``, in a folder named after a rule. Its graph
``case:given`` is closed; what comes out is ``case:follows``, all of it and no
more. Where ``case:given case:clashes :x`` stands, *given* is a contradiction that
``:x`` is part of. The name of the file says what it is an example of:

- ``fires…``: the rule fires,
- ``nearly…``: it nearly does, and its conclusion does not come out,
- ``decided…``: its conclusion is left out on purpose.

A new case is a new file. ``profile.csv`` names the rules, ``differences.csv`` the
cases that owlrl sees otherwise, with the clause that decides.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Dataset, Graph, Namespace, URIRef
from rdflib.term import Node

__all__ = ["HERE", "Case", "Difference", "cases", "read_table", "rules"]

HERE: Final = Path(__file__).parent
CASE: Final = Namespace("https://example.org/case/")
KINDS: Final = ("fires", "nearly", "decided")

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Case:
    """One case: what is given, and what becomes of it.

    :param follows: What follows and is not given; ``None`` for a contradiction.
    :param clashes: In a contradiction, who is part of it.
    """

    rule: str
    name: str
    given: Graph
    follows: frozenset[Triple] | None
    clashes: frozenset[URIRef]

    @property
    def id(self) -> str:
        """The folder and the name, as pytest and the tables show it."""
        return f"{self.rule}/{self.name}"

    @property
    def kind(self) -> str:
        """What the case is an example of."""
        return self.name.partition("-")[0]


@dataclass(frozen=True)
class Difference:
    """Where owlrl and the profile part: the clause that decides, and how."""

    clause: str
    owlrl: str


def cases() -> list[Case]:
    """Return all cases, in the order of their names."""
    return [_case(path) for path in sorted((HERE / "cases").rglob("*.trig"))]


def rules() -> dict[str, str]:
    """Return the rules of the profile, each with the anchor of its table."""
    return {row["rule"]: row["table"] for row in read_table("profile")}


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of the table *name*; the first column names each once."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    keys = [next(iter(row.values())) for row in rows]
    assert len(set(keys)) == len(keys), f"{name}.csv has two rows for one thing"
    return rows


def _case(path: Path) -> Case:
    data = Dataset().parse(path, format="trig")
    clashes = frozenset(
        node
        for node in data.objects(CASE.given, CASE.clashes)
        if isinstance(node, URIRef)
    )
    follows = frozenset(data.graph(CASE.follows))
    assert not (clashes and follows), f"{path}: nothing follows from a contradiction"
    given = Graph()
    given += data.graph(CASE.given)
    assert given, f"{path}: the graph case:given is empty"
    case = Case(
        path.parent.name, path.stem, given, None if clashes else follows, clashes
    )
    assert case.kind in KINDS, f"{path}: the name begins with none of {KINDS}"
    return case
