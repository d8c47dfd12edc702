"""The command line: ``tsunagari build``, ``check``, ``query``, ``serve``, ``info``.

Exit codes: 0 all is well; 1 something failed; 2 the command was called wrongly;
3 the data does not conform or contradicts itself; 4 there is no such release.
"""

from tsunagari.cli.main import main

__all__ = ["main"]
