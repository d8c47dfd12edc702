"""The ``Link`` header of answers: what describes the data, and its licence."""

from __future__ import annotations

from typing import Final

from tsunagari.config import Settings
from tsunagari.namespaces import LICENCE

__all__ = ["VOID_PATH", "links"]

VOID_PATH: Final = "/.well-known/void"


def links(settings: Settings) -> str:
    """Return the header for answers from a release.

    Without a public address of its own, the service is at the root of its host.
    """
    address = settings.public_url.rstrip("/") + VOID_PATH
    return f'<{address}>; rel="describedby", <{LICENCE}>; rel="license"'
