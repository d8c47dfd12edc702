"""`4.8 <https://www.w3.org/TR/shacl/#core-components-others>`_: closed shapes,
a value that must be there, and a list of those that may."""

from __future__ import annotations

from typing import Final

from rdflib import SH, URIRef

from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import (
    Finding,
    NodeTest,
    Values,
    ValueTest,
    Violations,
)
from tsunagari.validation.compiled.terms import Names, disjunction, same_term, text

__all__ = ["closed", "has_value", "in_"]

# From so many terms on, a list is long.
MANY: Final = 50


def closed(declared: Declaration) -> Finding | None:
    """``sh:closed``: no property but those of the property shapes, or ignored."""
    if not declared.flag():
        return None
    ignored = declared.others(SH.ignoredProperties)
    if len(ignored) > 1:
        raise declared.at(SH.ignoredProperties, ignored[1]).wrong("give it once")
    allowed = {
        term
        for value in ignored
        for term in declared.at(SH.ignoredProperties, value).members()
    } | {
        path
        for shape in declared.others(SH.property)
        for path in declared.graph.objects(shape, SH.path)
    }
    listed = ", ".join(sorted(text(p) for p in allowed if isinstance(p, URIRef)))

    def find(values: Values) -> Violations:
        names = values.names
        subject, subjects = values.this, values.focus
        if values.path is not None:
            subject = names.new("subject")
            subjects = f"{{ {values.pattern(subject)} }}"
        path, value = names.new("path"), names.new("value")
        stated = f"{subject} {path} {value} . " + (
            f"FILTER ({path} NOT IN ({listed}))" if listed else ""
        )
        if values.is_bound:
            # Joined, it would be looked for in all data, for each node.
            return Violations(f"{subjects} FILTER (EXISTS {{ {stated} }})")
        return Violations(
            f"{subjects} {stated}", value=value, path=path, keys=(subject,)
        )

    return Finding(SH.ClosedConstraintComponent, find)


def has_value(declared: Declaration) -> NodeTest:
    """``sh:hasValue``: one of the values is this very term."""
    term = declared.constant(declared.value)

    def test(values: Values) -> str:
        if values.path is None:
            return same_term(values.this, term)
        inside = values.inside()
        if not values.path.may_be_empty:
            return f"EXISTS {{ {inside.pattern(text(term))} }}"
        value = values.names.new("value")
        same = same_term(value, term)
        return f"EXISTS {{ {inside.pattern(value)} FILTER ({same}) }}"

    return NodeTest(SH.HasValueConstraintComponent, test)


def in_(declared: Declaration) -> ValueTest | Finding:
    """``sh:in``: each value is one of these very terms.

    An engine compares a value with one term after the other; a long list it
    takes away in one go (2,000 IRIs from 9,500 values: 0.02 s, not 0.56 s).
    """
    terms = [declared.constant(term) for term in declared.members()]
    listed = [text(term) for term in terms]

    def test(this: str, value: str, names: Names) -> str:
        if len(terms) > 1 and all(isinstance(term, URIRef) for term in terms):
            return f"COALESCE({value} IN ({', '.join(listed)}), false)"
        return disjunction([same_term(value, term) for term in terms])

    def find(values: Values) -> Violations:
        value = values.names.new("value")
        others = f"MINUS {{ VALUES {value} {{ {' '.join(listed)} }} }}"
        if values.is_bound:
            others = f"FILTER (!({test(values.this, value, values.names)}))"
        return Violations(f"{{ {values.pattern(value)} }} {others}", value=value)

    component = SH.InConstraintComponent
    return Finding(component, find) if len(terms) > MANY else ValueTest(component, test)
