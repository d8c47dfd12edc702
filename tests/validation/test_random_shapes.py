"""Random shapes on random data: the compiled report is that of the reference.

``SHAPES_SEEDS`` says how many; some thousands have been run.
"""

import os

import pytest

from tsunagari.validation.agreement import differences
from tsunagari.validation.compiled import running
from tsunagari.validation.compiled.results import read_report
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.shacl import validate_graph

from .random_shapes import random_data, random_shapes

SEEDS = int(os.environ.get("SHAPES_SEEDS", "40"))


def test_the_report_is_that_of_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    found = 0
    for seed in range(SEEDS):
        data, shapes = random_data(seed), random_shapes(seed)
        theirs = read_report(validate_by_reference(data, shapes))
        # With one query that finds all suspects first, and without.
        for few in (0, 1000):
            monkeypatch.setattr(running, "FEW", few)
            ours = validate_graph(data, shapes)
            assert ours.handed_over == []
            assert differences(ours.results, theirs, shapes) == [], f"seed {seed}"
        found += len(theirs)
    assert found > SEEDS
