"""The commands as a user calls them: their output and their exit codes."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tsunagari.cli import main
from tsunagari.cli.main import EXIT_CODES
from tsunagari.config import SETTINGS, Settings
from tsunagari.errors import SettingError, TsunagariError
from tsunagari.release.releases import Release

COMMANDS = ("build", "check", "link", "query", "serve", "info")


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def top(release: Release) -> str:
    return str(release.path.parent)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_every_command(command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert len(out.splitlines()) > 5
    assert command in run("--help")[1]


def test_help_lists_every_exit_code() -> None:
    out = run("--help")[1]
    assert {code for _, code in EXIT_CODES} == {1, 2, 3, 4}
    for code in range(5):
        assert f"\n    {code}  " in out


def test_serve_has_an_option_for_every_setting_but_those_of_writing() -> None:
    serve, workbench = (run(name, "--help")[1] for name in ("serve", "workbench"))
    for setting in SETTINGS:
        out = workbench if setting.writes else serve
        assert "--" + setting.name.replace("_", "-") in out
        assert setting.environment in out
        assert not setting.writes or setting.environment not in serve


def test_info_tells_counts_and_coverage(top: str, release: Release) -> None:
    code, out, _ = run("info", "--releases", top)
    assert code == 0
    assert release.id in out
    assert "of 446 facts of 'brief' are in the graph" in out
    manifest = json.loads(run("info", "--json", "--releases", top)[1])
    assert manifest == release.manifest


def test_a_stored_query_takes_values(top: str) -> None:
    given = ("--set", "form=form:workers-cooperative", "--set", "lang=ja")
    out = run("query", "LK-1", *given, "--format", "csv", "--releases", top)[1]
    assert out.splitlines()[1].endswith(
        ",労働者協同組合ワーカーズコープ・センター事業団"
    )
    assert len(out.splitlines()) == 2
    assert "--set form, lang" in run("query", "--list")[1]


def test_query_by_name_text_and_file(top: str, tmp_path: Path) -> None:
    by_id = run("query", "CQ05", "--releases", top)[1]
    assert "まちづくり" not in by_id
    assert "jpc:machizukuri" in by_id
    assert by_id.rstrip().endswith("3 rows")
    text = "SELECT ?n { jpc:machizukuri skos:prefLabel ?n FILTER (LANG(?n) = 'ja') }"
    assert run("query", text, "--format", "csv", "--releases", top)[1] == (
        "n\nまちづくり\n"
    )
    path = tmp_path / "question.rq"
    path.write_text("ASK { ?s ?p ?o }")
    assert run("query", str(path), "--releases", top)[1] == "yes\n"
    describe = run("query", "DESCRIBE jpc:hieiri", "--releases", top)[1]
    assert "@prefix jpc:" in describe


def test_table_columns_line_up_with_full_width_text(top: str) -> None:
    text = "SELECT ?n { jpc:hieiri skos:prefLabel ?n } ORDER BY ?n"
    out = run("query", text, "--releases", top)[1]
    lines = out.splitlines()[:-1]
    from wcwidth import wcswidth

    assert len({wcswidth(line) for line in lines}) == 1


def test_list_names_every_question() -> None:
    out = run("query", "--list")[1]
    assert all(f"CQ{number:02d}" in out for number in range(1, 21))


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("query",), 2, "give a QUERY"),
        (("query", "missing.rq"), 2, "there is no file"),
        (("query", "CQ99"), 2, "no stored query is called 'CQ99'"),
        (("query", "LK-2"), 2, "the parameter 'area' is missing"),
        (("query", "LK-2", "--set", "area=a b"), 2, "'area' cannot be 'a b'"),
        (("query", "LK-2", "--set", "area"), 2, "'area' is not NAME=VALUE"),
        (("nonsense",), 2, "No such command"),
        (("info", "--releases", "/nonexistent"), 4, "run 'tsunagari build' first"),
        (("serve", "--port", "http"), 2, "the setting 'port' cannot be 'http'"),
    ],
)
def test_errors_have_codes_and_remedies(
    arguments: tuple[str, ...], code: int, text: str
) -> None:
    found, _, err = run(*arguments)
    assert found == code
    assert text in err


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("query", "SELEC {"), 1, "does not parse"),
        (("query", "ASK {}", "--format", "xls"), 2, "choose one of"),
        (("query", "DESCRIBE jpc:hieiri", "--format", "table"), 2, "cannot be shown"),
        (("query", "DESCRIBE jpc:hieiri", "--format", "csv"), 2, "cannot be written"),
    ],
)
def test_a_query_that_fails_says_why(
    arguments: tuple[str, ...], code: int, text: str, top: str
) -> None:
    found, _, err = run(*arguments, "--releases", top)
    assert found == code
    assert text in err


def test_odd_files_and_answers(top: str, tmp_path: Path) -> None:
    path = tmp_path / "question.rq"
    path.write_bytes(b"ASK { ?s ?p '\xff' }")
    code, _, err = run("query", str(path), "--releases", top)
    assert (code, "is not UTF-8" in err) == (2, True)
    path.write_bytes("\ufeffASK { ?s ?p ?o }".encode())
    assert run("query", str(path), "--releases", top)[1] == "yes\n"
    assert (
        "1 row without variables" in run("query", "SELECT * { }", "--releases", top)[1]
    )


def test_a_port_in_use_is_said_in_a_sentence(top: str) -> None:
    # In a process of its own: the server library leaves its socket to the end.
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "tsunagari", "serve", "--port", port]
        done = subprocess.run(
            [*command, "--releases", top], capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_come_from_option_environment_default() -> None:
    assert Settings.read().port == 8080
    assert Settings.read({}, {"TSUNAGARI_PORT": "81"}).port == 81
    assert Settings.read({"port": "82"}, {"TSUNAGARI_PORT": "81"}).port == 82
    assert Settings.read({"port": None}, {}) == Settings()
    for name, text in (("port", "70000"), ("threads", "0"), ("max_body", "x")):
        with pytest.raises(SettingError, match=name):
            Settings.read({name: text})
    assert issubclass(SettingError, TsunagariError)


def test_serve_answers_over_http(top: str) -> None:
    from urllib.request import urlopen

    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "tsunagari", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--releases", top],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split(" at ")[1].strip()
            with urlopen(f"{address}sparql?query=ASK%7B%7D", timeout=20) as response:
                assert json.load(response) == {"head": {}, "boolean": True}
        finally:
            server.terminate()
            server.wait(20)


def test_check_says_who_ran_the_shapes_and_that_the_references_agree(
    small_project: Path,
) -> None:
    text = """
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix ssesh: <https://w3id.org/tsunagari/shapes#> .
    ssesh:Own sh:targetClass ssesh:A ; sh:path ssesh:p ; sh:node ssesh:Other .
    ssesh:Other sh:property ssesh:Own ; sh:flags "i" .
    """
    (small_project / "shapes" / "extra.ttl").write_text(text, encoding="utf-8")
    code, out, _ = run("check", "--reference")
    assert code == 0
    assert "not compiled, so pyshacl ran them: ssesh:Own: it refers to itself" in out
    assert "without effect: shape <https://w3id.org/tsunagari/shapes#Other>" in out
    assert re.search("owlrl infers the same [0-9]+ statements", out)
    assert re.search("pyshacl finds the same [0-9]+ results", out)
