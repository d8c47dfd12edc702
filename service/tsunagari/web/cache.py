"""Answers that were given before: a release never changes, so they still hold.

Least recently used answers go first when the bytes run out. An answer carries
a strong validator made from its bytes, and a compressed form of its own.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

__all__ = ["AnswerCache", "CachedAnswer"]

# Below this many bytes compression costs more than it saves.
SMALLEST_COMPRESSED: Final = 1000
GZIP_LEVEL: Final = 5


@dataclass(frozen=True)
class CachedAnswer:
    """A whole answer in one format."""

    body: bytes
    content_type: str

    @cached_property
    def digest(self) -> str:
        """What tells this answer from any other, quoted for an ``ETag``."""
        digest = hashlib.sha256(self.content_type.encode() + b"\0" + self.body)
        return digest.hexdigest()[:32]

    @cached_property
    def compressed(self) -> bytes | None:
        """The body as gzip, or ``None`` where that does not pay."""
        if len(self.body) < SMALLEST_COMPRESSED:
            return None
        data = gzip.compress(self.body, GZIP_LEVEL, mtime=0)
        return data if len(data) < len(self.body) else None

    @property
    def size(self) -> int:
        """About how many bytes it holds, its compressed form included."""
        return 2 * len(self.body) + 500


class AnswerCache:
    """A bounded store of answers; safe to use from several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, CachedAnswer] = OrderedDict()
        self.bytes = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> CachedAnswer | None:
        """Return the answer kept for *key*."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is None:
                self.misses += 1
                return None
            self.hits += 1
            self._answers.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: CachedAnswer) -> None:
        """Keep *answer*, unless it alone would take a quarter of the room."""
        if answer.size * 4 > self._max_bytes:
            return
        with self._lock:
            old = self._answers.pop(key, None)
            self.bytes += answer.size - (old.size if old else 0)
            self._answers[key] = answer
            while self.bytes > self._max_bytes:
                _, gone = self._answers.popitem(last=False)
                self.bytes -= gone.size
