"""What is compiled beside the references, which interpret rules and shapes."""

from __future__ import annotations

from rdflib import Graph

from tsunagari.entailment.closure import close
from tsunagari.entailment.reference import close_by_reference
from tsunagari.errors import ReasonerError, ValidatorError
from tsunagari.graph.sources import Sources
from tsunagari.release.assembly import premises
from tsunagari.release.checking import Checked
from tsunagari.validation.agreement import differences_from_reference
from tsunagari.validation.compiled.results import read_report
from tsunagari.validation.shapes import read_shapes

__all__ = ["compare_validation_with_reference", "compare_with_reference"]

SHOWN = 20


def compare_with_reference(sources: Sources) -> int:
    """Return how many statements both closures of *sources* have.

    :raises ReasonerError: If they differ; names the first statements that do.
    """
    given, _ = premises(sources)
    ours, theirs = close(given, cliques=True), close_by_reference(given)
    lines = [
        f"{who}: {line}"
        for who, more in (("only ours", ours - theirs), ("only theirs", theirs - ours))
        for line in _lines(more)
    ]
    if lines:
        shown = "\n".join(lines[:SHOWN])
        raise ReasonerError(
            f"{len(lines)} statements differ from those of the reference:\n{shown}"
        )
    return len(ours)


def compare_validation_with_reference(checked: Checked) -> int:
    """Return how many results both reports on the release have.

    :raises ValidatorError: If they differ; names the first results that do.
    """
    ours = read_report(checked.shacl)
    lines = differences_from_reference(ours, checked.dataset.engine(), read_shapes())
    if lines:
        shown = "\n".join(lines[:SHOWN])
        raise ValidatorError(
            f"{len(lines)} results differ from those of the reference:\n{shown}"
        )
    return len(ours)


def _lines(graph: Graph) -> list[str]:
    return sorted(graph.serialize(format="nt").splitlines())
