"""The words of the page of the validation report."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["COUNTS", "WORDS"]

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "all": "The whole report",
        "because": "because: ",
        "conforms": "The release conforms: nothing was found that stops a build.",
        "does not": "The release does not conform.",
        "files": "The report of the shapes as SHACL:",
        "found": "found",
        "intro": "Before a release is published, its data is checked by shapes and by "
        "queries. This is what they found in the release served now.",
        "listed": "The first {} of {} are listed; the report in Turtle has all.",
        "nothing": "nothing",
        "page": "Page {} of {}",
        "pages": "Pages",
        "queries": "Queries that must find nothing",
        "results": "What was found",
        "see all": "See all {}",
        "severity": "Severity",
        "shapes": "The shapes",
        "text": "as plain text",
        "title": "Validation report",
        "value": "value",
        "with queries": "With the queries, for programs:",
    },
    "ja": {
        "all": "検証報告の全体",
        "because": "理由：",
        "conforms": "このリリースは条件を満たしています。"
        "公開を妨げるものは見つかっていません。",
        "does not": "このリリースは条件を満たしていません。",
        "files": "シェイプの検証報告（SHACL）：",
        "found": "件",
        "intro": "リリースを公開する前に、データをシェイプとクエリで検査します。"
        "ここに示すのは、公開中のリリースの検査結果です。",
        "listed": "{1}件のうち最初の{0}件を示しています。"
        "すべてはTurtleの報告にあります。",
        "nothing": "該当なし",
        "page": "{1}ページ中{0}ページ目",
        "pages": "ページ",
        "queries": "結果が空でなければならないクエリ",
        "results": "検査結果",
        "see all": "{}件すべてを見る",
        "severity": "重大さ",
        "shapes": "シェイプの一覧",
        "text": "テキスト",
        "title": "検証報告",
        "value": "値",
        "with queries": "クエリの結果を含むもの（JSON）：",
    },
}
# What stands under a number of results, by severity.
COUNTS: Final[dict[Language, dict[str, str]]] = {
    "en": {"violation": "violations", "warning": "warnings", "info": "notes"},
    "ja": {"violation": "違反", "warning": "警告", "info": "参考"},
}
