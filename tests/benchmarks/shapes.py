"""Queries that run for ever or eat memory, whatever the data."""

from __future__ import annotations

from typing import Final

__all__ = ["RUNAWAYS"]

_PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_NUMBERS = " ".join(map(str, range(60)))
_DOUBLED = "BIND (CONCAT(?v{0}, ?v{0}) AS ?v{1})"

RUNAWAYS: Final = {
    "a product counted": f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
    "a product sorted": f"SELECT * {{ {_PRODUCT} }} ORDER BY ?a ?l LIMIT 1",
    "a product grouped": f"SELECT ?a (COUNT(*) AS ?n) {{ {_PRODUCT} }} GROUP BY ?a ?l",
    "a product without data": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {_NUMBERS} }}" for n in range(6))
    + " }",
    "paths that meet": "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . "
    "?b (<x:p>|!<x:p>)* ?c . ?c (<x:p>|!<x:p>)* ?d . ?d (<x:p>|!<x:p>)* ?e }",
    "a regular expression for each pair": "SELECT (COUNT(*) AS ?n) { "
    f"{_PRODUCT} FILTER (REGEX(STR(?c), STR(?f))) }}",
    "a text doubled": "SELECT (STRLEN(?v40) AS ?n) { BIND ('xxxx' AS ?v0) "
    + " ".join(_DOUBLED.format(n, n + 1) for n in range(40))
    + " }",
}
