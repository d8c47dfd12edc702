"""What must hold after every hostile request, whatever was sent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import tsunagari

from .canary import Canary
from .replies import Reply
from .server import Server
from .wire import Exchange

__all__ = ["Witness"]

# A header of this name is only there if a request could write it.
INJECTED: Final = frozenset({"x-injected", "set-cookie"})
# Pages here have no script but files of our own.
OURS: Final = re.compile(
    rb'<script type="module" src="/static/[a-z-]+\.js"></script>', re.IGNORECASE
)
LIVE_HTML: Final = (b"<script", b"javascript:", b"onerror=", b"onmouseover=")


class Witness:
    """It looks at answers, and then at the server and the canary."""

    def __init__(self, server: Server, canary: Canary, releases: Path) -> None:
        self.server = server
        self.canary = canary
        package = Path(tsunagari.__file__).parent
        self._secrets = [
            *(b"Traceback", b'File "', b"site-packages", b"werkzeug", b"Werkzeug"),
            *(bytes(path) for path in (releases, package, server.temporary)),
        ]

    def look_at(self, found: Exchange) -> None:
        """Assert that no answer leaks, echoes into a page, or has a header too many."""
        for secret in self._secrets:
            assert secret not in found.data, f"an answer tells {secret!r}"
        for reply in found.replies:
            assert reply.status != 500, reply.body
            self._look_at_fields(reply)

    def all_is_well(self) -> None:
        """Assert that the server answers as before and nobody called the canary."""
        self.server.check()
        assert self.server.process.poll() is None, "the server ended"
        assert not self.canary.called(), "the server called another host"

    def _look_at_fields(self, reply: Reply) -> None:
        names = [name for name, _ in reply.fields]
        assert not INJECTED & set(names), reply.fields
        for name, value in reply.fields:
            whole = name + value
            assert whole.isprintable() or "\t" in whole, (name, value)
        if reply.header("content-type").startswith("text/html"):
            policy = reply.header("content-security-policy")
            assert "script-src" in policy or "default-src 'none'" in policy
            assert "unsafe-inline" not in policy
            body = OURS.sub(b"", reply.body).lower()
            for live in LIVE_HTML:
                assert live not in body, f"a page holds {live!r}"
