"""JSON-LD names no context but ours, is not too heavy, and loses no statement."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.safety.canary import Canary
from tests.sparql.strangers import NODE, document, in_thread, passes, refused

from tsunagari.errors import DocumentError
from tsunagari.namespaces import BASE
from tsunagari.resources import folder
from tsunagari.sparql.documents import text_guard
from tsunagari.sparql.documents.contexts import (
    MOST_DEFINED,
    MOST_OURS,
    MOST_SPELLED,
    MOST_TERMS,
)
from tsunagari.sparql.documents.json_text import HEAVIEST


def naming(iri: str) -> Iterator[Any]:
    """Yield documents with the context *iri* in each of the places for one."""
    yield {"@context": iri, "a": 1}
    yield [{"@context": [{}, iri]}]
    yield {"@graph": [{"urn:p": {"@context": iri}}]}
    yield {"@context": {"@import": iri}}
    yield {"@context": [[[iri]]], "@graph": []}
    yield {"@context": {"a": {"@id": "urn:a", "@context": iri}}, "a": {}}
    yield {"@context": {"a": {"@id": "urn:a", "@context": [None, {"@import": iri}]}}}


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("kind", ["remote", "file", "relative", "empty"])
def test_nothing_is_fetched(tmp_path: Path, number: int, kind: str) -> None:
    canary = Canary()
    (tmp_path / "c.jsonld").write_text('{"@context": {"a": "urn:a"}}')
    iris = {
        "remote": canary.url,
        "file": (tmp_path / "c.jsonld").as_uri(),
        "relative": "c.jsonld",
        "empty": "",
    }
    try:
        text = json.dumps(list(naming(iris[kind]))[number])
        told = refused("jsonld", text, r"stands elsewhere.*put the context in")
        assert "@context" in str(told)
        hidden = text.replace("@", "\\u0040")
        refused("jsonld", hidden, "stands elsewhere")
        # The engine sees what was let pass, and does not ask either.
        url = canary.url
        for ending, harmless in (
            ("ttl", f"@base <{url}> . <a> <{url}> <> ."),
            ("rdf", f'<?xml-stylesheet href="{url}"?><a xmlns="{url}"/>'),
            ("jsonld", json.dumps({"@id": url, "@type": url})),
        ):
            assert passes(ending, harmless)
        assert not canary.called()
    finally:
        canary.close()


OURS = sorted((folder("ontology") / "contexts").glob("*.jsonld"))


def test_there_is_a_context_of_ours() -> None:
    assert OURS


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_own_context_may_be_named(path: Path) -> None:
    iri = str(BASE[f"context/{path.name}"])
    whole = json.loads(path.read_bytes())["@context"]
    given = {"id": "urn:a", "prefLabel": {"ja": ["協同組合"]}, "type": "Concept"}

    def said(context: Any) -> set[str]:
        text = json.dumps({"@context": context, **given})
        return {str(quad) for quad in passes("jsonld", text)}

    assert len(said(iri)) == 2
    assert said(iri) == said(whole) == said([{}, iri, {"x": "urn:x"}])
    many = [{"@context": iri, **given}] * MOST_OURS
    over = json.dumps([*many, many[0]])
    refused("jsonld", over, f"names '{iri}' more than {MOST_OURS} times")
    also = json.dumps({"@context": iri, "id": iri})
    refused("jsonld", also, "or not only as a context; put the context in")
    refused("jsonld", json.dumps({"@context": {"@import": iri}}), "stands elsewhere")
    terms = sum(1 for _ in whole) * 2
    fit = many[: min(MOST_OURS, MOST_DEFINED // terms)]
    assert len(passes("jsonld", json.dumps(fit))) == 2 * len(fit) > 20


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_own_context_is_weighed_where_it_is_named(path: Path) -> None:
    named = json.dumps({"@context": str(BASE[f"context/{path.name}"])})
    for times, fits in ((1, True), (MOST_OURS, False)):
        text = NODE * 190 + "[" + ",".join([named] * times) + "]" + "}" * 190
        if fits:
            text_guard(document("jsonld", text))
        else:
            refused("jsonld", text, "too much inside nested objects")


def test_a_long_name_is_not_repeated_for_what_it_holds() -> None:
    # Ten members with names of 100 000 characters, each inside the one before.
    name = "n" * 100_000
    text = f'{{"{name}":' * 10 + "[" + ",".join(["{}"] * 100_000) + "]" + "}" * 10
    tracemalloc.start()
    try:
        text_guard(document("jsonld", text))
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_what_nested_objects_hold_is_counted() -> None:
    depth = 99

    def heavy(items: int) -> str:
        return NODE * depth + "[" + ",".join(["1"] * items) + "]" + "}" * depth

    # Beside the numbers: names, values and brackets of the nodes, and the array.
    around = sum(3 * n + n - 1 for n in range(1, depth + 1)) + 2 * depth
    around += sum(range(1, depth + 1))
    most = (HEAVIEST - around) // depth
    text_guard(document("jsonld", heavy(most - 10)))
    refused("jsonld", heavy(most + 10), "too much inside nested objects")
    # Nodes in an array are read one after the other.
    nodes = "[" + ",".join([NODE + "1}"] * 100_000) + "]"
    assert len(passes("jsonld", nodes)) == 100_000


def terms(number: int) -> dict[str, str]:
    return {f"t{n}": f"urn:t:{n}" for n in range(number)}


def test_terms_are_counted() -> None:
    text_guard(document("jsonld", json.dumps({"@context": terms(MOST_TERMS)})))
    over = {"@context": terms(MOST_TERMS + 1)}
    refused("jsonld", json.dumps(over), "define more than")
    inner: dict[str, Any] = {"@context": [terms(MOST_TERMS // 2), {"a": "urn:a"}]}
    two = {"@context": terms(MOST_TERMS // 2), "urn:p": inner}
    refused("jsonld", json.dumps(two), "define more than")


@pytest.mark.parametrize(
    "definition",
    [
        lambda before: before,
        lambda before: {"@id": before},
        lambda before: {"@id": "urn:b", "@type": before},
        lambda before: {"@reverse": before},
    ],
)
def test_terms_that_rest_on_each_other_use_up_no_stack(
    definition: Callable[[str], Any],
) -> None:
    chain = {
        f"t{n}": definition(f"t{n - 1}:b" if n else "urn:a") for n in range(MOST_TERMS)
    }
    backwards = dict(reversed(chain.items()))
    given = json.dumps({"@context": backwards, f"t{MOST_TERMS - 1}": {"@id": "urn:c"}})
    assert len(passes("jsonld", given)) == 1
    in_thread(lambda: passes("jsonld", given))


def test_what_terms_would_be_written_out_is_bounded() -> None:
    number = 1_000

    def long(characters: int) -> str:
        first = {"t0": "urn:" + "a" * (characters - len("urn:"))}
        rest = {f"t{n}": f"t{n - 1}:" for n in range(1, number)}
        return json.dumps({"@context": {**first, **rest}, "t0": 1})

    names = 2 * sum(len(f"t{n}") for n in range(number)) - len("t999") + number - 1
    most = MOST_SPELLED // number - names
    text_guard(document("jsonld", long(most)))
    refused("jsonld", long(most + 1), "or long ones")


def test_contexts_are_counted_wherever_they_are_in_force() -> None:
    many = 1_000
    again = [{"@context": {"a": "urn:a"}, "a": 1}]

    def repeated(number: int) -> str:
        return json.dumps({"@context": terms(many), "urn:p": again * number})

    fit = MOST_DEFINED // (many + 1) - 1
    assert len(passes("jsonld", repeated(fit))) == 2 * fit
    refused("jsonld", repeated(fit + 1), "are repeated too often")
    # One that is in a context comes into force wherever its term is.
    scoped = {**terms(many), "u": {"@id": "urn:u", "@context": {"v": "urn:v"}}}

    def used(number: int) -> str:
        return json.dumps({"@context": scoped, "u": [{"v": 1}] * number})

    assert len(passes("jsonld", used(fit - 10))) == 2 * (fit - 10)
    refused("jsonld", used(fit + 1), "are repeated too often")
    # Another context inside changes nothing of that.
    inside = {"@context": {}, "u": [{"v": 1}] * (fit + 1)}
    given = json.dumps({"@context": scoped, "urn:p": inside})
    refused("jsonld", given, "are repeated too often")


def test_terms_of_a_context_in_a_context_are_counted() -> None:
    def scoped(number: int) -> str:
        inner = {"@id": "urn:u", "@context": terms(number)}
        return json.dumps({"@context": {"u": inner}})

    text_guard(document("jsonld", scoped(MOST_TERMS - 1)))
    refused("jsonld", scoped(MOST_TERMS), "define more than")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"@id": "urn:a", "@id": "urn:b"}', "'@id' stands twice"),
        ('{"@context": {}, "\\u0040context": "x:y"}', "'@context' stands twice"),
        ('{"urn:p": NaN}', "line 1, column [0-9]+: "),
        ('{"urn:p":\n 01}', "line 2, column 3: it is no JSON"),
        ("{} {}", "line 1, column 4: it is no JSON"),
        ('{"urn:p": "a', "column 11: it is no JSON: a string begins here"),
        ('{"urn:p": "a\x00"}', "it is no JSON"),
        ("", "line 1, column 1: it is no JSON"),
        ("{'urn:p': 1}", "it is no JSON"),
        ('{"urn:p": "\\ud800"}', "line 1, column"),
        ('{"\\ud801": 1, "\\ud801": 2}', "stands twice"),
    ],
)
def test_json_is_json(text: str, why: str) -> None:
    with pytest.raises(DocumentError, match=why) as raised:
        passes("jsonld", text)
    assert str(raised.value).isprintable()


def test_numbers_of_any_length_are_read() -> None:
    [read] = passes("jsonld", '{"urn:p": ' + "1" * 100_000 + "}")
    assert isinstance(read.object, ox.Literal)


@pytest.mark.parametrize(
    "text",
    [
        '{"@id": "urn:a b", "urn:p": 1}',
        '{"urn:p": {"@id": "a\\nb"}}',
        '{"urn:p q": 1}',
        '{"@type": "<x>"}',
        '{"urn:p": {"@value": "組合", "@language": "12"}}',
        '{"urn:p": {"@value": "組合", "@language": "ja Hrkt"}}',
        '{"@graph": [{"@id": "urn:a", "urn:p": 1}], "@id": "urn:g g"}',
        '{"@context": {"p": {"@id": "urn:p", "@type": "@id"}}, "p": "a b"}',
    ],
)
def test_json_ld_loses_no_statement(text: str) -> None:
    with pytest.raises(DocumentError, match=r"^it: a statement would be lost, ") as e:
        passes("jsonld", text)
    assert str(e.value).isprintable()


def test_what_no_context_defines_says_nothing() -> None:
    assert len(passes("jsonld", '{"@id": "urn:a", "urn:p": 1, "note": "a b"}')) == 1
    assert passes("jsonld", '{"note": {"@id": "urn:b"}}') == []
