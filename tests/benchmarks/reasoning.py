"""Closure and validation in one run, each beside others that do the same.

    python -m tests.benchmarks.reasoning                  # about fifteen minutes
    python -m tests.benchmarks.reasoning --sizes 30000

The docstrings of the two parts, :mod:`tests.benchmarks.closure` and
:mod:`tests.benchmarks.validation`, say how to add ``reasonable`` and ``pyrudof``,
which are no dependencies of the project.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

__all__ = ["main"]

PARTS = ("closure", "validation")


def main() -> None:
    """Run both parts, one after the other, with the same sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = ["30000", "100000", "1000000"]
    parser.add_argument("--sizes", nargs="*", default=sizes)
    parser.add_argument("--pyrudof", help="a Python that has pyrudof")
    options = parser.parse_args()
    for part in PARTS:
        command = [sys.executable, "-m", f"tests.benchmarks.{part}"]
        command += ["--sizes", *options.sizes]
        if part == "validation" and options.pyrudof:
            command += ["--pyrudof", options.pyrudof]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
