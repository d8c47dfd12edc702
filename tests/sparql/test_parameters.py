"""What the header of a stored query says of its parameters."""

import pytest

from tsunagari.errors import QueryHeaderError
from tsunagari.sparql.library import StoredQuery, parse_header
from tsunagari.sparql.parameters import Choices, parameters

HEADER = """#+ id: X1
#+ summary: one
#+ summary-ja: 一
#+ returns: a (IRI)
#+ entailment: none
"""
FORM = """#+ param-form: legal form
#+ param-form-ja: 法人形態
#+ param-form-example: form:rokin-bank
"""


def stored(lines: str, query: str) -> StoredQuery:
    text = f"{HEADER}{lines}\n{query}"
    return StoredQuery("x1", "lookup", parse_header(text), text)


def test_a_parameter_is_a_variable_with_lines_in_the_header() -> None:
    lines = FORM + "#+ param-form-choices: objects sse:legalForm\n"
    query = stored(lines, "SELECT ?a { ?a sse:legalForm ?_form_iri }")
    (found,) = parameters(query)
    assert (found.name, found.variable, found.kind.name) == ("form", "_form_iri", "iri")
    assert found.labels == {"en": "legal form", "ja": "法人形態"}
    assert found.choices == Choices("objects", "sse:legalForm")
    assert found.needed
    assert not found.optional


def test_two_underscores_may_be_left_out() -> None:
    (found,) = parameters(stored(FORM, "SELECT ?a { ?a ?p ?__form_iri }"))
    assert found.optional
    assert not found.needed


def test_a_block_of_values_is_the_default() -> None:
    query = "SELECT ?a { VALUES ?_form_iri { form:a form:b } ?a ?p ?_form_iri }"
    (found,) = parameters(stored(FORM, query))
    assert found.defaults == ("form:a", "form:b")
    assert not found.needed


@pytest.mark.parametrize(
    ("lines", "query", "reason"),
    [
        (FORM, "SELECT ?a { ?a ?p ?o }", "'form' stands only in the header"),
        ("", "SELECT ?a { ?a ?p ?_form_iri }", "'form' stands only in the header"),
        (FORM, "SELECT ?_form_iri { ?a ?p ?o }", "in no group pattern"),
        (FORM, "SELECT ?a { ?a ?p ?_form_wrong }", "is no parameter"),
        (FORM, "SELECT ?a { ?a ?p ?_Form_iri }", "is no parameter"),
        (FORM, "SELECT ?a { ?_form_iri ?p ?__form_iri }", "two variables"),
        (FORM, "SELECT ?a { VALUES (?_form_iri ?b) { (<x:a> 1) } }", "of its own"),
        (FORM, "SELECT ?a { VALUES (?_form_iri) { (<x:a>) } }", "of its own"),
        (
            FORM.replace("form:rokin-bank", "a b"),
            "SELECT ?a { ?a ?p ?_form_iri }",
            "'a b' is no value",
        ),
        (
            FORM + "#+ param-form-values: [form:a, form:b]\n",
            "SELECT ?a { ?a ?p ?_form_iri }",
            "'form:rokin-bank' is no value",
        ),
        (
            FORM + "#+ param-form-choices: everything\n",
            "SELECT ?a { ?a ?p ?_form_iri }",
            "the choices of 'form'",
        ),
        (
            FORM + "#+ param-form-note: only in English\n",
            "SELECT ?a { ?a ?p ?_form_iri }",
            "in one language only",
        ),
        (
            FORM + "#+ param-form-colour: red\n",
            "SELECT ?a { ?a ?p ?_form_iri }",
            "param-form-colour",
        ),
        (
            FORM.replace("form:", "format:").replace("-form", "-format"),
            "SELECT ?a { ?a ?p ?_format_iri }",
            "no line of a parameter that can be",
        ),
        (
            "#+ param-form: legal form\n#+ param-form-example: x:y\n",
            "SELECT ?a { ?a ?p ?_form_iri }",
            "lacks 'param-form-ja'",
        ),
    ],
)
def test_what_does_not_agree_is_told(lines: str, query: str, reason: str) -> None:
    with pytest.raises(QueryHeaderError, match=reason):
        parameters(stored(lines, query))
