"""How much memory this process has, and had at most.

Not by getrusage, where the most of the process that started this one counts.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

__all__ = ["forget_peak", "in_use", "peak"]


def forget_peak() -> None:
    """Let the peak begin anew from what is in use now (``proc(5)``, clear_refs)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def in_use() -> int:
    """Return what is resident now, in bytes."""
    return _status("VmRSS")


def peak() -> int:
    """Return the most that was resident, in bytes."""
    return _status("VmHWM")


def _status(name: str) -> int:
    found = re.search(rf"{name}:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert found, f"the system does not tell {name}"
    return int(found[1]) * 1024
