"""The fixed words of the pages of stored queries, in English and Japanese."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["BUILD", "ROLES", "TAGS", "WORDS"]

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "all": "All stored queries",
        "all topics": "all topics",
        "any": "(all)",
        "api": "For programs, all of this as OpenAPI:",
        "as asked": "The query with the values in it",
        "ask": "Ask",
        "as": "The whole answer as",
        "answer": "Answer",
        "choose": "(choose)",
        "cut": "Only the first {} rows are shown. The whole answer is in the files "
        "below.",
        "default": "by default: {}",
        "editor": "Open in the editor",
        "example": "such as {}",
        "federated": "A part of the answer comes from other endpoints, so it is not "
        "asked before you say so.",
        "file": "The file, with its header",
        "for the build": "What a build asks",
        "inferred": "The answer needs statements that the reasoner drew; the release "
        "has them.",
        "intro": "Questions that are kept here, with their answers in every format. "
        "Many can be asked with values of your own.",
        "large": "Even the first rows are too large for a page. Take the answer in "
        "one of the files below.",
        "name": "Question",
        "needed": "needed",
        "needs a value": "Give a value to see the answer.",
        "no": "no",
        "no register": "This question is about registers, and no register is in this "
        "release: what it finds here, if anything, other sources tell.",
        "none": "There is nothing that fits.",
        "not asked": "The release is on a remote engine: other endpoints are not "
        "asked there.",
        "optional": "may be left out",
        "parameters": "What to ask for",
        "peers": "The peers",
        "returns": "Returns",
        "rows": "{} rows",
        "sparql": "Open in /sparql",
        "stated": "The answer needs stated facts only.",
        "text": "The query",
        "title": "Stored queries",
        "topics": "Topics",
        "trouble": "There is no answer now:",
        "unknown peer": "This query asks the peer {}, which is not known here. Whoever "
        "runs the service names it in the setting 'peers'.",
        "waits": "Choose values, or ask for everything.",
        "yes": "yes",
    },
    "ja": {
        "all": "保存された質問の一覧",
        "all topics": "すべての主題",
        "any": "（すべて）",
        "api": "プログラム向けのOpenAPI文書：",
        "as asked": "値を入れたクエリ",
        "ask": "問い合わせる",
        "as": "回答の全体",
        "answer": "回答",
        "choose": "（選択）",
        "cut": "先頭の{}行だけを表示しています。全体は下のファイルにあります。",
        "default": "指定しない場合：{}",
        "editor": "エディターで開く",
        "example": "例：{}",
        "federated": "回答の一部は他のエンドポイントから得るため、"
        "ボタンを押すまで問い合わせません。",
        "file": "ヘッダーを含むファイル",
        "for the build": "ビルドで使うクエリ",
        "inferred": "回答には推論による言明を用います。",
        "intro": "保存された質問と、その回答です。回答はどの形式でも取得できます。"
        "値を指定できる質問も多くあります。",
        "large": "先頭の行だけでも、ページに表示するには大きすぎます。"
        "下のファイルで取得できます。",
        "name": "質問の番号",
        "needed": "必須",
        "needs a value": "値を指定すると回答が表示されます。",
        "no": "いいえ",
        "no register": "この質問は登録簿についてのものですが、このリリースに登録簿は"
        "含まれていません。回答があっても、ほかの出典によるものです。",
        "none": "該当するものはありません。",
        "not asked": "リリースがリモートエンジンにあるため、"
        "他のエンドポイントには問い合わせません。",
        "optional": "省略可",
        "parameters": "指定できる値",
        "peers": "連携先の一覧",
        "returns": "回答の列",
        "rows": "{}行",
        "sparql": "/sparqlで開く",
        "stated": "回答に用いるのは、資料に述べられた事実だけです。",
        "text": "クエリ",
        "title": "保存された質問",
        "topics": "主題",
        "trouble": "回答を得られませんでした：",
        "unknown peer": "この質問は連携先「{}」に問い合わせますが、"
        "ここにはその連携先がありません。"
        "運用者が設定 peers で指定します。",
        "waits": "値を選んでください。そのまま問い合わせると、すべてを表示します。",
        "yes": "はい",
    },
}
# The roles that people ask, in the order of the page, then those of the build.
ROLES: Final[dict[str, dict[Language, str]]] = {
    "lookup": {"en": "Look something up", "ja": "調べる"},
    "competency": {
        "en": "Questions the graph answers",
        "ja": "このグラフが答える質問",
    },
    "comparison": {"en": "Across countries", "ja": "国をまたぐ比較"},
    "federation": {
        "en": "Together with other endpoints",
        "ja": "他のエンドポイントとあわせて",
    },
    "figure": {"en": "What the figures show", "ja": "図に示すもの"},
    "construct": {"en": "Statements a build adds", "ja": "ビルドが加える言明"},
    "view": {"en": "Views in other vocabularies", "ja": "他の語彙によるビュー"},
    "hygiene": {
        "en": "What must never be found",
        "ja": "見つかってはならないもの",
    },
}
BUILD: Final = ("construct", "view", "hygiene")
TAGS: Final[dict[str, str]] = {
    "bilingual": "日英の表記",
    "concept": "概念",
    "cooperative": "協同組合",
    "data-cube": "データキューブ",
    "evidence": "根拠",
    "funding": "資金",
    "law": "法律",
    "legal-form": "法人形態",
    "name": "名称",
    "negative": "否定の事実",
    "organization": "組織",
    "partnership": "連携",
    "place": "場所",
    "policy": "政策",
    "project": "事業",
    "provenance": "来歴",
    "register": "登録簿",
    "statistics": "統計",
    "time": "時間",
}
