"""The words of the page about the service."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["COUNTERS", "GAUGES", "HOLDS", "LIMITS", "WORDS"]

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "counted": "Since this release is served",
        "description": "the service description",
        "embedded": "Oxigraph, in processes of this service",
        "engine": "Engine",
        "holds": "What the release holds",
        "intro": "How the service is doing at this moment, and what it lets a query "
        "do.",
        "limits": "Limits",
        "more": "For programs:",
        "no": "The service accepts no queries at the moment.",
        "now": "Now",
        "peers": "Peers",
        "release": "Release",
        "remote": "a SPARQL server beside this service ({})",
        "seconds": "{} s",
        "served": "Served since",
        "started": "Service started",
        "title": "Status of the service",
        "days": "{} d",
        "hours": "{} h",
        "minutes": "{} min",
        "version": "Program",
        "yes": "The service accepts queries.",
    },
    "ja": {
        "counted": "このリリースの公開以来",
        "description": "サービス記述",
        "embedded": "Oxigraph（このサービスのプロセス内）",
        "engine": "エンジン",
        "holds": "リリースの内容",
        "intro": "サービスの現在の状態と、クエリに対する制限を示します。",
        "limits": "制限",
        "more": "プログラム向け：",
        "no": "現在クエリを受け付けていません。",
        "now": "現在",
        "peers": "連携先",
        "release": "リリース",
        "remote": "外部のSPARQLサーバー（{}）",
        "seconds": "{}秒",
        "served": "公開開始",
        "started": "サービスの起動",
        "title": "サービスの状態",
        "days": "{}日",
        "hours": "{}時間",
        "minutes": "{}分",
        "version": "プログラム",
        "yes": "クエリを受け付けています。",
    },
}
# By the name of the setting that holds; ``{}`` is its number.
LIMITS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "deadline": "A query is stopped after {} seconds; it may ask for less.",
        "max_rows": "An answer has {} rows at most.",
        "max_answer_bytes": "An answer has {} bytes at most.",
        "client_seconds": "One client may cause {} seconds of work in a minute.",
        "queue": "{} requests may wait for a worker.",
        "queue_seconds": "A request waits {} seconds at most, and is then turned away.",
        "max_body": "A request has a body of {} bytes at most.",
    },
    "ja": {
        "deadline": "クエリは{}秒で打ち切られます（より短い時間も指定できます）。",
        "max_rows": "回答は{}行までです。",
        "max_answer_bytes": "回答は{}バイトまでです。",
        "client_seconds": "一つのクライアントが使える処理時間は、1分間に{}秒までです。",
        "queue": "ワーカーを待てる要求は{}件までです。",
        "queue_seconds": "要求は{}秒まで待ち、その後は断られます。",
        "max_body": "要求の本文は{}バイトまでです。",
    },
}
GAUGES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "running": "queries running",
        "waiting": "requests waiting",
        "fastWorkers": "workers for short queries",
        "slowWorkers": "places for long queries",
        "cachedAnswers": "answers kept",
        "cachedBytes": "bytes of answers kept",
    },
    "ja": {
        "running": "実行中のクエリ",
        "waiting": "待っている要求",
        "fastWorkers": "短いクエリのワーカー",
        "slowWorkers": "長いクエリの枠",
        "cachedAnswers": "保存中の回答",
        "cachedBytes": "そのバイト数",
    },
}
COUNTERS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "answered": "queries answered",
        "failed": "failed",
        "timeouts": "stopped at the deadline",
        "refused": "turned away",
        "cacheHits": "answered from the cache",
    },
    "ja": {
        "answered": "回答したクエリ",
        "failed": "失敗",
        "timeouts": "時間切れ",
        "refused": "受け付けず",
        "cacheHits": "保存した回答で対応",
    },
}
HOLDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "statements": "statements",
        "inferred statements": "inferred statements",
        "named graphs": "named graphs",
        "evidence graphs": "pieces of evidence",
    },
    "ja": {
        "statements": "言明",
        "inferred statements": "推論による言明",
        "named graphs": "名前付きグラフ",
        "evidence graphs": "根拠",
    },
}
