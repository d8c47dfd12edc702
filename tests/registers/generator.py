"""A register of corporate numbers, made up: as large as wanted, the same by seed.

Names are drawn from parts, so that legal forms are as frequent as among the bodies
that changed from 2021 to 2026. Rows come one by one, so that a file of millions of
bodies needs no memory: ``python generator.py 2200000 full.csv``.
Lives of bodies, with all that happens to them, are in :mod:`lives`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

__all__ = ["FORMS", "Form", "corporate_number", "full_file", "write_full_file"]


class Form(NamedTuple):
    """A legal form: of so many bodies, how many are closed, and how names show it."""

    bodies: int
    closed: int
    kind: str
    before: str
    after: str = ""


FORMS: Final = (
    Form(1_190_000, 260_000, "301", "株式会社"),
    Form(430_000, 170_000, "302", "有限会社"),
    Form(1_300, 300, "303", "合名会社"),
    Form(6_800, 2_000, "304", "合資会社"),
    Form(402_000, 45_000, "305", "合同会社"),
    Form(27_835, 8_873, "399", "特定非営利活動法人"),
    Form(1_122, 38, "399", "公益社団法人"),
    Form(1_914, 132, "399", "公益財団法人"),
    Form(473, 85, "399", "", "生活協同組合"),
    Form(724, 398, "399", "企業組合"),
    Form(210, 9, "399", "労働者協同組合"),
    Form(4_574, 216, "399", "社会福祉法人"),
    Form(1_638, 174, "399", "学校法人"),
    Form(19_052, 2_761, "399", "医療法人社団"),
    Form(942, 74, "399", "宗教法人"),
    Form(1_596, 179, "399", "", "労働組合"),
    Form(116, 2, "399", "", "信用金庫"),
    Form(15, 1, "399", "", "労働金庫"),
    Form(238, 1, "399", "", "商工会議所"),
    Form(716, 82, "399", "", "商工会"),
    Form(55_116, 7_635, "399", "一般社団法人"),
    Form(3_633, 512, "399", "一般財団法人"),
    Form(1_016, 435, "399", "", "農業協同組合"),
    Form(13_912, 3_872, "399", "", "事業協同組合"),
    Form(51_000, 4_000, "399", "", "神社"),
    Form(325, 9, "499", "", "町内会"),
)
FIRST: Final = "青赤白黒東西南北中上下大小新古山川海空森"
SECOND: Final = "木田原野島橋沢谷本村井口崎浜岡坂松竹梅桜"
THIRD: Final = ("の会", "の家", "ネット", "ひろば", "工房", "センター", "の里", "の森")
READING: Final = ("アオ", "アカ", "シロ", "クロ", "ヒガシ", "ニシ", "ミナミ", "キタ")
PREFECTURES: Final = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 "
    "栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 "
    "石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 "
    "滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 "
    "岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 "
    "佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県 "
)
# Municipalities that there are not, under codes that no real one has.
PLACES: Final = tuple(
    (prefecture, f"{FIRST[n % 20]}{SECOND[n // 2]}市", f"{area:02}", f"{810 + n}")
    for area, prefecture in enumerate(PREFECTURES.split(), 1)
    for n in range(40)
)
TOWNS: Final = (
    "住吉町",
    "本町",
    "中央",
    "大字上江",
    "緑が丘",
    "栄町",
    "駅前通",
    "港町",
)
WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
NUMBERS: Final = tuple(str(n).translate(WIDE) for n in range(1, 65))
DAYS: Final = tuple(
    f"{year}-{month:02}-{day:02}"
    for year in range(2016, 2026)
    for month in range(1, 13)
    for day in (1, 7, 11, 16, 22, 28)
)
START: Final = "2015-10-05"
BLOCK: Final = 1000


def corporate_number(place: int) -> str:
    """Return the corporate number of the body at *place*; no two have the same."""
    base = f"{place // 1_000_000 + 100:04}05{place % 1_000_000:06}"
    return f"{9 - (int(base) + int(base[::2])) % 9}{base}"


def full_file(bodies: int, seed: int = 0) -> Iterator[bytes]:
    """Yield blocks of lines of a full file in UTF-8, with the last row of each body."""
    random = Random(seed)
    weights = [*accumulate(form.bodies for form in FORMS)]
    for start in range(0, bodies, BLOCK):
        places = range(start, min(start + BLOCK, bodies))
        forms = random.choices(FORMS, cum_weights=weights, k=len(places))
        lines = [
            _line(place, form, random.getrandbits(64))
            for place, form in zip(places, forms, strict=True)
        ]
        yield "".join(lines).encode()


def write_full_file(path: Path, bodies: int, seed: int = 0) -> None:
    """Write a full file; name it as the agency does, with the day of its state."""
    with path.open("wb") as file:
        file.writelines(full_file(bodies, seed))


def _line(place: int, form: Form, bits: int) -> str:
    """Return the row of one body; each part of it takes some of the *bits*."""
    prefecture, city, area, town = PLACES[(bits >> 45) % len(PLACES)]
    name = (
        f"{form.before}{FIRST[(bits >> 3) % 20]}{SECOND[(bits >> 8) % 20]}"
        f"{THIRD[(bits >> 13) & 7]}{NUMBERS[(bits >> 16) & 63]}{form.after}"
    )
    street = f"{TOWNS[(bits >> 22) & 7]}{NUMBERS[(bits >> 25) & 63]}番地"
    changed = DAYS[(bits >> 31) % len(DAYS)]
    closed = (bits >> 41) % form.bodies < form.closed
    kind = "21" if closed else ("01", "12", "11", "12")[(bits >> 39) & 3]
    assigned = START if bits >> 63 or kind != "01" else changed
    if kind == "01":
        changed = assigned
    end = f"{changed},01" if closed else ","
    return (
        f"{place + 1},{corporate_number(place)},{kind},0,{changed},{changed},"
        f'"{name}",,{form.kind},"{prefecture}","{city}","{street}",,{area},{town},'
        f'{area}{town}00,,,{end},,,{assigned},1,,,,,"{READING[(bits >> 3) & 7]}",0\n'
    )


if __name__ == "__main__":
    write_full_file(Path(sys.argv[2]), int(sys.argv[1]), *map(int, sys.argv[3:]))
