"""Names are read so that those of one body are alike, and kinds are told."""

import pytest

from tsunagari.naming.names import Name, read_name, read_names
from tsunagari.naming.readings import is_reading, romanised


def first(text: str) -> Name:
    return read_name(text)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Midcounties Co-operative Limited", "Midcounties Cooperative"),
        ("Japanese Consumers’ Co-operative Union", "JAPANESE CONSUMERS COOP UNION"),
        ("Confédération des coopératives", "Confederation des COOPERATIVES"),
        ("公益財団法人ＫＤＤＩ財団", "公益財団法人KDDI財団"),
        ("公益財団法人 髙島科学技術振興財団", "公益財団法人高島科学技術振興財団"),
        ("NPO法人フローレンス", "認定特定非営利活動法人フローレンス"),
        ("ソーシャルビジネス・ネットワーク", "ソーシャルビジネスネットワーク"),
        ("消費者金融 &amp; 協会", "消費者金融&協会"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert first(one).compact == first(other).compact != ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Japanese Consumers' Co-operative Union", {"federation"}),
        ("National Federation of Credit Unions", {"federation"}),
        ("Co-operatives UK", set()),
        ("National Association of Labour Banks", {"association"}),
        ("日本生活協同組合連合会", {"federation"}),
        ("一般社団法人全国労働金庫協会", {"association"}),
        ("九州労働金庫", {"bank"}),
        ("北海道庁", {"government"}),
        ("北海道", set()),
        ("Asuka mura", {"village"}),
    ],
)
def test_a_name_tells_its_kind(text: str, kind: set[str]) -> None:
    assert first(text).kinds == kind


def test_a_legal_form_is_one_at_the_end_of_a_name_only() -> None:
    assert first("Leeds Bread Co. Ltd").tokens == ("leeds", "bread")
    assert first("co-production").tokens == ("co", "production")
    assert first("S.A.").tokens == ("sa",)


def test_brackets_hold_other_names() -> None:
    names = read_name(
        "Japanese Health and Welfare Co-operative Federation (HeW CO-OP Japan)"
    )
    assert [name.text for name in names] == [
        "Japanese Health and Welfare Co-operative Federation",
        "HeW CO-OP Japan",
    ]
    acronym = read_name("National Association of Labour Banks (NALB)")[1]
    assert acronym.short
    assert acronym.compact == "nalb"


def test_a_word_in_brackets_that_is_no_acronym_stays() -> None:
    names = read_name("NPO Bank business partnership (Hokkaido)")
    assert len(names) == 1
    assert "hokkaido" in names[0].tokens


@pytest.mark.parametrize(
    ("reading", "latin"),
    [
        ("にほんせいかつきょうどうくみあい", "nihonseikatsukyodokumiai"),
        ("マルガメシ", "marugameshi"),
        ("グッドラック", "guddorakku"),
        ("ｺｰﾌﾟ", "kopu"),
        ("しゅっちょう", "shutcho"),
        ("ノセチョウウタガキ", "nosechotagaki"),
    ],
)
def test_readings_become_latin_letters(reading: str, latin: str) -> None:
    assert romanised(reading) == latin
    assert is_reading(reading)


def test_kanji_is_no_reading() -> None:
    assert not is_reading("日本")
    assert not is_reading("")


def test_a_reading_loses_its_form_and_the_ending_of_its_kind() -> None:
    names = read_names(
        [
            ("公益財団法人日本財団", "ja"),
            ("コウエキザイダンホウジンニッポンザイダン", "ja-Hrkt"),
        ]
    )
    reading = next(name for name in names if name.script == "reading")
    assert reading.roman == "nippon"
    assert reading.kinds == {"foundation"}


def test_empty_and_strange_names_are_no_names() -> None:
    assert read_names([("", "en"), ("  ", "ja"), ("()", "en"), ("！？", "ja")]) == ()
    assert read_names([("Nihon Zaidan", "ja-Latn")]) == ()


def test_names_do_not_depend_on_the_order_of_labels() -> None:
    labels = [("ICA", "en"), ("国際協同組合同盟", "ja"), ("I C A", "en")]
    assert read_names(labels) == read_names(reversed(labels))
