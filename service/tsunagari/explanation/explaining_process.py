"""One process that explains, seen from the service: what it is asked and answers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tsunagari.errors import QueryMemoryError, QueryTimeoutError, WorkerLostError
from tsunagari.explanation.data import from_data, to_data
from tsunagari.explanation.derivation import Triple
from tsunagari.explanation.outline import Outline
from tsunagari.languages import Language
from tsunagari.sparql.worker_process import LookUp, WorkerProcess

__all__ = ["Explained", "ExplainingProcess", "Question"]

# What was found in time is still to be put into words; then the process is ended.
TELL_SECONDS: Final = 3.0

IsGone = Callable[[], bool] | None


@dataclass(frozen=True)
class Question:
    """What is asked: why a statement holds, in which words.

    :param form: ``text``, ``jsonld``, or ``html`` for the outline of a page.
    :param ways: How many derivations are wanted.
    """

    statement: Triple
    language: Language
    form: str
    ways: int = 1


@dataclass(frozen=True)
class Explained:
    """An explanation as it was asked for.

    :param outline: For a page; else there is a *body*.
    :param complete: Whether all was looked at for it.
    """

    body: bytes
    outline: Outline | None
    complete: bool


class ExplainingProcess:
    """A process that was taken, for one question."""

    def __init__(self, worker: WorkerProcess) -> None:
        self._worker = worker

    def explain(
        self, question: Question, seconds: float, look_up: LookUp, is_gone: IsGone
    ) -> Explained:
        """Return why a statement holds, or what it lacks.

        :param seconds: How long to look; a little later the process is ended.
        :param look_up: Answers the queries of a process that has no store.
        :param is_gone: Tells whether the client is no longer there.
        :raises StatementError: If it cannot be a statement.
        :raises QueryError: If it takes too long, or what is looked up cannot be had.
        :raises Gone: If *is_gone* says so.
        """
        request = {
            "statements": [to_data(question.statement)],
            "language": question.language,
            "as": question.form,
            "ways": question.ways,
        }
        body = self._answer(request, seconds, look_up, is_gone)
        outline: Outline | None = None
        if question.form == "html":
            outline, body = from_data(json.loads(body)), b""
        return Explained(body, outline, bool(self._worker.note["complete"]))

    def questions(
        self,
        statements: Sequence[Triple],
        language: Language,
        seconds: float,
        look_up: LookUp,
        is_gone: IsGone,
    ) -> list[str]:
        """Return *statements* as questions, in words; else as :meth:`explain`."""
        request = {
            "statements": [to_data(statement) for statement in statements],
            "language": language,
            "as": "questions",
        }
        found = json.loads(self._answer(request, seconds, look_up, is_gone))
        return [str(text) for text in found]

    def _answer(
        self, request: dict[str, Any], seconds: float, look_up: LookUp, is_gone: IsGone
    ) -> bytes:
        worker, data = self._worker, bytearray()
        until = time.monotonic() + seconds + TELL_SECONDS
        try:
            worker.ask({**request, "seconds": seconds}, look_up)
            while (part := worker.read(until, is_gone)) is not None:
                data += part
        except QueryTimeoutError as error:
            text = "the explanation was stopped at its deadline"
            raise QueryTimeoutError(text) from error
        except QueryMemoryError as error:
            text = "the explanation needs more memory than it may have"
            raise QueryMemoryError(text) from error
        except WorkerLostError as error:
            if fault := worker.note.get("fault"):
                raise RuntimeError(fault) from error
            text = "the process that made the explanation died"
            raise WorkerLostError(text) from error
        return bytes(data)
