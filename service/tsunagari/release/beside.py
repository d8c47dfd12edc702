"""Work that a second process does meanwhile: a large store keeps two cores busy."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, Self, TypeVar

from tsunagari.errors import ReleaseError

__all__ = ["Beside"]

Found = TypeVar("Found")


class Beside(Generic[Found]):
    """A call in a process of its own, begun at once; it ends with the block.

    So a build that fails does not wait for what nobody needs any more.

    :param function: A function of a module, since the process is a new one.
    :param arguments: What it is given; they are copied to the process.
    """

    def __init__(self, function: Callable[..., Found], *arguments: object) -> None:
        context = get_context("spawn")
        self._answer, to = context.Pipe(duplex=False)
        self._name = function.__name__.strip("_")
        self._process = context.Process(
            target=_call, args=(to, function, arguments), daemon=True
        )
        self._process.start()
        to.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()
        self._answer.close()

    def result(self) -> Found:
        """Wait for what the function returns, or raise what it raised.

        :raises ReleaseError: If the process was killed.
        """
        try:
            found, error = self._answer.recv()
        except EOFError:
            self._process.join()
            raise ReleaseError(
                f"the process for '{self._name}' ended before its work was done "
                f"(exit code {self._process.exitcode}); if memory ran out, free some, "
                "then build again"
            ) from None
        if error is not None:
            raise error
        return found  # type: ignore[no-any-return]


def _call(
    to: Connection, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    answer: tuple[Any, BaseException | None]
    try:
        answer = function(*arguments), None
    except Exception as error:
        answer = None, error
    to.send(answer)
