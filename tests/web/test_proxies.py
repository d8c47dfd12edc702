"""Who the client is: the socket's address, or what a proxy of ours says."""

import pytest

from tsunagari.web.gateway.incoming import Incoming

OURS = ("10.0.0.1", "10.0.0.2")


@pytest.mark.parametrize(
    ("socket", "forwarded", "client"),
    [
        ("198.51.100.7", [], "198.51.100.7"),
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["192.0.2.1, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["192.0.2.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["192.0.2.1", "203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        ("10.0.0.1", ["192.0.2.1, nonsense"], "10.0.0.1"),
    ],
)
def test_the_client(socket: str, forwarded: list[str], client: str) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope = {"method": "GET", "path": "/", "query_string": b"", "headers": headers}
    incoming = Incoming({**scope, "client": (socket, 1)})
    incoming.believe(OURS)
    assert incoming.client == client
