"""Queries that never end on a thousand statements, and what runs beside them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

__all__ = ["RUNAWAYS", "at_once", "wait_until"]

PRODUCT: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
ROW: Final = " ".join(map(str, range(100)))
DOUBLED: Final = "BIND (CONCAT(?v{0}, ?v{0}) AS ?v{1})"
ANY: Final = "(<urn:p1>|!<urn:p1>)*"
# Each shape that SAFETY names: some take all time, some take all memory.
RUNAWAYS: Final = {
    "a product counted": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "a product without data": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {ROW} }}" for n in range(6))
    + " }",
    "paths that meet": "SELECT (COUNT(*) AS ?n) { "
    f"?a {ANY} ?b . ?b {ANY} ?c . ?c {ANY} ?d . ?d {ANY} ?e }}",
    "a product sorted": f"SELECT * {{ {PRODUCT} }} ORDER BY ?a ?l LIMIT 1",
    "a string doubled": "SELECT (STRLEN(?v40) AS ?n) { BIND ('xxxx' AS ?v0) "
    + " ".join(DOUBLED.format(n, n + 1) for n in range(40))
    + " }",
    "what does not exist": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    "FILTER NOT EXISTS { ?g ?h ?i . ?j ?k ?l "
    "FILTER (CONCAT(STR(?a), STR(?g), STR(?j)) = CONCAT(STR(?d), STR(?l))) } }",
}


def at_once(count: int, act: Callable[[], object]) -> list[threading.Thread]:
    """Start *act* in *count* threads."""
    threads = [threading.Thread(target=act) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def wait_until(condition: Callable[[], bool], seconds: float, told: str) -> None:
    """Wait for *condition*, and fail with *told* if it does not come."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, told
        time.sleep(0.05)
