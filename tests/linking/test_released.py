"""A release is linked with as the sources are, and with what registers add."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.errors import ReleaseError
from tsunagari.linking.released import released_bodies
from tsunagari.linking.running import our_bodies
from tsunagari.release.releases import Release

FOREIGN = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <http://www.w3.org/ns/org#> .
<https://example.org/1> a org:Organization ; rdfs:label "{name}"@ja .
"""


def test_without_registers_it_is_the_same(release: Release) -> None:
    assert released_bodies(release.path / "store") == our_bodies()


def test_with_registers_there_is_more(with_registers: Release) -> None:
    found = {body.iri: body for body in released_bodies(with_registers.path / "store")}
    ours = {body.iri for body in our_bodies()}
    assert set(found) >= ours
    added = [found[iri] for iri in sorted(set(found) - ours)]
    assert any(body.names for body in added)
    for body in added:
        assert ("corporate-number", body.iri.rpartition("/")[2]) in body.identifiers
        assert body.names or body.label == body.iri
        assert body.place.country == "JP"


def test_a_body_of_a_register_is_linked(
    with_registers: Release, tmp_path: Path
) -> None:
    ours = {body.iri for body in our_bodies()}
    body = next(
        body
        for body in released_bodies(with_registers.path / "store")
        if body.iri not in ours and body.names
    )
    path = tmp_path / "foreign.ttl"
    path.write_text(FOREIGN.format(name=body.names[0].text), encoding="utf-8")
    command = ["link", str(path), "--out", str(tmp_path / "out"), "--with-release"]
    command += ["--releases", str(with_registers.path.parent)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    text = (tmp_path / "out" / "foreign.review.csv").read_text("utf-8-sig")
    assert body.iri in text


def test_without_a_release_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="cannot be opened"):
        released_bodies(tmp_path / "none")
