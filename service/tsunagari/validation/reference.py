"""The reference validator, pyshacl, which interprets the shapes.

Only this module knows it. It runs what cannot be compiled, and stands beside
the compiled way in tests and in ``tsunagari check --reference``. It gets no
entailment to do: that has been done.
"""

from __future__ import annotations

import warnings

import pyshacl
import rdflib
from pyshacl.errors import ShapeRecursionWarning
from rdflib import Graph

from tsunagari.errors import ShapesError

__all__ = ["validate_by_reference"]


def validate_by_reference(data: Graph, shapes: Graph, advanced: bool = False) -> Graph:
    """Return the report that pyshacl gives of *data*.

    :param advanced: Whether to run SHACL's advanced features too.
    :raises ShapesError: If the shapes cannot be run.
    """
    normalizes = rdflib.NORMALIZE_LITERALS
    with warnings.catch_warnings():
        # Whoever hands it a recursive shape knows, and says so.
        warnings.simplefilter("ignore", ShapeRecursionWarning)
        try:
            _, report, _ = pyshacl.validate(
                data,
                # A copy, as it adds statements of its own.
                shacl_graph=shapes + Graph(),
                inference="none",
                advanced=advanced,
            )
        # It lets through what rdflib, the parser of queries or re raise.
        except Exception as error:
            reason = " ".join(str(error).split())
            raise ShapesError(f"pyshacl cannot run the shapes: {reason}") from error
        finally:
            # It turns this on when it is done, whatever it was before.
            rdflib.NORMALIZE_LITERALS = normalizes
    if not isinstance(report, Graph):
        raise ShapesError(f"pyshacl cannot run the shapes: {report}")
    return report
