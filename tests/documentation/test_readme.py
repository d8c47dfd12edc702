"""What the documentation says is so: commands, settings, queries and answers."""

import json
import re
from pathlib import Path

import pytest

from tsunagari.cli import main
from tsunagari.config import SETTINGS, Setting
from tsunagari.namespaces import prefixes, shorten
from tsunagari.release.releases import Release
from tsunagari.resources import folder
from tsunagari.sparql.formats import format_named
from tsunagari.sparql.library import stored_query

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DECLARED = " ".join(f"PREFIX {p}: <{iri}>" for p, iri in prefixes().items())

Table = list[list[str]]


def tables() -> list[tuple[str, Table]]:
    """The queries of the README, each with the table that follows it."""
    pattern = re.compile(
        r"(?:```sparql\n(?P<text>.*?)```|`tsunagari query (?P<name>CQ\d+)`\))"
        r"\s+(?P<table>(?:\|[^\n]*\|\n)+)",
        re.DOTALL,
    )
    found = []
    for match in pattern.finditer(README):
        text = match["text"] or stored_query(match["name"]).text
        lines = match["table"].strip().splitlines()
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        found.append((text, [rows[0], *rows[2:]]))
    return found


def test_five_queries_are_worth_running() -> None:
    assert len(tables()) == 5


@pytest.mark.parametrize("number", range(5))
def test_the_answer_in_the_readme_is_the_answer(number: int, release: Release) -> None:
    text, expected = tables()[number]
    query = text if "PREFIX" in text else f"{DECLARED} {text}"
    data = release.engine().query(query).serialize(format_named("json"))
    content = json.loads(data)
    names = content["head"]["vars"]
    found = [
        [
            shorten(row[name]["value"])
            if row[name]["type"] == "uri"
            else row[name]["value"]
            for name in names
        ]
        for row in content["results"]["bindings"]
    ]
    assert expected[0] == names
    assert sorted(found) == sorted(expected[1:])


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented(setting: Setting) -> None:
    assert f"`{setting.environment}`" in README
    assert setting.help in README


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_documented(command: str) -> None:
    assert f"tsunagari {command}" in README


def test_every_target_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^make ([\w-]+)", README, re.MULTILINE))
    assert targets == {"benchmark", "browser-test", "editor", "serve", "test"}
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_link_within_the_project_leads_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        *(
            folder(n) / "README.md"
            for n in ("ontology", "graph_data", "shapes", "queries")
        ),
    ]
    for page in pages:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_query_role_is_documented() -> None:
    text = (folder("queries") / "README.md").read_text(encoding="utf-8")
    for path in folder("queries").iterdir():
        if path.is_dir():
            assert f"`{path.name}/`" in text
