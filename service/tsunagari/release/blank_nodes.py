"""Names for blank nodes that tell what is said of them, whatever file they are in.

A dump names its blank nodes by all the others in it, so one more makes all of them
look changed. These names depend on a node's own statements alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Final

__all__ = ["blank_node_names", "renamed"]

BLANK: Final = re.compile(rb"(?<![^ ])_:[A-Za-z0-9]+")
SUBJECT: Final = re.compile(rb"(_:[A-Za-z0-9]+) ")
# A literal may hold what looks like a blank node.
TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')


def blank_node_names(lines: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return for each blank node of *lines*, N-Quads, a name after what is said of it.

    Two of which the same is said have one name; a circle of them ends where it began.
    """
    said: dict[bytes, list[bytes]] = {}
    for line in lines:
        if subject := SUBJECT.match(line):
            said.setdefault(subject[1], []).append(line[subject.end() :])
    found: dict[bytes, bytes] = {}

    def name(node: bytes, above: frozenset[bytes]) -> bytes:
        if node in found:
            return found[node]
        if node in above:
            return b"_:again"
        inside = above | {node}
        lines = sorted(
            _replaced(line, lambda one: name(one, inside))
            for line in said.get(node, ())
        )
        result = (
            b"_:"
            + hashlib.blake2b(b"".join(lines), digest_size=12).hexdigest().encode()
        )
        if not above:
            found[node] = result
        return result

    for node in said:
        name(node, frozenset())
    return found


def renamed(line: bytes, names: dict[bytes, bytes]) -> bytes:
    """Return *line* with its blank nodes called as *names* says."""
    return _replaced(line, lambda node: names.get(node, node))


def _replaced(line: bytes, name: Callable[[bytes], bytes]) -> bytes:
    """Return *line* with its blank nodes named by *name*, texts left alone."""
    parts, at = [], 0
    for text in TEXT.finditer(line):
        parts += [BLANK.sub(lambda m: name(m[0]), line[at : text.start()]), text[0]]
        at = text.end()
    return b"".join(parts) + BLANK.sub(lambda m: name(m[0]), line[at:])
