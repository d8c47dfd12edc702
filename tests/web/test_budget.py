"""A client that causes too much work is asked to wait; others are not."""

from dataclasses import replace

import pytest

from tsunagari.config import Settings
from tsunagari.web import budget
from tsunagari.web.app import create_app
from tsunagari.web.budget import Budgets
from tsunagari.web.serving import Serving
from tsunagari.web.state import State


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(budget, "time", clock)
    return clock


def test_a_bucket_empties_and_fills_again(clock: Clock) -> None:
    budgets = Budgets(30)
    assert budgets.wait("a") == 0
    budgets.spend("a", 31)
    assert 1.9 < budgets.wait("a") < 2.1
    assert budgets.wait("b") == 0
    clock.now += 2.1
    assert budgets.wait("a") == 0
    clock.now += 1000
    budgets.spend("a", 29)
    assert budgets.wait("a") == 0


def test_only_so_many_clients_are_remembered(clock: Clock) -> None:
    budgets = Budgets(30)
    for number in range(budget.MAX_CLIENTS + 10):
        budgets.spend(str(number), 1)
    assert len(budgets._left) == budget.MAX_CLIENTS


def test_the_endpoint_says_when_to_come_back(
    settings: Settings, serving: Serving
) -> None:
    tight = replace(settings, client_seconds=1e-9)
    client = create_app(State.of(tight, serving)).test_client()
    assert client.get("/sparql?query=ASK{?s+?p+1}").status_code == 200
    response = client.get("/sparql?query=ASK{?s+?p+2}")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1
    # What was answered before costs nothing.
    assert client.get("/sparql?query=ASK{?s+?p+1}").status_code == 200
