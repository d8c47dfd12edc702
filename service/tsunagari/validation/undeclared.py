"""Terms of ours that are used and do not exist: a slip of the pen that no shape sees.

A shape speaks of the properties that it knows; one that is spelled otherwise says
nothing to it. A build asks the hygiene query ``HYG-01``; here the same is asked of a
few statements beside what is declared, and told as results of SHACL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from rdflib import RDF, SH, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE, shorten
from tsunagari.sparql.library import stored_query
from tsunagari.validation.compiled.results import Result
from tsunagari.validation.report import Problem, Severity

__all__ = ["undeclared"]

QUERY: Final = "hyg-01-undeclared-terms"
# The IRI that a stored query has.
RULE: Final = BASE[f"query/{QUERY}"]
NEAREST: Final = {"en": "did you mean {}?", "ja": "{} ではありませんか。"}

Statement = tuple[Node, Node, Node]


def undeclared(
    statements: Iterable[Statement],
    is_declared: Callable[[str], bool],
    terms: Collection[str],
) -> Iterator[tuple[Problem, Result]]:
    """Yield each use of a term of ours that is declared nowhere, as a violation.

    :param is_declared: Tells whether an IRI is that of a class or a property.
    :param terms: The IRIs of terms, of which the nearest is named.
    """
    header = stored_query(QUERY).header
    texts = {"en": header["message"], "ja": header["message-ja"]}
    for subject, predicate, value in sorted(statements, key=str):
        used = [predicate, *([value] if predicate == RDF.type else [])]
        for term in used:
            if not str(term).startswith(str(BASE)) or is_declared(str(term)):
                continue
            messages = _with_nearest(texts, str(term), terms)
            path = URIRef(str(predicate))
            problem = Problem(
                Severity.VIOLATION,
                shorten(str(subject)),
                header["id"],
                messages,
                shorten(str(predicate)),
                shorten(str(term)),
            )
            told = tuple(Literal(text, lang=code) for code, text in messages.items())
            yield (
                problem,
                Result(
                    subject,
                    RULE,
                    SH.SPARQLConstraintComponent,
                    SH.Violation,
                    told,
                    path,
                    term,
                ),
            )


def _with_nearest(
    texts: dict[str, str], term: str, terms: Collection[str]
) -> dict[str, str]:
    names = {_local(known): known for known in sorted(terms)}
    near = get_close_matches(_local(term), names, 1)
    if not near:
        return texts
    name = shorten(names[near[0]])
    return {
        code: f"{text} {NEAREST[code].format(name)}" for code, text in texts.items()
    }


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
