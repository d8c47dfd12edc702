"""Links rest on identifiers, then websites, then names, place and kind."""

from dataclasses import replace

from tsunagari.linking.bodies import Body
from tsunagari.linking.candidates import COMMON, NAMESAKES, Candidates
from tsunagari.linking.links import Link
from tsunagari.linking.proposing import MOST_EQUAL, Proposer
from tsunagari.naming.names import read_names
from tsunagari.naming.places import Place
from tsunagari.naming.scoring import CLOSE, alike


def body(iri: str, *names: str, **more: object) -> Body:
    read = read_names((name, "") for name in names)
    return replace(Body(iri, names[0], read), **more)  # type: ignore[arg-type]


def links(ours: list[Body], *foreign: Body) -> list[Link]:
    return Proposer(ours).links(foreign)


def only(ours: list[Body], *foreign: Body) -> Link:
    (link,) = links(ours, *foreign)
    return link


NUMBER = ("corporate-number", "6011005000854")
MEMBER = ("ica-member", "103")
JCCU = body(
    "urn:jccu",
    "Japanese Consumers' Cooperative Union",
    "日本生活協同組合連合会",
    identifiers=frozenset({NUMBER, MEMBER}),
    hosts=frozenset({"jccu.coop"}),
    place=Place("JP", "Tokyo"),
)


def test_a_number_in_law_makes_the_same_thing() -> None:
    link = only([JCCU], body("urn:x", "Other", identifiers=frozenset({NUMBER})))
    assert (link.relation, link.score) == ("owl:sameAs", 1.0)
    assert "6011005000854" in link.evidence
    assert link.status == "proposed"


def test_a_directory_entry_is_an_exact_match_and_no_more() -> None:
    link = only([JCCU], body("urn:x", "Other", identifiers=frozenset({MEMBER})))
    assert link.relation == "skos:exactMatch"


def test_numbers_that_differ_make_it_close_or_nothing() -> None:
    other = ("corporate-number", "1")
    mixed = body("urn:x", "Other", identifiers=frozenset({MEMBER, other}))
    link = only([JCCU], mixed)
    assert link.relation == "skos:closeMatch"
    assert "they differ in the scheme corporate-number" in link.evidence
    named = body("urn:x", *(n.text for n in JCCU.names), identifiers=frozenset({other}))
    assert links([JCCU], named) == []


def test_names_never_make_the_same_thing() -> None:
    link = only(
        [JCCU],
        body("urn:x", "Japanese Consumers' Co-op Union", place=Place("JP", "Tokyo")),
    )
    assert link.relation == "skos:exactMatch"
    assert "in the same place" in link.evidence


def test_a_website_helps_a_name_but_does_not_replace_it() -> None:
    near = body("urn:x", "Japanese Consumers Union", hosts=frozenset({"jccu.coop"}))
    link = only([JCCU], near)
    assert "website jccu.coop" in link.evidence
    member = body("urn:x", "Shop of a member", hosts=frozenset({"jccu.coop"}))
    assert links([JCCU], member) == []
    co_op = body("urn:x", "Japanese Consumers Co-op", hosts=frozenset({"jccu.coop"}))
    assert links([JCCU], co_op) == []


def test_a_website_is_no_proof_where_numbers_differ() -> None:
    names = [name.text for name in JCCU.names]
    other = body(
        "urn:x",
        *names,
        hosts=JCCU.hosts,
        identifiers=frozenset({("corporate-number", "1")}),
    )
    assert links([JCCU], other) == []
    assert len(links([JCCU], replace(other, identifiers=frozenset()))) == 1


def test_a_name_of_very_many_tells_none_of_them() -> None:
    ours = [body(f"urn:{n}", "諏訪神社") for n in range(MOST_EQUAL)]
    foreign = body("urn:x", "諏訪神社")
    assert len(links(ours, foreign)) == MOST_EQUAL
    assert links([*ours, body("urn:more", "諏訪神社")], foreign) == []


def test_a_place_tells_one_of_very_many() -> None:
    ours = [
        body(f"urn:{n}", "諏訪神社", place=Place("JP", f"長野市{n}町"))
        for n in range(NAMESAKES)
    ]
    link = only(ours, body("urn:x", "諏訪神社", place=Place("JP", "長野市1町")))
    assert link.left == "urn:1"
    more = [body(f"urn:more{n}", "諏訪神社") for n in range(NAMESAKES)]
    index = Candidates([*ours, *more])
    assert list(index.of(body("urn:x", "諏訪神社"))) == []


def test_an_acronym_finds_what_it_stands_for() -> None:
    network = body("urn:network", "Asia Venture Philanthropy Network")
    for ours, foreign in (
        (network, body("urn:x", "AVPN")),
        (body("urn:x", "AVPN"), network),
    ):
        assert only([ours], foreign).relation == "skos:closeMatch"


def translated(iri: str, name: str, reading: str = "") -> Body:
    labels = [(name, "ja"), *([(reading, "ja-Hrkt")] if reading else [])]
    return Body(iri, name, read_names(labels), place=Place("JP", "島根県八雲市"))


def test_a_translation_is_linked_where_no_other_fits_as_well() -> None:
    road = translated("urn:road", "公益社団法人八雲道路協会", "ヤクモドウロキョウカイ")
    river = translated(
        "urn:river", "公益社団法人八雲河川協会", "ヤクモカセンキョウカイ"
    )
    foreign = body("urn:x", "Yakumo Road Association", place=Place("JP", "島根県"))
    link = only([river, road], foreign)
    assert (link.left, link.relation) == ("urn:road", "skos:closeMatch")
    assert "the same words in two languages, in the same place" in link.evidence
    # Another that fits as well leaves none; one that fits better is linked.
    other = translated(
        "urn:other", "一般社団法人八雲道路協会", "ヤクモドウロキョウカイ"
    )
    assert links([road, other], foreign) == []
    wider = translated("urn:wide", "八雲地域道路協会", "ヤクモチイキドウロキョウカイ")
    assert only([road, wider], foreign).left == "urn:road"


def test_what_is_as_written_tells_more_than_a_translation() -> None:
    ours = [
        translated("urn:words", "一般社団法人八雲道路協会", "ヤクモドウロキョウカイ"),
        body("urn:written", "Yakumo Road Association"),
    ]
    assert only(ours, body("urn:x", "Yakumo Road Association")).left == "urn:written"


def test_translations_are_among_the_candidates() -> None:
    names = (
        (
            "八雲地区消防組合",
            "ヤクモチクショウボウクミアイ",
            "Yakumochiku Fire Department",
        ),
        ("日本道路協会", "", "Japan Road Association"),
        ("一般社団法人ツーリストシップ", "", "Touristship"),
        ("八雲福祉組合", "ヤクモフクシクミアイ", "yakumohukusikumiai"),
        ("自然エネルギー財団", "", "Renewable Energy Institute"),
        ("イノベーションプラス", "", "Innovation Plus"),
    )
    others = [translated(f"urn:{n}", f"八雲{n}号自治会") for n in range(COMMON)]
    ours = [translated(f"urn:{ja}", ja, reading) for ja, reading, _ in names]
    index = Candidates([*others, *ours])
    for right, (japanese, _, english) in zip(ours, names, strict=True):
        foreign = body("urn:x", english)
        assert alike(right.names, foreign.names).score >= CLOSE, japanese
        assert right in set(index.of(foreign)), japanese
        assert list(Candidates([foreign]).of(right)) == [foreign], japanese


def test_a_government_is_linked_to_a_government_only() -> None:
    ours = [body("urn:gov", "北海道", kinds=frozenset({"government"}))]
    assert links(ours, body("urn:island", "北海道")) == []
    other = body("urn:other", "北海道", kinds=frozenset({"government"}))
    assert only(ours, other).right == "urn:other"


def test_kinds_of_things_are_not_mixed() -> None:
    form = body("urn:form", "consumer cooperative", category="form")
    assert links([form], body("urn:x", "consumer cooperative")) == []
    link = only([form], body("urn:x", "Consumer Cooperative", category="form"))
    assert link.relation == "skos:closeMatch"


def test_equally_alike_things_are_close_and_say_so() -> None:
    ours = [body("urn:1", "Village Shop Trust"), body("urn:2", "Village Shop Trust")]
    found = links(ours, body("urn:x", "Village Shop Trust"))
    assert [link.left for link in found] == ["urn:1", "urn:2"]
    assert {link.relation for link in found} == {"skos:closeMatch"}
    assert all("2 of our things" in link.evidence for link in found)


def test_candidates_share_something_rare() -> None:
    ours = [body(f"urn:{n}", f"Association number{n} Rugby") for n in range(COMMON + 1)]
    rare = body("urn:rare", "Rugby Umebachi")
    found = list(Candidates([*ours, rare]).of(body("urn:x", "Umebachi of Rugby")))
    assert found == [rare]


def test_candidates_lose_no_link_that_comparing_all_would_find() -> None:
    names = (
        "Alton Rugby Club", "Alton Ruby Club", "全国農業協同組合連合会", "全国農協",
        "International Alliance of Shops", "IAS", "丸亀市", "Marugame City",
    )  # fmt: skip
    ours = [body(f"urn:{n}", name) for n, name in enumerate(names)]
    index = Candidates(ours)
    for left in ours:
        found = {other.iri for other in index.of(left)}
        for right in ours:
            if Proposer([right]).links([replace(left, iri="urn:left")]):
                assert right.iri in found, (left.label, right.label)
