"""Imports point down, and each third-party library has one home."""

import ast
from pathlib import Path

import pytest

import tsunagari

PACKAGE = Path(tsunagari.__file__).parent

# From the top of the house to the bottom; within a row nobody knows the others.
ROWS = (
    {"cli", "web"},
    {"workbench"},
    {"release"},
    {"countries"},
    {
        "validation",
        "explanation",
        "registers",
        "linking",
        "export",
        "search",
        "reconciliation",
    },
    {"graph", "entailment", "sparql", "naming"},
    {"resources", "config", "namespaces", "languages", "errors"},
)
# The command line starts the web face; the ground floor rests on its errors.
WITHIN_ROW = {
    ("cli", "web"),
    ("namespaces", "errors"),
    ("namespaces", "resources"),
    ("resources", "errors"),
    ("config", "errors"),
}
HOMES = {
    "click": {"cli"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "uvicorn": {"web/gateway/server.py", "web/gateway/connections.py"},
    "zstandard": {"web/codings.py"},
    "owlrl": {"entailment/reference.py"},
    "prettytable": {"cli/query.py"},
    "rapidfuzz": {"naming"},
    "pyoxigraph": {"sparql/engines"},
    "sqlite3": {"registers/staging.py", "search"},
    "pyshacl": {"validation/reference.py"},
    "SPARQLWrapper": {"sparql/engines/remote.py"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def row(name: str) -> int:
    return next(number for number, names in enumerate(ROWS) if name in names)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    if here in ("__init__", "__main__"):
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "tsunagari" or len(parts) < 2:
            continue
        there = parts[1]
        if there in (here, "__version__"):
            continue
        downward = row(there) > row(here) or (here, there) in WITHIN_ROW
        assert downward, f"{here} may not import {there} ({name})"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_library_is_at_home(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for name in {name.split(".")[0] for name in imported(path)} & set(HOMES):
        assert any(place.startswith(home) for home in HOMES[name]), (
            f"{name} is imported outside {HOMES[name]}"
        )


def test_every_room_is_drawn_and_every_home_is_lived_in() -> None:
    rooms = {room(path) for path in FILES} - {"__init__", "__main__"}
    assert rooms == set().union(*ROWS)
    used = {name.split(".")[0] for path in FILES for name in imported(path)}
    assert set(HOMES) <= used


def test_every_module_says_what_it_is() -> None:
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), f"{path} has no docstring"
