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
STEPS: Final = 4


def blank_node_names(lines: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return for each blank node of *lines*, N-Quads, a name after what is said of it.

    Two of which the same is said have one name. Nodes in a circle are told apart by
    what is said of those a few steps away.
    """
    said: dict[bytes, list[bytes]] = {}
    for line in lines:
        for node in _nodes(line):
            said.setdefault(node, [])
        if subject := SUBJECT.match(line):
            said[subject[1]].append(line[subject.end() :])
    inside = {
        node: {one for text in texts for one in _nodes(text)}
        for node, texts in said.items()
    }
    around: dict[bytes, list[bytes]] = {}
    for node, others in inside.items():
        for other in others:
            around.setdefault(other, []).append(node)
    found: dict[bytes, bytes] = {}
    waiting = {node: len(others) for node, others in inside.items()}
    ready = [node for node, number in waiting.items() if not number]
    while ready:
        node = ready.pop()
        found[node] = _name(said[node], found)
        for other in around.get(node, ()):
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    circles = dict.fromkeys(said.keys() - found.keys(), b"_:circle")
    for _ in range(STEPS):
        known = {**found, **circles}
        circles = {node: _name(said[node], known) for node in circles}
    return {**found, **circles}


def _name(texts: list[bytes], names: dict[bytes, bytes]) -> bytes:
    told = sorted(_replaced(text, lambda node: names[node]) for text in texts)
    digest = hashlib.blake2b(b"".join(told), digest_size=12).hexdigest()
    return b"_:" + digest.encode()


def _nodes(line: bytes) -> list[bytes]:
    return BLANK.findall(TEXT.sub(b'""', line)) if b"_:" in line else []


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
