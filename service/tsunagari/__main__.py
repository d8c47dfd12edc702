"""The command ``tsunagari``, also as ``python -m tsunagari``."""

from __future__ import annotations

import sys

from tsunagari.errors import TsunagariError

__all__ = ["run"]


def run() -> None:
    """Run the command line.

    Prefixes are read when the program is loaded, so that a mistake in a country's own
    is found before any command can tell of it.
    """
    try:
        from tsunagari.cli import main
    except TsunagariError as error:
        sys.exit(f"tsunagari: {error}")
    main()


if __name__ == "__main__":
    run()
