"""What a write has to keep to: the conditions it came with, the scope of its token."""

from __future__ import annotations

from tsunagari.errors import GraphMissingError, PreconditionError, ScopeError
from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import Difference
from tsunagari.workbench.jobs import ANY, Job
from tsunagari.workbench.states import States

__all__ = ["check_conditions", "check_scope"]


def check_conditions(job: Job, dataset: Dataset, states: States) -> None:
    """Do nothing if the graph is as *job* wants it to be (`RFC 9110, 13.1
    <https://www.rfc-editor.org/rfc/rfc9110#section-13.1>`_).

    A job that names no graph is about the whole dataset.

    :raises PreconditionError: If it is not.
    :raises GraphMissingError: If it is to be deleted and is not there.
    """
    there = job.graph is None or dataset.has(job.graph)
    if job.if_match is not None and not (
        there and (ANY in job.if_match or states.is_one_of(job.graph, job.if_match))
    ):
        what = "dataset" if job.graph is None else "graph"
        raise PreconditionError(f"the {what} was changed since, or is not there")
    if (
        job.if_none_match is not None
        and there
        and (ANY in job.if_none_match or states.is_one_of(job.graph, job.if_none_match))
    ):
        raise PreconditionError("it is there already, or is as it was")
    if job.kind == "delete" and not there:
        raise GraphMissingError("there is no such graph")


def check_scope(job: Job, difference: Difference) -> None:
    """Do nothing if the token of *job* is for all that changes.

    :raises ScopeError: If it is not.
    """
    if job.scope is None:
        return
    named = set() if job.graph is None else {job.graph}
    beyond = sorted((difference.graphs | named) - set(job.scope))
    if beyond:
        graph = f"<{beyond[0]}>" if beyond[0] else "the default graph"
        raise ScopeError(f"this token is not for {graph}")
