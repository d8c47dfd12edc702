"""A quotation is found when only mark-up and white space differ."""

import pytest

from tsunagari.graph.quotation import fold, occurs

SOURCE = """
### ***There is potential***

*Kyodo* (translated as ‘co-production’) was introduced
to Japan by [Club Consumers' Union \\(SCCCU\\)](#), see
[https://example.org/news\\\\_id1.html](https://example.org/news_id1.html)
and <https://example.org/sse>. Banks<sup>1</sup> lend **3,500,000** yen.
snake_case and _stressed_ words.
"""


@pytest.mark.parametrize(
    "quotation",
    [
        "Kyodo (translated as ‘co-production’) was introduced to Japan",
        "Club Consumers' Union (SCCCU), see",
        "https://example.org/news_id1.html",
        "https://example.org/sse",
        "Banks lend 3,500,000 yen",
        "There is potential",
        "snake_case and stressed words",
        "  Banks\n lend ",
    ],
)
def test_words_are_found(quotation: str) -> None:
    assert occurs(quotation, SOURCE)


@pytest.mark.parametrize(
    "quotation",
    [
        "",
        "***",
        "kyodo (translated",
        "Kyodo (translated as 'co-production')",
        "lend 3,500,001 yen",
        "Banks1 lend",
        "snakecase",
    ],
)
def test_other_words_are_not(quotation: str) -> None:
    assert not occurs(quotation, SOURCE)


def test_folding_twice_changes_nothing() -> None:
    assert fold(fold(SOURCE)) == fold(SOURCE)
