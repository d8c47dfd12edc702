"""What the views need: the settings, what is served, and who may ask for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, cast

from flask import current_app, request

from tsunagari.config import Settings
from tsunagari.web.budget import Budgets
from tsunagari.web.links import links
from tsunagari.web.serving import InForce, ServingRelease
from tsunagari.web.watching import PeerWatch

__all__ = ["STATE", "State", "state"]

STATE: Final = "tsunagari"


@dataclass(frozen=True)
class State:
    """The application's own state.

    :param links: The ``Link`` header of answers from the data; empty for none.
    """

    settings: Settings
    serving: InForce
    budgets: Budgets
    peers: PeerWatch
    links: str

    @classmethod
    def of(cls, settings: Settings, serving: InForce) -> State:
        """Return the state for *settings*, with every client's budget full.

        From now on the peers are looked at.
        """
        budgets = Budgets(settings.client_seconds)
        peers = PeerWatch(settings, serving)
        return cls(settings, serving, budgets, peers, links(settings))

    def most_body(self, incoming: Mapping[bytes, bytes]) -> int:
        """Return how large the body of a request may be, in bytes.

        :param incoming: Its headers.
        """
        return self.settings.max_body

    def public_url(self) -> str:
        """Return the address users see, without a slash at the end.

        The setting says, else the socket; what a client writes is not believed.
        """
        if self.settings.public_url:
            return self.settings.public_url.rstrip("/")
        host, port = request.environ["SERVER_NAME"], request.environ["SERVER_PORT"]
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}" + ("" if port == "80" else f":{port}")

    @contextmanager
    def use(self) -> Iterator[ServingRelease]:
        """Hold the release in force."""
        with self.serving.use() as serving:
            yield serving


def state() -> State:
    """Return the state of the application that handles this request."""
    return cast(State, current_app.extensions[STATE])
