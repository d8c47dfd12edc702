"""Each form of SPARQL Update changes what the recommendation says, clause by clause."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
import pytest

from tsunagari import errors
from tsunagari.sparql.engines.oxigraph_difference import Difference, apply
from tsunagari.sparql.engines.oxigraph_update import check_syntax, evaluate
from tsunagari.sparql.updates.reading import read_update

from .update_cases import Case, cases, copy_of, same

BASE: Final = "urn:base"
CASES: Final = cases()


def carried_out(case: Case, store: ox.Store) -> Difference:
    """Change *store* as the case says, and return what was changed."""
    operations = read_update(case.text, case.using, case.using_named)
    for operation in operations:
        check_syntax(operation, BASE)
    whole = Difference()
    for operation in operations:
        difference = evaluate(store, operation, BASE)
        apply(store, difference)
        whole = whole.then(difference)
    return whole


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_update_changes_what_its_clause_says(case: Case) -> None:
    store = case.state_before
    if case.error is not None:
        with pytest.raises(getattr(errors, case.error)):
            carried_out(case, store)
        return
    before = copy_of(store)
    difference = carried_out(case, store)
    assert same(store, case.state_after), "\n".join(map(str, store))
    assert bool(difference) is not same(store, before)
    apply(store, difference.inverse())
    assert same(store, before)


def test_there_are_cases_for_all_clauses() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60
    clauses = {case.clause.partition("sparql11-update/")[2] for case in CASES}
    assert clauses >= {
        *("#insertData", "#deleteData", "#deleteInsert", "#deleteWhere", "#load"),
        *("#clear", "#create", "#drop", "#copy", "#move", "#add"),
    }
