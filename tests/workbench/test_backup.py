"""What a backup holds is what was there, and nothing harmful is laid out.

Backups are made of workbenches that nobody serves, that somebody serves, and that
somebody writes to meanwhile. What is restored has the same statements, blank nodes
under their names, and the same history, and goes on. Archives that were spoiled, in
every place and in every way that tar knows, lay out nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from tsunagari.cli import main
from tsunagari.release.releases import Release, Releases
from tsunagari.workbench import moments
from tsunagari.workbench.beginning import begin
from tsunagari.workbench.changes import History
from tsunagari.workbench.jobs import Job
from tsunagari.workbench.layout import LOCKS, Layout, Nature
from tsunagari.workbench.tokens import Tokens
from tsunagari.workbench.writer import Writer

from .bench import Bench, running

MOST = 100_000
BASE = "http://localhost/"
UPDATES = (
    "INSERT DATA { <urn:a> <urn:p> [ <urn:q> 1 ] }",
    'INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> [ <urn:q> "é\\n\\u2028" ] , _:b } }',
    "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 01.50 , 'x'@ja-Hrkt } }",
    "DELETE WHERE { <urn:a> <urn:p> ?x . ?x <urn:q> 1 }",
    "CREATE GRAPH <urn:empty>",
    "INSERT DATA { GRAPH <urn:t> { _:t <urn:p> <<( _:t <urn:q> 'a'@ja--ltr )>> } }",
)


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def write(layout: Layout, *texts: str) -> None:
    with Writer.open(layout.top, MOST) as writer:
        for text in texts:
            writer.do(Job("update", "tests", text=text, base=BASE))


def content(layout: Layout) -> tuple[set[ox.Quad], set[str]]:
    """Everything in the store, the default graph too, and the named graphs."""
    with Writer.open(layout.top, MOST) as writer:
        store = writer._dataset.store
        return set(store), set(writer._dataset.graphs())


def history(layout: Layout) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in layout.changes.iterdir()}


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A workbench with a few changes, and a token."""
    found = Layout(tmp_path / "bench")
    found.make(Nature())
    write(found, *UPDATES)
    Tokens(found.tokens).add("somebody", None)
    return found


@pytest.fixture
def backup(layout: Layout, tmp_path: Path) -> Path:
    """A backup of it."""
    file = tmp_path / "backup.tar.gz"
    result = command("backup", layout.top, file)
    assert result.exit_code == 0, result.output
    return file


def test_what_is_restored_is_what_was_there(
    layout: Layout, backup: Path, tmp_path: Path
) -> None:
    other = Layout(tmp_path / "other")
    result = command("restore", backup, other.top)
    assert result.exit_code == 0, result.output
    assert "6 statements, 3 named graphs, 6 changes" in result.output
    assert "nobody can write yet" in result.output
    assert content(other) == content(layout)
    assert len(content(other)[0]) == 6
    assert "urn:empty" in content(other)[1]
    assert history(other) == history(layout)
    assert other.nature() == layout.nature()
    assert not other.tokens.exists()


def test_its_history_goes_on(layout: Layout, backup: Path, tmp_path: Path) -> None:
    other = Layout(tmp_path / "other")
    assert command("restore", backup, other.top).exit_code == 0
    for bench in (layout, other):
        result = command("undo", bench.top, "2")
        assert result.exit_code == 0, result.output
        assert "change 7 undoes change 2: 0 statements added, 3 removed" in (
            result.output
        )
        write(bench, "INSERT DATA { <urn:more> <urn:p> 1 }")
        assert History(bench.changes).last() == 8
    assert content(other) == content(layout)


def test_a_plain_tar_reads_it_and_no_secret_is_in_it(
    layout: Layout, backup: Path
) -> None:
    secret = Tokens(layout.tokens).all()[0].hash.encode()
    with tarfile.open(backup) as archive:
        names = archive.getnames()
        data = b"".join(
            file.read() for name in names if (file := archive.extractfile(name))
        )
    changes = [f"changes/{number:09}.rdfp" for number in range(1, 7)]
    assert names == ["manifest.json", "workbench.json", "dataset.nq", *changes]
    assert secret not in data
    assert b"somebody" not in data


def test_the_same_workbench_gives_the_same_bytes(
    layout: Layout, backup: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.tar.gz"
    assert command("backup", layout.top, again).exit_code == 0
    assert again.read_bytes() == backup.read_bytes()
    assert not list(layout.top.glob(f"{moments.NAME}*"))


def test_an_empty_workbench_has_a_backup(tmp_path: Path) -> None:
    empty = Layout(tmp_path / "empty")
    empty.make(Nature())
    file = tmp_path / "e.tar.gz"
    assert command("backup", empty.top, file).exit_code == 0
    other = Layout(tmp_path / "other")
    result = command("restore", file, other.top)
    assert "0 statements, 0 named graphs, 0 changes" in result.output
    write(other, UPDATES[0])
    assert History(other.changes).last() == 1


def test_a_workbench_with_the_release_keeps_its_merge(
    release: Release, tmp_path: Path
) -> None:
    layout, other = Layout(tmp_path / "bench"), Layout(tmp_path / "other")
    begin(layout, Releases(release.path.parent))
    graph = "GRAPH <https://w3id.org/tsunagari/evidence/x>"
    apart = "GRAPH <https://w3id.org/tsunagari/graph/essglobal>"
    write(
        layout,
        f"INSERT DATA {{ {graph} {{ <urn:a> <urn:p> [ <urn:q> 2 ] }} }}",
        f"INSERT DATA {{ {apart} {{ <urn:apart> <urn:p> 1 }} }}",
    )
    before = content(layout)
    file = tmp_path / "b.tar.gz"
    assert command("backup", layout.top, file).exit_code == 0
    result = command("restore", file, other.top)
    assert result.exit_code == 0, result.output
    assert content(other) == before
    merged = {
        quad for quad in before[0] if isinstance(quad.graph_name, ox.DefaultGraph)
    }
    assert len(merged) > 10_000
    assert "urn:apart" not in {str(quad.subject.value) for quad in merged}
    assert other.nature().release == release.id
    result = command("undo", other.top, "1")
    assert "0 statements added, 2 removed, 0 left" in result.output
    assert len(content(other)[0]) == len(before[0]) - 4


def test_it_is_taken_while_the_workbench_is_served(
    served: tuple[Bench, Path], bench: Bench, tmp_path: Path
) -> None:
    """Writes go on meanwhile: each backup has all that was told before it began."""
    folder = served[1]
    assert bench.update("INSERT DATA { <urn:first> <urn:p> 0 }").status == 200
    done = [0]
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            number = done[0] + 1
            assert bench.update(f"INSERT DATA {{ <urn:n{number}> <urn:p> [] }}").status
            done[0] = number

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for turn in range(6):
            before = done[0]
            file = tmp_path / f"{turn}.tar.gz"
            result = command("backup", folder, file)
            assert result.exit_code == 0, result.output
            other = Layout(tmp_path / f"other{turn}")
            assert command("restore", file, other.top).exit_code == 0
            quads, _ = content(other)
            assert len(quads) >= before + 1
            # Done again from the beginning, the history gives the very dataset.
            replayed: set[ox.Quad] = set()
            found = History(other.changes)
            for number in range(1, found.last() + 1):
                difference = found.read(number)[1]
                replayed = (replayed - difference.removed) | difference.added
            assert replayed == quads
    finally:
        stop.set()
        thread.join()
    assert done[0] > 6
    assert not list(folder.glob(f"{moments.NAME}*"))


def test_it_is_served_again(layout: Layout, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert command("restore", backup, other).exit_code == 0
    with running(other) as bench:
        assert len(bench.nquads()) == 6
        answer = bench.write("POST", "/changes/3/undo")
        assert answer.status == 200, answer.body
        assert len(bench.nquads()) == 4
        assert bench.ask("GET", "/changes/7.rdfp").status == 200


def test_a_moment_waits_for_what_is_not_shown_yet(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(moments, "PATIENCE_SECONDS", 0.5)
    file = tmp_path / "b.tar.gz"
    old = layout.snapshot(5, 1)
    with Writer.open(layout.top, MOST) as writer:
        writer.checkpoint(old)
        result = command("backup", layout.top, file)
        assert result.exit_code == 1
        assert "does not show change 6 to queries yet" in result.output
        assert not file.exists()
        writer.checkpoint(layout.snapshot(6, 2))
        assert command("backup", layout.top, file).exit_code == 0
    assert not list(layout.top.glob(f"{moments.NAME}*"))


def test_what_a_backup_left_that_was_killed_is_removed(layout: Layout) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = layout.top / f"{moments.NAME}abc-{dead.pid}"
    left.mkdir()
    alive = layout.top / f"{moments.NAME}abc-{os.getpid()}"
    alive.mkdir()
    assert command("backup", layout.top, layout.top.parent / "b").exit_code == 0
    assert not left.exists()
    assert alive.exists()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(
    layout: Layout, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backup.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "addfile", full)
    result = command("backup", layout.top, backup)
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert backup.read_bytes() == before
    assert sorted(path.name for path in backup.parent.iterdir()) == [
        "backup.tar.gz",
        "bench",
    ]


@pytest.mark.parametrize("name", ["changes", "note.txt", "workbench.json"])
def test_a_folder_that_is_not_empty_is_refused(
    backup: Path, tmp_path: Path, name: str
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / name).write_text("mine")
    result = command("restore", backup, there)
    assert result.exit_code == 1
    assert "is not empty" in result.output
    assert (there / name).read_text() == "mine"


def test_a_folder_that_is_not_there_is_told(layout: Layout, tmp_path: Path) -> None:
    result = command("backup", layout.top, tmp_path / "none" / "b")
    assert result.exit_code == 1
    assert f"there is no folder '{tmp_path / 'none'}'" in result.output


def test_what_is_no_workbench_has_no_backup(tmp_path: Path) -> None:
    result = command("backup", tmp_path / "none", tmp_path / "b")
    assert result.exit_code == 1
    assert "is no workbench" in result.output
    assert list(tmp_path.iterdir()) == []


# Spoiled archives: each is made from the members of a good one.

Members = list[tuple[tarfile.TarInfo, bytes]]


def members(backup: Path) -> Members:
    with tarfile.open(backup) as archive:
        found = []
        for info in archive:
            file = archive.extractfile(info)
            assert file
            found.append((info, file.read()))
        return found


def packed(found: Members, path: Path, format: int = tarfile.GNU_FORMAT) -> Path:
    with tarfile.open(path, "w:gz", format=format) as archive:
        for info, data in found:
            if info.isreg():
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def resigned(found: Members, **changed: object) -> None:
    """Let the manifest be right about the files that are there."""
    told = json.loads(found[0][1])
    told["files"] = {
        info.name: (len(data), hashlib.sha256(data).hexdigest())
        for info, data in found[1:]
    }
    told.update(changed)
    found[0] = (found[0][0], json.dumps(told).encode())


def member(
    name: str, data: bytes = b"x", **fields: object
) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    for key, value in fields.items():
        setattr(info, key, value)
    return info, data


def replaced(found: Members, name: str, data: bytes) -> None:
    at = [info.name for info, _ in found].index(name)
    found[at] = (found[at][0], data)


def _no_change(found: Members) -> None:
    del found[4]


def _no_change_nor_in_manifest(found: Members) -> None:
    del found[4]
    resigned(found)


def _a_link(found: Members) -> None:
    found[2] = member("dataset.nq", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd")


def _a_hard_link(found: Members) -> None:
    found[2] = member("dataset.nq", b"", type=tarfile.LNKTYPE, linkname="/etc/passwd")


def _a_device(found: Members) -> None:
    found[2] = member("dataset.nq", b"", type=tarfile.CHRTYPE)


def _a_folder(found: Members) -> None:
    found.insert(3, member("changes", b"", type=tarfile.DIRTYPE))


def _outside(found: Members) -> None:
    found.append(member("../outside"))


def _outside_in_manifest(found: Members) -> None:
    found.append(member("../outside"))
    resigned(found, last=7)


def _absolute(found: Members) -> None:
    found.append(member("/tmp/outside"))
    resigned(found, last=7)


def _long_name(found: Members) -> None:
    found.append(member("changes/" + "x" * 300))


def _twice(found: Members) -> None:
    found.append(found[2])


def _tokens(found: Members) -> None:
    found.append(member("tokens.json", b'{"tokens": []}'))
    resigned(found, last=7)


def _other_data(found: Members) -> None:
    data = found[2][1]
    replaced(found, "dataset.nq", data.replace(b"urn:a", b"urn:z"))


def _other_size(found: Members) -> None:
    replaced(found, "dataset.nq", found[2][1] + b"<urn:a> <urn:b> <urn:c> .\n")


def _another_count(found: Members) -> None:
    replaced(found, "dataset.nq", found[2][1] + b"<urn:a> <urn:b> <urn:c> .\n")
    resigned(found)


def _another_count_of_graphs(found: Members) -> None:
    resigned(found, empty=[])


def _no_nquads(found: Members) -> None:
    replaced(found, "dataset.nq", b"<urn:a> <urn:b>\n")
    resigned(found)


def _blank_graph(found: Members) -> None:
    replaced(found, "dataset.nq", b"<urn:a> <urn:b> <urn:c> _:g .\n")
    resigned(found)


def _no_patch(found: Members) -> None:
    replaced(found, "changes/000000002.rdfp", b"x\n")
    resigned(found)


def _another_number(found: Members) -> None:
    replaced(found, "changes/000000002.rdfp", found[3][1])
    resigned(found)


def _endless_header(found: Members) -> None:
    replaced(found, "changes/000000002.rdfp", b"H " + b"x" * 1_000_000)
    resigned(found)


def _newer(found: Members) -> None:
    resigned(found, version=2)


def _newer_nature(found: Members) -> None:
    replaced(found, "workbench.json", b'{"release": "", "layout": 99}')
    resigned(found)


def _no_nature(found: Members) -> None:
    replaced(found, "workbench.json", b"[]")
    resigned(found)


def _huge_nature(found: Members) -> None:
    replaced(found, "workbench.json", b" " * 200_000)
    resigned(found)


def _no_json(found: Members) -> None:
    replaced(found, "manifest.json", b"{")


def _deep_json(found: Members) -> None:
    replaced(found, "manifest.json", b"[" * 1_000_000)


def _a_list(found: Members) -> None:
    replaced(found, "manifest.json", b"[]")


def _negative(found: Members) -> None:
    resigned(found, last=-1)


def _no_number(found: Members) -> None:
    resigned(found, statements="many")


def _bad_iri(found: Members) -> None:
    resigned(found, empty=["no iri"])


def _manifest_last(found: Members) -> None:
    found.append(found.pop(0))


SPOILED: dict[Callable[[Members], None], str] = {
    _no_change: "changes/000000002.rdfp is not in it",
    _no_change_nor_in_manifest: "does not name the files of a backup",
    _a_link: "no plain file",
    _a_hard_link: "no plain file",
    _a_device: "no plain file",
    _a_folder: "no plain file",
    _outside: "a file that its manifest does not name",
    _outside_in_manifest: "does not name the files of a backup",
    _absolute: "does not name the files of a backup",
    _long_name: "no plain file",
    _twice: "or twice",
    _tokens: "does not name the files of a backup",
    _other_data: "dataset.nq has another checksum",
    _other_size: "dataset.nq has another size",
    _another_count: "has 7 statements, and its manifest says 6",
    _another_count_of_graphs: "has 2 named graphs, and its manifest says 3",
    _no_nquads: "does not parse",
    _blank_graph: "a blank node names a graph",
    _no_patch: "change 2 has a header that cannot be read",
    _another_number: "the file of change 2 is of change 1",
    _endless_header: "change 2 has a header that cannot be read",
    _newer: "newer version of this program",
    _newer_nature: "of a newer version",
    _no_nature: "workbench.json is damaged",
    _huge_nature: "workbench.json is too large",
    _no_json: "manifest is damaged",
    _deep_json: "manifest is damaged",
    _a_list: "manifest is damaged",
    _negative: "manifest is damaged",
    _no_number: "manifest is damaged",
    _bad_iri: "does not parse",
    _manifest_last: "no backup of a workbench",
}


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_what_is_spoiled_lays_out_nothing(
    backup: Path, tmp_path: Path, spoil: Callable[[Members], None]
) -> None:
    found = members(backup)
    spoil(found)
    file = packed(found, tmp_path / "spoiled.tar.gz")
    before = sorted(tmp_path.iterdir())
    result = command("restore", file, tmp_path / "other")
    assert result.exit_code == 1, result.output
    assert SPOILED[spoil] in result.output
    assert "nothing was laid out" in result.output
    assert sorted(tmp_path.iterdir()) == before


def test_the_good_one_packed_again_is_taken(backup: Path, tmp_path: Path) -> None:
    found = members(backup)
    resigned(found)
    file = packed(found, tmp_path / "good.tar.gz")
    assert command("restore", file, tmp_path / "other").exit_code == 0


def test_a_record_of_pax_is_not_read(backup: Path, tmp_path: Path) -> None:
    found = members(backup)
    found[2][0].pax_headers = {"path": "../outside"}
    file = packed(found, tmp_path / "pax.tar.gz", tarfile.PAX_FORMAT)
    result = command("restore", file, tmp_path / "other")
    assert result.exit_code == 1
    assert "no plain file" in result.output
    assert not (tmp_path / "other").exists()


def test_what_the_disk_has_no_room_for_is_refused(backup: Path, tmp_path: Path) -> None:
    found = members(backup)
    told = json.loads(found[0][1])
    told["files"]["dataset.nq"][0] = 10**18
    found[0] = (found[0][0], json.dumps(told).encode())
    file = packed(found, tmp_path / "huge.tar.gz")
    result = command("restore", file, tmp_path / "other")
    assert result.exit_code == 1
    assert "the disk has room for" in result.output
    assert not (tmp_path / "other").exists()


def test_what_comes_after_the_end_is_refused(backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "longer.tar.gz"
    data = gzip.decompress(backup.read_bytes()) + bytes(10_000_000)
    file.write_bytes(gzip.compress(data, mtime=0))
    result = command("restore", file, tmp_path / "other")
    assert result.exit_code == 1
    assert "more in it after its end" in result.output


def _unpacked(data: bytes) -> bytes | None:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return None


@pytest.mark.parametrize("seed", range(20))
def test_a_file_that_is_cut_or_flipped_lays_out_nothing(
    backup: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    data = bytearray(backup.read_bytes())
    at = chance.randrange(10, len(data) - 1)
    if seed % 2:
        del data[at:]
    else:
        data[at] ^= 1 << chance.randrange(8)
    file = tmp_path / "damaged.tar.gz"
    file.write_bytes(data)
    result = command("restore", file, tmp_path / "other")
    # A few bits of a gzip stream mean nothing.
    harmless = _unpacked(bytes(data)) == _unpacked(backup.read_bytes())
    assert result.exit_code == (0 if harmless else 1), (seed, at)
    assert (tmp_path / "other").exists() == harmless


@pytest.mark.parametrize(
    "data", [b"", b"plain", gzip.compress(b"", mtime=0), gzip.compress(b"x", mtime=0)]
)
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    result = command("restore", file, tmp_path / "other")
    assert result.exit_code == 1
    assert "cannot be restored: it is" in result.output


@pytest.fixture
def killed(backup: Path, tmp_path: Path) -> Callable[[str, int], Layout]:
    """Restore in a process of its own, and kill it at a call of a function."""

    def kill(name: str, call: int) -> Layout:
        code = (
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from tsunagari.workbench import restoring\n"
            "from tsunagari.workbench.layout import Layout\n"
            f"real, calls = restoring.{name}, [0]\n"
            "def fatal(*arguments):\n"
            "    calls[0] += 1\n"
            f"    if calls[0] == {call}:\n"
            "        os.kill(os.getpid(), signal.SIGKILL)\n"
            "    return real(*arguments)\n"
            f"restoring.{name} = fatal\n"
            "restoring.restore(Path(sys.argv[1]), Layout(Path(sys.argv[2])))\n"
        )
        top = tmp_path / "killed"
        found = subprocess.run(
            [sys.executable, "-c", code, str(backup), str(top)], check=False
        )
        assert found.returncode == -signal.SIGKILL
        return Layout(top)

    return kill


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("unpack", 1),
        ("load_store", 1),
        ("write_whole", 1),
        ("sync_folder", 1),
        ("sync_folder", 2),
    ],
)
def test_one_that_is_killed_leaves_no_workbench_and_can_be_done_again(
    killed: Callable[[str, int], Layout],
    backup: Path,
    layout: Layout,
    name: str,
    call: int,
) -> None:
    left = killed(name, call)
    assert not left.exists()
    result = command("token", "list", left.top)
    assert "is no workbench" in result.output
    result = command("restore", backup, left.top)
    assert result.exit_code == 0, result.output
    assert content(left) == content(layout)
    assert not (left.top / ".restoring").exists()


def test_killed_at_the_last_step_it_is_whole(
    killed: Callable[[str, int], Layout], layout: Layout
) -> None:
    left = killed("sync_folder", 3)
    assert content(left) == content(layout)
    assert history(left) == history(layout)


def test_an_interrupt_leaves_the_folder_as_it_was(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tsunagari.workbench.restoring.load_store", interrupt)
    there = tmp_path / "there"
    there.mkdir()
    assert command("restore", backup, there).exit_code != 0
    assert {path.name for path in there.iterdir()} <= set(LOCKS)
    assert command("restore", backup, tmp_path / "new").exit_code != 0
    assert not (tmp_path / "new").exists()
