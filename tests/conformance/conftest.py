"""The tests of the suite as parameters, and a service for each dataset."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from .services import OurService
from .suite import Case, cases

SUITE: Final = Path(__file__).resolve().parents[3] / "shared/suites/sparql11"
MISSES: Final = Path(__file__).with_name("misses.csv")
ABSENT: Final = "the suites of the W3C are not beside this checkout"


@dataclass(frozen=True)
class Miss:
    """A test that we fail.

    :param alone: What Oxigraph alone does with it: passes, fails, or it is not
        asked, as it would send a request to another host.
    """

    alone: str
    reason: str


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes a ``case`` or a ``federated`` one all there are."""
    for name in {"case", "federated"} & set(metafunc.fixturenames):
        found = cases(SUITE) if SUITE.is_dir() else []
        wanted = [one for one in found if (one.folder in FEDERATED) == (name != "case")]
        metafunc.parametrize(name, [*_parameters(wanted)] or [_nothing()])


FEDERATED: Final = frozenset({"service", "syntax-fed"})


def _parameters(found: list[Case]) -> Iterator[object]:
    # Tests with the same data go to the same process, which serves it once.
    groups = {dataset: n for n, dataset in enumerate({c.dataset: 0 for c in found})}
    for case in found:
        group = f"conformance-{groups[case.dataset]}"
        yield pytest.param(case, id=case.id, marks=pytest.mark.xdist_group(group))


def _nothing() -> object:
    return pytest.param(None, marks=pytest.mark.skip(ABSENT))


@pytest.fixture(scope="session")
def suite() -> list[Case]:
    """All tests of the suite."""
    if not SUITE.is_dir():
        pytest.skip(ABSENT)
    return cases(SUITE)


@pytest.fixture(scope="session")
def misses() -> dict[str, Miss]:
    """The tests that we fail, by their IRI."""
    with MISSES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    found = {row["test"]: Miss(row["oxigraph"], row["reason"]) for row in rows}
    assert len(found) == len(rows), "a test is listed twice"
    return found


@pytest.fixture(scope="session")
def service_for(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Case], OurService]]:
    """Serve the data of a test; the service before ends if the data differ."""
    running: dict[object, OurService] = {}

    def serve(case: Case) -> OurService:
        if case.dataset not in running:
            for key in list(running):
                running.pop(key).close()
            top = tmp_path_factory.mktemp("releases")
            running[case.dataset] = OurService(top, case)
        return running[case.dataset]

    yield serve
    for service in running.values():
        service.close()
