"""The index of the project's own release, and one of a few things made up."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tsunagari.release.releases import Release
from tsunagari.search.entry import Entry, Kind, Property
from tsunagari.search.index import SearchIndex
from tsunagari.search.layout import FILE
from tsunagari.search.writing import write_index

KIND = "https://example.org/kind"
SCHEME = "https://example.org/scheme"
MakeIndex = Callable[[Iterable[Entry]], SearchIndex]


@pytest.fixture(scope="session")
def own(release: Release) -> Iterator[SearchIndex]:
    index = SearchIndex.open(release.path)
    yield index
    index.close()


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[MakeIndex]:
    """Make an index of things of one kind, with one scheme of identifiers."""
    opened: list[SearchIndex] = []

    def make(entries: Iterable[Entry]) -> SearchIndex:
        kinds = {KIND: Kind(KIND, {"en": "kind"})}
        properties = {SCHEME: Property(SCHEME, {"en": "scheme"}, True)}
        write_index(tmp_path / FILE, kinds, properties, entries)
        opened.append(SearchIndex.open(tmp_path))
        return opened[-1]

    yield make
    for index in opened:
        index.close()
