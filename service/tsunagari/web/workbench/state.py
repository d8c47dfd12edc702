"""What the views of a workbench need beside what those of a release do."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Self, cast

from tsunagari.config import Settings
from tsunagari.errors import TokenError, WorkbenchError
from tsunagari.web.budget import Budgets
from tsunagari.web.state import State, state
from tsunagari.web.watching import PeerWatch
from tsunagari.web.workbench.serving import ServingWorkbench
from tsunagari.workbench.tokens import Tokens

__all__ = ["WorkbenchState", "workbench"]


@dataclass(frozen=True)
class WorkbenchState(State):
    """The state of the application of a workbench."""

    bench: ServingWorkbench
    tokens: Tokens

    @classmethod
    def around(cls, settings: Settings, bench: ServingWorkbench) -> Self:
        """Return the state for *settings*, with every client's budget full."""
        return cls(
            settings,
            bench,
            Budgets(settings.client_seconds),
            PeerWatch(settings, bench),
            "",
            bench,
            Tokens(bench.layout.tokens),
        )

    def most_body(self, incoming: Mapping[bytes, bytes]) -> int:
        """Return how large a body may be: whoever may write may send more.

        This is asked before the body is read, so that nobody else fills the memory.
        """
        header = incoming.get(b"authorization", b"").decode("latin-1")
        with suppress(TokenError, WorkbenchError):
            self.tokens.allowing(header)
            return max(self.settings.write_bytes, self.settings.max_body)
        return self.settings.max_body


def workbench() -> WorkbenchState:
    """Return the state of the workbench that handles this request."""
    return cast(WorkbenchState, state())
