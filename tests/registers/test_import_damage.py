"""Damaged files and files that are something else: rejects, or an error that helps.

Each is imported in a process with bounded memory and time. Files that look real are
damaged at random as well; ``TSUNAGARI_TEST_ROUNDS`` says how many, if not the usual.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from .generator import full_file
from .lives import World, table

ROUNDS: Final = int(os.environ.get("TSUNAGARI_TEST_ROUNDS", "120"))
MEBIBYTES: Final = 96
SECONDS: Final = 120
CORPORATE: Final = "corporate-numbers"
GOOD: Final = b"".join(full_file(50))
TOKENS: Final = (
    b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"\0", b"\x1f", b"\xef\xbb\xbf",
    b"\xff\xfe", b"\xed\xa0\x80", b"\x81", b"\x80", b"\xfd", b"PK\x03\x04",
    b"2022-02-30", b"\xe2\x80\xa8",
)  # fmt: skip


def imported(
    folder: Path, *paths: Path, register: str = CORPORATE, mebibytes: int = MEBIBYTES
) -> list[dict[str, Any]]:
    """Import each of *paths* in one other process; return what became of them."""
    run = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("import_process.py")),
            *map(str, (folder, mebibytes, register, *paths)),
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    told = [json.loads(line) for line in run.stdout.splitlines()]
    last = paths[min(len(told), len(paths) - 1)]
    assert run.returncode == 0, f"{last}: {run.stderr[-3000:]}"
    assert len(told) == len(paths)
    for one in told:
        if "error" in one:
            assert not one["left"], "something of a file with an error was kept"
            place, colon, rest = one["error"].partition(": ")
            assert place
            assert colon
            assert ";" in rest, f"no remedy in '{one['error']}'"
            assert one["error"].isprintable()
        else:
            counts = one["counts"]
            parts = ("kept", "replaced", "ignored", "rejected")
            assert counts["read"] == sum(counts[part] for part in parts)
            assert one["told"] >= counts["rejected"]
            assert one["whole"]
    return told


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def damaged(data: bytes, random: Random) -> bytes:
    """Return *data* with some bytes changed, put in, taken out or put elsewhere."""
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at, length = random.randrange(len(data) + 1), random.choice((1, 2, 9, 400))
        piece = data[at : at + length]
        data = random.choice(
            (
                data[:at] + random.randbytes(len(piece)) + data[at + length :],
                data[:at] + random.choice(TOKENS) + data[at:],
                data[:at] + random.choice(TOKENS) + data[at + length :],
                data[:at] + data[at + length :],
                data[:at] + piece * random.choice((1, 3, 50)) + data[at:],
                data[:at] if random.random() < 0.2 else data,
            )
        )
        data = data or b"\n"
    return data


@pytest.mark.parametrize("kind", ["utf-8", "cp932", "zip", "stored", "multiline"])
def test_damaged_at_random(tmp_path: Path, kind: str) -> None:
    world = World(1, bodies=20, days=8)
    rows = [row for day in world.days for row in world.daily[day]]
    register = CORPORATE
    if kind == "multiline":
        register = "public-interest-corporations"
        good = LIST.encode()
    else:
        good = table(rows, "cp932" if kind == "cp932" else "utf-8")
    if kind in ("zip", "stored"):
        method = zipfile.ZIP_STORED if kind == "stored" else zipfile.ZIP_DEFLATED
        good = zipped(("full_20240131.csv", good), ("x.csv.asc", b"x"), method=method)
    paths = []
    for number in range(ROUNDS // 5 or 1):
        paths.append(tmp_path / f"{kind}-{number}.csv")
        paths[-1].write_bytes(damaged(good, Random(f"{kind}{number}")))
    told = imported(tmp_path, *paths, register=register)
    # The damage does not hide all that is good, unless in a zip, nor is all harmless.
    packed = kind in ("zip", "stored")
    assert packed or any(one.get("counts", {}).get("kept") for one in told)
    assert any("error" in one or one["counts"]["rejected"] for one in told)


LIST: Final = (
    "seqCorp,法人コード,法人の名称,法人の名称フリガナ,法人区分,行政庁,法人番号(JCN),"
    "郵便番号,主たる事務所の住所,ホームページアドレス,事業年度,事業の種類,"
    "事業の概要,税額控除に係る証明\n"
) + 20 * (
    "1,A000001,公益財団法人見本,ミホン,公益財団法人,内閣府,8010405009495,100-0001,"
    '東京都見本町,,04月01日~03月31日,"文化及び芸術の振興を目的とする事業、\n'
    '地域社会の健全な発展を目的とする事業",見本の概要,証明書\n'
)


def line(**told: str) -> bytes:
    """Return a good line with some cells changed, by their numbers as c7."""
    cells = GOOD.decode().splitlines()[0].split(",")
    for name, value in told.items():
        cells[int(name[1:]) - 1] = value
    return (",".join(cells) + "\n").encode()


def one(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def bomb(method: int = zipfile.ZIP_DEFLATED, size: int = 200 << 20) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, archive.open("a.csv", "w") as to:
        for _ in range(size >> 20):
            to.write(bytes(1 << 20))
    return out.getvalue()


def lying_bomb(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a bomb that says that it is small."""
    data = bytearray(bomb(method))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (4000).to_bytes(4, "little")
    return bytes(data)


def large_directory() -> bytes:
    """Return a zip whose list of files is long as only the end of large zips tells."""
    data = zipped(("a.csv", GOOD))
    end = data.rindex(b"PK\x05\x06")
    large = b"PK\x06\x06" + bytes(36) + (1 << 30).to_bytes(8, "little") + bytes(8)
    return data[:end] + large + b"PK\x06\x07" + bytes(16) + data[end:]


def with_wrong_sum() -> bytes:
    """Return a zip whose table is found to be damaged when all was read."""
    data = bytearray(zipped(("a.csv", b"".join(full_file(22_000)))))
    for mark, place in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        at = data.rindex(mark) + place
        data[at] ^= 1
    return bytes(data)


def broken_in_the_middle() -> bytes:
    data = bytearray(zipped(("a.csv", b"".join(full_file(22_000)))))
    at = len(data) * 3 // 4
    data[at : at + 40] = bytes(40)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(zipped(("a.csv", GOOD)))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.rindex(mark) + place] |= 1
    return bytes(data)


ERRORS: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "empty": (one(b""), "is empty"),
    "mark-only": (one(b"\xef\xbb\xbf"), "is empty"),
    "utf-16": (lambda: GOOD.decode().encode("utf-16"), "UTF-16"),
    "utf-16-big": (lambda: b"\xfe\xff" + GOOD.decode().encode("utf-16-be"), "UTF-16"),
    "cut-zip": (lambda: zipped(("a.csv", GOOD))[:-30], "the zip is damaged"),
    "zip-start-only": (one(b"PK\x03\x04"), "the zip is damaged"),
    "empty-zip": (lambda: zipped(), "holds 0 tables"),
    "no-table": (lambda: zipped(("a.txt", GOOD)), "holds 0 tables"),
    "nested": (lambda: zipped(("a.zip", zipped(("a.csv", GOOD)))), "holds 0 tables"),
    "two-tables": (lambda: zipped(("a.csv", GOOD), ("B.CSV", GOOD)), "holds 2 tables"),
    "many-files": (
        lambda: zipped(*((f"{i}{'x' * 60_000}", b"") for i in range(20))), "thousands",
    ),
    "as-large-zips-have-it": (large_directory, "thousands"),
    "empty-table": (lambda: zipped(("a.csv", b"")), "is empty"),
    "encrypted": (encrypted, "encrypted"),
    "wrong-sum": (with_wrong_sum, "CRC"),
    "broken": (broken_in_the_middle, "the zip is damaged"),
    "one-body-only": (lambda: b"".join(line(c1=str(i)) for i in range(25_000)), "told"),
    "one-body-at-length": (
        lambda: b"".join(line(c1=str(i), c7="x" * 250_000) for i in range(40)), "told",
    ),
    "bomb": (bomb, "expands more than"),
    "lying-bomb": (lying_bomb, "the zip is damaged"),
    "bzip2": (lambda: zipped(("a.csv", GOOD), method=zipfile.ZIP_BZIP2), "deflate"),
    "lzma-bomb": (lambda: bomb(zipfile.ZIP_LZMA, 5 << 20), "deflate"),
}  # fmt: skip


def all_imported(
    folder: Path, cases: dict[str, Callable[[], bytes]]
) -> dict[str, dict[str, Any]]:
    """Import what each of *cases* makes, all in one process."""
    paths = [folder / f"{case}.csv" for case in cases]
    for path, make in zip(paths, cases.values(), strict=True):
        path.write_bytes(make())
    return dict(zip(cases, imported(folder, *paths), strict=True))


def test_an_error_that_helps(tmp_path: Path) -> None:
    told = all_imported(tmp_path, {case: make for case, (make, _) in ERRORS.items()})
    for case, (_, expected) in ERRORS.items():
        assert expected in told[case].get("error", ""), (case, told[case])


SHUFFLED: Final = b",".join(reversed(line().rstrip().split(b","))) + b"\n"
HEADER: Final = b"sequenceNumber,corporateNumber" + b"," * 28 + b"\n"
# Of a file: how many rows are kept, and how many rejected.
TAKEN: Final[dict[str, tuple[Callable[[], bytes], int, int]]] = {
    "good": (one(GOOD), 50, 0),
    "marked": (one(b"\xef\xbb\xbf" + GOOD), 50, 0),
    "windows": (lambda: GOOD.replace(b"\n", b"\r\n"), 50, 0),
    "old-mac": (lambda: GOOD.replace(b"\n", b"\r"), 0, 1),
    "no-last-newline": (lambda: GOOD[:-1], 50, 0),
    "blank-lines": (lambda: GOOD.replace(b"\n", b"\n\n\r\n"), 50, 0),
    "cp932": (lambda: GOOD.decode().encode("cp932"), 50, 0),
    "beside-signature": (
        lambda: zipped(("d/a.csv", GOOD), ("d/a.csv.asc", b"signed"),
                       ("__MACOSX/d/._a.csv", b"x")), 50, 0,
    ),
    "header": (lambda: HEADER + GOOD, 50, 1),
    "29-columns": (lambda: GOOD + line().replace(b",0\n", b"\n"), 50, 1),
    "31-columns": (lambda: GOOD + line().replace(b"\n", b",\n"), 50, 1),
    "shuffled": (lambda: SHUFFLED * 3, 0, 3),
    "another-register": (lambda: LIST.encode(), 0, 41),
    "no-such-day": (lambda: GOOD + line(c5="2022-02-30"), 50, 1),
    "week-as-day": (lambda: GOOD + line(c5="2022-W01-1"), 50, 1),
    "wide-digits": (lambda: GOOD + line(c5="２０２２-10-03"), 50, 1),
    "endless-number": (lambda: GOOD + line(c1="9" * 5000), 50, 1),
    "open-quote": (lambda: GOOD + line(c7='"開いた') + GOOD, 50, 1),
    "open-quotes": (lambda: line(c7='"開いた') * 300 + GOOD, 50, 300),
    "last-quote-open": (lambda: GOOD + b'"', 50, 1),
    "nul": (lambda: GOOD + line(c7="a\0b"), 50, 1),
    "separator": (lambda: GOOD + line(c7="a\x1fb"), 50, 1),
    "surrogate": (lambda: GOOD + line(c7="@").replace(b"@", b"\xed\xa0\x80"), 50, 1),
    "half-character": (
        lambda: (GOOD + line(c7="@")).decode().encode("cp932").replace(b"@", b"\x81"),
        50, 1,
    ),
    "mixed": (lambda: GOOD + line(c7="東京").decode().encode("cp932"), 50, 1),
    "ten-megabytes": (lambda: GOOD + line(c7="あ" * (10 << 20)), 50, 1),
    "ten-megabytes-of-cells": (lambda: GOOD + b"," * (10 << 20) + b"\n", 50, 1),
    "ten-megabytes-quoted": (
        lambda: GOOD + b'"' + b"\n" * (1 << 20) + GOOD, 50, 1,
    ),
    "one-line": (lambda: b"x" * (50 << 20), 0, 1),
    "no-zip": (lambda: b"PK" + GOOD, 49, 1),
}  # fmt: skip


def test_every_row_is_kept_or_rejected(tmp_path: Path) -> None:
    told = all_imported(tmp_path, {case: made[0] for case, made in TAKEN.items()})
    for case, (_, kept, rejected) in TAKEN.items():
        counts = told[case].get("counts", {})
        assert counts.get("rejected") == rejected, (case, told[case])
        taken = counts["kept"] + counts["replaced"]
        assert taken == kept, (case, told[case])
