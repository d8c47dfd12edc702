"""A Turtle file as its writer laid it out, which a parsed graph forgets.

A file is read as blocks: a subject at the start of a line, then its predicates,
each on a line of its own, indented by four spaces. A comment at the start of a
line opens a section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

__all__ = ["Block", "TurtleText", "read_text"]

STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
PREFIX: Final = re.compile(r"@prefix ([\w-]*): <([^>]*)> \.$")
NAME: Final = re.compile(r"(?<![\w-])([A-Za-z][\w-]*):")


@dataclass
class Block:
    """One subject with its predicates, in the order of the text."""

    subject: str
    line: int
    section: int
    predicates: list[str] = field(default_factory=list)
    is_crowded: bool = False


@dataclass
class TurtleText:
    """The prefixes of a file, the prefixes it uses, and its blocks."""

    prefixes: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)


def read_text(path: Path) -> TurtleText:
    """Read the layout of the Turtle file at *path*."""
    result = TurtleText()
    section = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := PREFIX.match(line):
            result.prefixes[match[1]] = match[2]
            continue
        if line.startswith("#"):
            section += 1
            continue
        bare = re.sub(r"<[^>]*>", "<>", STRING.sub('""', line))
        result.used.update(NAME.findall(bare))
        words = line.split()
        if line and not line.startswith((" ", "]", ")")):
            result.blocks.append(Block(words[0], number, section, words[1:2]))
        elif re.match(r" {4}[^\s\])]", line):
            result.blocks[-1].predicates.append(words[0])
        # Values of one predicate stand on lines of their own.
        if line.startswith(" ") and ", " in re.sub(r"\[.*\]|\(.*\)", "", bare):
            result.blocks[-1].is_crowded = True
    return result
