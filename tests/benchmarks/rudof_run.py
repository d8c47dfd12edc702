"""Runs pyrudof on a file of data and one of shapes; prints JSON.

This is run by a Python of its own, which has pyrudof and not the project.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def memory(what: str) -> float:
    """Return the MiB this process has (VmRSS) or had at most (VmHWM)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith(f"{what}:"))
    return int(line.split()[1]) / 1024


def main(data: str, shapes: str) -> None:
    """Print seconds, memory, and the results: focus node, shape and component."""
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    started = time.perf_counter()
    rudof.read_data(Path(data), format=pyrudof.RDFFormat.NTriples)
    load = time.perf_counter() - started
    rudof.read_shacl(Path(shapes), format=pyrudof.ShaclFormat.Turtle)
    before = memory("VmRSS")
    started = time.perf_counter()
    report = rudof.validate_shacl()
    seconds = time.perf_counter() - started
    found = [
        [str(part) for part in (v.focus_node, v.source_shape, v.constraint_component)]
        for v in report.violations
    ]
    answer = {
        "load": load,
        "seconds": seconds,
        "memory": memory("VmHWM") - before,
        "results": found,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
