"""Names in Japanese are cut into words, and readings dealt out to them."""

import pytest

from tsunagari.naming.names import Name, read_names
from tsunagari.naming.segments import segments
from tsunagari.naming.spellings import loose, skeleton


def japanese(text: str, reading: str = "") -> Name:
    labels = [(text, "ja"), *([(reading, "ja-Hrkt")] if reading else [])]
    (name,) = [name for name in read_names(labels) if name.script == "japanese"]
    return name


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        (
            "黒田地域行政事務組合",
            "クロダチイキギョウセイジムクミアイ",
            "黒田=kuroda 地域 行政 事務組合",
        ),
        # Registers write small kana large, and long vowels as vowels.
        ("白川町", "シラカワチヨウ", "白川=sirakawa 町"),
        ("青葉サポートセンター", "アオバサポオトセンター", "青葉 サポートセンター"),
        # What kind of body it is is left out of readings; so is the form.
        ("八雲協同組合", "ヤクモ", "八雲=yakumo 協同組合"),
        (
            "公益財団法人八雲財団",
            "コウエキザイダンホウジンヤクモザイダン",
            "八雲=yakumo 財団",
        ),
        # Single characters are cut off for places, and not from within names.
        (
            "裾野市衛生施設組合",
            "スソノシエイセイシセツクミアイ",
            "裾野=susono 市 衛生 施設組合",
        ),
        ("大山田森会", "オオヤマダモリカイ", "大山田森=oyamadamori 会"),
        # Old characters are those of today.
        ("髙國學會", "", "高国 学会"),
        ("日本ＩＴ支援協会", "ニホンアイティーシエンキョウカイ", "日本 it 支援 協会"),
    ],
)
def test_cutting(text: str, reading: str, expected: str) -> None:
    found = segments(japanese(text, reading))
    shown = [
        f"{s.text}={s.sound}" if s.meaning is None and s.sound else s.text
        for s in found
    ]
    wanted = expected.split()
    assert [s.partition("=")[0] for s in shown] == [w.partition("=")[0] for w in wanted]
    for have, want in zip(shown, wanted, strict=True):
        assert "=" not in want or have == want


def test_a_reading_that_does_not_fit_is_not_dealt_out() -> None:
    name, *_ = segments(japanese("八雲会館協同組合", "サクラ"))
    assert name.sound == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("fukushi", "hukusi", True),
        ("jimusho", "zimusyo", True),
        ("chiyou", "cho", True),
        ("shimbun", "shinbun", True),
        ("Ōsaka".casefold().replace("ō", "o"), "oosaka", True),
        ("kobe", "kobo", False),
        ("sato", "saito", False),
    ],
)
def test_spellings_of_romanised_words(one: str, other: str, same: bool) -> None:
    assert (loose(one) == loose(other)) is same


@pytest.mark.parametrize(
    ("english", "kana", "same"),
    [
        ("platform", "purattofomu", True),
        ("international", "intanashonaru", True),
        ("venture", "bencha", True),
        ("plus", "purasu", True),
        ("sports", "supotsu", True),
        ("bridge", "burijji", True),
        ("computer", "konpyuta", True),
        ("plan", "purasu", False),
        ("network", "netto", False),
    ],
)
def test_words_of_english_in_kana(english: str, kana: str, same: bool) -> None:
    found = skeleton(english, english=True) == skeleton(kana, english=False)
    assert found is same
