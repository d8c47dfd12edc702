"""Names are found in translations, and names that only look like one are not."""

import pytest

from tsunagari.naming.names import read_names
from tsunagari.naming.scoring import CLOSE, EXACT, Alike, alike

TRANSLATED = "the same words in two languages"


def compared(english: str, japanese: str, reading: str = "") -> Alike:
    labels = [(japanese, "ja"), *([(reading, "ja-Hrkt")] if reading else [])]
    ours, theirs = read_names(labels), read_names([(english, "en")])
    found = alike(ours, theirs)
    assert alike(theirs, ours).score == found.score
    return found


@pytest.mark.parametrize(
    ("english", "japanese", "reading"),
    [
        # Meaning.
        (
            "Japan Road Association",
            "公益社団法人日本道路協会",
            "ニホンドウロキョウカイ",
        ),
        (
            "National Federation of Agricultural Cooperatives",
            "全国農業協同組合連合会",
            "",
        ),
        ("Personal Information Protection Commission", "個人情報保護委員会", ""),
        ("Cancer Research Promotion Foundation", "公益財団法人がん研究振興財団", ""),
        # Meaning, and a name by its sound.
        (
            "Kuroda Area Administrative Association",
            "黒田地域行政事務組合",
            "クロダチイキギョウセイジムクミアイ",
        ),
        (
            "Yakumo Sanitary Facilities Association",
            "八雲衛生施設組合",
            "ヤクモエイセイシセツクミアイ",
        ),
        ("Yakumo City Fire Department", "八雲市消防組合", "ヤクモシショウボウクミアイ"),
        # Romanised whole, in another system, with long vowels.
        (
            "yakumo-hukusisisetsukumiai",
            "八雲福祉施設組合",
            "ヤクモフクシシセツクミアイ",
        ),
        ("Yakumochikueiseikumiai", "八雲地区衛生組合", "ヤクモチクエイセイクミアイ"),
        # Readings of registers: large kana for small, long vowels as vowels.
        ("Shirakawa Town", "白川町", "シラカワチヨウ"),
        # Words glued, and forms in English.
        ("YakumoProperty Ward", "八雲財産区", "ヤクモザイサンク"),
        (
            "General Incorporated Association Yakumo Future Design",
            "一般社団法人八雲未来デザイン",
            "ヤクモミライデザイン",
        ),
        (
            "Sakura Certified Public Tax Accountants Corporation",
            "税理士法人さくら",
            "サクラ",
        ),
        (
            "Anders Mori Legal Professional Corporation",
            "弁護士法人アンダース・森法律事務所",
            "アンダースモリホウリツジムショ",
        ),
        # Words of English in kana.
        ("Plus Tax Corporation", "税理士法人ぷらす", "プラス"),
        ("Touristship", "一般社団法人ツーリストシップ", "ツーリストシップ"),
        ("NPO ETIC.", "特定非営利活動法人エティック", ""),
        ("Peace Boat Disaster Relief", "一般社団法人ピースボート災害支援", ""),
        # Old characters, width, marks.
        ("Kokusai Gakkai", "國際學會", "コクサイガッカイ"),
        (
            "DX Platform Mie",
            "一般社団法人三重ＤＸ・プラットフォーム",
            "ミエディエックスプラットフォーム",
        ),
        # A head for another: each is a body.
        (
            "Yakumo Peace Culture Foundation",
            "一般財団法人八雲平和文化センター",
            "ヤクモヘイワブンカセンター",
        ),
    ],
)
def test_one_body_is_found(english: str, japanese: str, reading: str) -> None:
    found = compared(english, japanese, reading)
    assert CLOSE <= found.score < EXACT
    assert found.is_weak


@pytest.mark.parametrize(
    ("english", "japanese", "reading"),
    [
        # A federation is not its member, a bank no cooperative, a court no city.
        ("Federation of Yakumo Cooperatives", "八雲協同組合", "ヤクモ"),
        ("Yakumo Cooperative", "八雲協同組合連合会", "ヤクモ"),
        ("Yakumo Bank", "八雲協同組合", "ヤクモ"),
        ("Yakumo City", "八雲簡易裁判所", "ヤクモ"),
        ("Yakumo Association", "八雲健康保険組合", "ヤクモ"),
        ("Yakumo Property Ward", "八雲商工会議所", "ヤクモ"),
        # A town is not what is named after it.
        ("Yakumo Town", "八雲町スポーツ協会", "ヤクモチョウスポーツキョウカイ"),
        ("Yakumo Town", "八雲町土地開発公社", "ヤクモチョウ"),
        ("Yakumo City", "やくも行政書士法人", "ヤクモ"),
        # Other words.
        ("Japan Road Association", "公益社団法人日本河川協会", ""),
        ("Cancer Research Promotion Foundation", "公益財団法人がん患者支援財団", ""),
        (
            "Yakumo Sanitary Facilities Association",
            "出雲衛生施設組合",
            "イズモエイセイシセツクミアイ",
        ),
        ("Yakumo and Izumo Forest Association", "八雲森林組合", "ヤクモ"),
        ("International Association of Ports", "公益社団法人日本港湾協会", ""),
        # Only what many share.
        ("Japan Association", "日本協会", ""),
        ("National Foundation", "全国財団", ""),
        # Other forms, other numbers.
        ("Sakura Tax Corporation", "行政書士法人さくら", "サクラ"),
        ("Sakura Judicial Scrivener Corporation", "さくら協同組合", "サクラ"),
        ("Lodge No. 4 of Yakumo", "八雲第5支部", "ヤクモダイゴシブ"),
        # Consonants alone.
        ("Oisca", "一般社団法人アイセック", "アイセック"),
        ("VCCI Council", "コンサル協会", "コンサル"),
    ],
)
def test_another_body_is_not(english: str, japanese: str, reading: str) -> None:
    assert compared(english, japanese, reading).score < CLOSE


def test_names_in_one_script_tell_more_than_what_they_mean() -> None:
    ours = read_names(
        [("Japan Consumers' Cooperative Union", "en"), ("日本生協連合会", "ja")]
    )
    theirs = read_names([("Japan Workers' Cooperative Union", "en")])
    assert alike(ours, theirs).why != TRANSLATED
    assert alike(ours, theirs).score < CLOSE


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        # First characters of words, with the kind and without.
        ("全農連", "全国農業協同組合連合会", False),
        ("全農協連", "全国農業協同組合連合会", True),
        ("日生協", "日本生活協同組合連合会", True),
        ("日生連", "日本生活協同組合連合会", False),
        ("日本", "日本生活協同組合連合会", False),
        # Acronyms of what words mean.
        ("SVP東京", "ソーシャルベンチャー・パートナーズ東京", True),
        ("SVP大阪", "ソーシャルベンチャー・パートナーズ東京", False),
        ("SVQ東京", "ソーシャルベンチャー・パートナーズ東京", False),
        # Up to what a name says it is for.
        ("RCN", "Rural Civil Network for Disaster Relief", True),
        ("RCD", "Rural Civil Network for Disaster Relief", False),
        ("RCN", "Rural Civil Network", True),
        # The kind is said as it is written: a union is a federation, but no F.
        ("RWCU", "Rural Workers' Cooperative Union", True),
        ("RWCF", "Rural Workers' Cooperative Society", False),
        ("SOFT", "Society of Farmers and Traders", False),
        ("SOFAT", "Society of Farmers and Traders", True),
        # By how words sound, and by what they mean.
        ("NDK", "日本道路協会", True),
        ("JRA", "日本道路協会", True),
        ("JRK", "日本道路協会", False),
        ("SVP Tokyo", "ソーシャルベンチャー・パートナーズ東京", True),
        ("Social Venture Partners Tokyo", "SVP東京", True),
        ("Social Venture Funds Tokyo", "SVP東京", False),
        # What such bodies changed all over the country.
        ("八雲市体育協会", "公益財団法人八雲市スポーツ協会", True),
        ("八雲市体育協会", "公益財団法人出雲市スポーツ協会", False),
        ("八雲体育協会会館", "八雲スポーツ協会会館", False),
        # One acronym tells a body with its form, and not without.
        ("LSO Tax Corporation", "税理士法人ＬＳＯ", True),
        ("LSO Tax Corporation", "行政書士法人ＬＳＯ", False),
        ("LSO", "税理士法人ＬＳＯ", False),
        # What a body is for is left out.
        (
            "Association HAND PEER to achieve Inclusion",
            "一般社団法人ＨＡＮＤ　ＰＥＥＲ",
            True,
        ),
        # A word said twice counts once.
        (
            "Japan Civil Network for Relief in East Japan",
            "Japan Civil Network for Relief",
            True,
        ),
        (
            "Japan Civil Network for Relief in Kobe",
            "Japan Civil Network for Relief in Kyoto",
            False,
        ),
        # Words that are written in short.
        ("八雲市社協", "八雲市社会福祉協議会", True),
        ("八雲信金", "八雲信用金庫", True),
        ("八雲信金", "八雲信用組合", False),
        ("障がい者の会", "障害者の会", True),
        ("Natl Assn of Nurseries", "National Association of Nurseries", True),
    ],
)
def test_what_is_made_short_or_changed(one: str, other: str, found: bool) -> None:
    left, right = read_names([(one, "")]), read_names([(other, "")])
    assert (alike(left, right).score >= CLOSE) is found
    assert alike(left, right).score == alike(right, left).score
