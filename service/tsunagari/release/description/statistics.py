"""Counts that need no scan: Data Cube observations about the release itself.

``ontology/structures`` defines the data sets. The forms that a dimension may
have are listed, since no scheme holds all. A thing that is dated, placed or
classed twice is counted in both places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from rdflib import OWL, QB, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from tsunagari.namespaces import BASE, SSE
from tsunagari.release.description.census import Census
from tsunagari.release.description.names import local_name
from tsunagari.release.description.tally import Tally

__all__ = ["entailed", "statistics"]

SETS: Final = Namespace(BASE["statistics/"])
YEARS: Final = frozenset({SSE.foundingYear, SSE.changeYear, SSE.fundingYear})
# The values of the dimensions: terms in brackets, years and names as they are.
Values = tuple[str, ...]


def statistics(merged: Graph, tally: Tally, census: Census) -> Graph:
    """Return the observations about a release, themselves counted too.

    :param merged: The default graph, without what registers say of single bodies.
    """
    found = Graph()
    for form in merged.subjects(RDF.type, SSE.OrganizationType):
        found.add((SETS.forms, SKOS.member, form))
    for members, concepts in (
        (SETS["registered-kinds"], census.by_kind),
        (SETS["event-kinds"], {kind for _, kind in census.changes}),
    ):
        for concept in concepts:
            found.add((members, SKOS.member, _node(concept)))
    for name, dimensions, counts in (
        ("organizations-by-form", (SSE.countedForm,), _alone(census.by_form)),
        ("organizations-by-place", (SSE.refArea,), _alone(census.by_place)),
        ("organizations-by-year", (SSE.foundingYear,), _alone(census.by_year)),
        ("organizations-by-kind", (SSE.registeredKind,), _alone(census.by_kind)),
        (
            "organizations-by-form-and-place",
            (SSE.countedForm, SSE.refArea),
            census.by_form_and_area,
        ),
        (
            "changes-by-year",
            (SSE.changeYear, SSE.countedEventKind),
            census.changes,
        ),
    ):
        for values, number in counts.items():
            node = _observation(found, name, dimensions, values)
            found.add((node, SSE["count"], Literal(number)))
    for name, dimensions, sums in (
        ("funding-by-form", (SSE.countedForm,), census.funding_by_form),
        (
            "funding-by-funder-and-year",
            (SSE.countedFunderName, SSE.fundingYear),
            census.funding_by_funder,
        ),
    ):
        _add_sums(found, name, dimensions, sums)
    classes = {
        kind: _observation(
            found, "instances-by-class", (SSE.countedClass,), (kind.n3(),)
        )
        for kind in merged.subjects(RDF.type, OWL.Class)
        if isinstance(kind, URIRef)
    }
    for kind, node in classes.items():
        # What is counted here is not in the tally yet.
        number = tally.entities[kind.n3()] + len(set(found.subjects(RDF.type, kind)))
        found.add((node, SSE["count"], Literal(number)))
    return found


def _add_sums(
    found: Graph,
    name: str,
    dimensions: tuple[URIRef, ...],
    sums: Mapping[tuple[str, str], tuple[int, Decimal]]
    | Mapping[tuple[str, str, str], tuple[int, Decimal]],
) -> None:
    """Add the sums in the currency that most payments are in: no others add up."""
    payments: Counter[str] = Counter()
    for values, (number, _) in sums.items():
        payments[values[-1]] += number
    most = max(
        payments, key=lambda currency: (payments[currency], currency), default=""
    )
    for values, (number, total) in sums.items():
        if values[-1] == most:
            node = _observation(found, name, dimensions, values[:-1])
            found.add((node, SSE["count"], Literal(number)))
            found.add((node, SSE.totalAmount, Literal(_plain(total))))
            found.add((node, SSE.currency, Literal(most)))


def _observation(
    found: Graph, name: str, dimensions: tuple[URIRef, ...], values: Values
) -> URIRef:
    """Add an observation that has yet to get its count, and return it."""
    nodes = [
        Literal(value, datatype=XSD.gYear)
        if dimension in YEARS
        else _node(value)
        if value.startswith("<")
        else Literal(value)
        for dimension, value in zip(dimensions, values, strict=True)
    ]
    node = SETS[f"{name}/{'/'.join(map(local_name, nodes))}"]
    found.add((node, RDF.type, QB.Observation))
    found.add((node, QB.dataSet, SETS[name]))
    for dimension, value in zip(dimensions, nodes, strict=True):
        found.add((node, dimension, value))
    return node


def _alone(counts: Mapping[str, int]) -> dict[Values, int]:
    return {(value,): number for value, number in counts.items()}


def _node(text: str) -> URIRef:
    return URIRef(text[1:-1])


def _plain(total: Decimal) -> Decimal:
    """Return a number as the engine writes it: without an exponent or zeros."""
    whole = total.to_integral_value()
    return whole if whole == total else total.normalize()


def entailed(counted: Graph, merged: Graph) -> Graph:
    """Return what follows from *counted*, given the axioms in *merged*.

    The observations come after the closure, and a property above one of their
    dimensions is the only thing that an axiom can add to them.
    """
    found = Graph()
    for s, p, o in counted:
        for above in merged.transitive_objects(p, RDFS.subPropertyOf):
            if above is not None and (s, above, o) not in merged:
                found.add((s, above, o))
    return found - counted
