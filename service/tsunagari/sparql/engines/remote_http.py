"""How a remote engine is reached: one way for queries, loading and looking.

No redirect is followed and no proxy of the environment is asked: the address
is the operator's, and only that one is spoken to. Credentials come from the
environment of the process and stand nowhere else. A challenge is answered in
Basic or Digest (`RFC 7617 <https://www.rfc-editor.org/rfc/rfc7617>`_, `RFC 7616
<https://www.rfc-editor.org/rfc/rfc7616>`_) and remembered: a server may close
the connection on a long body that comes without (Virtuoso does).
"""

from __future__ import annotations

import base64
import os
from email.message import Message
from typing import IO, Any, Final
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    BaseHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

__all__ = ["PASSWORD", "USER", "opener"]

USER: Final = "TSUNAGARI_ENGINE_USER"
PASSWORD: Final = "TSUNAGARI_ENGINE_PASSWORD"
AUTHORIZATION: Final = "Authorization"


def opener(address: str, ours: bool = True) -> OpenerDirector:
    """Return what opens requests to the host of *address*, and to no other.

    :param ours: Whether the server is the operator's, who is to be known to it.
    """
    handlers: list[BaseHandler] = [_NoRedirects(), ProxyHandler({})]
    if ours and (user := os.environ.get(USER)):
        handlers.append(_Credentials(address, user, os.environ.get(PASSWORD, "")))
    return build_opener(*handlers)


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: the redirect itself is then the error."""


class _Credentials(AbstractDigestAuthHandler, BaseHandler):
    """Answers a challenge of one host, and from then on answers it beforehand."""

    auth_header = AUTHORIZATION
    # Before the handler that makes an error of the status 401.
    handler_order = 490

    def __init__(self, address: str, user: str, password: str) -> None:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, address, user, password)
        super().__init__(passwords)
        self._host = urlsplit(address).netloc
        self._user, self._password = user, password
        self._challenge: dict[str, str] = {}
        self._scheme = ""

    def http_request(self, request: Request) -> Request:
        """Add the answer to the challenge, if one is known."""
        if request.host == self._host and (value := self._answer(request)):
            request.add_unredirected_header(AUTHORIZATION, value)
        return request

    https_request = http_request

    def http_error_401(
        self, request: Request, file: IO[bytes], code: int, text: str, headers: Message
    ) -> Any:
        """Remember the challenge; try once more, unless an answer was refused."""
        refused = request.has_header(AUTHORIZATION)
        for challenge in headers.get_all("WWW-Authenticate", []):
            scheme, _, rest = challenge.partition(" ")
            if scheme.lower() in ("basic", "digest"):
                self._scheme = scheme.lower()
                parts = [part for part in parse_http_list(rest) if "=" in part]
                self._challenge = parse_keqv_list(parts)
                break
        stale = self._challenge.get("stale", "").lower() == "true"
        if not self._scheme or (refused and not stale):
            return None
        file.close()
        return self.parent.open(request, timeout=request.timeout or 30)

    def _answer(self, request: Request) -> str | None:
        if self._scheme == "basic":
            pair = f"{self._user}:{self._password}".encode()
            return "Basic " + base64.b64encode(pair).decode()
        if self._scheme == "digest":
            answer = self.get_authorization(request, self._challenge)
            return f"Digest {answer}" if answer else None
        return None
