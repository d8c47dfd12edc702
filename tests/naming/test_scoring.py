"""What is alike, and what forbids a match whatever else is alike."""

import pytest

from tsunagari.naming.names import read_names
from tsunagari.naming.places import Nearness, Place, nearness
from tsunagari.naming.scoring import CLOSE, EXACT, Alike, alike


def score(one: str, other: str, near: Nearness = "unknown") -> float:
    return alike(read_names([(one, "")]), read_names([(other, "")]), near).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Japanese Consumers' Cooperative Union", "Japanese Consumers' Co-op Union"),
        ("International Labor Organisation", "International Labour Organization"),
        ("コープみらい", "生活協同組合コープみらい"),
        ("一般財団法人広島生命科学研究所", "公益財団法人広島生命科学研究所"),
        ("日本生協連", "日本生活協同組合連合会"),
        ("CoderDojo Japan Association", "一般社団法人ＣｏｄｅｒＤｏｊｏ　Ｊａｐａｎ"),
        ("SVP Tokyo", "Social Venture Partners Tokyo"),
        ("AVPN", "Asia Venture Philanthropy Network"),
    ],
)
def test_one_body_is_found(one: str, other: str) -> None:
    assert score(one, other) >= CLOSE
    assert score(one, other) == score(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A federation is not its member.
        ("コープデリ連合会", "コープデリ"),
        ("Co-op Deli Federation", "Co-op Deli"),
        ("Consumers' Co-operative Union of Kobe", "Consumers' Co-operative of Kobe"),
        ("全国労働金庫協会", "全国労働金庫"),
        ("People's Network Association", "People's Network"),
        # A prefecture is not the island, nor its government.
        ("北海道庁", "北海道"),
        ("Hokkaido Prefecture", "Hokkaido"),
        ("Hokkaido Island", "Hokkaido Prefecture"),
        # Who registered a name does not own it.
        ("Co-op Registrant", "Co-op"),
        # Others of one pattern.
        ("Bexley Rugby Football Club", "Avon Rugby Football Club"),
        ("静岡共済協同組合", "静岡経済協同組合"),
        ("東京第四検察審査会", "東京第五検察審査会"),
        ("Lodge No. 4", "Lodge No. 5"),
        ("Co Production", "Production Company of Leeds"),
        (
            "National Council of Prefectural and Municipal Public Nursery School "
            "Parents",
            "National Council of Prefectural and Municipal Public Nursery School "
            "Teachers",
        ),
        ("宮崎信用金庫", "宮崎信用組合"),
        ("司法書士法人みなと", "行政書士法人みなと"),
        (
            "Japanese Consumers' Co-operative Union (JCCU)",
            "Japanese Health and Welfare Co-operative Federation (HeW CO-OP Japan)",
        ),
    ],
)
def test_another_body_is_not(one: str, other: str) -> None:
    assert score(one, other) < CLOSE
    assert score(one, other) == score(other, one)


def test_a_sound_is_close_and_minds_the_legal_form() -> None:
    foundation = [
        ("公益財団法人小笠原協会", "ja"),
        ("コウエキザイダンホウジンオガサワラキョウカイ", "ja-Hrkt"),
    ]
    ours = read_names(foundation)
    same = alike(ours, read_names([("Ogasawara Association", "en")]), "same")
    assert CLOSE <= same.score < EXACT
    other = alike(ours, read_names([("Ogasawara一般社団法人", "ja")]), "same")
    assert other.score < CLOSE


def test_numbers_in_names_count_where_sounds_are_alike() -> None:
    ours = read_names(
        [
            ("名古屋中小企業振興会館12号", "ja"),
            ("ナゴヤチュウショウキギョウシンコウカイカン12ゴウ", "ja-Hrkt"),
        ]
    )
    name = "Nagoya chusho kigyo shinko kaikan {} go"
    same = alike(ours, read_names([(name.format(12), "en")]))
    other = alike(ours, read_names([(name.format(13), "en")]))
    assert same.score >= CLOSE
    assert other == Alike(0.0, other.left, other.right, other.why)


def test_what_forbids_a_match_is_told() -> None:
    found = alike(
        read_names([("Co-op Deli Federation", "en")]),
        read_names([("Co-op Deli", "en")]),
    )
    assert (found.score, found.why) == (0.0, "only one name says its kind")


def test_place_tells_bodies_of_one_name_apart() -> None:
    assert score("諏訪神社", "諏訪神社", "same") >= EXACT
    assert CLOSE <= score("諏訪神社", "諏訪神社", "near") < EXACT
    assert score("諏訪神社", "諏訪神社", "far") < CLOSE
    assert score("諏訪神社", "諏訪神社", "other country") == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Place("JP", "Tokyo"), Place("JP", "東京都渋谷区"), "same"),
        (Place("JP", "Tokyo"), Place("JP", "大阪府"), "far"),
        (Place("JP", "Shibuya City"), Place("JP", "Tokyo"), "same"),
        (Place("JP", "東京都港区芝浦三丁目"), Place("JP", "東京都港区"), "same"),
        (Place("JP", "東京都港区"), Place("JP", "東京都千代田区"), "near"),
        (Place("GB", "Leeds"), Place("GB", "Bath"), "far"),
        (Place("GB", "Leeds"), Place("JP", "Tokyo"), "other country"),
        (Place("GB", "Leeds"), Place("GB", ""), "unknown"),
        (Place("", "Leeds"), Place("GB", "leeds"), "same"),
    ],
)
def test_nearness(one: Place, other: Place, expected: str) -> None:
    assert nearness(one, other) == expected
    assert nearness(other, one) == expected
