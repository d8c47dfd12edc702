"""``tsunagari country new``: what it lays out, and what it refuses."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph

from tsunagari import resources
from tsunagari.cli import main
from tsunagari.countries.names import country
from tsunagari.errors import CountryError, ResourcesMissingError, SourceError
from tsunagari.namespaces import expand, prefixes
from tsunagari.resources import ADDED, FOLDERS, files
from tsunagari.validation.reference import validate_by_reference
from tsunagari.validation.shapes import read_shapes


@pytest.fixture(autouse=True)
def nothing_added(monkeypatch: pytest.MonkeyPatch) -> None:
    # Set, so that what a command sets is undone after the test.
    monkeypatch.setenv(ADDED, "")


def new(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["country", "new", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def written(top: Path) -> set[str]:
    return {p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file()}


def test_it_lays_out_a_country_and_says_what_is_next(tmp_path: Path) -> None:
    code, out, _ = new("kr", "--into", tmp_path)
    assert code == 0
    *paths, english, japanese = out.splitlines()
    assert {Path(p).relative_to(tmp_path).as_posix() for p in paths} == written(
        tmp_path
    )
    assert {
        "graph_data/kr/README.md",
        "graph_data/kr/datasets.toml",
        "graph_data/kr/sources.trig",
        "ontology/vocabularies/kr/forms.ttl",
        "ontology/vocabularies/kr/prefixes.ttl",
        "shapes/kr-identifier.ttl",
        "tests/shapes/kr-identifier/pass-KrIdentifier.ttl",
    } <= written(tmp_path)
    guide = str(tmp_path / "graph_data" / "kr" / "README.md")
    for line in (english, japanese):
        assert guide in line
        assert f"tsunagari --sources {tmp_path} check" in line
    text = Path(guide).read_text(encoding="utf-8")
    assert "South Korea" in text
    assert "韓国" in text


def test_no_template_is_left_unfilled(tmp_path: Path) -> None:
    new("kr", "--into", tmp_path)
    for name in written(tmp_path):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.endswith("\n"), name
        assert not re.search(r"\$\{|COUNTRY|Country(?!Identifier)", name + text) or (
            "sse:Country" in text
        ), name


def test_each_file_that_the_guide_names_is_there(tmp_path: Path) -> None:
    new("kr", "--into", tmp_path)
    guide = (tmp_path / "graph_data/kr/README.md").read_text(encoding="utf-8")
    names = set(re.findall(r"`([a-z0-9/.-]+\.(?:ttl|trig|toml))`", guide))
    assert len(names) >= 8
    for name in names:
        assert {name, f"graph_data/kr/{name}"} & written(tmp_path), name


def test_its_prefixes_are_known_where_it_is_added(tmp_path: Path) -> None:
    new("kr", "--into", tmp_path)
    assert "krform" not in prefixes()
    resources.add([tmp_path])
    assert prefixes()["krform"] == "https://w3id.org/tsunagari/kr/form/"
    assert str(expand("krorg:x")) == "https://w3id.org/tsunagari/kr/org/x"
    assert str(expand("form:x")).endswith("/jp/form/x")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("uk",), "no country code"),
        (("KR",), "in small letters"),
        (("..",), "no country code"),
        (("zz",), "--name-en"),
        (("zz", "--name-en", "Zedland"), "--name-ja"),
        (("kr", "--name-en", 'So"uth'), "--name-en"),
        (("kr", "--name-en", "South\nKorea"), "of one line"),
        (("kr", "--language", "Korean, North"), "no language tag"),
        (("jp",), "the sources have the country 'jp' already"),
    ],
)
def test_it_refuses_with_the_remedy(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, out, err = new(*arguments, "--into", tmp_path)
    assert code == 2
    assert out == ""
    assert told in err
    assert written(tmp_path) == set()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "shapes" / "kr-identifier.ttl"
    there.parent.mkdir()
    there.write_text("# mine\n", encoding="utf-8")
    code, _, err = new("kr", "--into", tmp_path)
    assert code == 2
    assert str(there) in err
    assert written(tmp_path) == {"shapes/kr-identifier.ttl"}
    assert there.read_text(encoding="utf-8") == "# mine\n"


def test_names_of_ones_own_win_and_are_no_longer_those_of_the_list() -> None:
    assert country("kr").listed
    assert country("kr").name_ja == "韓国"
    own = country("kr", name_en="Republic of Korea")
    assert (own.name_en, own.name_ja, own.listed) == (
        "Republic of Korea",
        "韓国",
        False,
    )


@pytest.mark.parametrize("code", ["aa", "qm", "qz", "xk", "zz"])
def test_codes_left_to_users_need_names(code: str) -> None:
    assert country(code, "Zedland", "ゼッド").code == code
    with pytest.raises(CountryError):
        country(code)


def test_the_prefixes_of_a_country_are_checked(tmp_path: Path) -> None:
    new("kr", "--into", tmp_path)
    path = tmp_path / "ontology/vocabularies/kr/prefixes.ttl"
    good = path.read_text(encoding="utf-8")
    for old, wrong, told in (
        ('"krform"', '"form"', "the prefix form: is declared in"),
        ("tsunagari/kr/form/", "tsunagari/jp/form/", "is not the country's own"),
        ("sh:declare", "sh:declares", "declares no prefix"),
        ("sh:declare", "<<", "does not parse"),
    ):
        assert old in good
        path.write_text(good.replace(old, wrong), encoding="utf-8")
        resources.add([tmp_path])
        # What was read is kept for each set of folders.
        moved = tmp_path.with_name(f"{tmp_path.name}-{len(told)}")
        tmp_path.rename(moved)
        resources.add([moved])
        with pytest.raises(SourceError, match="/kr/prefixes") as caught:
            prefixes()
        assert told in str(caught.value)
        moved.rename(tmp_path)


def test_a_file_of_one_name_in_two_places_is_told(tmp_path: Path) -> None:
    twin = tmp_path / "shapes" / "concept.ttl"
    twin.parent.mkdir()
    twin.write_text("", encoding="utf-8")
    resources.add([tmp_path])
    with pytest.raises(SourceError, match=r"shapes/concept\.ttl stands in"):
        files("shapes", "*.ttl")


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourcesMissingError, match=", ".join(FOLDERS)):
        resources.add([tmp_path])
    done = CliRunner().invoke(main, ["--sources", str(tmp_path / "no"), "registers"])
    assert done.exit_code == 2
    assert "there is no folder" in done.stderr


def test_the_shape_of_a_country_finds_what_its_cases_show(tmp_path: Path) -> None:
    new("kr", "--into", tmp_path)
    resources.add([tmp_path])
    shapes = read_shapes()
    text = (tmp_path / "shapes" / "kr-identifier.ttl").read_text(encoding="utf-8")
    (rule,) = {*re.findall(r"SHP-[0-9]+: ", text)}
    cases = sorted((tmp_path / "tests/shapes/kr-identifier").glob("*.ttl"))
    assert len(cases) == 2
    for case in cases:
        report = validate_by_reference(Graph().parse(case), shapes)
        found = any(rule in str(text) for text in report.objects())
        assert found is case.name.startswith("fail-"), case.name
