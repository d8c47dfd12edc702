"""What the shapes find in a posted graph.

The shapes are asked of the posted graph together with what is known and what follows,
as they are in a build: the classes of what it refers to, and their labels, stand
there. Only results about things that the posted graph describes are told. A term of
ours that does not exist is a violation, as it is in a build. Profiles for other
vocabularies are asked of the posted graph alone, where it uses their classes, or those
of a copy of the vocabulary elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph

from tsunagari.linking.faults import Faults
from tsunagari.linking.reading import cleaned
from tsunagari.validation.compiled.results import Result, write_report
from tsunagari.validation.profiles import conformance, profile
from tsunagari.validation.report import Problem, Severity
from tsunagari.validation.shacl import HandedOver, Validation, validate_graph
from tsunagari.validation.shapes import read_shapes
from tsunagari.validation.undeclared import undeclared
from tsunagari.workbench.checking.beside import Beside
from tsunagari.workbench.checking.targets import focus_nodes

__all__ = ["Validated", "validated"]


@dataclass(frozen=True)
class Validated:
    """The validation of a posted graph.

    :param found: Each result with the problem that it is, the gravest first.
    :param report: SHACL's report; it says that the graph conforms if there is no
        result at all, warnings included.
    :param checked: How many things the graph describes that some shape speaks of.
    :param shapes: The shapes that were asked, those of profiles among them.
    :param profiles: The names of the profiles that were asked.
    :param handed_over: The shapes that the reference validator ran.
    """

    found: tuple[tuple[Problem, Result], ...]
    report: Graph
    checked: int
    shapes: Graph
    profiles: tuple[str, ...]
    handed_over: tuple[HandedOver, ...]

    @property
    def nothing_checked(self) -> bool:
        """Whether no shape speaks of anything in the graph: that is no success."""
        return not self.checked

    @property
    def conforms(self) -> bool:
        """Whether something was checked, and no result is a violation."""
        return bool(self.checked) and all(
            problem.severity is not Severity.VIOLATION for problem, _ in self.found
        )

    def counts(self) -> dict[str, int]:
        """Return how many results there are of each severity, the gravest first."""
        counts = {severity.name.lower(): 0 for severity in sorted(Severity)[::-1]}
        for problem, _ in self.found:
            counts[problem.severity.name.lower()] += 1
        return counts


def validated(beside: Beside) -> Validated:
    """Return what the shapes find in the posted graph.

    :raises ShapesError: If a shape cannot be run.
    """
    shapes = read_shapes()
    described = beside.described()
    whole = validate_graph(beside.data, shapes)
    found = [one for one in _pairs(whole) if one[1].focus in described]
    unknown = list(undeclared(beside.posted, beside.declares, beside.terms))
    found += unknown
    checked = described & focus_nodes(beside.data, shapes)
    checked |= {result.focus for _, result in unknown}
    handed_over = list(whole.handed_over)
    folded = cleaned(beside.posted, Faults())
    profiles = conformance(folded)
    for name, validation in profiles.items():
        own = profile(name)
        shapes = shapes + own
        found += _pairs(validation)
        checked |= set(folded.subjects()) & focus_nodes(folded, own)
        handed_over += validation.handed_over
    found.sort(key=lambda one: _order(one[0]))
    return Validated(
        tuple(found),
        write_report([result for _, result in found], shapes),
        len(checked),
        shapes,
        tuple(profiles),
        tuple(handed_over),
    )


def _pairs(validation: Validation) -> list[tuple[Problem, Result]]:
    return [*zip(validation.problems, validation.results, strict=True)]


def _order(problem: Problem) -> tuple[int, str, str, str, str]:
    return (
        -problem.severity,
        problem.rule,
        problem.node,
        problem.path,
        problem.value,
    )
