"""The `SPARQL 1.1 suite of the W3C <https://github.com/w3c/rdf-tests>`_: its tests
of queries, syntax and result formats, asked over HTTP of the service as it is
shipped, and of Oxigraph alone beside it.

What we fail stands in ``misses.csv``, each with its reason. Whatever is not
listed there passes; whatever is listed and passes must be struck from it.
Not run is the folder "entailment": it asks for reasoning while a query runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .misses import Miss
from .services import OurService, oxigraph_alone
from .suite import FEDERATED, FOLDERS, Case
from .verdict import failure


def test_a_test_of_the_suite(
    case: Case,
    service_for: Callable[[Case], OurService],
    misses: dict[str, Miss],
) -> None:
    told = failure(case, service_for(case).ask)
    miss = misses.get(case.iri)
    if miss is None:
        assert told is None, f"{case.query}\n{case.text}\n{told}"
        return
    assert told is not None, f"{case.iri} passes: strike it from misses.csv"
    alone = "passes" if failure(case, oxigraph_alone(case)) is None else "fails"
    assert miss.alone == alone, f"{case.iri}: misses.csv is wrong about Oxigraph"


def test_all_tests_of_the_suite_are_found(suite: list[Case]) -> None:
    assert Counter(case.folder for case in suite) == FOLDERS
    assert len({case.iri for case in suite}) == len(suite)


def test_misses_are_tests_and_have_a_reason(
    suite: list[Case], misses: dict[str, Miss]
) -> None:
    assert misses.keys() <= {case.iri for case in suite}
    for iri, miss in misses.items():
        assert miss.reason.endswith("."), f"{iri} is missed without a reason"


def test_what_oxigraph_passes_we_pass(
    suite: list[Case], misses: dict[str, Miss]
) -> None:
    # With the test above: nothing unlisted fails, and nothing listed passes there.
    federated = {case.iri for case in suite if case.folder in FEDERATED}
    for iri, miss in misses.items():
        assert miss.alone == ("not asked" if iri in federated else "fails")
