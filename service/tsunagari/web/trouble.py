"""What went wrong, as a page for people: in their language, with a way on."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from flask import Response, render_template, request

from tsunagari.languages import Language
from tsunagari.web.languages import in_language, page_language

__all__ = ["STATUS_WORDS", "prefers_trouble_page", "trouble_page"]

# By status: what happened, and what one can do.
STATUS_WORDS: Final[dict[Language, dict[int, tuple[str, str]]]] = {
    "en": {
        400: ("That was not understood", "Look at what was asked, below."),
        401: ("That needs a token", "Send one in the header Authorization."),
        403: ("That is not allowed here", "Look at the reason, below."),
        409: ("That does not fit what is there", "Look at the reason, below."),
        412: ("It was changed meanwhile", "Read it again, and then change it."),
        415: ("That kind of document is not read", "Send one of those that are."),
        404: ("There is no such page", "Search for it, or begin at the start page."),
        405: ("That cannot be done here", "This service only answers questions."),
        406: ("There is no such format", "Choose one of those that there are."),
        413: ("That is too much at once", "Send less."),
        422: ("The answer is too large", "Ask for less, or take a file."),
        429: ("You have asked for a lot", "Wait a moment, or take a file."),
        500: ("Something went wrong here", "It has been logged. Try again later."),
        502: ("Another server did not answer", "Try again later."),
        503: ("There is too much to do just now", "Try again in a moment."),
        504: ("It took too long", "Ask for less, or take a file."),
    },
    "ja": {
        400: ("内容を解釈できませんでした", "下の説明を確かめてください。"),
        401: ("トークンが必要です", "Authorization ヘッダーで送ってください。"),
        403: ("この操作は許可されていません", "下の理由を確かめてください。"),
        409: ("現在の内容と合いません", "下の理由を確かめてください。"),
        412: ("その間に変更されました", "読み直してから変更してください。"),
        415: ("その種類の文書は読めません", "読める形式で送ってください。"),
        404: ("ページが見つかりません", "検索するか、トップページから探してください。"),
        405: ("この操作はできません", "このサービスは問い合わせに答えるだけです。"),
        406: ("その形式はありません", "用意された形式から選んでください。"),
        413: ("一度に送る量が多すぎます", "量を減らしてください。"),
        422: ("回答が大きすぎます", "範囲を絞るか、ファイルをご利用ください。"),
        429: (
            "短時間に多くの処理が行われました",
            "少し待つか、ファイルをご利用ください。",
        ),
        500: (
            "サービスに問題が起きました",
            "記録されています。後でもう一度お試しください。",
        ),
        502: ("ほかのサーバーが答えませんでした", "後でもう一度お試しください。"),
        503: ("ただいま混み合っています", "少し待ってからお試しください。"),
        504: ("時間がかかりすぎました", "範囲を絞るか、ファイルをご利用ください。"),
    },
}
FILES: Final = {"en": "files to take", "ja": "ファイルの一覧"}
START: Final = {"en": "start page", "ja": "トップページ"}


@dataclass(frozen=True)
class TroublePage:
    """What the template of a problem is given."""

    language: Language = field(metadata={"help": "en or ja"})
    status: int = field(metadata={"help": "the status of the answer"})
    title: str = field(metadata={"help": "what happened, in a few words"})
    way_on: str = field(metadata={"help": "what one can do"})
    detail: str = field(
        metadata={"help": "what exactly, as programs are told: English"}
    )
    files: str = field(metadata={"help": "what the list of files is called"})
    start: str = field(metadata={"help": "what the start page is called"})


def prefers_trouble_page() -> bool:
    """Tell whether the client likes a page better than text or JSON."""
    accept = request.accept_mimetypes
    others = ("text/plain", "application/json", "application/problem+json")
    return accept["text/html"] > max(accept[type] for type in others)


def trouble_page(status: int, detail: str) -> Response:
    """Return the page about a problem."""
    language = page_language()
    phrase = HTTPStatus(status).phrase
    title, way_on = STATUS_WORDS[language].get(status, (phrase, ""))
    page = TroublePage(
        language, status, title, way_on, detail, FILES[language], START[language]
    )
    response = in_language(render_template("trouble.html", page=page), language)
    response.status_code = status
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    return response
