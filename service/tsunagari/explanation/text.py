"""An outline as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tsunagari.explanation.captions import CAPTIONS
from tsunagari.explanation.outline import Check, Outline, Passage, Point, Way
from tsunagari.explanation.words import capital
from tsunagari.languages import Language
from tsunagari.namespaces import ONTOLOGY

__all__ = ["MARKS", "Files", "points_to_text", "to_text"]

MARKS = {True: "✓", False: "✗", None: "?"}


@dataclass(frozen=True)
class Files:
    """The names of the files that state what a point says, and its axioms."""

    of_statement: Callable[[Point], list[str]] = lambda _: []
    of_axioms: Callable[[Point], list[str]] = lambda _: []


NO_FILES = Files()


def points_to_text(points: Iterable[Point], language: Language, files: Files) -> str:
    """Return *points* as lines, with the files that state each.

    :param files: Gives the files of a statement and of axioms.
    """
    words = CAPTIONS[language]
    return "\n".join(
        line for point in points for line in _point(point, 0, words, files)
    )


def to_text(outline: Outline) -> str:
    """Return *outline* as lines; what a statement rests on is indented below it."""
    return "\n".join(_lines(outline)) + "\n"


def _lines(outline: Outline) -> Iterator[str]:
    words = CAPTIONS[outline.language]
    yield outline.verdict
    for number, point in enumerate(outline.points):
        yield ""
        if number:
            yield words["another"]
        yield from _point(point, 0, words)
    for way in outline.ways:
        yield ""
        yield from _way(way, 0, words)
    for axiom, point in outline.against:
        yield ""
        yield f"{words['ruled out']}{axiom}{words['stop']}"
        yield from _point(point, 0, words)
    if outline.instead:
        yield ""
        yield capital(words["instead"]) + words["colon"].rstrip()
        for point in outline.instead:
            yield from _point(point, 1, words)
    if outline.routes:
        yield ""
        yield capital(words["routes"]) + words["colon"].rstrip()
        for way in outline.routes:
            yield from _way(way, 1, words)
    for remark in outline.remarks:
        yield ""
        yield remark


def _point(
    point: Point, depth: int, words: dict[str, str], files: Files = NO_FILES
) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}• {point.sentence}{' ' + words['again'] if point.again else ''}"
    yield from _below(point, depth, words, files)


def _below(
    point: Point, depth: int, words: dict[str, str], files: Files = NO_FILES
) -> Iterator[str]:
    """Yield what a statement rests on."""
    indent = "  " * depth
    if point.reason:
        rules = ", ".join(point.rules)
        names = files.of_axioms(point)
        told = words["file"] + ", ".join(names)
        note = " " + words["note"].format(told) if names else ""
        yield f"{indent}    {words['because']}{point.reason}  [{rules}]{note}"
    for passage in point.passages:
        yield from _passage(passage, depth + 2, words)
    if point.passages:
        yield from (
            f"{indent}    {words['file']}{name}" for name in files.of_statement(point)
        )
    for below in point.points:
        yield from _point(below, depth + 2, words, files)


def _passage(passage: Passage, depth: int, words: dict[str, str]) -> Iterator[str]:
    indent = "  " * depth
    titles = " › ".join(title for _, title in passage.sources)
    places = "; ".join(passage.locators)
    source = ", ".join(filter(None, (titles, places)))
    head = words["colon"].join(filter(None, (passage.reading, source)))
    told = head or _untold(passage, words)
    again = f" {words['again']}" if passage.again else ""
    yield f"{indent}— {told}{again}  <{passage.graph}>"
    for quotation in passage.quotations:
        yield f"{indent}  “{quotation}”"
    for note in passage.notes:
        yield f"{indent}  {words['note'].format(note)}"


def _untold(passage: Passage, words: dict[str, str]) -> str:
    """Return what a graph is of which no source is told."""
    return words["ontology" if passage.graph == ONTOLOGY else "no source"]


def _way(way: Way, depth: int, words: dict[str, str]) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{way.sentence}{words['colon'].rstrip()}"
    for check in way.checks:
        yield from _check(check, depth + 1, words)


def _check(check: Check, depth: int, words: dict[str, str]) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{MARKS[check.met]} {check.sentence}"
    if check.point and not check.point.again:
        yield from _below(check.point, depth + 2, words)
    if check.instead:
        yield f"{indent}    {words['instead']}{words['colon'].rstrip()}"
        for point in check.instead:
            yield from _point(point, depth + 3, words)
    for way in check.deeper:
        yield from _way(way, depth + 3, words)
