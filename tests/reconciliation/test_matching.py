"""Who is meant: the right thing first, and a match only if nothing speaks against."""

import csv
import unicodedata
from pathlib import Path

import pytest

from tsunagari.reconciliation.matching import Matcher
from tsunagari.reconciliation.queries import Condition, Query
from tsunagari.search.index import SearchIndex

from .conftest import (
    BASE,
    BASED,
    FOUNDED,
    NUMBER,
    ORGANIZATION,
    PLACE,
    WITHIN,
    Make,
    body,
    place,
)

# The 17 Japanese members by their numbers in the directory, read by hand.
MEMBERS = Path(__file__).parents[1] / "data" / "linking" / "japanese-members.csv"
with MEMBERS.open(encoding="utf-8") as _file:
    JAPANESE = {row["member"]: row["organization"] for row in csv.DictReader(_file)}
ICA_MEMBER = BASE + "concept/ica-member"


def of(id: str) -> str:
    return f"{BASE}jp/org/{id}"


def best(matcher: Matcher, query: Query) -> tuple[str, bool]:
    """Return the first candidate and whether it is announced as a match."""
    found = matcher.candidates(query)
    assert sum(candidate.match for candidate in found) <= 1
    assert [c.score for c in found[1:]] == sorted(
        (c.score for c in found[1:]), reverse=True
    )
    return (found[0].thing.iri, found[0].match) if found else ("", False)


def test_the_japanese_members_are_found_by_english_names(
    matcher: Matcher, reference: Path
) -> None:
    path = reference / "graphs" / "ica-members-2026-04.csv"
    with path.open(encoding="utf-8") as file:
        names = {row["source_id"]: row["name"] for row in csv.DictReader(file)}
    for number, id in JAPANESE.items():
        query = Query(names[number], (ORGANIZATION,))
        assert best(matcher, query) == (of(id), True), names[number]


def test_no_member_abroad_is_a_match(matcher: Matcher, reference: Path) -> None:
    path = reference / "graphs" / "ica-members-2026-04.csv"
    with path.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["source_id"] not in JAPANESE]
    assert len(rows) > 200
    wrong = [
        (row["name"], iri)
        for row in rows
        for iri, match in [best(matcher, Query(row["name"], (ORGANIZATION,)))]
        if match
    ]
    assert wrong == []


@pytest.mark.parametrize("id", JAPANESE.values())
def test_and_by_japanese_names_in_any_width_and_script(
    matcher: Matcher, own: SearchIndex, id: str
) -> None:
    (thing,) = own.by_iris([of(id)]).values()
    japanese = [label.text for label in thing.labels if label.language == "ja"]
    readings = [label.text for label in thing.labels if label.language == "ja-hrkt"]
    assert japanese
    for name in japanese:
        for text in (
            name,
            f" {name}　",
            unicodedata.normalize("NFKC", name),
            wide(name),
        ):
            assert best(matcher, Query(text, (ORGANIZATION,))) == (of(id), True), text
    for reading in readings:
        for text in (reading, katakana(reading)):
            # Too many names sound alike: a candidate, and no match.
            assert best(matcher, Query(text, (ORGANIZATION,))) == (of(id), False), text


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("nihon seikatsu kyodo kumiai rengokai", "jp/org/jccu"),
        ("Nihon Seikatsu Kyōdō Kumiai Rengōkai", "jp/org/jccu"),
        ("JCCU", "jp/org/jccu"),
        ("ＪＣＣＵ", "jp/org/jccu"),
        ("民法", "jp/law/civil-code"),
        ("Minpō", "jp/law/civil-code"),
        ("コープ みらい", "jp/org/co-op-mirai"),
        ("machizukuri", "jp/concept/machizukuri"),
        ("https://w3id.org/tsunagari/jp/org/jccu", "jp/org/jccu"),
        ("6011005000854", "jp/org/jccu"),
        ("６０１１００５０００８５４", "jp/org/jccu"),
    ],
)
def test_the_first_candidate_is_the_one_meant(
    matcher: Matcher, text: str, id: str
) -> None:
    found, _ = best(matcher, Query(text))
    assert found == BASE + id


def test_two_federations_are_not_each_other(matcher: Matcher) -> None:
    jccu, hew = of("jccu"), of("hew-co-op-japan")
    for text, right, other in (
        ("日本生活協同組合連合会", jccu, hew),
        ("Japanese Consumers' Co-operative Union", jccu, hew),
        ("日本医療福祉生活協同組合連合会", hew, jccu),
        ("HeW CO-OP Japan", hew, jccu),
        ("Japanese Health and Welfare Co-operative Federation", hew, jccu),
    ):
        found = matcher.candidates(Query(text, (ORGANIZATION,)))
        assert found[0].thing.iri == right, text
        scores = {candidate.thing.iri: candidate.score for candidate in found}
        assert scores.get(other, 0.0) < 50


def test_a_federation_is_not_its_member(made_up: Make) -> None:
    federation, member = (
        body("f", "コープデリ生活協同組合連合会"),
        body("m", "コープデリ"),
    )
    both, alone = made_up(federation, member), made_up(federation)
    assert best(both, Query("コープデリ")) == (BASE + "m", True)
    assert best(both, Query("コープデリ連合会")) == (BASE + "f", False)
    assert best(alone, Query("コープデリ連合会")) == (BASE + "f", False)
    assert best(alone, Query("コープデリ")) in {("", False), (BASE + "f", False)}
    for name in ("コープデリ連合会", "コープデリ生協連", "コープデリ中央会"):
        assert best(made_up(member), Query(name)) in {("", False), (BASE + "m", False)}


def test_of_namesakes_none_is_a_match_until_something_tells(made_up: Make) -> None:
    whole = "特定非営利活動法人さくらの会"
    matcher = made_up(
        place("tokyo", "東京都"),
        place("osaka", "大阪府"),
        place("shibuya", "渋谷区", "tokyo"),
        place("sakai", "堺市", "osaka"),
        body(
            "1",
            whole,
            "shibuya",
            "1000000000001",
            "2001-05-01",
        ),
        body("2", whole, "sakai", "2000000000002", "2010-01-01"),
    )
    name = "NPO法人さくらの会"

    def told(*conditions: Condition) -> tuple[str, bool]:
        return best(matcher, Query(name, (ORGANIZATION,), conditions=conditions))

    assert not told()[1]
    for text in ("東京都", "渋谷区", "東京都渋谷区", "東京", "Tokyo"):
        assert told(Condition(BASED, (text,))) == (BASE + "1", True), text
    assert told(Condition(BASED, things=(BASE + "osaka",))) == (BASE + "2", True)
    assert told(Condition(NUMBER, ("2000000000002",))) == (BASE + "2", True)
    assert told(Condition(FOUNDED, ("2001",))) == (BASE + "1", True)
    assert told(Condition(FOUNDED, ("2010-01-01",))) == (BASE + "2", True)
    # Neither is there.
    assert not told(Condition(BASED, ("京都府",)))[1]
    assert not told(Condition(NUMBER, ("3000000000003",)))[1]
    # What is not known says nothing.
    assert not told(Condition(BASE + "no-such-property", ("x",)))[1]


def test_of_bodies_of_one_name_that_of_the_very_form_comes_first(made_up: Make) -> None:
    forms = ("医療法人社団仁佑会", "医療法人財団仁佑会", "医療法人仁佑会")
    matcher = made_up(*(body(str(n), name) for n, name in enumerate(forms)))
    for number, form in enumerate(forms):
        # Forms are abbreviated in tables, so that it is not the only one yet.
        assert best(matcher, Query(form)) == (f"{BASE}{number}", False)


def test_an_identifier_decides_against_the_name(made_up: Make) -> None:
    matcher = made_up(body("1", "あおぞら", "", "1000000000001"), body("2", "ひだまり"))
    query = Query("ひだまり", conditions=(Condition(NUMBER, ("1000000000001",)),))
    assert best(matcher, query) == (BASE + "1", True)
    other = Query("あおぞら", conditions=(Condition(NUMBER, ("9000000000009",)),))
    found = matcher.candidates(other)
    assert not any(candidate.match for candidate in found)
    assert all(c.score <= 30 for c in found if c.thing.iri == BASE + "1")
    only = Query(conditions=(Condition(NUMBER, ("1000-0000-00001",)),))
    assert best(matcher, only) == (BASE + "1", True)


def test_a_type_is_kept_to_unless_it_only_should_be(matcher: Matcher) -> None:
    law = Query("民法", (ORGANIZATION,))
    assert all(ORGANIZATION in c.thing.kinds for c in matcher.candidates(law))
    lenient = Query("民法", (ORGANIZATION,), strict="should")
    (first, *_) = matcher.candidates(lenient)
    assert first.thing.iri == BASE + "jp/law/civil-code"
    assert not first.match
    assert not first.has_type
    both = Query("日本生活協同組合連合会", (ORGANIZATION, PLACE), strict="all")
    assert matcher.candidates(both) == []
    either = Query("日本生活協同組合連合会", (ORGANIZATION, PLACE))
    assert best(matcher, either) == (of("jccu"), True)


def test_members_are_told_by_their_number_in_the_directory(matcher: Matcher) -> None:
    for number, id in JAPANESE.items():
        query = Query(conditions=(Condition(ICA_MEMBER, (number,)),))
        assert best(matcher, query) == (of(id), True)


def test_a_place_lies_in_what_it_lies_in(own: SearchIndex) -> None:
    matcher = Matcher(own, "ja")
    query = Query("日本生活協同組合連合会", (ORGANIZATION,))
    for text, is_right in (("東京都", True), ("Tokyo", True), ("大阪府", False)):
        conditions = (Condition(BASED, (text,)),)
        found = matcher.candidates(
            Query(query.text, query.types, conditions=conditions)
        )
        assert found[0].thing.iri == of("jccu")
        assert found[0].match is is_right, text
    assert WITHIN in own.properties


def test_the_answer_says_what_it_rests_on(own: SearchIndex) -> None:
    conditions = (Condition(BASED, ("渋谷区",)), Condition(NUMBER, ("6011005000854",)))
    query = Query("日本生協連", (ORGANIZATION,), 1, conditions)
    answer = Matcher(own, "ja").answer({"q": query})
    (candidate,) = answer["q"]["result"]
    features = {one["id"]: one["value"] for one in candidate["features"]}
    assert features == {
        "name": 1.0,
        "type": True,
        "sse:basedIn": True,
        "jp/concept/corporate-number": True,
    }
    assert candidate["score"] == 100
    assert candidate["description"].startswith("組織 · 渋谷区")
