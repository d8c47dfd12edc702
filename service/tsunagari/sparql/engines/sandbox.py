"""No new connections: a worker's process cannot make a socket, whatever it is told.

On Linux the kernel refuses the calls (`seccomp(2)
<https://man7.org/linux/man-pages/man2/seccomp.2.html>`_): ``socket`` and
``socketpair``, and ``io_uring_setup``, which could ask for one by another way.
The filter cannot be taken off again, and holds in every thread.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from typing import Final

__all__ = ["forbid_sockets"]

# Of linux/audit.h and of the tables of system calls: the architecture; seccomp;
# socket, socketpair, io_uring_setup.
CALLS: Final = {
    "x86_64": (0xC000003E, 317, (41, 53, 425)),
    "aarch64": (0xC00000B7, 277, (198, 199, 425)),
}
# On x86_64, numbers from here on are those of another convention for the same calls.
OTHER_CONVENTION: Final = 0x40000000
NO_NEW_PRIVILEGES: Final = 38
SET_FILTER: Final = 1
EVERY_THREAD: Final = 1
# Of linux/bpf_common.h: load a word, compare and jump, return.
LOAD: Final = 0x20
EQUAL: Final = 0x15
AT_LEAST: Final = 0x35
RETURN: Final = 0x06
ALLOW: Final = 0x7FFF0000
REFUSE: Final = 0x00050000 | errno.EPERM
# In struct seccomp_data: the number of the call, and the architecture.
NUMBER: Final = 0
ARCHITECTURE: Final = 4


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def forbid_sockets() -> bool:
    """Let this process make no socket from now on; tell whether the system can."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in CALLS:
        return False
    architecture, seccomp, forbidden = CALLS[machine]
    filter = _filter(architecture, forbidden)
    program = _Program(len(filter) // 8, filter)
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    done = library.syscall(
        seccomp, SET_FILTER, EVERY_THREAD, ctypes.byref(program), 0, 0
    )
    return bool(done == 0)


def _filter(architecture: int, forbidden: tuple[int, ...]) -> bytes:
    """Return the instructions: refuse *forbidden* and what is of another kind."""
    tests = [(AT_LEAST, OTHER_CONVENTION), *((EQUAL, call) for call in forbidden)]
    found = [_step(LOAD, ARCHITECTURE), _step(EQUAL, architecture, 1, 0)]
    found += [_step(RETURN, REFUSE), _step(LOAD, NUMBER)]
    for place, (test, value) in enumerate(tests):
        # A jump over the tests that are left and the allowance, to the refusal.
        found.append(_step(test, value, len(tests) - place, 0))
    return b"".join((*found, _step(RETURN, ALLOW), _step(RETURN, REFUSE)))


def _step(code: int, value: int, jump: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, jump, otherwise, value)
