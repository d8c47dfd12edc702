"""Every case of the corpus: the answer is one of those allowed, and all is as before.

After each the control query has its answer, so the engine works and the data is
what it was, and the canary was not called.
"""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from .canary import Canary
from .corpus import HostileCase, read_corpus
from .messages import requests_of
from .witness import Witness

pytestmark = pytest.mark.xdist_group("safety")

CASES = read_corpus()
# How long to wait for an answer where none is allowed too.
MOMENT = 0.7
PATIENCE = 15.0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_hostile_request(case: HostileCase, witness: Witness) -> None:
    patience = MOMENT if "wait" in case.allow else PATIENCE
    for way, data in requests_of(case, witness.server, witness.canary):
        found = witness.server.send(data, patience)
        assert found.outcome in case.allow, (way, found.data[:500])
        assert len(found.replies) <= case.answers, (way, found.data[:2000])
        if case.cut:
            assert not any(r.status == 200 and r.complete for r in found.replies), way
        for text in case.absent:
            assert text.encode() not in found.data, (way, found.data[:2000])
        witness.look_at(found)
    witness.all_is_well()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120
    wanted = "R2 R3 R9 R12 R13 R17 R18 R22 R25 R30 R31 R32 R46 R51 R52 R53 R54 R57 R58"
    proved = {id for case in CASES for id in case.ids}
    assert set(wanted.split()) <= proved


def test_an_empty_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no case"):
        read_corpus(tmp_path)
    (tmp_path / "none.toml").write_text("case = []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no case"):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        'query = "ASK {}"\nallow = [500]',
        'query = "ASK {}"\nallow = []',
        'query = "ASK {}"\nallow = [400]\nstatus = 400',
        'query = "ASK {}"\npath = "/"\nallow = [400]',
        "allow = [400]",
    ],
)
def test_a_case_that_proves_nothing_is_an_error(text: str, tmp_path: Path) -> None:
    case = f'[[case]]\nname = "a"\nids = ["R1"]\n{text}\n'
    (tmp_path / "wrong.toml").write_text(case, encoding="utf-8")
    with pytest.raises(ValueError, match=r"wrong\.toml"):
        read_corpus(tmp_path)


def test_the_canary_hears() -> None:
    canary = Canary()
    socket.create_connection(("127.0.0.1", canary.port)).close()
    assert canary.called()
    assert not canary.called()
    canary.close()
