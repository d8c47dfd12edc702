"""The words of the pages of a workbench."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language
from tsunagari.web.navigation import Table

__all__ = ["EXAMPLE", "HOME", "TOP", "WHAT", "WORDS"]

HOME: Final = "bench.home"
TOP: Final[Table] = (
    (HOME, {"en": "Workbench", "ja": "ワークベンチ"}),
    ("asking.ask", {"en": "Query", "ja": "問い合わせ"}),
    ("checking.check", {"en": "Check a file", "ja": "ファイルの検査"}),
    ("changes.changes", {"en": "Changes", "ja": "変更履歴"}),
)
# What the field to ask in begins with.
EXAMPLE: Final = """SELECT ?g (COUNT(*) AS ?statements)
WHERE { GRAPH ?g { ?s ?p ?o } }
GROUP BY ?g ORDER BY DESC(?statements) LIMIT 100"""
# What was asked for, by the word of the history.
WHAT: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "delete": "deleted a graph",
        "load": "loaded a file",
        "patch": "changed a graph by an update",
        "post": "added to a graph",
        "put": "wrote a graph",
        "replace": "replaced the dataset",
        "undo": "undid change {number}",
        "update": "ran an update",
    },
    "ja": {
        "delete": "グラフの削除",
        "load": "ファイルの読み込み",
        "patch": "更新文によるグラフの変更",
        "post": "グラフへの追加",
        "put": "グラフの書き込み",
        "replace": "データセットの置き換え",
        "undo": "変更{number}の取り消し",
        "update": "更新文の実行",
    },
}
WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "added": "added",
        "answer": "Answer",
        "change": "Change {number}",
        "changes": "Changes",
        "change-intro": (
            "Every write is a numbered change, with who made it and what it added "
            "and removed. Any of them can be undone."
        ),
        "change-of": "change",
        "check": "Check a file",
        "default": "default graph",
        "default-merged": "default graph (the merge of the named graphs)",
        "first-rows": "The first {shown} of {all} rows.",
        "graph": "Graph",
        "graphs": "Graphs",
        "intro": (
            "A dataset of your own: load a graph, see what is wrong with it, "
            "reason over it and link it, and only then publish it. Reading is "
            "open; writing needs a token."
        ),
        "more-graphs": "{shown} of {all} named graphs, the last changed first.",
        "no": "No.",
        "no-changes": "Nothing was changed yet.",
        "no-graphs": "There is no named graph yet.",
        "no-tokens": (
            "There is no token yet, so nobody can write. Whoever runs this makes "
            "one with"
        ),
        "older": "Older changes",
        "patch": "the whole change as RDF Patch",
        "query": "SPARQL query",
        "query-title": "Ask",
        "refused": "The shapes refuse it",
        "refused-intro": "Nothing was changed: the data would violate the shapes.",
        "report": "Validation report",
        "release": "It began with release {id}, whose graphs are in it.",
        "removed": "removed",
        "rows": "Rows: {}; 1,000 at most are shown.",
        "run": "Run",
        "statements": "Statements",
        "title": "Workbench",
        "undo": "Undo this change",
        "undo-intro": (
            "What later changes touched stays as they left it. The undoing is a "
            "change of its own."
        ),
        "when": "When",
        "who": "Who",
        "what": "What",
        "write": "Write",
        "yes": "Yes.",
        "write-intro": (
            "Send a document with a token, by the Graph Store Protocol or as a "
            "SPARQL update."
        ),
    },
    "ja": {
        "added": "追加",
        "answer": "回答",
        "change": "変更{number}",
        "changes": "変更履歴",
        "change-intro": (
            "書き込みは一つずつ番号の付いた変更として残り、だれが何を追加・削除した"
            "かがわかります。どの変更も取り消せます。"
        ),
        "change-of": "変更",
        "check": "ファイルの検査",
        "default": "デフォルトグラフ",
        "default-merged": "デフォルトグラフ（名前付きグラフの併合）",
        "first-rows": "全{all}行のうち最初の{shown}行です。",
        "graph": "グラフ",
        "graphs": "グラフ",
        "intro": (
            "自分のデータセットです。グラフを読み込み、誤りを確かめ、推論とリンクを"
            "試してから公開できます。読み取りはだれでもでき、書き込みにはトークンが"
            "必要です。"
        ),
        "more-graphs": "名前付きグラフ{all}件のうち、最近変更された順に{shown}件です。",
        "no": "いいえ。",
        "no-changes": "まだ変更はありません。",
        "no-graphs": "まだ名前付きグラフはありません。",
        "no-tokens": (
            "まだトークンがないため、だれも書き込めません。運用者は次のコマンドでト"
            "ークンを作れます。"
        ),
        "older": "以前の変更",
        "patch": "変更の全体（RDF Patch）",
        "query": "SPARQLクエリ",
        "query-title": "問い合わせ",
        "refused": "シェイプに違反するため、書き込めません",
        "refused-intro": (
            "データがシェイプに違反することになるため、何も変更していません。"
        ),
        "report": "検証報告",
        "release": "リリース{id}のグラフをもとに作られました。",
        "removed": "削除",
        "rows": "{}行です。表示するのは1,000行までです。",
        "run": "実行",
        "statements": "言明",
        "title": "ワークベンチ",
        "undo": "この変更を取り消す",
        "undo-intro": (
            "後の変更が触れた言明はそのまま残ります。取り消しも一つの変更として記録"
            "されます。"
        ),
        "when": "日時",
        "who": "実行者",
        "what": "内容",
        "write": "書き込み",
        "yes": "はい。",
        "write-intro": (
            "トークンを付けて、グラフストアプロトコルで文書を送るか、SPARQLの更新文"
            "を送ります。"
        ),
    },
}
