"""The tests of the suite as parameters, and a service for each dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest

from .misses import Miss, read_misses
from .services import Ask, OurService, listening, serving
from .suite import FEDERATED, LISTENED, Case, cases

SUITE: Final = Path(__file__).resolve().parents[3] / "shared/suites/sparql11"
ABSENT: Final = "the suites of the W3C are not beside this checkout"
Served = TypeVar("Served")
# What a test asks for by the name of its argument.
CHOICES: Final[dict[str, Callable[[Case], bool]]] = {
    "case": lambda case: case.folder not in FEDERATED,
    "federated_case": lambda case: case.folder in FEDERATED,
    "federated_syntax": lambda case: case.folder == "syntax-fed",
    "listened_case": lambda case: case.folder in LISTENED,
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes a case all there are."""
    for name in CHOICES.keys() & set(metafunc.fixturenames):
        if SUITE.is_dir():
            found = filter(CHOICES[name], cases(SUITE))
            metafunc.parametrize(name, list(_parameters(found)))
        else:
            absent = pytest.param(None, marks=pytest.mark.skip(ABSENT))
            metafunc.parametrize(name, [absent])


def _parameters(found: Iterable[Case]) -> Iterator[Any]:
    # Tests with the same data go to the same process, which serves it once.
    groups: dict[object, str] = {}
    for case in found:
        group = groups.setdefault(case.dataset, f"conformance-{len(groups)}")
        yield pytest.param(case, id=case.id, marks=pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def suite() -> list[Case]:
    """All tests of the suite."""
    if not SUITE.is_dir():
        pytest.skip(ABSENT)
    return cases(SUITE)


@pytest.fixture(scope="session")
def misses() -> dict[str, Miss]:
    """The tests that we fail, by their IRI."""
    return read_misses()


@pytest.fixture(scope="session")
def service_for(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Case], OurService]]:
    """Serve the data of a test; the service before ends if the data differ."""
    with _one_at_a_time(tmp_path_factory, serving) as serve:
        yield serve


@pytest.fixture(scope="session")
def listener_for(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Case], Ask]]:
    """The same in a process of its own, which listens on a socket."""
    with _one_at_a_time(tmp_path_factory, listening) as serve:
        yield serve


@contextmanager
def _one_at_a_time(
    tmp_path_factory: pytest.TempPathFactory,
    start: Callable[[Path, Case], AbstractContextManager[Served]],
) -> Iterator[Callable[[Case], Served]]:
    with ExitStack() as stack:
        running: dict[object, Served] = {}

        def serve(case: Case) -> Served:
            if case.dataset not in running:
                running.clear()
                stack.close()
                top = tmp_path_factory.mktemp("releases")
                running[case.dataset] = stack.enter_context(start(top, case))
            return running[case.dataset]

        yield serve
