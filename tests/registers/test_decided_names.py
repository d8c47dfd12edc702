"""Real names from the public register: the form that a person decided, by eye."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tsunagari.registers.statements import name as term
from tsunagari.registers.vocabulary import shown_form

from .plain import form_of

PATH = Path(__file__).with_name("decided_names.csv")
with PATH.open(encoding="utf-8", newline="") as file:
    DECIDED = [(row["name"], row["form"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("name", "form"), DECIDED)
def test_names_are_read_as_decided(name: str, form: str) -> None:
    found = shown_form(name, "jp")
    assert (found.form if found else "") == (term(f"form:{form}") if form else "")
    assert form_of(name, "399") == form


def test_many_names_are_decided() -> None:
    assert len(DECIDED) >= 115
    assert len({name for name, _ in DECIDED}) == len(DECIDED)
