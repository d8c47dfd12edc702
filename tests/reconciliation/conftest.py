"""The lookups that queries are matched with: the release's own, and made up ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tsunagari.namespaces import expand
from tsunagari.reconciliation.matching import Matcher
from tsunagari.release.releases import Release
from tsunagari.search.entry import Entry, Identifier, Kind, Label, Property, Value
from tsunagari.search.index import SearchIndex
from tsunagari.search.layout import FILE
from tsunagari.search.writing import write_index

ORGANIZATION = str(expand("org:Organization"))
PLACE = str(expand("sse:Place"))
BASED = str(expand("sse:basedIn"))
WITHIN = str(expand("sse:within"))
FOUNDED = str(expand("sse:foundedIn"))
NUMBER = str(expand("jpc:corporate-number"))
BASE = "https://w3id.org/tsunagari/"

Make = Callable[..., Matcher]


@pytest.fixture(scope="session")
def own(release: Release) -> Iterator[SearchIndex]:
    index = SearchIndex.open(release.path)
    yield index
    index.close()


@pytest.fixture(scope="session")
def matcher(own: SearchIndex) -> Matcher:
    return Matcher(own, "en")


def body(
    id: str, name: str, place: str = "", number: str = "", founded: str = ""
) -> Entry:
    """Make an organization up."""
    facts = {}
    if place:
        facts[BASED] = (Value(f"{BASE}{place}", "<"),)
    if founded:
        tag = f"^{expand('xsd:date')}"
        facts[FOUNDED] = (Value(founded, tag),)
    identifiers = (Identifier(NUMBER, number),) if number else ()
    labels = (Label(name, "ja"),)
    return Entry(BASE + id, labels, (ORGANIZATION,), identifiers, facts, 1)


def place(id: str, name: str, within: str = "") -> Entry:
    """Make a place up."""
    facts = {WITHIN: (Value(f"{BASE}{within}", "<"),)} if within else {}
    return Entry(BASE + id, (Label(name, "ja"),), (PLACE,), (), facts, 1)


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[Make]:
    """Make a matcher of things made up."""
    opened: list[SearchIndex] = []

    def make(*entries: Entry) -> Matcher:
        kinds = {iri: Kind(iri, {"en": iri}) for iri in (ORGANIZATION, PLACE)}
        properties = {
            iri: Property(iri, {"en": iri}, iri == NUMBER)
            for iri in (BASED, WITHIN, FOUNDED, NUMBER)
        }
        folder = tmp_path / str(len(opened))
        folder.mkdir()
        write_index(folder / FILE, kinds, properties, entries)
        opened.append(SearchIndex.open(folder))
        return Matcher(opened[-1], "ja")

    yield make
    for index in opened:
        index.close()
