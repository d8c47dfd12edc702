"""The fixed words of the pages about things."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import LANGUAGES, Language

__all__ = ["ENTITY_WORDS", "LANGUAGE_NAMES", "STATUS_NAMES"]

ENTITY_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "all of them": "all {} as a query",
        "also": "The same in other vocabularies",
        "colon": ": ",
        "contents": "What this graph says",
        "contents of": "{} of the {} statements of this graph are shown.",
        "differ": "The sources differ",
        "documents": "The data behind this page",
        "evidence": "evidence",
        "evidence from": "Evidence from “{}”",
        "evidence of": "Evidence: {}",
        "in the editor": "open as a query",
        "inferred": "inferred",
        "more": "{} more",
        "neighbours of": "What {} is connected with",
        "ontology": "ontology",
        "other": "Other statements",
        "record": "our record",
        "this page": "On this page",
        "too much": "Only the first {} statements are shown; the data have all.",
        "why": "why?",
        "why is it so": "Why: {}",
    },
    "ja": {
        "all of them": "全{}件をクエリで見る",
        "also": "他の語彙による同じ内容",
        "colon": "：",
        "contents": "このグラフが述べること",
        "contents of": "このグラフの言明{1}件のうち{0}件を示しています。",
        "differ": "出典によって異なる",
        "documents": "このページのデータ",
        "evidence": "根拠",
        "evidence from": "「{}」に基づく根拠",
        "evidence of": "根拠：{}",
        "in the editor": "クエリとして開く",
        "inferred": "推論",
        "more": "ほか{}件",
        "neighbours of": "{}とつながりのあるもの",
        "ontology": "オントロジー",
        "other": "その他の言明",
        "record": "本サービスの記録",
        "this page": "このページの内容",
        "too much": "はじめの{}件だけを表示しています。すべてはデータにあります。",
        "why": "なぜ？",
        "why is it so": "なぜ：{}",
    },
}
# What a text is in, by its tag in small letters.
LANGUAGE_NAMES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "en": "English",
        "ja": "Japanese",
        "ja-hrkt": "Japanese, in kana",
        "ja-latn": "Japanese, romanized",
    },
    "ja": {
        "en": "英語",
        "ja": "日本語",
        "ja-hrkt": "日本語・仮名",
        "ja-latn": "日本語・ローマ字",
    },
}
# How far the editors are with a thing.
STATUS_NAMES: Final[dict[Language, dict[str, str]]] = {
    "en": {},
    "ja": {
        "archaic": "旧",
        "stable": "安定",
        "testing": "試用",
        "unstable": "不安定",
    },
}
assert set(ENTITY_WORDS) == set(LANGUAGES)
