"""The headers of stored queries, and their names."""

import pytest

from tsunagari.errors import QueryHeaderError, UnknownQueryError
from tsunagari.resources import folder
from tsunagari.sparql.library import parse_header, read_queries, stored_query

ROLES = sorted(path.name for path in folder("queries").iterdir() if path.is_dir())


@pytest.mark.parametrize("role", ROLES)
def test_every_header_reads_and_every_id_is_its_own(role: str) -> None:
    ids = [query.header["id"] for query in read_queries(role)]
    assert ids, f"queries/{role} is empty"
    assert len(set(ids)) == len(ids)


def test_a_continued_line_belongs_to_the_one_above() -> None:
    header = parse_header(
        "#+ id: X1\n#+ summary: one\n#+   and more\n#+ summary-ja: 一\n"
        "#+ returns: a (IRI)\n#+ entailment: none\nSELECT * {}"
    )
    assert header["summary"] == "one and more"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * {}", "lacks id, summary, summary-ja, returns, entailment"),
        ("#+ id: X1\nSELECT * {}", "lacks summary, summary-ja, returns, entailment"),
        ("#+ nothing\n", "not a 'key: value' line"),
    ],
)
def test_a_bad_header_says_why(text: str, reason: str) -> None:
    with pytest.raises(QueryHeaderError, match=reason):
        parse_header(text)


def test_a_query_is_found_by_id_or_name() -> None:
    assert stored_query("cq01") == stored_query("CQ01")
    assert stored_query(stored_query("CQ01").name).header["id"] == "CQ01"
    with pytest.raises(UnknownQueryError, match="--list"):
        stored_query("CQ99")
