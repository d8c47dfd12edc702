"""Nothing outside a country's own files and register readers says Japan.

Every file that git tracks is read. Japanese as a language of the interface, of
labels and of names is no country; what tells of Japan is a word for the country,
for what only it has, or a name in one of its namespaces. A file that may say so is
in one of the two tables, with the reason; a row that nothing needs any more fails.
"""

import re
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from rdflib import SH, Graph

ROOT = Path(__file__).parents[2]

# What is Japan's own, by the patterns of paths. Another country has the same places.
OWN = {
    "graph_data/jp/*": "its data",
    "graph_data/brief/*": "its data: the source tells of Japan",
    "ontology/vocabularies/jp/*": "its forms, laws, concepts and prefixes",
    "shapes/jp-*.ttl": "its shapes",
    "service/tsunagari/registers/japan/*": "what its register readers share",
    "service/tsunagari/registers/corporate_numbers/*": "a reader of its registers",
    "service/tsunagari/registers/npo_portal/*": "a reader of its registers",
    "service/tsunagari/registers/public_interest/*": "a reader of its registers",
    "service/tsunagari/registers/subsidies/*": "a reader of its registers",
    "ontology/alignments/jp-*": "what its terms are called elsewhere",
    "ontology/alignments/corporate-kinds.ttl": "an alignment to its register",
    "ontology/alignments/e-stat.ttl": "an alignment to its statistics",
    "ontology/alignments/iso-20275.ttl": "its codes of legal forms",
    "queries/hygiene/hyg-05-*": "check digits of its numbers",
    "queries/hygiene/hyg-06-*": "check digits of its numbers",
    "queries/competency/*": "questions to its data; comparison/ asks any country",
}
# What may say Japan all the same, and why.
EXCEPTIONS = {
    "README.md": "tells what is published today: the graph of Japan",
    "CHANGELOG.md": "tells what was done, for Japan",
    "CITATION.cff": "the title of what is published today",
    "LICENSE-DATA": "the title of what is published today",
    "pyproject.toml": "what is published today, for the index of packages",
    "*/README.md": "explains the tree by the country that is in it",
    "service/*.md": "explains registers and reasoning by the country that is there",
    "graph_data/datasets.toml": "the texts of what is published today",
    "ontology/tsunagari.ttl": "the header names every alignment",
    "ontology/vocabularies/assessment-schemes.ttl": "a scheme cites laws of Japan",
    "queries/lookup/*": "examples of values that are in the release",
    "service/tsunagari/cli/explain.py": "an example to try that is in the release",
    "service/tsunagari/web/explanation.py": "examples that are in the release",
    "service/tsunagari/web/templates/home.??.html": "what is published today",
    "service/tsunagari/countries/names.toml": "the names of all countries",
    "service/tsunagari/export/sssom.py": "which alignment e-Stat's areas belong to",
    "service/tsunagari/registers/registry.py": "the table of register readers",
    "service/tsunagari/web/static/page.css": "a font for Japanese has JP in its name",
}
# Not read: tests speak of the data that is there; locks, and what is built, hold no
# words of ours.
APART = (
    *("tests/*", "requirements.lock", ".ci/*", "LICENSE"),
    "service/tsunagari/web/static/editor/*",
)

# A source is called what it is called, wherever it is cited.
CITED = re.compile(r"\bsrc:[\w-]+")
WORDS = re.compile(
    r"\bJapan\b|\bNippon\b|日本(?!語)|都道府県|\bprefectur|法人番号"
    r"|corporate[ _-]number|\bjp\b|\bjpc:|\bjporg:|\bjpplace:|\.go\.jp|e-stat",
    re.IGNORECASE,
)


@cache
def tracked() -> tuple[str, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    names = listed.stdout.decode().split("\0")
    return tuple(name for name in names if name and (ROOT / name).is_file())


@cache
def own_names() -> re.Pattern[str]:
    """Prefixed names of what is Japan's: a prefix of its own, and a local name."""
    graph = Graph().parse(ROOT / "ontology/vocabularies/jp/prefixes.ttl")
    prefixes = sorted(map(str, graph.objects(None, SH.prefix)))
    assert len(prefixes) > 10
    return re.compile(rf"(?<![\w$}}:/.-])(?:{'|'.join(prefixes)}):(?=[a-z])")


def fits(name: str, patterns: object) -> list[str]:
    return [p for p in patterns if fnmatch(name, p)]  # type: ignore[attr-defined]


def told(name: str) -> list[str]:
    """The lines of a file that say Japan."""
    try:
        text = (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    structured = Path(name).suffix in {".ttl", ".trig", ".rq"}
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = CITED.sub("", line)
        if WORDS.search(bare) or (structured and own_names().search(bare)):
            found.append(f"{name}:{number}: {line.strip()[:100]}")
    return found


@cache
def checked() -> tuple[str, ...]:
    apart = {*OWN, *EXCEPTIONS, *APART}
    return tuple(name for name in tracked() if not fits(name, apart))


def test_there_is_something_to_check() -> None:
    names = checked()
    assert len(names) > 300
    for top in ("ontology/", "shapes/", "queries/", "service/tsunagari/"):
        assert any(name.startswith(top) for name in names), top


def test_nothing_else_says_japan() -> None:
    found = [line for name in checked() for line in told(name)]
    assert not found, "move it to the country's own files:\n" + "\n".join(found)


@pytest.mark.parametrize("pattern", [*OWN, *EXCEPTIONS])
def test_every_row_is_needed(pattern: str) -> None:
    names = [name for name in tracked() if fnmatch(name, pattern)]
    assert names, f"no file is {pattern}"
    assert any(told(name) for name in names), f"{pattern} need not be in a table"


@pytest.mark.parametrize(
    "line",
    [
        "in Japan",
        "日本の協同組合",
        "form:rokin-bank a sse:LegalForm .",
        "  law:x ;",
        "https://w3id.org/tsunagari/jp/form/x",
        "jporg:x",
        "a prefecture",
        "corporate_number",
    ],
)
def test_such_a_line_is_found(line: str) -> None:
    assert WORDS.search(line) or own_names().search(line)


@pytest.mark.parametrize(
    "line",
    [
        '"日本語のラベル"@ja',
        "a label in Japanese",
        "ssesh:Place-japaneseLabel",
        "${code}form:NAME-OF-FORM",
        "krform:x",
        "dcterms:license",
        "ess-form:L1",
    ],
)
def test_a_language_is_no_country(line: str) -> None:
    assert not WORDS.search(line)
    assert not own_names().search(line)
