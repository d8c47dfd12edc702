"""The fixed words of explanations, in both languages."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["CAPTIONS"]

CAPTIONS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "again": "(as above)",
        "another": "Another way:",
        "another statement": "Ask about another statement",
        "because": "Because ",
        "colon": ": ",
        "examples": "For example",
        "clash": "These cannot be true together",
        "clash of one": "This cannot be true",
        "explain": "Explain",
        "file": "in the file ",
        "instead": "what is said instead",
        "introduction": "Give a statement; you are told whether the graph asserts it, "
        "infers it or does neither, and what that rests on, down to the passage.",
        "met": "met",
        "missing": "missing",
        "no source": "no source is given",
        "not looked at": "not looked at in time",
        "note": "({})",
        "not understood": "That was not understood.",
        "object": "Object",
        "ontology": "the ontology",
        "predicate": "Predicate",
        "routes": "how it could follow",
        "rules": "Rule: ",
        "ruled out": "It is ruled out: ",
        "stop": ".",
        "subject": "Subject",
        "tree": "The exact derivation, step by step",
        "title": "Why does a statement hold?",
        "way to write": "Short names such as sse:meets, IRIs, or literals such as "
        '"2003"^^xsd:gYear',
    },
    "ja": {
        "again": "（上記）",
        "another": "別の導き方：",
        "another statement": "ほかの言明について尋ねる",
        "because": "理由：",
        "colon": "：",
        "examples": "例",
        "clash": "次のことは両立しない",
        "clash of one": "次のことは成り立ちえない",
        "explain": "説明する",
        "file": "ファイル：",
        "instead": "代わりに述べられていること",
        "introduction": "文を一つ指定すると、それがこのグラフに明示されているか、"
        "推論によるものか、どちらでもないかを、根拠となる資料の箇所まで遡って示します。",
        "met": "充足",
        "missing": "言明なし",
        "no source": "出典の記載なし",
        "not looked at": "時間切れで未確認",
        "note": "（{}）",
        "not understood": "入力を解釈できませんでした。",
        "object": "目的語",
        "ontology": "オントロジー",
        "predicate": "述語",
        "routes": "導くことができる規則と、欠けている前提",
        "rules": "規則：",
        "ruled out": "成り立ちえない理由：",
        "stop": "。",
        "subject": "主語",
        "tree": "一段ずつの正確な導出",
        "title": "なぜそう言えるのか",
        "way to write": "sse:meets のような短い名前、IRI、または "
        '"2003"^^xsd:gYear のようなリテラル',
    },
}
