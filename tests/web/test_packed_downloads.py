"""A file that a release keeps packed is sent unpacked, or as it is kept."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.release.releases import Release
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

PART = "datasets/corporate-numbers.nq"


@pytest.fixture
def registered(settings: Settings, with_registers: Release) -> Iterator[Client]:
    more = Settings(releases=with_registers.path.parent, fast_workers=1, slow_workers=1)
    serving = Serving(more)
    yield create_app(State.of(settings, serving)).test_client()
    serving.close(0)


@pytest.mark.parametrize("name", ["tsunagari.nq", "tsunagari.ttl", PART])
def test_it_is_what_the_manifest_tells(
    registered: Client, with_registers: Release, name: str
) -> None:
    assert not (with_registers.path / name).exists()
    note = with_registers.manifest["files"][name]
    found = registered.get(f"/download/{name}")
    assert found.status_code == 200
    assert found.content_length == note["bytes"] == len(found.data)
    assert hashlib.sha256(found.data).hexdigest() == note["sha256"]
    assert "Content-Encoding" not in found.headers
    stem = name.rpartition("/")[2].partition(".")[0]
    assert f"{stem}-{with_registers.id}." in found.headers["Content-Disposition"]
    head = registered.head(f"/download/{name}")
    assert (head.content_length, head.data) == (note["bytes"], b"")
    again = registered.get(
        f"/releases/{with_registers.id}/{name}",
        headers={"If-None-Match": found.headers["ETag"]},
    )
    assert again.status_code == 304

    with registered.get(f"/download/{name}.gz") as as_kept:
        assert as_kept.mimetype == "application/gzip"
        assert gzip.decompress(as_kept.data) == found.data
        assert ".gz" in as_kept.headers["Content-Disposition"]


def test_what_is_not_kept_packed_has_no_such_file(registered: Client) -> None:
    for name in ("datasets/brief.nq.gz", "none.nq.gz", "MANIFEST.json.gz", ".gz"):
        assert registered.get(f"/download/{name}").status_code == 404
