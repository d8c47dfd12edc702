"""What changed from each version of the ontology to the next.

The record of each version is kept (:mod:`tsunagari.export.ontology_record`): those
before that of the release come with the program, in ``ontology/versions/``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tsunagari.export.ontology_record import Change, Record, changes
from tsunagari.release.json_files import VERSIONS
from tsunagari.resources import folder

__all__ = ["Version", "history", "kept_versions", "versions"]


@dataclass(frozen=True)
class Version:
    """A version, with what is new in it.

    :param changes: Nothing in the first, in which all is new.
    """

    number: str
    issued: str
    terms: int
    changes: tuple[Change, ...]
    is_first: bool
    is_current: bool

    def of(self, what: str) -> list[Change]:
        """Return the changes of one sort."""
        return [change for change in self.changes if change.what == what]


@cache
def kept_versions() -> dict[str, Record]:
    """Return the records that come with the program, by number, the oldest first."""
    paths = (folder("ontology") / VERSIONS).glob("*.json")
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    return dict(sorted(found.items(), key=lambda one: _order(one[0])))


def history(current: Record) -> list[Version]:
    """Return the versions up to *current*, that of the release, the newest first."""
    here = _order(current["version"])
    before = [
        record for number, record in kept_versions().items() if _order(number) < here
    ]
    return versions([*before, current])


def versions(records: Sequence[Record]) -> list[Version]:
    """Return what *records*, the oldest first, tell of each; the newest first."""
    found = [_version(records[0], (), True, len(records) == 1)]
    for old, new in pairwise(records):
        last = new is records[-1]
        found.append(_version(new, tuple(changes(old, new)), False, last))
    return found[::-1]


def _version(
    record: Record, found: tuple[Change, ...], is_first: bool, is_current: bool
) -> Version:
    return Version(
        record["version"],
        record["issued"],
        len(record["terms"]),
        found,
        is_first,
        is_current,
    )


def _order(number: str) -> tuple[int, ...]:
    """Return a version's number for sorting: 0.10.0 comes after 0.9.0."""
    return tuple(int(part) if part.isdigit() else 0 for part in number.split("."))
