"""What people decided of links: an `SSSOM <https://mapping-commons.github.io/sssom/>`_
TSV file that later runs respect.

A row accepts a link; one whose ``predicate_modifier`` is ``Not`` rejects it. The rows
of ``links.sssom.tsv`` that a run writes can be copied as they are, once
``reviewer_label`` says who decided. Rows without a reviewer are no decisions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from tsunagari.errors import LinkingError
from tsunagari.linking.bodies import Body
from tsunagari.linking.curies import spelled_out
from tsunagari.linking.links import RELATIONS, Link, Relation

__all__ = ["Decision", "decided", "read_decisions"]

NEEDED: Final = ("subject_id", "predicate_id", "object_id")
REVIEWERS: Final = ("reviewer_label", "reviewer_id")
NOT: Final = "Not"
_PREFIX: Final = re.compile(r"#\s{2,}([A-Za-z][\w.-]*):\s*[\"']?(\S+?)[\"']?\s*$")


@dataclass(frozen=True)
class Decision:
    """One decision: which link, whether it holds, who said so and when."""

    left: str
    right: str
    relation: Relation
    holds: bool
    reviewer: str
    reviewed: str = ""
    comment: str = ""


def read_decisions(path: Path) -> dict[tuple[str, str], Decision]:
    """Return the decisions of a file by the IRIs they are about.

    :raises LinkingError: If the file is not UTF-8, lacks a column, has a relation we
        do not use, or decides one link in two ways.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LinkingError(
            f"{path.name}: cannot be read: {error}; save it as a TSV file in UTF-8"
        ) from error
    header = [line for line in lines if line.startswith("#")]
    table = {match[1]: match[2] for line in header if (match := _PREFIX.match(line))}
    found: dict[tuple[str, str], Decision] = {}
    rows = [(n, line) for n, line in enumerate(lines, 1) if not line.startswith("#")]
    reader = csv.DictReader((line for _, line in rows), delimiter="\t")
    if missing := [c for c in NEEDED if c not in (reader.fieldnames or ())]:
        raise LinkingError(
            f"{path.name}: there is no column '{missing[0]}'; a file of decisions has "
            f"the columns of SSSOM, at least {', '.join(NEEDED)} and reviewer_label"
        )
    for row in reader:
        place = f"{path.name}, line {rows[reader.line_num - 1][0]}"
        decision = _decision(row, table, place)
        if decision is None:
            continue
        key = (decision.left, decision.right)
        if key in found and found[key].holds != decision.holds:
            raise LinkingError(
                f"{place}: this link is both accepted and rejected; keep one of the "
                "rows"
            )
        found[key] = decision
    return found


def _decision(
    row: Mapping[str, str | None], table: Mapping[str, str], place: str
) -> Decision | None:
    cells = {column: (value or "").strip() for column, value in row.items() if column}
    reviewer = next((cells[c] for c in REVIEWERS if cells.get(c)), "")
    if not reviewer:
        return None
    relation = cells["predicate_id"]
    if relation not in RELATIONS:
        raise LinkingError(
            f"{place}: '{relation}' is no relation of links; there are "
            f"{', '.join(RELATIONS)}"
        )
    return Decision(
        spelled_out(cells["subject_id"], table, place),
        spelled_out(cells["object_id"], table, place),
        cast("Relation", relation),
        cells.get("predicate_modifier", "") != NOT,
        reviewer,
        cells.get("review_date", ""),
        cells.get("comment", ""),
    )


def decided(
    links: Iterable[Link],
    decisions: Mapping[tuple[str, str], Decision],
    things: Mapping[str, Body],
) -> list[Link]:
    """Return *links* with what was decided of them, and what people added to them.

    A thing of which one link is accepted has no others proposed.

    :param things: Ours and the foreign ones by IRI: a decision is only about these.
    """
    found: dict[tuple[str, str], Link] = {}
    settled = {right for (_, right), decision in decisions.items() if decision.holds}
    for link in links:
        if link.key in decisions:
            found[link.key] = _with(link, decisions[link.key])
        elif link.right not in settled:
            found[link.key] = link
    for key, decision in decisions.items():
        left, right = things.get(key[0]), things.get(key[1])
        if key not in found and left and right:
            added = Link(
                *key,
                decision.relation,
                1.0,
                f"decided by {decision.reviewer}",
                "semapv:ManualMappingCuration",
                category=left.category,
                left_label=left.label,
                right_label=right.label,
            )
            found[key] = _with(added, decision)
    return sorted(found.values(), key=lambda link: link.order)


def _with(link: Link, decision: Decision) -> Link:
    kept = replace(
        link,
        status="accepted" if decision.holds else "rejected",
        reviewer=decision.reviewer,
        reviewed=decision.reviewed,
        comment=decision.comment,
    )
    return replace(kept, relation=decision.relation) if decision.holds else kept
