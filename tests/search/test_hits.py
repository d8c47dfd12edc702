"""Search as people type it: any script, any part, any order; facets and totals."""

import doctest

import pytest

from tsunagari.namespaces import expand
from tsunagari.release.releases import Release
from tsunagari.search import facets, hits
from tsunagari.search.entry import Entry, Identifier, Label
from tsunagari.search.facets import KIND as KIND_FACET
from tsunagari.search.index import SearchIndex
from tsunagari.sparql.formats import format_named

from .conftest import KIND, SCHEME, MakeIndex
from .test_index import HOSTILE

BASE = "https://w3id.org/tsunagari/"
ORGANIZATION = str(expand("org:Organization"))
HERE, THERE = "https://e.org/here", "https://e.org/there"


def thing(number: int, *names: str, id: str = "", area: str = HERE) -> Entry:
    labels = tuple(
        Label(name, "en" if name.isascii() else "ja-hrkt" if kana(name) else "ja")
        for name in names
    )
    identifiers = (Identifier(SCHEME, id),) if id else ()
    iri = f"https://e.org/{number}"
    return Entry(iri, labels, (KIND,), identifiers, {}, len(labels), {"area": (area,)})


def kana(name: str) -> bool:
    return all("\u3040" <= sign <= "\u30ff" for sign in name)


def names(index: SearchIndex, text: str, *chosen: tuple[str, str]) -> list[str]:
    found = index.searched(text, "", chosen)
    assert not found.more
    assert found.total == len(found.numbers)
    return [entry.labels[0].text for entry in index.entries(found.numbers)]


@pytest.mark.parametrize(
    "text",
    [
        "コープみらい", "コープミライ", "ｺｰﾌﾟﾐﾗｲ", "こーぷみらい", "ミライ", "コー",
        "kopu mirai", "kōpu", "co-op mirai", "ＣＯ－ＯＰ", "mirai co-op", "irai", "い",
    ],
)  # fmt: skip
def test_any_spelling_and_any_part_finds_it(own: SearchIndex, text: str) -> None:
    found = own.searched(text, "", [])
    iris = {entry.iri for entry in own.entries(found.numbers)}
    assert BASE + "jp/org/co-op-mirai" in iris


def test_the_closest_name_comes_first(made_up: MakeIndex) -> None:
    told = ["日本生協連", "生協", "生協連合会", "生協連", "生活", "大生協"]
    index = made_up(thing(n, name) for n, name in enumerate(told))
    assert names(index, "生協") == [
        "生協",
        "生協連",
        "生協連合会",
        "日本生協連",
        "大生協",
    ]


@pytest.mark.parametrize("text", ["生", "協", "z", "の会", "会", "龍", "𠮷"])
def test_one_or_two_characters_find_all_that_hold_them(
    made_up: MakeIndex, text: str
) -> None:
    """Wherever they stand: at the beginning, in the middle, at the very end."""
    told = [f"{a}{text}{b}" for a in ("", "青", "青山") for b in ("", "空", "空色")]
    index = made_up(thing(n, name) for n, name in enumerate([*told, "別の名"]))
    assert sorted(names(index, text)) == sorted(told)


def test_words_stand_in_any_order(made_up: MakeIndex) -> None:
    told = ["北海道生活協同組合", "生活支援北海道", "北海道の会", "生活の会"]
    index = made_up(thing(n, name) for n, name in enumerate(told))
    assert sorted(names(index, "生活　北海道")) == sorted(told[:2])
    assert names(index, "北海道 東北") == []


def test_what_people_described_is_not_lost_behind_many(made_up: MakeIndex) -> None:
    many = [thing(n, f"第{n}さくらの会") for n in range(200)]
    index = made_up([*many, thing(900, "まちのさくらの会", "Sakura no kai of towns")])
    found = index.searched("さくらの会", "", [], 50)
    assert found.more
    assert found.total == 50
    first, *_ = index.entries(found.numbers[:1])
    assert first.iri == "https://e.org/900"


def test_facets_narrow_and_count(made_up: MakeIndex) -> None:
    things = [thing(n, f"さくら{n}", area=HERE if n % 3 else THERE) for n in range(30)]
    index = made_up([*things, thing(90, "もみじ")])
    found = index.searched("さくら", "", [])
    counted = index.facets.counted(found.facets)
    assert counted["area"] == [(HERE, 20), (THERE, 10)]
    assert counted[KIND_FACET] == [(KIND, 30)]
    assert len(names(index, "さくら", ("area", THERE))) == 10
    assert len(names(index, "さ", ("area", THERE), (KIND_FACET, KIND))) == 10
    assert names(index, "さくら", ("area", "https://e.org/nowhere")) == []


def test_all_with_a_facet_can_be_looked_through(made_up: MakeIndex) -> None:
    index = made_up(thing(n, f"会{n}") for n in range(50))
    found = [index.browsed([("area", HERE)], skip, 20) for skip in (0, 20, 40, 60)]
    assert {one.total for one in found} == {50}
    numbers = [number for one in found for number in one.numbers]
    assert sorted(numbers) == list(range(1, 51))
    assert index.browsed([("area", THERE)], 0, 20).total == 0
    assert index.browsed([], 0, 20).total == 0


def test_an_identifier_comes_before_names(made_up: MakeIndex) -> None:
    index = made_up(
        [
            thing(1, "６０１１会"),
            thing(2, "別の会", id="6011-00"),
            thing(3, "三", id="60"),
        ]
    )
    assert names(index, "601100") == ["別の会"]
    assert names(index, "６０１１－００") == ["別の会"]
    # The beginning of a number will do.
    assert set(names(index, "6011")) == {"６０１１会", "別の会"}


def test_an_iri_finds_its_thing(own: SearchIndex) -> None:
    iri = BASE + "jp/org/jccu"
    found = own.searched(iri, iri, [])
    assert own.entries(found.numbers)[0].iri == iri


def test_facets_tell_what_the_statistics_tell(with_registers: Release) -> None:
    """Of organizations, by form and area; and how many are nowhere."""
    query = """
        PREFIX sse: <https://w3id.org/tsunagari/ontology#>
        PREFIX qb: <http://purl.org/linked-data/cube#>
        PREFIX statistics: <https://w3id.org/tsunagari/statistics/>
        SELECT ?form ?area ?count WHERE {
          ?o qb:dataSet statistics:organizations-by-form-and-place ;
            sse:countedForm ?form ; sse:refArea ?area ; sse:count ?count
        } ORDER BY ?form ?area"""
    answer = with_registers.engine().query(query).serialize(format_named("csv"))
    rows = [line.split(",") for line in answer.decode().split()[1:]]
    assert len(rows) > 5
    index = SearchIndex.open(with_registers.path)
    for form, area, count in rows:
        chosen = [(KIND_FACET, ORGANIZATION), ("form", form), ("area", area)]
        assert index.browsed(chosen, 0, 5).total == int(count)
    form = str(expand("form:consumer-cooperative"))
    chosen = [(KIND_FACET, ORGANIZATION), ("form", form)]
    lacking = index.facets.lacking(chosen, "area")
    placed = sum(int(count) for row, _, count in rows if row == form)
    assert lacking > 0
    assert lacking + placed == index.browsed(chosen, 0, 5).total
    index.close()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_text_is_more_than_a_text(own: SearchIndex, text: str) -> None:
    with own.within(10):
        found = own.searched(text, "", [])
        assert found.total <= hits.MOST
        own.searched(text, "", [(KIND_FACET, ORGANIZATION)])
        assert own.browsed([(text, text)], 0, 5).total == 0


def test_hostile_names_are_found_as_any(made_up: MakeIndex) -> None:
    told = [
        "<script>alert(1)</script>", "' OR 1=1 --", '"NEAR"', "a\u202eb", "$$x$$",
        "*生*", "&lt;b&gt;太字",
    ]  # fmt: skip
    index = made_up(thing(n, name) for n, name in enumerate(told))
    for name in told:
        assert name in names(index, name), name
    assert names(index, "alert(1)") == [told[0]]


def test_examples_in_the_docstrings_hold() -> None:
    failed, tried = doctest.testmod(facets)
    assert tried
    assert not failed
