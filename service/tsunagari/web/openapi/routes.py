"""What is told of the fixed routes in ``/openapi.json``: one table.

Paths, methods and English summaries are those of the views themselves; the media
types are the tables that the views choose from. Here is what neither has: parameters,
an example that works, and what it is called in Japanese.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tsunagari.export.media import FILE_TYPES, file_type
from tsunagari.languages import LANGUAGES
from tsunagari.namespaces import PROVENANCE
from tsunagari.release.exporting import BESIDE
from tsunagari.release.releases import Release
from tsunagari.sparql.formats import FORMATS, Kind, formats_for
from tsunagari.web import (
    catalogue,
    explanation,
    json_files,
    peers,
    protocol,
    releases,
    resources,
)
from tsunagari.web.data_pages import shapes, status, validation
from tsunagari.web.queries import views as queries
from tsunagari.web.queries.pages import ending
from tsunagari.web.searching import views as searching
from tsunagari.web.terms import views as terms

__all__ = ["LEFT_OUT", "ROUTES", "Route", "RouteParameter", "examples"]

TEXT: Final = {"type": "string"}
IRI: Final = {"type": "string", "format": "iri"}
LANGUAGE: Final = {"type": "string", "enum": list(LANGUAGES)}
GRAPH_TYPES: Final = tuple(format.media_type for format in formats_for(Kind.GRAPH))


@dataclass(frozen=True)
class RouteParameter:
    """A parameter in the query part of an address.

    :param labels: What it is, in English and Japanese.
    """

    name: str
    labels: tuple[str, str]
    schema: Mapping[str, Any] = field(default_factory=lambda: TEXT)
    required: bool = False
    examples: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True)
class Route:
    """A route that programs use.

    :param japanese: What it does; its view says it in English.
    :param types: The media types of an answer, the usual one first.
    :param body: The media type of a body that is the first parameter itself.
    :param ending_types: Those where the address ends in a format.
    """

    japanese: str
    types: tuple[str, ...]
    parameters: tuple[RouteParameter, ...] = ()
    tag: str = "data"
    ending_types: tuple[str, ...] = ()
    body: str = ""


def _named(
    types: Mapping[str, str], *more: RouteParameter
) -> tuple[RouteParameter, ...]:
    schema = {"type": "string", "enum": list(types)}
    wanted = ("the format, in place of Accept", "形式（Acceptの代わり）")
    return (*more, RouteParameter("format", wanted, schema))


def _suggesting(japanese: str) -> Route:
    typed = RouteParameter("prefix", ("what was typed", "入力文字"), examples=("co",))
    cursor = RouteParameter(
        "cursor",
        ("how many to leave out at the beginning", "先頭から省く件数"),
        {"type": "integer", "minimum": 0},
    )
    return Route(japanese, ("application/json",), (typed, cursor), "reconciliation")


_FORMAT: Final = RouteParameter(
    "format",
    (
        "the format: a name, an ending or a media type, in place of Accept",
        "形式の名前、拡張子またはメディアタイプ（Acceptの代わり）",
    ),
)
_LANG: Final = RouteParameter("lang", ("the language", "言語"), LANGUAGE)
_LIMITS: Final = (
    RouteParameter(
        "maxrows",
        (
            "so many rows at most; X-SPARQL-MaxRows tells when there are more",
            "行数の上限（続きがあるときはX-SPARQL-MaxRowsで知らせる）",
        ),
        {"type": "integer", "minimum": 1},
    ),
    RouteParameter(
        "timeout",
        ("seconds after which to stop", "打ち切るまでの秒数"),
        {"type": "number", "exclusiveMinimum": 0},
    ),
)
_RESULTS: Final = tuple(dict.fromkeys(format.media_type for format in FORMATS))
_CATALOGUE: Final = {name: one.media_type for name, one in catalogue.FORMATS.items()}
_FILES: Final = tuple(
    dict.fromkeys([*BESIDE.values(), *(one.media_type for one in FILE_TYPES.values())])
)
_DATASETS: Final = (
    RouteParameter(
        "default-graph-uri",
        ("a graph of the default graph", "デフォルトグラフに含めるグラフ"),
        IRI,
        many=True,
    ),
    RouteParameter(
        "named-graph-uri", ("a named graph", "名前付きグラフ"), IRI, many=True
    ),
)
_TYPED: Final = RouteParameter("q", ("what was typed", "入力文字"), examples=("co-op",))
# What a query of a stored one takes beside its own parameters.
STORED: Final = (_FORMAT, *_LIMITS)
ROUTES: Final[dict[str, Route]] = {
    "protocol.sparql": Route(
        "このリクエストのクエリに答える（SPARQL 1.1 Protocol）。"
        "クエリがなければサービス記述を返す。",
        _RESULTS,
        (
            RouteParameter(
                "query",
                ("the query", "クエリ"),
                examples=(
                    "SELECT * { ?s ?p ?o } LIMIT 1",
                    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1",
                ),
            ),
            *_DATASETS,
            *STORED,
        ),
        "sparql",
        body=protocol.QUERY_TYPE,
    ),
    "graph_store.graph_store": Route(
        "一つのグラフを返す（Graph Store HTTP Protocol、読み取りのみ）。",
        GRAPH_TYPES,
        (
            RouteParameter(
                "graph",
                ("the IRI of a named graph", "名前付きグラフのIRI"),
                IRI,
                examples=(str(PROVENANCE),),
            ),
            RouteParameter(
                "default", ("the default graph instead", "代わりにデフォルトグラフ")
            ),
            _FORMAT,
        ),
        "sparql",
    ),
    "description.void": Route(
        "データセットの記述（VoID）を返す。", GRAPH_TYPES, (_FORMAT,)
    ),
    "queries.index": Route(
        "保存された質問の一覧を、ページまたはJSONで返す。",
        tuple(queries.OFFERED.values()),
        _named(
            queries.OFFERED,
            _LANG,
            RouteParameter("tag", ("a topic", "主題"), examples=("funding",)),
        ),
        "queries",
    ),
    "queries.query": Route(
        "保存された質問に答える、またはそのページを示す。",
        (*_RESULTS, queries.OFFERED["html"]),
        STORED,
        "queries",
        (*_RESULTS, queries.FILE_TYPE.partition(";")[0]),
    ),
    "searching.search": Route(
        "名称・読み・識別子で検索し、結果をページまたはJSONで返す。",
        tuple(searching.OFFERED.values()),
        _named(
            searching.OFFERED,
            _TYPED,
            RouteParameter("kind", ("a class", "クラス")),
            RouteParameter("form", ("a legal form", "法人形態")),
            RouteParameter(
                "area",
                ("an area right below a country", "国のすぐ下の地域"),
            ),
            RouteParameter(
                "page", ("which page", "ページ"), {"type": "integer", "minimum": 1}
            ),
            _LANG,
        ),
        "search",
    ),
    "searching.suggestions": Route(
        "入力中の文字から候補を示す。",
        ("application/json",),
        (_TYPED, _LANG),
        "search",
    ),
    "openapi.openapi": Route(
        "このインターフェースの記述（OpenAPI 3.1）を返す。", ("application/json",)
    ),
    "explanation.explain": Route(
        "ある言明が成り立つ理由を返す。言明がなければ、尋ねるためのページを返す。",
        tuple(explanation.MEDIA_TYPES.values()),
        _named(
            explanation.MEDIA_TYPES,
            *(
                RouteParameter(name, labels, examples=(example,))
                for name, labels, example in zip(
                    explanation.PLACES,
                    (("subject", "主語"), ("predicate", "述語"), ("object", "目的語")),
                    explanation.EXAMPLES[0],
                    strict=True,
                )
            ),
            _LANG,
        ),
    ),
    "catalogue.catalog": Route(
        "カタログ（DCAT-AP）を返す。langを指定すれば一つの言語で返す。",
        tuple(_CATALOGUE.values()),
        (_FORMAT, _LANG),
    ),
    "catalogue.dataset_page": Route(
        "一つの、またはすべてのデータセットのページを返す。", ("text/html",), (_LANG,)
    ),
    "downloads.download": Route("公開中のリリースのファイルを返す。", _FILES),
    "downloads.released": Route("あるリリースのファイルを返す。", _FILES),
    "releases.releases": Route(
        "一つの、または保存されているすべてのリリースのページを返す。",
        tuple(releases.OFFERED.values()),
        _named(releases.OFFERED, _LANG),
    ),
    "terms.ontology": Route(
        "オントロジーのページを返す、またはそのデータへ導く。",
        ("text/html",),
        (_LANG,),
        "ontology",
    ),
    "terms.term": Route(
        "用語またはモジュールのページ、もしくはすべての対応付けのページを返す。",
        ("text/html",),
        (_LANG,),
        "ontology",
    ),
    "terms.vocabulary": Route(
        "一つの、またはすべての概念体系とデータ構造のページを返す。",
        ("text/html",),
        (_LANG,),
        "ontology",
    ),
    "terms.document": Route(
        "オントロジーが用語について述べることを返す。", GRAPH_TYPES, tag="ontology"
    ),
    "peers.peers": Route(
        "連携先とその状態を、ページまたはJSONで返す。",
        tuple(peers.OFFERED.values()),
        _named(peers.OFFERED, _LANG),
        "service",
    ),
    "shapes.shapes": Route(
        "データの満たすべき条件（シェイプ）を、ページまたはRDFで返す。",
        tuple(shapes.OFFERED.values()),
        _named(shapes.OFFERED, _LANG),
    ),
    "validation.validation": Route(
        "リリースの検証報告を、ページ、JSONまたはSHACLの報告で返す。",
        tuple(validation.OFFERED.values()),
        _named(
            validation.OFFERED,
            _LANG,
            RouteParameter("rule", ("a rule that was broken", "該当した規則")),
            RouteParameter(
                "page",
                ("which page of its results", "結果のページ番号"),
                {"type": "integer", "minimum": 1},
            ),
        ),
    ),
    "status.status": Route(
        "サービスの状態と制限を、ページまたはJSONで返す。",
        tuple(status.OFFERED.values()),
        _named(status.OFFERED, _LANG),
        "service",
    ),
    "reconciliation.reconcile": Route(
        "マニフェスト、照合の候補、または属性の値を返す。",
        ("application/json",),
        (
            RouteParameter(
                "queries",
                ("a batch of queries, in JSON", "照合の依頼（JSON）"),
                examples=('{"q1": {"query": "co-op"}}',),
            ),
            RouteParameter(
                "extend",
                ("properties of things, in JSON", "属性の依頼（JSON）"),
            ),
        ),
        "reconciliation",
    ),
    "reconciliation.suggest_entity": _suggesting("事物の候補を示す。"),
    "reconciliation.suggest_type": _suggesting("クラスの候補を示す。"),
    "reconciliation.suggest_property": _suggesting("属性の候補を示す。"),
    "reconciliation.properties": Route(
        "あるクラスに合う属性を示す。",
        ("application/json",),
        (
            RouteParameter("type", ("a class", "クラス")),
            RouteParameter(
                "limit", ("so many at most", "件数の上限"), {"type": "integer"}
            ),
        ),
        "reconciliation",
    ),
    "reconciliation.preview_page": Route(
        "小さな枠に表示するページを返す。",
        ("text/html",),
        (
            RouteParameter(
                "id",
                ("the identifier of a thing", "事物の識別子"),
                required=True,
                examples=("concept/social",),
            ),
        ),
        "reconciliation",
    ),
    "json_files.json_file": Route(
        "種類ごとのJSON、またはその文脈（@context）・フレーム・JSON Schemaを返す。",
        tuple(dict.fromkeys(type for _, type in json_files.KINDS.values())),
    ),
    "resources.document": Route(
        "ある事物についての文書を返す。/id/… からここへ導かれる。", GRAPH_TYPES
    ),
    "operations.health": Route(
        "動作していることと、公開中のリリースを伝える。", ("text/plain",), tag="service"
    ),
    "operations.ready": Route(
        "クエリを受け付けているかを伝える。", ("text/plain",), tag="service"
    ),
    "operations.metrics": Route(
        "計数をPrometheusのテキスト形式で返す。", ("text/plain",), tag="service"
    ),
}
# For people, or for search engines; and what is no route of its own, or leads to one.
LEFT_OUT: Final = frozenset(
    {
        "about.about",
        "editor.bundled",
        "editor.editor",
        "editor.example",
        "editor.known_terms",
        "entities.entity",
        "home.home",
        "mapping.show",
        "resources.resource",
        "shapes.shape",
        "sitemap.robots",
        "sitemap.sitemap",
        "static",
        "terms.part",
    }
)


def examples(endpoint: str, release: Release) -> Mapping[str, Sequence[str]]:
    """Return values for the parts of a path, that *release* has."""
    files = {"id": [release.id], "name": _files(release)}
    return {
        "catalogue.catalog": {"extension": list(_CATALOGUE)},
        "catalogue.dataset_page": {"name": list(release.manifest["datasets"])},
        "downloads.download": files,
        "downloads.released": files,
        "json_files.json_file": {
            "kind": list(json_files.KINDS),
            "name": [
                path.name
                for folder in json_files.KINDS
                for path in sorted((release.path / folder).glob("*"))[:1]
            ],
        },
        "queries.query": {
            "name": ["cq01-full-forms", "partners"],
            "extension": [*map(ending, FORMATS), queries.FILE],
        },
        "releases.releases": files,
        "terms.term": {
            "name": ["LegalForm", "legalForm", "legal-form", terms.ALIGNMENTS]
        },
        "terms.vocabulary": {"name": ["concept/criteria", "structure/count"]},
        "terms.document": {
            "name": ["FullSSEForm", "meets"],
            "ending": list(resources.FORMATS),
        },
        "resources.document": {
            "name": [f"concept/social.{ending}" for ending in resources.FORMATS]
        },
    }.get(endpoint, {})


def _files(release: Release) -> list[str]:
    """Return one file for each media type."""
    found: dict[str, str] = {type: name for name, type in BESIDE.items()}
    for name in release.manifest["files"]:
        found.setdefault(file_type(name).media_type, name)
    return list(found.values())
