"""The validation report: what was found, how grave, where.

Severities and their order are SHACL's (`sh:Severity
<https://www.w3.org/TR/shacl/#severity>`_). Only violations stop a build; this
module is the one place that decides so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

from tsunagari.errors import ValidationError

__all__ = ["Problem", "Severity", "ValidationReport"]


class Severity(IntEnum):
    """How grave a problem is."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: with what, against which rule, and the remedy.

    :param node: The focus node, as an IRI or a blank node's name.
    :param rule: The shape or the id of the hygiene query that says so.
    :param messages: The text of the rule by language (``en``, ``ja``).
    :param path: The property, where there is one.
    :param value: The offending value, where there is one.
    :param details: What was found by the shapes that the rule refers to.
    """

    severity: Severity
    node: str
    rule: str
    messages: dict[str, str]
    path: str = ""
    value: str = ""
    details: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ValidationReport:
    """All problems, in a fixed order."""

    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> ValidationReport:
        """Return a report of *problems*, the gravest first."""
        return cls(
            sorted(
                problems,
                key=lambda p: (-p.severity, p.rule, p.node, p.path, p.value),
            )
        )

    @property
    def conforms(self) -> bool:
        """Whether nothing in the report stops a build."""
        return not self.violations

    @property
    def violations(self) -> list[Problem]:
        """The problems that stop a build."""
        return [p for p in self.problems if p.severity is Severity.VIOLATION]

    def counts(self) -> dict[str, int]:
        """Return how many problems there are of each severity."""
        found = Counter(problem.severity for problem in self.problems)
        return {s.name.lower(): found[s] for s in sorted(Severity, reverse=True)}

    def to_text(
        self,
        language: str = "en",
        files_about: Callable[[str], list[str]] = lambda _: [],
        least: Severity = Severity.INFO,
    ) -> str:
        """Return the report for a reader, one paragraph a problem.

        :param files_about: Gives the files in which a node is described.
        :param least: Problems below this severity are left out.
        """
        paragraphs = []
        for problem in self.problems:
            if problem.severity < least:
                continue
            lines = [*_lines(problem, problem.severity.name, language)]
            lines += [f"  file   {name}" for name in files_about(problem.node)]
            lines += _details(problem, language)
            paragraphs.append("\n".join(lines))
        return "\n\n".join(paragraphs)

    def raise_for_violations(
        self, files_about: Callable[[str], list[str]] = lambda _: []
    ) -> None:
        """Do nothing if the report conforms.

        :raises ValidationError: With the violations, their nodes and files.
        """
        if not self.conforms:
            count = len(self.violations)
            noun = "violation" if count == 1 else "violations"
            heads = {
                "en": f"{count} {noun}; nothing is published",
                "ja": f"違反{count}件。何も公開しませんでした。",
            }
            english, japanese = (
                f"{head}\n\n{self.to_text(language, files_about, Severity.VIOLATION)}"
                for language, head in heads.items()
            )
            raise ValidationError(english, japanese)


def _lines(problem: Problem, head: str, language: str) -> Iterator[str]:
    message = problem.messages.get(language) or problem.messages.get("en", "")
    yield f"{head}  {problem.rule}: {message}"
    yield f"  node   {problem.node}"
    if problem.path:
        yield f"  path   {problem.path}"
    if problem.value:
        yield f"  value  {problem.value}"


def _details(problem: Problem, language: str) -> Iterator[str]:
    """Yield what explains *problem*, indented below it."""
    for detail in problem.details:
        head = "理由" if language == "ja" else "because"
        # That a thing itself is what is wrong need not be said.
        told = replace(detail, value="") if detail.value == detail.node else detail
        for line in (*_lines(told, head, language), *_details(detail, language)):
            yield f"    {line}"
