"""Our closure and report beside the references': the same, and told if not."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph

from tsunagari.errors import ReasonerError, ValidatorError
from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import SSE
from tsunagari.release import comparison
from tsunagari.release.build import check
from tsunagari.release.comparison import (
    compare_validation_with_reference,
    compare_with_reference,
)
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.results import Result, write_report
from tsunagari.validation.shacl import default_graph


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


@pytest.mark.xdist_group("shapes")
def test_the_reports_on_the_whole_release_are_the_same() -> None:
    checked = check()
    assert (checked.handed_over, checked.idle) == ([], [])
    # The engine's default graph is what was merged.
    validated = default_graph(Data(checked.dataset.engine()))
    assert len(validated) == len(checked.assembly.merged)
    assert compare_validation_with_reference(checked) == len(
        list(checked.shacl.objects(None, SH.result))
    )


def test_a_difference_between_the_reports_is_named(small_project: Path) -> None:
    component = SH.MinCountConstraintComponent
    invented = Result(SSE.x, SSE.shape, component, SH.Violation, ())
    shacl = write_report([invented], Graph())
    with pytest.raises(ValidatorError, match="1 results differ") as refusal:
        compare_validation_with_reference(replace(check(), shacl=shacl))
    assert f"only ours: shape {SSE.shape.n3()}" in str(refusal.value)
