"""The writer, and what the next one finds when it was ended in the middle of a step."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tsunagari.errors import (
    DocumentError,
    PatchError,
    UndoError,
    WorkbenchError,
    WriteTooLargeError,
)
from tsunagari.sparql.engines.oxigraph_dataset import Dataset
from tsunagari.sparql.engines.oxigraph_difference import Difference, nquads
from tsunagari.workbench.beginning import begin
from tsunagari.workbench.changes import History
from tsunagari.workbench.filling import fill
from tsunagari.workbench.jobs import Incoming, Job, Outcome
from tsunagari.workbench.layout import BEGINNING, LAYOUT, LOCKS, Layout
from tsunagari.workbench.pending import Pending
from tsunagari.workbench.writer import Writer

MOST = 1000


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    found = Layout(tmp_path / "bench")
    begin(found, None)
    return found


def job(text: str, **more: object) -> Job:
    return Job("update", "me", text=text, base="urn:base", **more)  # type: ignore[arg-type]


def insert(number: int) -> Job:
    return job(f"INSERT DATA {{ <urn:a> <urn:b> {number}, 'x{number}' }}")


def said(layout: Layout) -> set[str]:
    with Writer.open(layout.top, MOST) as writer:
        return set(nquads(writer._dataset.store))


def test_what_was_written_is_there_again(layout: Layout) -> None:
    with Writer.open(layout.top, MOST) as writer:
        assert writer.do(insert(1)) == Outcome(1, 2, 0)
        assert writer.do(insert(1)) == Outcome(1, 0, 0)
        assert writer.do(job("DELETE WHERE { ?s ?p 1 }")) == Outcome(2, 0, 1)
    assert said(layout) == {'<urn:a> <urn:b> "x1" .'}
    assert History(layout.changes).last() == 2


class Ended(BaseException):
    """Stands for SIGKILL: nothing that comes after it is done."""


def ending(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, after: bool
) -> None:
    """Let the process end right before *name* is called, or right after."""
    real: Callable[..., object] = getattr(owner, name)

    def ended(*args: object, **named: object) -> object:
        if after:
            real(*args, **named)
        raise Ended

    monkeypatch.setattr(owner, name, ended)


# Where the process ends, whether before or after that, and whether the write counts.
STEPS = [
    (Pending, "do", False, False),
    (Dataset, "apply", False, False),
    (Dataset, "apply", True, False),
    (History, "append", False, False),
    (History, "append", True, True),
    (Pending, "settle", False, True),
    (Pending, "settle", True, True),
]


@pytest.mark.parametrize("flushed", [False, True])
@pytest.mark.parametrize(("owner", "name", "after", "counts"), STEPS)
def test_a_write_is_done_wholly_or_not_at_all(
    layout: Layout,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    after: bool,
    counts: bool,
    flushed: bool,
) -> None:
    with Writer.open(layout.top, MOST) as writer:
        writer.do(insert(1))
        if flushed:
            writer.flush()
        with monkeypatch.context() as patched:
            # Nothing is taken back: the process is no more.
            patched.setattr(Pending, "take_back", lambda self, dataset: None)
            ending(patched, owner, name, after)
            with pytest.raises(Ended):
                writer.do(
                    job(
                        "DELETE WHERE { ?s ?p 'x1' } ; "
                        "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 2 } }"
                    )
                )
        # Nor does it bring anything to the disk at its end.
        writer.flush = lambda: None  # type: ignore[method-assign]
    one = '<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    two = one.replace('"1"', '"2"').replace(" .", " <urn:g> .")
    expected = {one, two} if counts else {one, '<urn:a> <urn:b> "x1" .'}
    assert said(layout) == expected
    assert not layout.pending.exists()
    with Writer.open(layout.top, MOST) as writer:
        assert writer.last == (2 if counts else 1)
        graphs = ["urn:g"] if counts else []
        assert writer._dataset.graphs() == graphs
        assert writer.do(insert(9)).number == writer.last


def test_half_a_line_of_what_was_to_be_done_is_nothing(layout: Layout) -> None:
    with Writer.open(layout.top, MOST) as writer:
        writer.do(insert(1))
    before = said(layout)
    for text in ('{"id": "x", "rows": ["A <urn:a> <ur', "", '{"id": "\xff'):
        layout.pending.write_bytes(text.encode("latin-1"))
        assert said(layout) == before
        assert not layout.pending.exists()


def test_the_history_is_done_again_where_the_store_lacks_it(layout: Layout) -> None:
    """A power cut may take from the store what was never brought to the disk."""
    for number in range(5):
        with Writer.open(layout.top, MOST) as writer:
            writer.do(insert(number))
    whole = said(layout)
    layout.flushed.write_text("2\n")
    with closing(Dataset.open(layout.store)) as dataset:
        change = History(layout.changes).read(4)[1]
        dataset.apply(change.inverse())
    assert said(layout) == whole
    layout.flushed.write_text("two\n")
    with pytest.raises(WorkbenchError, match="flushed"):
        said(layout)


@pytest.mark.parametrize("step", ["history", "pending"])
def test_a_full_disk_changes_nothing(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """R41: the write is refused, and the next one is done."""
    with Writer.open(layout.top, MOST) as writer:
        writer.do(insert(1))
        before = set(nquads(writer._dataset.store))
        with monkeypatch.context() as patched:

            def full(*args: object) -> None:
                raise OSError(errno.ENOSPC, "No space left on device", "/secret/place")

            owner, name = (History, "append") if step == "history" else (Pending, "do")
            patched.setattr(owner, name, full)
            with pytest.raises(WorkbenchError, match="nothing was changed") as error:
                writer.do(insert(2))
            assert "/secret" not in str(error.value)
        assert set(nquads(writer._dataset.store)) == before
        assert writer.do(insert(3)).number == 2
    assert not layout.pending.exists()


def test_parts_that_change_nothing_together_are_taken_back_too(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second takes away what the first put in, and the disk refuses it."""
    real = Dataset.apply
    calls: list[object] = []

    def once(self: Dataset, difference: Difference) -> None:
        calls.append(difference)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(self, difference)

    with Writer.open(layout.top, MOST) as writer:
        with monkeypatch.context() as patched:
            patched.setattr(Dataset, "apply", once)
            text = "DATA { <urn:a> <urn:b> 1 }"
            with pytest.raises(WorkbenchError, match="nothing was changed"):
                writer.do(job(f"INSERT {text} ; DELETE {text}"))
        assert not set(writer._dataset.store)
    assert said(layout) == set()


@pytest.mark.parametrize("after", [False, True])
def test_what_counts_is_not_taken_back(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """R41: a disk that is full when the store is brought to it, after the change; or
    when the name of the change is, which then does not count."""

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Writer.open(layout.top, MOST) as writer:
        writer.do(insert(1))
        with monkeypatch.context() as patched:
            patched.setattr("tsunagari.workbench.writer.FLUSH_CHANGES", 1)
            if after:
                patched.setattr("tsunagari.workbench.writer.write_whole", full)
                assert writer.do(insert(2)).number == 2
            else:
                patched.setattr("tsunagari.workbench.changes.sync_folder", full)
                with pytest.raises(WorkbenchError, match="nothing was changed"):
                    writer.do(insert(2))
        number = writer.last
        before = set(nquads(writer._dataset.store))
        assert len(before) == (4 if after else 2)
    assert said(layout) == before
    assert History(layout.changes).last() == number == (2 if after else 1)


def test_what_is_too_large_is_refused(layout: Layout) -> None:
    values = ", ".join(map(str, range(MOST + 1)))
    with Writer.open(layout.top, MOST) as writer:
        with pytest.raises(WriteTooLargeError):
            writer.do(job(f"INSERT DATA {{ <urn:a> <urn:b> {values} }}"))
        # Part by part it is no more allowed than at once.
        half = ", ".join(map(str, range(MOST // 2 + 1)))
        text = f"INSERT DATA {{ <urn:a> <urn:b> {half} }} ; "
        with pytest.raises(WriteTooLargeError):
            writer.do(job(text + text.replace("urn:a", "urn:c")))
        assert writer.last == 0
        assert not set(writer._dataset.store)


def test_two_do_not_have_it(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagari.workbench.layout.PATIENCE_SECONDS", 0.2)
    with (
        Writer.open(layout.top, MOST),
        pytest.raises(WorkbenchError, match="another process"),
        Writer.open(layout.top, MOST),
    ):
        pass


def test_what_is_no_workbench_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "something").write_text("kept")
    with pytest.raises(WorkbenchError, match="not empty"):
        begin(Layout(folder), None)
    assert [path.name for path in folder.iterdir()] == ["something"]
    # Whatever its files are called, they are somebody's.
    for name in (*LOCKS, BEGINNING):
        (folder / name).write_text("kept")
    with pytest.raises(WorkbenchError, match="not empty"):
        begin(Layout(folder), None)
    with pytest.raises(WorkbenchError, match="is a file"):
        begin(Layout(folder / "something"), None)
    assert {path.read_text() for path in folder.iterdir()} == {"kept"}
    for text in ("", "{}", '{"release": "", "layout": "x"}'):
        (folder / "workbench.json").write_text(text)
        with pytest.raises(WorkbenchError, match="no workbench"):
            Layout(folder).nature()
    newer = f'{{"release": "", "layout": {LAYOUT + 1}}}'
    (folder / "workbench.json").write_text(newer)
    with pytest.raises(WorkbenchError, match="newer"):
        Layout(folder).nature()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.ttl").write_text("<urn:a> <urn:b> 'あ' . <#x> <urn:b> 1 .")
    (folder / "b.trig").write_text("<urn:g> { <urn:a> <urn:b> 2 }")
    (folder / "c.nt").write_text("<urn:a> <urn:b>")
    return folder


def test_files_are_put_in_once(layout: Layout, files: Path) -> None:
    """The command line's own way in."""
    with pytest.raises(DocumentError):
        fill(layout, files / "a.ttl", MOST)
    (files / "a.ttl").write_text("<urn:a> <urn:b> 'あ' .")
    assert fill(layout, files / "a.ttl", MOST).added == 1
    assert fill(layout, files / "a.ttl", MOST) == Outcome(1, 0, 0, "", False)
    assert fill(layout, files / "b.trig", MOST).added == 1
    assert fill(layout, files / "a.ttl", MOST, "urn:h").created
    # What has blank nodes would be other things each time.
    (files / "d.ttl").write_text("_:a <urn:b> [] .")
    assert fill(layout, files / "d.ttl", MOST).added == 1
    assert fill(layout, files / "d.ttl", MOST).added == 0
    assert fill(layout, files / "d.ttl", MOST, "urn:h").added == 1
    (files / "d.ttl").write_text("_:a <urn:b> [] . # changed")
    assert fill(layout, files / "d.ttl", MOST).added == 1
    with pytest.raises(DocumentError, match=r"c\.nt: line 1"):
        fill(layout, files / "c.nt", MOST)
    assert len(said(layout)) == 6
    assert not list(layout.incoming.iterdir())


def test_a_change_that_is_not_there_is_told(layout: Layout) -> None:
    with Writer.open(layout.top, MOST) as writer:
        writer.do(insert(1))
        with pytest.raises(UndoError):
            writer.do(Job("undo", "me", number=5))
    History(layout.changes).path(1).unlink()
    layout.flushed.write_text("0\n")
    assert said(layout)
    history = History(layout.changes)
    for read in (history.head, history.read, lambda number: list(history.rows(number))):
        with pytest.raises(PatchError):
            read(1)


def test_a_job_is_the_same_on_the_other_side() -> None:
    told = Job(
        "put",
        "me",
        ("urn:g",),
        "urn:g",
        (Incoming("file", "text/turtle", "urn:base", "name"),),
        if_match=("*",),
        validate=True,
    )
    assert Job.of_json(told.as_json()) == told
