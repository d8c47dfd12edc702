"""The peers: which endpoints ``SERVICE`` may ask here, and when each last answered.

As a page in English or Japanese, or as JSON::

    {"peers": [{"name": "uk", "iri": "https://w3id.org/tsunagari/peer/uk",
      "address": "https://example.org/sparql", "health": "up",
      "lookedAt": "2026-11-30T09:00:00Z", "answeredAt": "2026-11-30T09:00:00Z",
      "secondsSinceAnswer": 12, "lookSeconds": 0.08}]}

What is not known is ``null``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from tsunagari.languages import Language
from tsunagari.namespaces import PEER
from tsunagari.sparql.library import StoredQuery
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.responses import as_json, as_moment
from tsunagari.web.state import state
from tsunagari.web.stored import asked_peers, library
from tsunagari.web.watching import PeerState

__all__ = ["blueprint"]

blueprint = Blueprint("peers", __name__)
blueprint.after_request(allow_everyone)

OFFERED: Final = {"html": "text/html", "json": "application/json"}
WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "address": "Address",
        "answered": "Last answer",
        "query": "The query",
        "change": "change it in the editor",
        "empty": "answers, and holds nothing",
        "health": "State",
        "intro": "Other SPARQL endpoints that a query here may ask with SERVICE, by "
        "name or by address. Whether they answer is looked at now and then.",
        "name": "Name in a query",
        "never": "never",
        "none": "This service has no peers. Whoever runs it names them in the "
        "setting 'peers'.",
        "not asked": "The release is on a remote engine: SERVICE is not run there.",
        "queries": "Questions to them",
        "seconds ago": "{} s ago",
        "silent": "gives no answer",
        "slow": "answers too late",
        "title": "Peers",
        "took": "in {} ms",
        "unknown": "not looked at yet",
        "up": "answers",
    },
    "ja": {
        "address": "アドレス",
        "answered": "最後の応答",
        "query": "クエリ",
        "change": "エディターで書き換える",
        "empty": "応答あり（データなし）",
        "health": "状態",
        "intro": "ここでのクエリからSERVICEで呼び出せる、他のSPARQLエンドポイントです。"
        "名前でもアドレスでも指定できます。応答の有無を定期的に確かめています。",
        "name": "クエリでの名前",
        "never": "なし",
        "none": "このサービスに連携先はありません。運用者が設定 peers で指定します。",
        "not asked": "リリースがリモートエンジンにあるため、SERVICEは実行されません。",
        "queries": "連携先への質問",
        "seconds ago": "{} 秒前",
        "silent": "応答なし",
        "slow": "応答が遅い",
        "title": "連携先",
        "took": "{} ミリ秒",
        "unknown": "未確認",
        "up": "応答あり",
    },
}


@dataclass(frozen=True)
class PeersPage:
    """What the template of the page is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    askable: bool = field(metadata={"help": "whether SERVICE is run here at all"})
    peers: list[dict[str, Any]] = field(metadata={"help": "as in the JSON"})
    questions: list[StoredQuery] = field(
        metadata={"help": "the stored queries that the peers here can answer"}
    )

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]


@blueprint.get("/peers")
def peers() -> Response:
    """Return the peers with their state, as a page or as JSON."""
    here = state()
    known = [_told(peer) for peer in here.peers.states()]
    if chosen_media_type(OFFERED, request.args.get("format")) == "json":
        return as_json({"peers": known})
    page = PeersPage(
        page_language(),
        here.serving.now.release.id,
        here.peers.askable,
        known,
        _questions({peer["name"] for peer in known}),
    )
    response = in_language(render_template("peers.html", page=page), page.language)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _questions(names: set[str]) -> list[StoredQuery]:
    return [
        query
        for query in library().values()
        if query.role == "federation" and asked_peers(query) <= names
    ]


def _told(known: PeerState) -> dict[str, Any]:
    age = known.age()
    return {
        "name": known.peer.name,
        "iri": str(PEER[known.peer.name]),
        "address": known.peer.address,
        "health": known.health,
        "lookedAt": None if known.looked is None else as_moment(known.looked),
        "answeredAt": None if known.answered is None else as_moment(known.answered),
        "secondsSinceAnswer": None if age is None else round(age),
        "lookSeconds": None if known.seconds is None else round(known.seconds, 3),
    }
