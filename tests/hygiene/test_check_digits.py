"""The check digits of HYG-05 and HYG-06 against a plain computation.

SPARQL has no remainder, so the queries compute it from a division. Here many
numbers, most of them wrong, stand in one dataset; the queries must find the
wrong ones and no other. The numbers are random, the same in each run.
"""

import random
from collections.abc import Callable, Iterable

import pytest
from rdflib import SKOS, Literal, URIRef
from rdflib.term import Node

from tsunagari.namespaces import BASE, SSE
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset
from tsunagari.sparql.library import stored_query
from tsunagari.validation.hygiene import inspect


def corporate_number_is_right(number: str) -> bool:
    """Compare the first digit with what the other twelve give.

    The rule counts from the right: odd places weigh 1, even places 2.
    """
    first, rest = int(number[0]), number[1:]
    weighted = (int(digit) * (1, 2)[i % 2] for i, digit in enumerate(reversed(rest)))
    return first == 9 - sum(weighted) % 9


def weighted_sum(code: str) -> int:
    """Return the sum of the first five digits, which weigh 6, 5, 4, 3 and 2."""
    weights = range(6, 1, -1)
    return sum(int(code[i]) * weight for i, weight in enumerate(weights))


def local_government_code_is_right(code: str) -> bool:
    """Compare the last digit with what the first five give.

    A sum below 11 is taken from 11; else its remainder is; the last digit of
    the difference counts.
    """
    total = weighted_sum(code)
    difference = 11 - total if total < 11 else 11 - total % 11
    return int(code[5]) == int(str(difference)[-1])


def numbers(length: int, check_digit: int, seed: int) -> set[str]:
    """Return random numbers, each with all ten digits in the place to check."""
    source = random.Random(seed)
    found = set()
    for _ in range(80):
        digits = source.choices("0123456789", k=length)
        for digit in "0123456789":
            digits[check_digit] = digit
            found.add("".join(digits))
    return found


def wrong_numbers(query: str, scheme: URIRef, values: Iterable[str]) -> set[str]:
    """Return the values that the query finds, of a dataset that has them all."""
    quads: list[tuple[Node, Node, Node, Node]] = []
    for value in values:
        node = BASE[f"jp/identifier/sample-{value}"]
        graph = BASE["evidence/sample-numbers"]
        quads.append((node, SSE.identifierScheme, scheme, graph))
        quads.append((node, SKOS.notation, Literal(value), graph))
    problems = inspect(CanonicalDataset(quads).engine(), [stored_query(query)])
    assert len(problems) == len({problem.node for problem in problems})
    return {problem.value for problem in problems}


CORPORATE_NUMBERS = numbers(length=13, check_digit=0, seed=13)
# Sums below 11, the special case of the rule, and 11 itself.
SMALL_CODES = {
    f"{head}{last}"
    for head in ("00001", "00010", "00100", "01000", "10000", "00005", "10010", "10011")
    for last in range(10)
}
CODES = numbers(length=6, check_digit=5, seed=6) | SMALL_CODES


@pytest.mark.parametrize(
    ("query", "scheme", "values", "is_right"),
    [
        (
            "HYG-05",
            BASE["jp/concept/corporate-number"],
            CORPORATE_NUMBERS,
            corporate_number_is_right,
        ),
        (
            "HYG-06",
            BASE["jp/concept/local-government-code"],
            CODES,
            local_government_code_is_right,
        ),
    ],
)
def test_exactly_the_wrong_numbers_are_found(
    query: str, scheme: URIRef, values: set[str], is_right: Callable[[str], bool]
) -> None:
    wrong = {value for value in values if not is_right(value)}
    assert len(values) - len(wrong) >= 80
    assert len(wrong) > 500
    assert wrong_numbers(query, scheme, values) == wrong


def test_the_codes_hold_every_special_case() -> None:
    sums = {weighted_sum(code) for code in CODES}
    assert {2, 3, 4, 5, 6, 9, 10, 11} <= sums
    # A remainder of 0 gives 11, one of 1 gives 10: digits 1 and 0.
    assert {total % 11 for total in sums if total >= 11} == set(range(11))
