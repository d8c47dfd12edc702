"""Keys: the spellings of a name meet in them, and other names do not."""

import pytest

from tsunagari.naming.keys import folded, sound, wholes
from tsunagari.naming.names import read_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＪＣＣＵ", "jccu"),
        ("ｺｰﾌﾟみらい", "コープミライ"),
        ("コープ　みらい", "コープみらい"),
        ("共に・生きる", "共に生きる"),
        ("髙橋", "高橋"),
        ("Kyōdō Kumiai", "KYODO KUMIAI"),
        ("①丁目", "1丁目"),
    ],
)
def test_spellings_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("民法", "商法"), ("か", "が"), ("は", "ぱ")]
)
def test_other_characters_are_another_name(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", ["", " ", "・－", "\ud800", "\x00\x1f", "💴"])
def test_what_holds_no_letter_has_no_key(text: str) -> None:
    assert folded(text) == ""


@pytest.mark.parametrize(
    "text",
    ["きょうどうくみあい", "キョウドウクミアイ", "kyōdō kumiai", "Kyoudou Kumiai"],
)
def test_what_sounds_the_same_meets(text: str) -> None:
    assert sound(text) == "kyodokumiai"


def test_ideographs_tell_no_sound() -> None:
    assert sound("協同組合") == ""


def test_a_form_makes_no_difference_to_a_whole_name() -> None:
    keys = [
        {key for name in read_name(text) for key in wholes(name)}
        for text in ("特定非営利活動法人さくらの会", "NPO法人さくらの会", "さくらの会")
    ]
    assert keys[0] == keys[1] == keys[2] != set()
