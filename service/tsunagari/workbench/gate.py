"""The gate: what the shapes find in the data, before a write counts.

The data is the merge of all graphs, with the ontology and its vocabularies beside it
where they are not part of it; nothing is inferred for it (`SHACL, 1.5
<https://www.w3.org/TR/shacl/#shacl-rdfs>`_). What was wrong before the write does not
stop it: only a violation that it brings does. A term of ours that does not exist is
one, as it is in a build.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from rdflib import RDF, SH, Graph, URIRef

from tsunagari.errors import NotConformingError
from tsunagari.graph.sources import read_sources, source_paths
from tsunagari.namespaces import SSE
from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import Difference
from tsunagari.validation.compiled.results import Result, write_report
from tsunagari.validation.shacl import validate
from tsunagari.validation.shapes import read_shapes
from tsunagari.validation.undeclared import undeclared

__all__ = ["check_shapes"]

# So many nodes are named in the error; the report has all.
NAMED: Final = 3


def check_shapes(dataset: Dataset, difference: Difference) -> None:
    """Do nothing if *difference*, which was done, brings no violation.

    :raises NotConformingError: With the report of the violations that it brings.
    """
    fresh = _fresh(dataset, difference)
    fresh += [
        result
        for _, result in undeclared(
            dataset.uses(difference),
            lambda iri: (
                (URIRef(iri), RDF.type, None) in _ontology() or dataset.describes(iri)
            ),
            _terms(),
        )
    ]
    if not fresh:
        return
    nodes = sorted({str(result.focus) for result in fresh})
    named = ", ".join(f"<{node}>" for node in nodes[:NAMED])
    more = " and more" if len(nodes) > NAMED else ""
    noun = "violation" if len(fresh) == 1 else "violations"
    raise NotConformingError(
        f"nothing was changed: the write would bring {len(fresh)} {noun} of the "
        f"shapes, of {named}{more}; the report tells each",
        write_report(fresh, _shapes()).serialize(format="turtle"),
    )


def _fresh(dataset: Dataset, difference: Difference) -> list[Result]:
    """Return the violations of shapes that were not there before."""
    after = _violations(dataset)
    if not after:
        return []
    dataset.apply(difference.inverse())
    try:
        before = _violations(dataset)
    finally:
        dataset.apply(difference)
    return [result for key, result in after.items() if key not in before]


def _violations(dataset: Dataset) -> dict[tuple[str, ...], Result]:
    validation = validate(dataset.merge(_beside(dataset.merged)), _shapes())
    return {
        tuple(map(str, (r.focus, r.path, r.value, r.shape, r.component))): r
        for r in validation.results
        if r.severity == SH.Violation
    }


@cache
def _shapes() -> Graph:
    # Once: a shape without an IRI is the same one before and after a write.
    return read_shapes()


def _beside(has_release: bool) -> Graph:
    """Return what the shapes need beside the data; a release has it."""
    return Graph() if has_release else _ontology()


@cache
def _ontology() -> Graph:
    ontology = [(name, path) for name, path in source_paths() if path.suffix == ".ttl"]
    return read_sources(ontology).merged()


@cache
def _terms() -> frozenset[str]:
    terms = map(str, _ontology().subjects(RDF.type))
    return frozenset(term for term in terms if term.startswith(str(SSE)))
