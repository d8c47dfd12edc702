"""A few folders of the suite once more, asked of ``tsunagari serve`` by a socket."""

from __future__ import annotations

from collections.abc import Callable

from .misses import Miss
from .services import Ask
from .suite import Case
from .verdict import failure


def test_a_test_of_the_suite_by_a_socket(
    listened_case: Case,
    listener_for: Callable[[Case], Ask],
    misses: dict[str, Miss],
) -> None:
    told = failure(listened_case, listener_for(listened_case))
    assert (told is None) == (listened_case.iri not in misses), told
