"""The fixed words of the map."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["MAP_WORDS"]

MAP_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "all forms": "all organizations",
        "area": "Area",
        "between sentences": " ",
        "button": "Show",
        "colon": ": ",
        "counted": "An organization with places in two areas is counted in both, and "
        "one whose record is closed is counted too. The release holds the "
        "organizations that its sources and registers tell of: what they lack is "
        "missing here.",
        "data": "The same figures of all forms",
        "empty": "The figures of this release cannot be had just now.",
        "form": "Legal form",
        "home caption": "Each tile is a {areas}; its number and shade tell how many "
        "organizations it has in this release ({form}).",
        "home heading": "Where are the organizations?",
        "home link": "Map with names and other legal forms",
        "intro": "Each tile is a {areas}. Its number, and its shade, tell how many "
        "organizations of the chosen form this release has there; it leads to them.",
        "legend": "Organizations",
        "licence": "Terms of use",
        "no registers": "No register is in this release, only the organizations that "
        "its other sources tell of.",
        "none": "none known",
        "number": "Organizations",
        "off the map": "Not on the map: {names}.",
        "registers": "Registers in this release",
        "retrieved": "Retrieved on",
        "sideways": "The map is wider than the screen: it scrolls to the west.",
        "table": "By area: {form}",
        "title": "Map",
        "known": "{known:,} organizations of this choice have a known area.",
        "unknown": "{unknown:,} more have none, and are not on the map.",
    },
    "ja": {
        "all forms": "すべての組織",
        "area": "地域",
        "between sentences": "",
        "button": "表示",
        "colon": "：",
        "counted": "二つの地域に所在する組織は両方で数え、登記記録が閉鎖された組織も"
        "含みます。リリースにあるのは、資料や登録簿に記された組織だけで、網羅的では"
        "ありません。",
        "data": "全法人形態の数値",
        "empty": "このリリースの数値は、現在取得できません。",
        "form": "法人形態",
        "home caption": "一つのマスが一つの{areas}を表し、数字と濃淡はこのリリースに"
        "ある組織数を示します（{form}）。",
        "home heading": "組織はどこにあるか",
        "home link": "名称入りの地図・ほかの法人形態の地図",
        "intro": "一つのマスが一つの{areas}を表します。数字と濃淡は、選んだ法人形態の"
        "組織がこのリリースにいくつあるかを示し、マスからその一覧へ進めます。",
        "legend": "組織数",
        "licence": "利用条件",
        "no registers": "このリリースに登録簿は含まれず、ほかの資料に記された組織だけを"
        "数えています。",
        "none": "該当なし",
        "number": "組織数",
        "off the map": "地図にない地域：{names}。",
        "registers": "このリリースに含まれる登録簿",
        "retrieved": "取得日",
        "sideways": "地図は画面より広く、横に動かせます。",
        "table": "地域別の組織数（{form}）",
        "title": "地図",
        "known": "この条件の組織のうち、所在する地域がわかるものは{known:,}件です。",
        "unknown": "ほかの{unknown:,}件は地域がわからず、地図に含まれません。",
    },
}
