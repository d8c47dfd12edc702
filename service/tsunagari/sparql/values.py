r"""Values from outside as terms: one value is one RDF term, or an error.

The kind of a term is the end of its variable's name, as `grlc
<https://github.com/CLARIAH/grlc>`_ and BASIL have it: ``?_form_iri``,
``?_since_gYear``, ``?_name_en``; without an end it is a text. A value becomes tokens
of SPARQL that this module writes itself, so nothing in it can be anything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import XSD

from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import expand, prefixes

__all__ = ["KINDS", "LONGEST", "TermKind", "kind_named", "language_kind"]

# In characters. Nothing that is looked for here is longer.
LONGEST: Final = 1000
# RFC 3987 without addresses in brackets, and without what is no character.
IRI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    r"(?://(?:[^/?#@\[\]%]|%[0-9A-Fa-f]{2})*(?=[/?#]|\Z))?"
    r"(?:[^\x00-\x20<>\"{}|\\^`\[\]%#]|%[0-9A-Fa-f]{2})*"
    r"(?:\#(?:[^\x00-\x20<>\"{}|\\^`\[\]%#]|%[0-9A-Fa-f]{2})*)?"
)
AUTHORITY: Final = re.compile(r"[^\x00-\x20<>\"{}|\\^`:]+(?::[0-9]{1,5})?")
ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Some engines read these before strings, some inside them.
CODEPOINT: Final = re.compile(r"\\[uU]")
# Characters that stand for none, or for nothing that can be printed.
UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
# And those that no IRI has, though they can be printed.
SPECIAL: Final = re.compile("[\ufff0-\uffff\U000e0000-\U000e0fff]")
LANGUAGE: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True)
class TermKind:
    """What kind of term a value is read as.

    :param name: The end of the variable's name; empty for a text.
    :param rules: What a value must be, in English and Japanese.
    :param schema: The same as a `JSON Schema <https://json-schema.org/>`_.
    :param read: Returns the tokens of the term, or ``None`` if there is none.
    """

    name: str
    rules: dict[str, str]
    schema: dict[str, str]
    read: Callable[[str], tuple[str, ...] | None]


def kind_named(name: str) -> TermKind | None:
    """Return the kind with that name, or ``None``.

    >>> kind_named("integer").read("+7")
    ('"+7"', '^^', '<http://www.w3.org/2001/XMLSchema#integer>')
    >>> kind_named("iri").read("sse:meets")
    ('<https://w3id.org/tsunagari/ontology#meets>',)
    """
    if found := KINDS.get(name):
        return found
    return language_kind(name) if LANGUAGE.fullmatch(name) else None


def language_kind(language: str) -> TermKind:
    """Return the kind of a text in *language*.

    >>> language_kind("ja").read('"繋がり"')
    ('"\\\\"繋がり\\\\""', '@ja')
    """

    def read(value: str) -> tuple[str, ...] | None:
        text = _string(value)
        return text and (*text, f"@{language}")

    return TermKind(language, _TEXT.rules, _TEXT.schema, read)


def _iri(value: str) -> tuple[str, ...] | None:
    prefix, colon, _ = value.partition(":")
    if colon and prefix in prefixes():
        value = str(expand(value))
    if not IRI.fullmatch(value) or not _printable(value) or SPECIAL.search(value):
        return None
    _, slashes, rest = value.partition("://")
    authority = re.split(r"[/?#]", rest)[0].rpartition("@")[2]
    if slashes and not AUTHORITY.fullmatch(authority):
        return None
    return (f"<{value}>",)


def _string(value: str) -> tuple[str, ...] | None:
    allowed = value.translate({ord(sign): "" for sign in "\n\r\t"})
    if not _printable(allowed) or CODEPOINT.search(value):
        return None
    escaped = "".join(ESCAPES.get(sign, sign) for sign in value)
    return (f'"{escaped}"',)


def _printable(value: str) -> bool:
    return UNPRINTABLE.isdisjoint(map(unicodedata.category, value))


def _typed(
    name: str, pattern: str, fits: Callable[[str], bool] = lambda value: True
) -> Callable[[str], tuple[str, ...] | None]:
    expression = re.compile(pattern)

    def read(value: str) -> tuple[str, ...] | None:
        if not expression.fullmatch(value) or not fits(value):
            return None
        return f'"{value}"', "^^", f"<{XSD[name]}>"

    return read


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _kind(
    name: str,
    rules: tuple[str, str],
    read: Callable[[str], tuple[str, ...] | None],
    type: str = "string",
    format: str = "",
) -> TermKind:
    schema = {"type": type, **({"format": format} if format else {})}
    return TermKind(name, dict(zip(LANGUAGES, rules, strict=True)), schema, read)


_TEXT: Final = _kind(
    "",
    (
        f"a text of at most {LONGEST} printable characters, without '\\u'",
        f"{LONGEST}字以内の、表示できる文字からなるテキスト（「\\u」は不可）",
    ),
    _string,
)
KINDS: Final = {
    kind.name: kind
    for kind in (
        _TEXT,
        _kind(
            "iri",
            (
                "an absolute IRI, or a name with a prefix of the project such as "
                "form:consumer-cooperative",
                "絶対IRI、または form:consumer-cooperative のような"
                "プロジェクトの接頭辞による名前",
            ),
            _iri,
        ),
        _kind(
            "integer",
            ("a whole number such as 12", "12 のような整数"),
            _typed("integer", r"[+-]?[0-9]{1,18}"),
            "integer",
        ),
        _kind(
            "decimal",
            ("a decimal number such as 12.5", "12.5 のような十進数"),
            _typed("decimal", r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})"),
            "number",
        ),
        _kind(
            "boolean",
            ("true or false", "true または false"),
            _typed("boolean", r"true|false"),
            "boolean",
        ),
        _kind(
            "date",
            ("a day as 2022-10-01", "2022-10-01 の形の日付"),
            _typed("date", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", _is_day),
            format="date",
        ),
        _kind(
            "gYear",
            ("a year as 1998", "1998 の形の年"),
            _typed("gYear", r"[0-9]{4}"),
        ),
    )
}
