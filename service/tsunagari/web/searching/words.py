"""The fixed words of the search page."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["SEARCH_WORDS"]

SEARCH_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "also": "Also called",
        "area": "Area",
        "between places": ", ",
        "browse": "Or look through all that has a name",
        "button": "Search",
        "chosen": "Narrowed to",
        "colon": ": ",
        "comma": ", ",
        "counted first": "The numbers beside the filters count the first {total:,}.",
        "field": "Name, reading or identifier",
        "form": "Legal form",
        "kind": "Kind",
        "more choices": "{} more",
        "more than": "More than {total:,} results",
        "narrow": "Narrow down",
        "next": "Next",
        "no suggestion": "No suggestions",
        "no filters": "Search for it everywhere",
        "none": "Nothing is found",
        "none chosen": "Nothing is found with these filters",
        "one": "1 result",
        "one suggestion": "1 suggestion",
        "page": "Page {page:,} of {pages:,}",
        "pages": "Pages of results",
        "previous": "Previous",
        "remove": "remove",
        "results": "{total:,} results",
        "similar": "Names that are alike",
        "suggestions": "{} suggestions",
        "tips": "A name is found in kanji, kana or Latin letters, in full or half "
        "width, whole or in part, and words may stand in any order. An identifier, "
        "such as a number in a register, is found with or without hyphens; so is the "
        "IRI of a thing.",
        "title": "Search",
        "what": "Organizations, legal forms, concepts, laws, policies, places, "
        "partnerships, events, sources and the terms of the ontology, by their names, "
        "readings and identifiers.",
    },
    "ja": {
        "also": "別名",
        "area": "地域",
        "between places": "",
        "browse": "名称のあるものを一覧から探す",
        "button": "検索",
        "chosen": "絞り込み中",
        "colon": "：",
        "comma": "、",
        "counted first": "絞り込みの件数は、先頭の{total:,}件について数えたものです。",
        "field": "名称・読み・識別子",
        "form": "法人形態",
        "kind": "種類",
        "more choices": "ほか{}件",
        "more than": "{total:,}件を超える検索結果",
        "narrow": "絞り込み",
        "next": "次へ",
        "no suggestion": "候補なし",
        "no filters": "絞り込まずに検索する",
        "none": "見つかりませんでした",
        "none chosen": "この絞り込みでは見つかりませんでした",
        "one": "検索結果 1件",
        "one suggestion": "候補 1件",
        "page": "{page:,}／{pages:,}ページ",
        "pages": "検索結果のページ",
        "previous": "前へ",
        "remove": "解除",
        "results": "検索結果 {total:,}件",
        "similar": "似た名称",
        "suggestions": "候補 {}件",
        "tips": "名称は、漢字・仮名・ローマ字、全角・半角のどれでも、一部だけでも"
        "検索できます。語の順序は問いません。登録簿の番号などの識別子（ハイフンの有無は"
        "問いません）や、IRIでも検索できます。",
        "title": "検索",
        "what": "組織、法人形態、概念、法律、政策、場所、連携、出来事、出典、"
        "オントロジーの用語を、"
        "名称・読み・識別子から探せます。",
    },
}
