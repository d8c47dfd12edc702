"""Each rule of the `profile
<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>`_,
by cases: ours and owlrl's closure of each are what the case says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from rdflib import Graph

from tsunagari.entailment.closure import close
from tsunagari.entailment.reference import close_by_reference
from tsunagari.errors import ContradictionError

from .corpus import Case, cases, read_table, rules

RULES: Final = rules()
CASES: Final = cases()
DIFFERENCES: Final = {row["case"]: row["owlrl"] for row in read_table("differences")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_ours_is_what_the_profile_says(case: Case) -> None:
    told = _failure(case, lambda graph: close(graph, cliques=True))
    assert told is None, told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_contradiction_names_who_is_part_of_it(case: Case) -> None:
    if case.follows is None:
        with pytest.raises(ContradictionError) as refusal:
            close(case.given)
        # Of equal names one may stand for all.
        assert any(str(node) in str(refusal.value) for node in case.clashes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_owlrl_agrees_or_the_difference_is_listed(case: Case) -> None:
    told = _failure(case, close_by_reference)
    if case.id in DIFFERENCES:
        assert told is not None, f"owlrl agrees on {case.id}: strike it from the table"
    else:
        assert told is None, f"decide who is right, then list it if ours is: {told}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_one_name_for_all_says_no_more_than_all_names(case: Case) -> None:
    if case.follows is not None:
        assert set(close(case.given)) <= case.follows


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_case_that_fires_and_one_that_nearly_does(rule: str) -> None:
    kinds = {case.kind for case in CASES if case.rule == rule}
    assert {"fires", "nearly"} <= kinds or "decided" in kinds, (
        f"write tests/entailment/cases/{rule}/fires.trig and nearly.trig"
    )


def test_the_profile_has_78_rules_and_no_case_is_of_another() -> None:
    assert len(RULES) == 78
    assert {case.rule for case in CASES} == set(RULES)


def test_the_tables_speak_of_cases_that_are_there() -> None:
    names = {case.id for case in CASES}
    assert DIFFERENCES.keys() <= names


def test_a_contradiction_is_expected_of_each_rule_that_ends_in_one() -> None:
    false = {"eq-diff1", "eq-diff2", "eq-diff3", "prp-irp", "prp-asyp", "prp-pdw"}
    false |= {"prp-adp", "prp-npa1", "prp-npa2", "cls-nothing2", "cls-com", "cax-dw"}
    false |= {"cls-maxc1", "cls-maxqc1", "cls-maxqc2", "cax-adc", "dt-not-type"}
    assert false <= {case.rule for case in CASES if case.clashes}


def _failure(case: Case, closing: Callable[[Graph], Graph]) -> str | None:
    """Return how the closure differs from what the case says, or ``None``."""
    given = case.given.serialize(format="turtle")
    try:
        found = frozenset(closing(case.given))
    except ContradictionError as error:
        if case.follows is None:
            return None
        return f"{case.id}: {error}\n{given}"
    if case.follows is None:
        return f"{case.id}: no contradiction was found\n{given}"
    if found == case.follows:
        return None
    more, less = sorted(found - case.follows), sorted(case.follows - found)
    return f"{case.id}: more than follows {more}\nless than follows {less}\n{given}"
