"""The settings file: what it may say, and what wins over it."""

from pathlib import Path

import pytest

from tsunagari.config import Peer, Settings
from tsunagari.errors import SettingError

TEXT = """
port = 8000
deadline = 2.5
log_queries = true
peers = ["a=https://a.example/sparql", "b=https://b.example/"]
"""


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tsunagari.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_file_is_read(settings_file: Path) -> None:
    found = Settings.read({}, {})
    assert (found.port, found.deadline, found.log_queries) == (8000, 2.5, True)
    assert found.peers == (
        Peer("a", "https://a.example/sparql"),
        Peer("b", "https://b.example/"),
    )
    assert found.queue == Settings().queue


def test_a_list_of_folders_may_have_spaces(settings_file: Path) -> None:
    for name in ("one country", "other"):
        Path(name).mkdir()
    settings_file.write_text('sources = ["one country", "other"]\n', encoding="utf-8")
    assert Settings.read({}, {}).sources == (Path("one country"), Path("other"))


def test_the_environment_and_the_command_line_win(settings_file: Path) -> None:
    environment = {"TSUNAGARI_PORT": "8001"}
    assert Settings.read({}, environment).port == 8001
    assert Settings.read({"port": "8002"}, environment).port == 8002


def test_another_file_is_named(settings_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("port = 8003\n", encoding="utf-8")
    environment = {"TSUNAGARI_SETTINGS": str(other)}
    assert Settings.read({}, environment).port == 8003
    other.unlink()
    with pytest.raises(SettingError, match=r"other\.toml cannot be read"):
        Settings.read({}, environment)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 1\n", "'prot', which is no setting"),
        ("port = \n", "cannot be read"),
        ("port = 99999\n", "the setting 'port' cannot be '99999'"),
        ("log_queries = 1\n", "say yes or no"),
        ('peers = ["uk=ftp://a.example/"]\n', "no http or https address"),
        ('peers = ["https://a.example/"]\n', "is no name=address"),
        ('peers = ["UK=https://a.example/"]\n', "is no name=address"),
        ('peers = ["uk="]\n', "needs an address"),
        ('peers = ["uk=https://me:secret@a.example/"]\n', "without a password"),
        ('peers = ["a=http://a.example", "a=http://b.example"]\n', "two peers"),
        ('proxies = ["example.org"]\n', "does not appear to be an IPv4 or IPv6"),
        ("[serve]\nport = 1\n", "'serve', which is no setting"),
    ],
)
def test_a_mistake_is_named(settings_file: Path, text: str, told: str) -> None:
    settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=told):
        Settings.read({}, {})
