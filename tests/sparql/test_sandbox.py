"""A worker makes no socket, and yet opens the files of a store when it needs them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tsunagari.sparql.engines.sandbox import forbid_sockets

# What a process finds that may make no socket: before, after, in a thread that was
# there before; and that files can still be read.
TRIES = """
import socket, threading
from tsunagari.sparql.engines.sandbox import forbid_sockets
go, found = threading.Event(), []
def attempt():
    for make in (socket.socket, socket.socketpair):
        try:
            make()
        except PermissionError:
            found.append("refused")
        else:
            found.append("made")
thread = threading.Thread(target=lambda: (go.wait(), attempt()))
thread.start()
attempt()
assert forbid_sockets()
attempt()
go.set()
thread.join()
open(__import__("os").__file__).close()
print(*found)
"""


# A store that opens its files late, as a large one does.
OPENS = """
import os
from tsunagari.sparql.engines.loop import limit_descriptors
from tsunagari.sparql.engines.sandbox import forbid_sockets
import socket
assert forbid_sockets()
opened = [os.open("/dev/null", os.O_RDONLY) for _ in range(5)]
os.close(opened[2])
limit_descriptors(3)
found = 0
try:
    while True:
        opened.append(os.open("/dev/null", os.O_RDONLY))
        found += 1
except OSError:
    pass
print(found)
for close in (False, True):
    if close:
        os.close(opened.pop())
    try:
        socket.socket()
    except OSError:
        print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the filter")
def test_no_socket_is_made_in_any_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRIES], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["made", "made", *["refused"] * 4]


def test_elsewhere_it_tells_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagari.sparql.engines.sandbox.sys.platform", "plan9")
    assert not forbid_sockets()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the filter")
def test_so_many_files_can_be_opened_and_no_socket() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENS], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["3", "refused", "refused"]
