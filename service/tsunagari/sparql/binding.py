"""Asking a stored query with values: each is read as one term, and put in its place.

No value is ever pasted as text: what cannot be read as the one term that its
parameter asks for is an error, and what can is written anew by
:mod:`tsunagari.sparql.values`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tsunagari.errors import QueryValueError
from tsunagari.sparql.library import StoredQuery
from tsunagari.sparql.parameters import Parameter, parameters
from tsunagari.sparql.placing import placed
from tsunagari.sparql.tokens import all_tokens
from tsunagari.sparql.values import LONGEST

__all__ = ["bound", "missing"]

# So much of a value is told back.
SHOWN = 100


def bound(query: StoredQuery, given: Mapping[str, Sequence[str]]) -> str:
    """Return the text of *query*, asked with the values *given*.

    An empty value is none: forms send those that nobody filled in.

    :param given: Values by the name of their parameter.
    :raises QueryValueError: If a name is not known, or a value cannot be had.
    """
    known = {parameter.name: parameter for parameter in parameters(query)}
    for name in given:
        if name not in known:
            raise _unknown(name, list(known))
    terms = {}
    for name, parameter in known.items():
        values = [value for value in given.get(name, ()) if value]
        if len(values) > 1:
            raise QueryValueError(
                name,
                f"the parameter '{name}' is given {len(values)} times; give it once",
                f"パラメーター「{name}」が{len(values)}回指定されている。一度だけ指定する",
            )
        if values:
            terms[parameter.variable] = _term(parameter, values[0])
    if lacking := missing(query, given):
        raise _lacking(lacking[0])
    return placed(list(all_tokens(query.text)), terms)


def missing(query: StoredQuery, given: Mapping[str, Sequence[str]]) -> list[Parameter]:
    """Return the parameters of *query* that need a value and have none."""
    return [
        parameter
        for parameter in parameters(query)
        if parameter.needed and not any(given.get(parameter.name, ()))
    ]


def _term(parameter: Parameter, value: str) -> tuple[str, ...]:
    term = parameter.kind.read(value) if len(value) <= LONGEST else None
    allowed = parameter.values
    if term is None or (allowed and term not in map(parameter.kind.read, allowed)):
        raise _refused(parameter, value)
    return term


def _refused(parameter: Parameter, value: str) -> QueryValueError:
    name, rules = parameter.name, dict(parameter.kind.rules)
    if allowed := parameter.values:
        rules = {
            "en": f"one of {', '.join(allowed)}",
            "ja": "、".join(allowed) + "のどれか",
        }
    shown = value[:SHOWN] + ("…" if len(value) > SHOWN else "")
    return QueryValueError(
        name,
        f"the parameter '{name}' cannot be '{shown}': it is {rules['en']}; "
        f"try '{parameter.example}'",
        f"パラメーター「{name}」に「{shown}」は指定できない。"
        f"指定できるのは、{rules['ja']}。例：{parameter.example}",
    )


def _lacking(parameter: Parameter) -> QueryValueError:
    name, rules = parameter.name, parameter.kind.rules
    return QueryValueError(
        name,
        f"the parameter '{name}' is missing: it is {rules['en']}; "
        f"try '{name}={parameter.example}'",
        f"パラメーター「{name}」がない。指定できるのは、{rules['ja']}。"
        f"例：{name}={parameter.example}",
    )


def _unknown(name: str, known: list[str]) -> QueryValueError:
    shown = name[:SHOWN]
    if not known:
        return QueryValueError(
            shown,
            f"the query has no parameter '{shown}', nor any other; leave it out",
            f"この質問にパラメーター「{shown}」はなく、ほかのパラメーターもない。指定を外す",
        )
    return QueryValueError(
        shown,
        f"the query has no parameter '{shown}'; it has {', '.join(known)}",
        f"この質問にパラメーター「{shown}」はない。あるのは、{'、'.join(known)}",
    )
