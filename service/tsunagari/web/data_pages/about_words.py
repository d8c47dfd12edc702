"""The words of the page about the data."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["LEADS", "WORDS"]

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "access": "Accessibility and privacy",
        "accessible": "The pages are made to meet WCAG 2.2 at level AA, work with a "
        "keyboard and without scripts, and come in a light and a dark form.",
        "all sources": "All sources, with publishers and addresses:",
        "asked for": "Its publisher asks for this sentence:",
        "attribute": "Attribute as:",
        "cite": "How to cite",
        "code": "The program is licensed under Apache-2.0; the names of countries in "
        "it "
        "come from Unicode CLDR, under the Unicode License.",
        "data set": "Data set",
        "downloads": "Downloads",
        "every": "Sizes in bytes. Where there are several files, the page of the data "
        "set lists them.",
        "files": "{} files",
        "intro": "What there is, on what terms it may be used, and how to cite it. "
        "Everything comes from one release, which never changes.",
        "licences": "Licences",
        "log": "There are no cookies and nothing is loaded from other hosts. The "
        "service "
        "keeps a log with the time, the address of the client, the path, the status, "
        "the size and the duration of each request, without the texts of queries.",
        "log queries": "There are no cookies and nothing is loaded from other hosts. "
        "The "
        "service keeps a log with the time, the address of the client, the path, the "
        "status, the size and the duration of each request, and the texts of queries.",
        "no log": "There are no cookies and nothing is loaded from other hosts. The "
        "service keeps no log of requests.",
        "no terms": "tells no terms of use",
        "ours": "The ontology, the data, the shapes and the stored queries are "
        "licensed "
        "under",
        "release": "Release",
        "sources": "The sources that the data quotes keep their own terms. Quotations "
        "are short, and each names its source.",
        "stop": ".",
        "title": "About the data",
        "whole": "The whole release",
    },
    "ja": {
        "access": "アクセシビリティとプライバシー",
        "accessible": "各ページはWCAG 2.2のレベルAAを満たすように作られ、"
        "キーボードだけでも、"
        "スクリプトなしでも利用でき、明るい表示と暗い表示があります。",
        "all sources": "すべての資料（発行者とアドレス付き）：",
        "asked for": "公表者の求める表示：",
        "attribute": "帰属表示：",
        "cite": "引用表記",
        "code": "プログラムの利用条件はApache-2.0です。プログラムに含まれる国名は"
        "Unicode CLDRによるもので、Unicode Licenseに従います。",
        "data set": "データセット",
        "downloads": "ダウンロード",
        "every": "単位はバイト。複数のファイルがある場合は、"
        "データセットのページに一覧があります。",
        "files": "{}ファイル",
        "intro": "公開しているもの、利用条件、引用のしかたをまとめています。"
        "すべては一つのリリースに基づき、リリースの内容は変わりません。",
        "licences": "利用条件",
        "log": "Cookieは使わず、他のホストからは何も読み込みません。"
        "サービスは要求ごとに、"
        "時刻、クライアントのアドレス、パス、状態、大きさ、所要時間をログに残します。"
        "クエリの本文は残しません。",
        "log queries": "Cookieは使わず、他のホストからは何も読み込みません。"
        "サービスは要求ごとに、"
        "時刻、クライアントのアドレス、パス、状態、大きさ、所要時間と、"
        "クエリの本文をログに残します。",
        "no log": "Cookieは使わず、他のホストからは何も読み込みません。"
        "サービスは要求のログを残しません。",
        "no terms": "利用条件の記載なし",
        "ours": "オントロジー、データ、シェイプ、保存された質問の利用条件は",
        "release": "リリース",
        "sources": "データが引用する資料は、それぞれの利用条件に従います。引用は短く、"
        "いずれも出典を示しています。",
        "stop": "です。",
        "title": "データについて",
        "whole": "リリース全体",
    },
}
# Where the page leads first: by view, its name and what is there.
LEADS: Final[tuple[tuple[str, dict[Language, tuple[str, str]]], ...]] = (
    (
        "catalogue.dataset_page",
        {
            "en": ("Data sets", "the whole graph and its parts, with their files"),
            "ja": ("データセット", "グラフの全体と各部分、そのファイル"),
        },
    ),
    (
        "releases.releases",
        {
            "en": ("Releases", "what is kept here, with counts and checksums"),
            "ja": ("リリース", "保存中のリリース、件数とチェックサム"),
        },
    ),
    (
        "shapes.shapes",
        {
            "en": ("Shapes", "what the data must satisfy"),
            "ja": ("シェイプ", "データが満たすべき条件"),
        },
    ),
    (
        "validation.validation",
        {
            "en": ("Validation report", "what the checks found"),
            "ja": ("検証報告", "検査の結果"),
        },
    ),
    (
        "peers.peers",
        {
            "en": ("Peers", "other endpoints that queries here may ask"),
            "ja": ("連携先", "ここのクエリから問い合わせられる他のエンドポイント"),
        },
    ),
    (
        "status.status",
        {
            "en": ("Status", "how the service is doing, and its limits"),
            "ja": ("サービスの状態", "現在の状態と制限"),
        },
    ),
)
