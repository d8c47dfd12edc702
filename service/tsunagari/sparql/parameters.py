"""The parameters of stored queries: what may be asked of one, in its header.

A parameter is a variable whose name begins with an underscore and ends with the
kind of its value (:mod:`tsunagari.sparql.values`), as `grlc
<https://github.com/CLARIAH/grlc>`_ names them: ``?_form_iri`` needs a value, with
two underscores it may be left out. The header tells the rest::

    #+ param-form: legal form
    #+ param-form-ja: 法人形態
    #+ param-form-choices: objects sse:legalForm
    #+ param-form-example: form:consumer-cooperative

A ``VALUES`` block in the query itself is the default, so that the query runs as it
is anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tsunagari.errors import QueryHeaderError
from tsunagari.sparql.library import StoredQuery
from tsunagari.sparql.placing import Places, places
from tsunagari.sparql.tokens import TokenKind, all_tokens, tokens
from tsunagari.sparql.values import TermKind, kind_named

__all__ = ["Choices", "Parameter", "parameters"]

VARIABLE: Final = re.compile(r"[?$](?P<marks>__?)(?P<name>[a-z]+)(?:_(?P<kind>\w+))?")
# What the web face takes beside the parameters of a query. "lang" is the language
# of a page, and may be that of a query's names too.
RESERVED: Final = frozenset({"format", "maxrows", "query", "run", "timeout"})
KEY: Final = re.compile(r"param-(?P<name>[a-z]+)(?:-(?P<field>[a-z-]+))?")
FIELDS: Final = frozenset(
    {"", "choices", "example", "ja", "note", "note-ja", "others", "values"}
)
CHOICES: Final = re.compile(r"(?P<how>class|objects|scheme) (?P<what>\S+)")


@dataclass(frozen=True)
class Choices:
    """Which values the data offer.

    :param how: Members of a "class", concepts of a "scheme", or "objects" of a
        property.
    :param what: The name of the class, scheme or property.
    :param others: Whether people may want other values just as well.
    """

    how: str
    what: str
    others: bool = False


@dataclass(frozen=True)
class Parameter:
    """What may be asked of a stored query.

    :param name: The name that a request gives.
    :param variable: The variable, without its sign.
    :param optional: Whether the query means something without a value.
    :param defaults: What the query has in its place, as it is written there.
    :param labels: What it is called, by language; *notes* say more.
    :param values: The only values that it may have; empty if there are others.
    :param choices: Where values to choose from are found.
    """

    name: str
    variable: str
    kind: TermKind
    optional: bool
    defaults: tuple[str, ...]
    labels: Mapping[str, str]
    notes: Mapping[str, str]
    values: tuple[str, ...]
    choices: Choices | None
    example: str

    @property
    def needed(self) -> bool:
        """Whether the query cannot be answered without a value."""
        return not self.optional and not self.defaults


def parameters(query: StoredQuery) -> list[Parameter]:
    """Return the parameters of *query*, in the order of its header.

    :raises QueryHeaderError: If header and text do not agree; the text says where.
    """
    return list(_parameters(query.text, tuple(query.header.items())))


@lru_cache(maxsize=1024)
def _parameters(
    text: str, header: tuple[tuple[str, str], ...]
) -> tuple[Parameter, ...]:
    declared = _declared(dict(header))
    used = _used(text)
    if missing := used.keys() ^ declared.keys():
        raise QueryHeaderError(
            f"the parameter '{min(missing)}' stands only in the header or only in the "
            "query; give it both a variable and 'param-' lines"
        )
    query = list(all_tokens(text))
    found = []
    for name, fields in declared.items():
        variable = used[name]
        where = places(query, variable)
        if not where.groups and not where.blocks:
            raise QueryHeaderError(f"the parameter '{name}' stands in no group pattern")
        defaults = _defaults(where, [token.text for token in query])
        found.append(_parameter(name, variable, fields, defaults))
    return tuple(found)


def _declared(header: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the ``param-`` lines by parameter and field."""
    declared: dict[str, dict[str, str]] = {}
    for key, value in header.items():
        if not key.startswith("param-"):
            continue
        match = KEY.fullmatch(key)
        field = (match["field"] or "") if match else None
        if match is None or field not in FIELDS or match["name"] in RESERVED:
            raise QueryHeaderError(f"'{key}' is no line of a parameter that can be")
        declared.setdefault(match["name"], {})[field] = value
    for name, fields in declared.items():
        if missing := {"", "ja", "example"} - fields.keys():
            least = f"param-{name}-{min(missing)}".removesuffix("-")
            raise QueryHeaderError(f"the parameter '{name}' lacks '{least}'")
    return declared


def _used(text: str) -> dict[str, str]:
    """Return the variables that are parameters, by the name of the parameter."""
    found: dict[str, str] = {}
    for token in tokens(text):
        if token.kind is not TokenKind.NAME or token.text[:2] not in ("?_", "$_"):
            continue
        match = VARIABLE.fullmatch(token.text)
        if match is None or kind_named(match["kind"] or "") is None:
            raise QueryHeaderError(
                f"{token.text} is no parameter: write a name in small letters and the "
                "kind of its value, such as ?_form_iri"
            )
        variable = token.text[1:]
        if found.setdefault(match["name"], variable) != variable:
            raise QueryHeaderError(
                f"the parameter '{match['name']}' has two variables, ?{variable} and "
                f"?{found[match['name']]}"
            )
    return found


def _parameter(
    name: str, variable: str, fields: dict[str, str], defaults: tuple[str, ...]
) -> Parameter:
    match = VARIABLE.fullmatch(f"?{variable}")
    assert match
    kind = kind_named(match["kind"] or "")
    assert kind
    choices = (
        CHOICES.fullmatch(fields.get("choices", "")) if kind.name == "iri" else None
    )
    if "choices" in fields and choices is None:
        raise QueryHeaderError(
            f"the choices of '{name}' are not 'class', 'scheme' or 'objects' and the "
            "name of one, for the value of an iri"
        )
    values = (
        tuple(re.split(r",\s*", fields["values"].strip("[]")))
        if "values" in fields
        else ()
    )
    for value in (*values, fields["example"]):
        if kind.read(value) is None or (values and value not in values):
            raise QueryHeaderError(f"'{value}' is no value that '{name}' may have")
    notes = {"en": fields.get("note", ""), "ja": fields.get("note-ja", "")}
    if bool(notes["en"]) != bool(notes["ja"]):
        raise QueryHeaderError(f"the note on '{name}' is in one language only")
    return Parameter(
        name,
        variable,
        kind,
        match["marks"] == "__",
        defaults,
        {"en": fields[""], "ja": fields["ja"]},
        notes,
        values,
        Choices(choices["how"], choices["what"], fields.get("others") == "yes")
        if choices
        else None,
        fields["example"],
    )


def _defaults(where: Places, texts: list[str]) -> tuple[str, ...]:
    """Return what the first ``VALUES`` block of a parameter holds."""
    for opened, closed in where.blocks:
        content = "".join(texts[opened + 1 : closed]).split()
        return tuple(text.strip('"') for text in content)
    return ()
