"""What a second process does meanwhile is had, told or stopped."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tsunagari.errors import ReleaseError, SourceError
from tsunagari.release.beside import Beside


def double(number: int) -> int:
    return 2 * number


def refuse(name: str) -> None:
    raise SourceError(f"{name}: cannot be read")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write_and_wait(path: Path) -> None:
    path.write_text(str(os.getpid()))
    time.sleep(600)


def test_the_result_is_that_of_the_function() -> None:
    with Beside(double, 21) as doubling:
        assert doubling.result() == 42


def test_what_it_raises_is_raised_here() -> None:
    with (
        Beside(refuse, "one.ttl") as refusing,
        pytest.raises(SourceError, match=r"one\.ttl: cannot be read"),
    ):
        refusing.result()


def test_a_process_that_was_killed_is_told() -> None:
    with (
        Beside(die) as dying,
        pytest.raises(ReleaseError, match=r"'die' ended before .*code -9.*build again"),
    ):
        dying.result()


def test_it_ends_with_the_block(tmp_path: Path) -> None:
    path = tmp_path / "number"
    with Beside(write_and_wait, path):
        while not path.exists() or not path.read_text():
            time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(int(path.read_text()), 0)
