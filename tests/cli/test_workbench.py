"""``tsunagari workbench`` and ``tsunagari token``: what is wrong is told first."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.release.releases import Release
from tsunagari.workbench.beginning import begin
from tsunagari.workbench.layout import Layout


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("name", ["data.n3", "data.foo", "data"])
def test_a_file_of_no_syntax_is_named_and_nothing_laid_out(
    tmp_path: Path, name: str
) -> None:
    (file := tmp_path / name).write_text("x")
    code, _, err = run("workbench", tmp_path / "bench", file)
    assert code != 0
    assert name in err
    assert not (tmp_path / "bench").exists()


def test_a_merge_takes_named_graphs_alone(tmp_path: Path, release: Release) -> None:
    (file := tmp_path / "data.ttl").write_text("<urn:a> <urn:b> 1 .")
    code, _, err = run(
        *("workbench", tmp_path / "bench", file, "--with-release"),
        *("--releases", release.path.parent),
    )
    assert code != 0
    assert "data.ttl" in err
    assert "TriG" in err
    assert not (tmp_path / "bench").exists()


def test_a_port_that_is_taken_is_told_first(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = run("workbench", tmp_path / "bench", "--port", port)
    assert code == 2
    assert str(port) in err
    assert not (tmp_path / "bench").exists()


def test_without_a_release_there_is_none_to_begin_with(tmp_path: Path) -> None:
    place = ("--with-release", "--releases", tmp_path / "none", "--port", "0")
    code, _, err = run("workbench", tmp_path / "bench", *place)
    assert code == 4
    assert "tsunagari build" in err
    assert not Layout(tmp_path / "bench").exists()


def test_tokens(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    code, _, err = run("token", "add", folder, "me")
    assert code != 0
    assert "tsunagari workbench" in err
    begin(Layout(folder), None)
    code, out, _ = run("token", "add", folder, "me", "--graph", "urn:g")
    assert code == 0
    secret = out.strip()
    assert len(secret) > 40
    code, out, _ = run("token", "list", folder)
    assert code == 0
    assert out.split("\t")[0] == "me"
    assert "urn:g" in out
    assert secret not in out
    for arguments in (("add", folder, "me"), ("add", folder, "a b")):
        code, _, err = run("token", *arguments)
        assert code != 0
        assert "token" in err
    assert run("token", "add", folder, "you", "--graph", "no iri")[0] != 0
    assert run("token", "remove", folder, "me")[0] == 0
    assert run("token", "remove", folder, "me")[0] != 0
    assert run("token", "list", folder)[1] == ""
