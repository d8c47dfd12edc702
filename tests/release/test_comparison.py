"""Our closure beside the reference's: the same, and told if it is not."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph

from tsunagari.errors import ReasonerError
from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import SSE
from tsunagari.release import comparison
from tsunagari.release.comparison import compare_with_reference


def test_the_closures_are_the_same(small_project: Path) -> None:
    assert compare_with_reference(read_sources()) > 100


def test_a_difference_is_named(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(given: Graph, cliques: bool) -> Graph:
        ours = comparison.close_by_reference(given)
        ours.remove(sorted(ours)[0])
        return ours + Graph().add((SSE.x, RDF.type, SSE.Nothing))

    monkeypatch.setattr(comparison, "close", careless)
    with pytest.raises(ReasonerError, match="2 statements differ") as found:
        compare_with_reference(read_sources())
    assert "only ours: <https://w3id.org/tsunagari/ontology#x>" in str(found.value)
    assert "only theirs: <" in str(found.value)
