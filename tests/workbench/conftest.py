"""One workbench that many tests write to in turn, empty at the beginning of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .bench import Bench, running


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bench, Path]]:
    """A running workbench, and its folder."""
    folder = tmp_path_factory.mktemp("workbench") / "bench"
    with running(folder) as bench:
        yield bench, folder


@pytest.fixture
def bench(served: tuple[Bench, Path]) -> Bench:
    """The running workbench, empty."""
    found, _ = served
    assert found.update("DROP ALL").status == 200
    return found


@pytest.fixture
def folder(served: tuple[Bench, Path]) -> Path:
    """The folder of the running workbench."""
    return served[1]
