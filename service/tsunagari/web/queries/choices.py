"""What a form offers to choose from, as the release has it.

The release is asked by a small query with a bound, like anybody asks; the answer is
kept in the same cache. Where the bound cuts, the rest can still be typed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final

from tsunagari.errors import QueryError
from tsunagari.namespaces import expand, shorten
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.parameters import Parameter
from tsunagari.sparql.placing import placed
from tsunagari.sparql.tokens import all_tokens
from tsunagari.sparql.values import kind_named
from tsunagari.web.answers import StreamedAnswer, answer
from tsunagari.web.operation import read_operation
from tsunagari.web.responses import asker
from tsunagari.web.state import state

__all__ = ["Choice", "Offer", "offer"]

# More are not read in a list; they are found by typing.
MOST: Final = 500
# In a list to open; more come up while typing.
MOST_LISTED: Final = 100
SECONDS: Final = "5"
MEMBERS: Final = {
    "class": "?value a ?_of",
    "scheme": "?value <http://www.w3.org/2004/02/skos/core#inScheme> ?_of",
    "objects": "?thing ?_of ?value",
}
# Areas stand in the order of their codes, not of their names in some language.
QUERY: Final = """PREFIX adms: <http://www.w3.org/ns/adms#>
PREFIX concept: <https://w3id.org/tsunagari/concept/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sse: <https://w3id.org/tsunagari/ontology#>
SELECT ?value (MIN(?text) AS ?label)
WHERE {
  { SELECT DISTINCT ?value { MEMBERS . FILTER (ISIRI(?value)) } LIMIT LIMITED }
  OPTIONAL {
    ?value rdfs:label|skos:prefLabel ?text .
    FILTER (LANG(?text) = ?_language)
  }
  OPTIONAL {
    ?value adms:identifier ?identifier .
    ?identifier sse:identifierScheme concept:iso-3166-2 ;
      skos:notation ?code .
  }
}
GROUP BY ?value
ORDER BY MIN(?code) ?label ?value
"""


@dataclass(frozen=True)
class Choice:
    """A value as a request has it, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class Offer:
    """The values to choose from.

    :param whole: Whether there are no others.
    """

    choices: tuple[Choice, ...] = ()
    whole: bool = True

    @property
    def listed(self) -> bool:
        """Whether they fit into a list to open."""
        return bool(self.choices) and self.whole and len(self.choices) <= MOST_LISTED


def offer(parameter: Parameter, language: str) -> Offer:
    """Return what *parameter* offers, with labels in *language*.

    Nothing, where the release cannot be asked now: a form is of use without.
    """
    if parameter.values:
        return Offer(tuple(Choice(value, value) for value in parameter.values))
    if parameter.choices is None:
        return Offer()
    terms = {"_of": f"<{expand(parameter.choices.what)}>"}
    text_kind = kind_named("")
    assert text_kind
    members = MEMBERS[parameter.choices.how]
    text = QUERY.replace("MEMBERS", members).replace("LIMITED", str(MOST + 1))
    values = {
        "_of": (terms["_of"],),
        "_language": text_kind.read(language) or (),
    }
    query = placed(list(all_tokens(text)), values)
    try:
        found = _read(query)
    except QueryError:
        return Offer(whole=False)
    return replace(found, whole=found.whole and not parameter.choices.others)


def _read(query: str) -> Offer:
    operation = read_operation(query, {"timeout": [SECONDS]}, state().settings)
    found = answer(state(), operation, format_named("json"), asker())
    if isinstance(found, StreamedAnswer):
        found.close()
        return Offer(whole=False)
    rows = json.loads(found.body)["results"]["bindings"]
    choices = []
    for row in rows[:MOST]:
        short = shorten(row["value"]["value"])
        value = row["value"]["value"] if short.startswith("<") else short
        label = row.get("label", {}).get("value", "")
        choices.append(Choice(value, label or value))
    return Offer(tuple(choices), len(rows) <= MOST)
