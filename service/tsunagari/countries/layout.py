"""The files of a new country, from the templates beside this module.

The folders of ``templates/`` are those of a folder of sources: ``COUNTRY`` in a
path stands for the code. A template is a :class:`string.Template`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from rdflib import RDF, SH

from tsunagari.countries.names import Country
from tsunagari.errors import CountryError
from tsunagari.graph.sources import read_sources
from tsunagari.namespaces import BASE, SSE
from tsunagari.resources import bases, files
from tsunagari.validation.shapes import read_shapes

__all__ = ["lay_out"]

TEMPLATES: Final = Path(__file__).parent / "templates"
# Left out where the sources tell of the country already.
PLACE: Final = "country.trig"
# The syntax of most tags (RFC 5646, 2.1): a language, and subtags.
TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NUMBER: Final = re.compile(r"SHP-([0-9]+): ")


@dataclass(frozen=True)
class _NameSource:
    """Where the names of a country come from."""

    local: str
    en: str
    ja: str


CLDR: Final = _NameSource(
    "unicode-cldr",
    "Unicode Common Locale Data Repository: names of territories",
    "Unicode共通ロケールデータリポジトリ（CLDR）：国・地域の名称",
)
# The source of the same name that the data describes; said alike, it is one.
EDITORS: Final = _NameSource(
    "tsunagari-editors",
    "The editors of Tsunagari: their own readings and searches",
    "「繋がり」編者：自らの読みと調べ",
)


def lay_out(country: Country, top: Path, languages: Sequence[str] = ()) -> list[Path]:
    """Write the files of *country* below *top*; return them in order.

    :param languages: Tags of the languages of its texts, beside English and Japanese.
    :raises CountryError: If the project has the country already, or a file is there;
        then nothing is written.
    :raises SourceError: If the sources cannot be read.
    """
    code = country.code
    if there := [base / code for base in bases("graph_data") if (base / code).exists()]:
        raise CountryError(
            f"the sources have the country '{code}' already, in {there[0]}; "
            "go on in its files"
        )
    if wrong := [tag for tag in languages if not TAG.fullmatch(tag)]:
        raise CountryError(
            f"'{wrong[0]}' is no language tag; give one of BCP 47, such as ko"
        )
    rendered = _rendered(country, languages)
    texts = {top / name: text for name, text in rendered.items()}
    if existing := sorted(path for path in texts if path.exists()):
        raise CountryError(
            f"not overwritten: {', '.join(map(str, existing))}; move them away, or "
            "choose another folder with --into"
        )
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # A file that came in between is not overwritten either.
        with path.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    return sorted(texts)


def _rendered(country: Country, languages: Sequence[str]) -> dict[str, str]:
    """Return the texts of the files by their names below the folder of sources."""
    source = CLDR if country.listed else EDITORS
    words = {
        "code": country.code,
        "Code": country.code.title(),
        "CODE": country.code.upper(),
        "name_en": country.name_en,
        "name_ja": country.name_ja,
        "languages": _languages(languages),
        "number": str(_free_number()),
        "name_source": source.local,
        "title_en": source.en,
        "title_ja": source.ja,
    }
    found = {}
    for path in sorted(p for p in TEMPLATES.rglob("*") if p.is_file()):
        if path.name == PLACE and _is_described(country.code):
            continue
        name = path.relative_to(TEMPLATES).as_posix()
        name = name.replace("COUNTRY", words["code"]).replace("Country", words["Code"])
        text = Template(path.read_text(encoding="utf-8")).substitute(words)
        found[name] = _with_sorted_prefixes(text)
    return found


def _languages(tags: Sequence[str]) -> str:
    """Return the line of Turtle that declares them; none for no tag.

    >>> _languages(["ko"])
    '    dcterms:language "ko" ;\\n'
    """
    listed = " , ".join(f'"{tag}"' for tag in dict.fromkeys(tags))
    return f"    dcterms:language {listed} ;\n" if listed else ""


def _with_sorted_prefixes(text: str) -> str:
    """Sort each run of declarations: where the code stands depends on its letters.

    >>> print(_with_sorted_prefixes("@prefix b: <u:b> .\\n@prefix a: <u:a> .\\n"))
    @prefix a: <u:a> .
    @prefix b: <u:b> .
    <BLANKLINE>
    """
    return re.sub(
        r"((?:#\| )?@prefix .*\n)+",
        lambda run: "".join(sorted(run[0].splitlines(keepends=True))),
        text,
    )


def _is_described(code: str) -> bool:
    place = BASE[f"place/{code}"]
    return any(
        (place, RDF.type, SSE.Country) in graph
        for file in read_sources(_data()).files
        for graph in file.graphs.values()
    )


def _data() -> list[tuple[str, Path]]:
    found = files("graph_data", "**/*.trig")
    return [(f"graph_data/{name}", path) for name, path in found]


def _free_number() -> int:
    """Return a number that no message of a shape begins with."""
    messages = map(str, read_shapes().objects(None, SH.message))
    return 1 + max(int(m[1]) for m in map(NUMBER.match, messages) if m)
