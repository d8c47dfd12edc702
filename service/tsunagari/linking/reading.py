"""Reading a foreign RDF file: any format rdflib reads, nothing fetched.

Faults that can be worked around are noted; what cannot be read at all is an error.
A JSON-LD context that stands on another host is one: reading it would need the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rdflib import RDFS, SKOS, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from tsunagari.errors import ForeignGraphError
from tsunagari.linking.entities import refuse_entities
from tsunagari.linking.faults import Faults
from tsunagari.linking.folding import folded
from tsunagari.sparql.documents.contexts import named_contexts

__all__ = ["FORBIDDEN", "FORMATS", "cleaned", "read_rdf"]

Statement = tuple[Node, Node, Node]

FORMATS: Final = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".n3": "n3",
    ".nt": "nt",
    ".nq": "nquads",
    ".trig": "trig",
    ".trix": "trix",
    ".rdf": "xml",
    ".owl": "xml",
    ".xml": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
LABELS: Final = frozenset(
    {RDFS.label, SKOS.prefLabel, SKOS.altLabel}
    | {
        URIRef(iri)
        for iri in (
            "http://purl.org/goodrelations/v1#name",
            "http://xmlns.com/foaf/0.1/name",
            "https://schema.org/name",
        )
    }
)
FORBIDDEN: Final = frozenset(' <>"{}|\\^`')
# What relative IRIs are resolved against, to be known again: no host is called so.
RELATIVE: Final = "http://relative.invalid/"
MAX_BYTES: Final = 500_000_000


def read_rdf(path: Path, faults: Faults) -> Graph:
    """Return the statements of the file, of all its graphs, with mirrors folded.

    :raises ForeignGraphError: If it is too large, in no known format, does not parse,
        or names a context that would have to be fetched.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        known = ", ".join(FORMATS)
        raise ForeignGraphError(
            f"{path.name}: the ending says no RDF format; rename it to one of {known}, "
            "or give a CSV file with --mapping"
        )
    if path.stat().st_size > MAX_BYTES:
        raise ForeignGraphError(
            f"{path.name}: it has more than {MAX_BYTES:,} bytes; cut it into parts"
        )
    if format_ == "json-ld":
        _refuse_remote_context(path)
    if format_ in ("xml", "trix"):
        refuse_entities(path)
    dataset = Dataset()
    try:
        # Generalised statements, with literals as subjects, are read and noted.
        dataset.parse(path, format=format_, publicID=RELATIVE)
    except Exception as error:
        reason = " ".join(str(error).split())[:300]
        raise ForeignGraphError(
            f"{path.name}: does not parse as {format_}: {reason}; check the file with "
            "a validator of that format"
        ) from error
    return cleaned(((s, p, o) for s, p, o, _ in dataset.quads()), faults)


def cleaned(statements: Iterable[Statement], faults: Faults) -> Graph:
    """Return *statements* with mirrors folded, without those that break rules."""
    graph = Graph()
    for statement in statements:
        _take(graph, statement, faults)
    _leave_out_rings(graph, faults)
    return graph


def _take(graph: Graph, statement: Statement, faults: Faults) -> None:
    subject, predicate, value = statement
    if isinstance(subject, Literal):
        faults.add("literal-subject", f'"{subject}"')
        return
    if isinstance(value, Literal) and predicate in LABELS and not str(value).strip():
        faults.add("empty-label", str(subject))
        return
    for term in statement:
        if isinstance(term, URIRef) and term.startswith(RELATIVE):
            faults.add("relative-iri", f"<{term.removeprefix(RELATIVE)}>")
            return
        if isinstance(term, URIRef) and FORBIDDEN & set(term):
            faults.add("bad-iri", str(term))
            return
    folded_ = tuple(_folded(term, faults) for term in statement)
    graph.add((folded_[0], folded_[1], folded_[2]))


def _folded(term: Node, faults: Faults) -> Node:
    if not isinstance(term, URIRef):
        return term
    canonical = folded(str(term))
    if canonical == str(term):
        return term
    common = len(str(term)) - next(
        (n for n, (a, b) in enumerate(zip(term[::-1], canonical[::-1], strict=False))
         if a != b),
        0,
    )  # fmt: skip
    faults.add("mirror-namespace", str(term)[:common])
    return URIRef(canonical)


def _leave_out_rings(graph: Graph, faults: Faults) -> None:
    above = {
        concept: sorted(graph.objects(concept, SKOS.broader), key=str)
        for concept in sorted(set(graph.subjects(SKOS.broader)), key=str)
    }
    for ring in _rings(above):
        names = " → ".join(str(concept) for concept in (*ring, ring[0]))
        faults.add("cyclic-broader", names)
        inside = set(ring)
        for concept in ring:
            for other in inside.intersection(above[concept]):
                graph.remove((concept, SKOS.broader, other))


def _rings(above: dict[Node, list[Node]]) -> Iterator[list[Node]]:
    """Yield each ring once, by a walk that keeps the path it came by."""
    done: set[Node] = set()
    for start in above:
        path: list[Node] = []
        places: dict[Node, int] = {}
        stack: list[tuple[Node, Iterator[Node]]] = []
        if start in done:
            continue
        stack.append((start, iter(above[start])))
        places[start] = 0
        path.append(start)
        while stack:
            node, others = stack[-1]
            following = next(others, None)
            if following is None:
                stack.pop()
                path.pop()
                del places[node]
                done.add(node)
            elif following in places:
                yield path[places[following] :]
            elif following in above and following not in done:
                places[following] = len(path)
                path.append(following)
                stack.append((following, iter(above[following])))


def _refuse_remote_context(path: Path) -> None:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ForeignGraphError(
            f"{path.name}: is not JSON: {error}; check it with a JSON validator"
        ) from error
    for where, value in named_contexts(document):
        raise ForeignGraphError(
            f"{path.name}{where}: the context {value} stands elsewhere, and nothing is "
            "fetched; put the context into the file itself, or convert it to Turtle"
        )
