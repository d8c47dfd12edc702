"""The report: its order, what it lets pass, and what a reader is told."""

import pytest

from tsunagari.errors import ValidationError
from tsunagari.validation.literals import rewritten_literals
from tsunagari.validation.report import Problem, Severity, ValidationReport

MESSAGES = {"en": "It is wrong.", "ja": "誤りです。"}
INFO = Problem(Severity.INFO, "x:a", "R-1", MESSAGES)
WARNING = Problem(Severity.WARNING, "x:b", "R-2", MESSAGES, path="x:p")
VIOLATION = Problem(Severity.VIOLATION, "x:c", "R-3", MESSAGES, value="7")


def test_the_gravest_come_first() -> None:
    report = ValidationReport.of([INFO, VIOLATION, WARNING])
    assert report.problems == [VIOLATION, WARNING, INFO]
    assert report.counts() == {"violation": 1, "warning": 1, "info": 1}


def test_only_violations_stop_a_build() -> None:
    assert ValidationReport.of([INFO, WARNING]).conforms
    ValidationReport.of([INFO, WARNING]).raise_for_violations()
    report = ValidationReport.of([VIOLATION, WARNING])
    with pytest.raises(ValidationError) as refusal:
        report.raise_for_violations(lambda node: [f"file of {node}"])
    text = str(refusal.value)
    for part in (
        "1 violation; nothing",
        "R-3",
        "x:c",
        "It is wrong.",
        "7",
        "file of x:c",
    ):
        assert part in text
    assert "R-2" not in text


def test_the_reader_chooses_the_language() -> None:
    report = ValidationReport.of([WARNING])
    assert "誤りです。" in report.to_text("ja")
    assert "It is wrong." in report.to_text("fr")
    assert report.to_text("en", least=Severity.VIOLATION) == ""


def test_a_literal_that_the_engine_rewrites_is_a_violation() -> None:
    (problem,) = rewritten_literals([("https://w3id.org/tsunagari/x", '"1.50"')])
    assert problem.severity is Severity.VIOLATION
    assert problem.value == '"1.50"'
    assert set(problem.messages) == {"en", "ja"}
