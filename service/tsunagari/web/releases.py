"""The releases that are kept here, and a page for each: what it holds, how to cite it.

A release never changes, so its page and its files are right for ever; it stays as long
as its folder does. Programs ask for JSON and get the manifest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, abort, render_template, request

from tsunagari.errors import ReleaseError
from tsunagari.export.citation import cited
from tsunagari.languages import Language
from tsunagari.namespaces import BASE
from tsunagari.release.catalogue import PUBLISHER
from tsunagari.release.exporting import BESIDE
from tsunagari.release.part_files import WHOLE_FILES
from tsunagari.release.parts import WHOLE
from tsunagari.release.releases import Release, Releases
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.downloads import ID
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.responses import as_json
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("releases", __name__)
blueprint.after_request(allow_everyone)

OFFERED: Final = {"html": "text/html", "json": "application/json"}
WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "all": "All releases",
        "bytes": "bytes",
        "check": "The validation report",
        "cite": "Cite as",
        "code": "Program",
        "compare": "What changed between two releases is told by",
        "evidence graphs": "pieces of evidence",
        "files": "Files",
        "in force": "in force: the service answers from it",
        "inferred statements": "inferred statements",
        "info": "notes",
        "intro": "A release never changes. Its files stay at their addresses as long "
        "as it is kept here, so that whoever cites one cites exactly the data that was "
        "asked.",
        "modified": "State of the data",
        "more": "Data sets, one by one",
        "none": "Nothing to report.",
        "of": "Validation",
        "release": "Release",
        "statements": "statements",
        "title": "Releases",
        "violation": "violations",
        "warning": "warnings",
    },
    "ja": {
        "all": "リリースの一覧",
        "bytes": "バイト",
        "check": "検証報告",
        "cite": "引用表記",
        "code": "プログラム",
        "compare": "二つのリリースの違いを調べるコマンド",
        "evidence graphs": "根拠の数",
        "files": "ファイル",
        "in force": "公開中（現在の回答のもとになるリリース）",
        "inferred statements": "推論による言明",
        "info": "参考",
        "intro": "リリースの内容は変わりません。ここに保存されている限り、"
        "ファイルのアドレスも変わらないので、"
        "引用すれば、問い合わせたデータそのものを示せます。",
        "modified": "データの更新日",
        "more": "データセットごとのファイル",
        "none": "報告事項なし",
        "of": "検証結果",
        "release": "リリース",
        "statements": "言明",
        "title": "リリース",
        "violation": "違反",
        "warning": "警告",
    },
}


@dataclass(frozen=True)
class ReleasePage:
    """What the template is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    releases: list[Release] = field(metadata={"help": "those kept, the newest first"})
    release: Release | None = field(metadata={"help": "the one the page is about"})

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def files(self) -> dict[str, Any]:
        """The files of all of the release, with sizes and checksums."""
        assert self.release
        files: dict[str, Any] = self.release.manifest["files"]
        return {name: files[name] for name in WHOLE_FILES if name in files}

    @property
    def reports(self) -> list[str]:
        """The files that tell of it; one of an older version has not all of them."""
        assert self.release
        return [name for name in BESIDE if (self.release.path / name).is_file()]

    @property
    def citation(self) -> str:
        """How the release is cited."""
        assert self.release
        return cited(
            PUBLISHER[1],
            self.release.manifest["datasets"][WHOLE]["titles"],
            self.modified(self.release),
            self.release.id,
            str(BASE[f"release/{self.release.id}"]),
            self.language,
        )

    def modified(self, release: Release) -> str:
        """When the data of a release was last changed; empty if it does not say so."""
        datasets = release.manifest.get("datasets") or {}
        return str(datasets.get(WHOLE, {}).get("modified", ""))


@blueprint.get("/releases")
@blueprint.get("/releases/<id>")
def releases(id: str = "") -> Response:
    """Return the page of a release, or of all that are kept."""
    with state().use() as serving:
        now = serving.release
    kept = Releases(now.path.parent)
    release = _opened(kept, id) if id else None
    if chosen_media_type(OFFERED, request.args.get("format")) == "json":
        return as_json(release.manifest if release else _listed(kept, now))
    language = page_language()
    page = ReleasePage(language, now.id, kept.all(), release)
    response = in_language(render_template("releases.html", page=page), language)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _opened(kept: Releases, id: str) -> Release:
    try:
        release = kept.open(id) if ID.fullmatch(id) else None
    except ReleaseError:
        release = None
    if release is None:
        abort(404, f"the release '{id[:40]}' is not kept; /releases lists those kept")
    if not {"counts", "datasets", "files", "validation"} <= set(release.manifest):
        abort(404, f"the release '{id}' was made by an older version, without a page")
    return release


def _listed(kept: Releases, now: Release) -> dict[str, Any]:
    return {
        "inForce": now.id,
        "releases": [
            {"id": one.id, "counts": one.manifest.get("counts", {})}
            for one in kept.all()
        ],
    }
