"""`4.4 <https://www.w3.org/TR/shacl/#core-components-string>`_: length, pattern
and language."""

from __future__ import annotations

from rdflib import SH, Literal

from tsunagari.validation.compiled.declaration import Declaration
from tsunagari.validation.compiled.model import (
    Finding,
    Uncompilable,
    Values,
    ValueTest,
    Violations,
)
from tsunagari.validation.compiled.terms import Names, text

__all__ = ["language_in", "max_length", "min_length", "pattern", "unique_lang"]


def min_length(declared: Declaration) -> ValueTest:
    """``sh:minLength``: so many characters or more; a blank node has none."""
    return _length(declared, ">=")


def max_length(declared: Declaration) -> ValueTest:
    """``sh:maxLength``: so many characters or fewer; a blank node has none."""
    return _length(declared, "<=")


def _length(declared: Declaration, operator: str) -> ValueTest:
    number = declared.number()
    least = operator == ">="

    def test(this: str, value: str, names: Names) -> str:
        return f"COALESCE(STRLEN(STR({value})) {operator} {number}, false)"

    return ValueTest(
        SH.MinLengthConstraintComponent if least else SH.MaxLengthConstraintComponent,
        test,
    )


def pattern(declared: Declaration) -> ValueTest:
    """``sh:pattern``, with ``sh:flags``: the engine's own REGEX.

    A pattern the engine cannot read would match nothing, without a word; such a
    shape is handed to the reference.
    """
    expression = str(declared.literal())
    found = declared.others(SH.flags)
    if len(found) > 1:
        raise declared.wrong("give sh:flags once")
    flags = "".join(map(str, found))
    if not declared.data.knows_pattern(expression, flags):
        raise Uncompilable(f"the engine cannot match {expression!r} ({flags!r})")
    given = f"{text(Literal(expression))}, {text(Literal(flags))}"

    def test(this: str, value: str, names: Names) -> str:
        return f"COALESCE(REGEX(STR({value}), {given}), false)"

    return ValueTest(SH.PatternConstraintComponent, test)


def language_in(declared: Declaration) -> ValueTest:
    """``sh:languageIn``: a language tag that one of the ranges matches."""
    ranges = declared.members()
    if not all(isinstance(item, Literal) for item in ranges):
        raise declared.wrong("list language tags as strings")

    def test(this: str, value: str, names: Names) -> str:
        found = [
            f"LANGMATCHES(LANG({value}), {text(Literal(str(item)))})" for item in ranges
        ]
        return f"ISLITERAL({value}) && ({' || '.join(found) or 'false'})"

    return ValueTest(SH.LanguageInConstraintComponent, test)


def unique_lang(declared: Declaration) -> Finding | None:
    """``sh:uniqueLang``: one result for each language that two values have."""
    declared.needs_path()
    if not declared.flag():
        return None

    def find(values: Values) -> Violations:
        one, other, tag = (values.names.new(n) for n in ("value", "value", "language"))
        return Violations(
            f"{{ {values.pattern(one)} }} {{ {values.pattern(other)} }} "
            f"FILTER (!SAMETERM({one}, {other}) && ISLITERAL({one}) "
            f"&& ISLITERAL({other}) && LANG({one}) != '' "
            f"&& LCASE(LANG({one})) = LCASE(LANG({other}))) "
            f"BIND (LCASE(LANG({one})) AS {tag})",
            keys=(tag,),
        )

    return Finding(SH.UniqueLangConstraintComponent, find)
