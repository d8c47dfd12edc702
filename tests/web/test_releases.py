"""The pages of releases: which are kept, what each holds, how it is cited."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client

from tsunagari.config import Settings
from tsunagari.release.manifest import MANIFEST
from tsunagari.release.releases import Release, Releases
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

OLD = "0123456789abcdef"


@pytest.fixture(scope="module")
def with_old(
    release: Release, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """A service that keeps an older release, one of another age, and a broken one."""
    top = tmp_path_factory.mktemp("kept")
    shutil.copytree(release.path, top / release.id)
    for name, content in {
        OLD: {**release.manifest, "id": OLD},
        "aaaaaaaaaaaaaaaa": {"id": "aaaaaaaaaaaaaaaa"},
        "bbbbbbbbbbbbbbbb": {"id": "another"},
    }.items():
        (top / name).mkdir()
        (top / name / MANIFEST).write_text(json.dumps(content), encoding="utf-8")
    Releases(top).put_in_force(release.id)
    changed = replace(settings, releases=top)
    serving = Serving(changed)
    yield create_app(State.of(changed, serving)).test_client()
    serving.close(0)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_those_kept_are_listed(
    with_old: Client, release: Release, language: str
) -> None:
    text = with_old.get(f"/releases?lang={language}").text
    listed = re.findall(r'href="/releases/([0-9a-f]+)\?', text)
    assert set(listed) == {release.id, OLD, "aaaaaaaaaaaaaaaa"}
    assert "tsunagari diff" in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_says_how_to_cite(
    client: Client, release: Release, language: str
) -> None:
    text = client.get(f"/releases/{release.id}?lang={language}").text
    assert f"https://w3id.org/tsunagari/release/{release.id}" in text
    whole = release.manifest["datasets"]["tsunagari"]
    assert whole["titles"][language] in text
    year = whole["modified"][:4]
    assert len(year) == 4
    assert (f"（{year}）「" if language == "ja" else f" ({year}). ") in text
    assert f"{release.manifest['counts']['statements']:,}" in text
    assert release.manifest["files"]["tsunagari.nq"]["sha256"] in text


def test_its_files_are_there(client: Client, release: Release) -> None:
    text = client.get(f"/releases/{release.id}").text
    links = re.findall(rf'href="(/releases/{release.id}/[^"]+)"', text)
    assert len(links) >= 6
    for link in links:
        with client.get(link) as response:
            assert response.status_code == 200
            name = link.rpartition("/")[2]
            assert response.data == (release.path / name).read_bytes()
            assert "immutable" in response.headers["Cache-Control"]


def test_programs_get_json(client: Client, release: Release) -> None:
    headers = {"Accept": "application/json"}
    found = client.get("/releases", headers=headers).json
    assert found is not None
    assert found["inForce"] == release.id
    assert client.get(f"/releases/{release.id}", headers=headers).json == (
        json.loads(Path(release.path / MANIFEST).read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("ffffffffffffffff", "is not kept"),
        ("aaaaaaaaaaaaaaaa", "an older version"),
        ("bbbbbbbbbbbbbbbb", "is not kept"),
        ("current", "is not kept"),
    ],
)
def test_others_are_not_found(with_old: Client, id: str, told: str) -> None:
    response = with_old.get(f"/releases/{id}")
    assert response.status_code == 404
    assert told in response.text


def test_the_iri_that_is_cited_leads_to_the_page(
    client: Client, release: Release
) -> None:
    response = client.get(f"/id/release/{release.id}")
    assert response.status_code == 303
    target = response.headers["Location"].removeprefix("http://localhost")
    assert target == f"/releases/{release.id}"
    assert client.get(target).status_code == 200
    for path in ("/schemas/organizations.schema.json", "/catalog"):
        led = client.get(f"/id{path}")
        assert led.headers["Location"] == f"http://localhost{path}"
        assert client.get(path).status_code == 200
