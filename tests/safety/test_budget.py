"""What a client may cost (R35), who a client is (R36), who the server is (R37)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from .queries import RUNAWAYS
from .server import Server, serve

pytestmark = pytest.mark.xdist_group("safety-budget")

# Names of libraries, which a stranger need not know; with them come their holes.
LIBRARIES = ("werkzeug", "flask", "python", "waitress", "uvicorn", "oxigraph", "h11")


@pytest.fixture(scope="module")
def tight(
    small_releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that has been asked for more than one client may cost."""
    work = tmp_path_factory.mktemp("tight")
    with serve(small_releases, work, "--client-seconds", "1") as server:
        text = quote(RUNAWAYS["a product counted"])
        assert server.get(f"/sparql?timeout=1.5&query={text}").status == 504
        yield server


def test_a_spendthrift_is_told_to_wait(tight: Server) -> None:
    answer = tight.control()
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert tight.get("/health").status == 200


@pytest.mark.parametrize(
    "name",
    ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP", "CF-Connecting-IP"],
)
def test_another_address_in_a_header_is_no_other_client(
    name: str, tight: Server
) -> None:
    for number in range(3):
        address = f"10.0.0.{number}"
        value = f"for={address}" if name == "Forwarded" else address
        text = f"ASK {{ ?s ?p {number} }}"
        assert tight.query(text, {name: value}).status == 429


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/sparql?query=x", "/nowhere", "/static/page.css"]
)
def test_no_library_is_announced(path: str, tight: Server) -> None:
    answer = tight.get(path)
    told = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    for library in LIBRARIES:
        assert library not in told.lower()
    assert "/" not in answer.headers.get("Server", "")
    # What is no HTTP is answered by another part of the server.
    data = tight.send(b"nonsense\r\n\r\n").data.lower()
    assert not any(library.encode() in data for library in LIBRARIES)
