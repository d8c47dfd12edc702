"""Real graphs against ours: the ICA's members, the British co-operatives."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tsunagari.linking.bodies import Body
from tsunagari.linking.faults import Faults
from tsunagari.linking.links import Link
from tsunagari.linking.proposing import Proposer
from tsunagari.linking.running import our_bodies, read_source
from tsunagari.linking.tables import read_mapping
from tsunagari.resources import folder

# The 17 Japanese members by their numbers in the directory, read by hand.
MEMBERS = Path(__file__).parents[1] / "data" / "linking" / "japanese-members.csv"
with MEMBERS.open(encoding="utf-8") as _file:
    JAPANESE = {row["member"]: row["organization"] for row in csv.DictReader(_file)}


@pytest.fixture(scope="module")
def ours() -> list[Body]:
    return our_bodies()


@pytest.fixture(scope="module")
def members(reference: Path) -> list[Body]:
    mapping = read_mapping(folder("graph_data") / "linking" / "ica-members.toml")
    faults = Faults()
    path = reference / "graphs" / "ica-members-2026-04.csv"
    found = [*read_source(str(path), mapping, faults).bodies]
    assert len(faults) == 0
    with path.open(encoding="utf-8") as file:
        assert len(found) == len(list(csv.DictReader(file)))
    return found


def ends(links: list[Link]) -> dict[str, str]:
    pairs = [
        (link.right.rpartition("/")[2], link.left.rpartition("/")[2]) for link in links
    ]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_the_japanese_members_are_all_right_by_identifiers(
    ours: list[Body], members: list[Body]
) -> None:
    links = Proposer(ours).links(members)
    assert ends(links) == JAPANESE
    assert {link.relation for link in links} == {"skos:exactMatch"}


def test_and_so_they_are_by_names_and_places_alone(
    ours: list[Body], members: list[Body]
) -> None:
    bare = [
        replace(body, identifiers=frozenset(), hosts=frozenset()) for body in members
    ]
    assert ends(Proposer(ours).links(bare)) == JAPANESE


def test_no_british_co_operative_is_one_of_ours(
    ours: list[Body], reference: Path
) -> None:
    faults = Faults()
    path = reference / "graphs" / "coops-uk-2022q2-first500-derived.ttl"
    british = read_source(str(path), None, faults).bodies
    assert len(british) == 500
    assert {fault.rule for fault in faults} == {"mirror-namespace"}
    assert Proposer(ours).links(british) == []


def test_one_british_body_stands_in_two_graphs(
    members: list[Body], reference: Path
) -> None:
    path = reference / "graphs" / "coops-uk-2022q2-first500-derived.ttl"
    british = read_source(str(path), None, Faults()).bodies
    links = Proposer(british).links(members)
    assert [(link.left, link.right) for link in links] == [
        ("https://lod.coop/coops-uk/R000004", "https://lod.coop/ica/2091")
    ]
