"""Answers that were given before: a release never changes, so they still hold.

Least recently used answers go first when the bytes run out. An answer carries
a strong validator made from its bytes, and its compressed forms.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from tsunagari.web.codings import CODINGS

__all__ = ["Cache", "CachedAnswer", "Sized"]

# Below this many bytes compression costs more than it saves.
SMALLEST_COMPRESSED = 1000


@dataclass(frozen=True)
class CachedAnswer:
    """A whole answer in one format.

    :param cut: After how many rows it was cut, as its request allowed.
    """

    body: bytes
    content_type: str
    cut: int | None = None
    _coded: dict[str, bytes | None] = field(default_factory=dict, compare=False)

    @cached_property
    def digest(self) -> str:
        """What tells this answer from any other."""
        head = f"{self.content_type}\0{self.cut}\0".encode()
        return hashlib.sha256(head + self.body).hexdigest()[:32]

    def coded(self, coding: str) -> bytes | None:
        """Return the body in that content coding, or ``None`` if it does not pay."""
        if coding not in self._coded:
            data = None
            if len(self.body) >= SMALLEST_COMPRESSED:
                data = CODINGS[coding](self.body)
            pays = data is not None and len(data) < len(self.body)
            self._coded[coding] = data if pays else None
        return self._coded[coding]

    @property
    def size(self) -> int:
        """About how many bytes it holds, its compressed forms included."""
        return 2 * len(self.body) + 500


class Sized(Protocol):
    """What knows about how many bytes it holds."""

    @property
    def size(self) -> int:
        """In bytes."""


Kept = TypeVar("Kept", bound=Sized)


class Cache(Generic[Kept]):
    """A bounded store of answers; safe to use from several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self.bytes = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Kept | None:
        """Return what is kept for *key*."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: Kept) -> None:
        """Keep *answer*, unless it alone would take a quarter of the room.

        What a key holds counts too: clients write parts of it.
        """
        length = _length(key)
        if (answer.size + length) * 4 > self._max_bytes:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self.bytes += answer.size + length - (old.size + length if old else 0)
            self._kept[key] = answer
            while self.bytes > self._max_bytes:
                other, gone = self._kept.popitem(last=False)
                self.bytes -= gone.size + _length(other)


def _length(key: Hashable) -> int:
    """Return about how many bytes a key holds."""
    return len(repr(key))
