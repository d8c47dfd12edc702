"""The frame of every page: where one can go from anywhere, and its fixed words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import request, url_for

from tsunagari.languages import Language
from tsunagari.web.searching.words import SEARCH_WORDS

__all__ = ["FRAME_WORDS", "Entry", "Frame"]

FRAME_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "about": "About this service",
        "language": "Language",
        "main": "Site",
        "release": "Release",
        "site": "Tsunagari",
        "skip": "Skip to the content",
    },
    "ja": {
        "about": "このサービスについて",
        "language": "言語",
        "main": "サイト",
        "release": "リリース",
        "site": "繋がり Tsunagari",
        "skip": "本文へ移動",
    },
}
Table = tuple[tuple[str, Mapping[Language, str]], ...]
# What leads where, by the name of the view.
TOP: Final[Table] = (
    ("searching.search", {"en": "Search", "ja": "検索"}),
    ("mapping.show", {"en": "Map", "ja": "地図"}),
    ("queries.index", {"en": "Questions", "ja": "質問"}),
    ("editor.editor", {"en": "SPARQL editor", "ja": "SPARQLエディター"}),
    ("explanation.explain", {"en": "Why?", "ja": "なぜ？"}),
    ("terms.ontology", {"en": "Ontology", "ja": "オントロジー"}),
    ("about.about", {"en": "Data", "ja": "データ"}),
)
HOME: Final = "home.home"
FOOT: Final[Table] = (
    ("catalogue.dataset_page", {"en": "Data sets", "ja": "データセット"}),
    ("releases.releases", {"en": "Releases", "ja": "リリース"}),
    ("shapes.shapes", {"en": "Shapes", "ja": "シェイプ"}),
    ("validation.validation", {"en": "Validation", "ja": "検証報告"}),
    ("peers.peers", {"en": "Peers", "ja": "連携先"}),
    ("status.status", {"en": "Status", "ja": "サービスの状態"}),
)


@dataclass(frozen=True)
class Entry:
    """A page that the frame leads to."""

    name: str
    address: str
    is_here: bool


@dataclass(frozen=True)
class Frame:
    """What the frame of a page in one language is made of.

    :param home: The view of the start page.
    :param search: The words of the field to search in.
    """

    home: str
    words: dict[str, str]
    search: dict[str, str]
    top: list[Entry]
    foot: list[Entry]

    @classmethod
    def of(
        cls,
        language: Language,
        top: Table = TOP,
        foot: Table = FOOT,
        home: str = HOME,
    ) -> Frame:
        """Return the frame around the page of this request.

        :param top: What stands above the page.
        :param foot: What stands below.
        :param home: The view of the start page.
        """
        found = [
            [
                Entry(
                    names[language],
                    url_for(view, lang=language),
                    request.endpoint == view,
                )
                for view, names in table
            ]
            for table in (top, foot)
        ]
        return cls(home, FRAME_WORDS[language], SEARCH_WORDS[language], *found)
