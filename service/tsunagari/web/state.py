"""What the views need: the settings, the release and its engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from flask import current_app, request

from tsunagari.config import Settings
from tsunagari.release.releases import Release
from tsunagari.sparql.engine import Engine

__all__ = ["STATE", "State", "state"]

STATE: Final = "tsunagari"


@dataclass(frozen=True)
class State:
    """The release being served."""

    settings: Settings
    release: Release
    engine: Engine

    def public_url(self) -> str:
        """Return the address users see, without a slash at the end.

        Only a setting can differ from the socket: headers are not believed.
        """
        if self.settings.public_url:
            return self.settings.public_url.rstrip("/")
        return request.host_url.rstrip("/")


def state() -> State:
    """Return the state of the application that handles this request."""
    return cast(State, current_app.extensions[STATE])
