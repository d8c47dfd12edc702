"""The words of the pages of shapes: fixed ones, and what each constraint asks.

The constraints are those of SHACL Core; ``{}`` stands for what the shape says.
"""

from __future__ import annotations

from typing import Final

from rdflib import SH
from rdflib.term import Node

from tsunagari.languages import Language

__all__ = ["CARDINALITY", "JOINTS", "KINDS", "PHRASES", "SEVERITIES", "WORDS"]

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "all": "All shapes",
        "asks": "Asks",
        "contents": "Contents",
        "files": "The shapes as a file:",
        "here": "Address",
        "intro": "What the data of every release is held to, as SHACL shapes. A "
        "violation "
        "stops a build; warnings and notes are counted and kept in the report.",
        "message": "Says",
        "path": "Looks at",
        "report": "What they found in this release",
        "severity": "If not",
        "shape": "Shape",
        "sparql": "Asks with SPARQL",
        "target": "Is about",
        "title": "Shapes",
    },
    "ja": {
        "all": "シェイプの一覧",
        "asks": "求めること",
        "contents": "目次",
        "files": "ファイルとして：",
        "here": "アドレス",
        "intro": "どのリリースのデータも満たすべき条件。"
        "SHACLのシェイプで書かれています。"
        "違反があればリリースは作られず、警告と参考は数えて検証報告に残します。",
        "message": "メッセージ",
        "path": "調べる値",
        "report": "このリリースの検証報告",
        "severity": "満たさない場合",
        "shape": "シェイプ",
        "sparql": "SPARQLによる条件",
        "target": "対象",
        "title": "シェイプ",
    },
}
SEVERITIES: Final[dict[Node, dict[Language, str]]] = {
    SH.Violation: {"en": "violation", "ja": "違反"},
    SH.Warning: {"en": "warning", "ja": "警告"},
    SH.Info: {"en": "note", "ja": "参考"},
}
PHRASES: Final[dict[Node, dict[Language, str]]] = {
    SH.targetClass: {"en": "each {}", "ja": "{}"},
    SH.targetNode: {"en": "{}", "ja": "{}"},
    SH.targetSubjectsOf: {"en": "whatever has {}", "ja": "{}を持つもの"},
    SH.targetObjectsOf: {"en": "whatever is a value of {}", "ja": "{}の値"},
    SH.datatype: {"en": "values of the type {}", "ja": "データ型が{}の値"},
    SH["class"]: {"en": "things of the class {}", "ja": "クラスが{}のもの"},
    SH.languageIn: {"en": "in the language {}", "ja": "言語が{}"},
    SH["in"]: {"en": "{}", "ja": "{}"},
    SH.hasValue: {"en": "{} among them", "ja": "{}を含む"},
    SH.pattern: {"en": "written as {}", "ja": "正規表現{}に合う"},
    SH.minLength: {"en": "of {} characters or more", "ja": "{}文字以上"},
    SH.maxLength: {"en": "of {} characters at most", "ja": "{}文字以下"},
    SH.minInclusive: {"en": "{} or more", "ja": "{}以上"},
    SH.maxInclusive: {"en": "{} or less", "ja": "{}以下"},
    SH.minExclusive: {"en": "more than {}", "ja": "{}より大きい"},
    SH.maxExclusive: {"en": "less than {}", "ja": "{}未満"},
    SH.uniqueLang: {"en": "one for each language at most", "ja": "言語ごとに一つまで"},
    SH.equals: {"en": "the same values as {}", "ja": "{}と同じ値"},
    SH.disjoint: {"en": "no value of {}", "ja": "{}の値と重ならない"},
    SH.lessThan: {"en": "less than {}", "ja": "{}の値より小さい"},
    SH.lessThanOrEquals: {"en": "not more than {}", "ja": "{}の値以下"},
    SH["not"]: {"en": "not ({})", "ja": "（{}）ではない"},
    SH["or"]: {"en": "{}", "ja": "{}"},
    SH["and"]: {"en": "{}", "ja": "{}"},
    SH.xone: {"en": "exactly one of: {}", "ja": "次のうち一つだけ：{}"},
    SH.node: {"en": "as {} asks", "ja": "{}の求めるとおり"},
    SH.closed: {"en": "no other property", "ja": "他のプロパティを持たない"},
}
KINDS: Final[dict[Node, dict[Language, str]]] = {
    SH.IRI: {"en": "IRIs", "ja": "IRI"},
    SH.Literal: {"en": "literals", "ja": "リテラル"},
    SH.BlankNode: {"en": "blank nodes", "ja": "空白ノード"},
    SH.BlankNodeOrIRI: {"en": "IRIs or blank nodes", "ja": "IRIまたは空白ノード"},
    SH.BlankNodeOrLiteral: {
        "en": "blank nodes or literals",
        "ja": "空白ノードまたはリテラル",
    },
    SH.IRIOrLiteral: {"en": "IRIs or literals", "ja": "IRIまたはリテラル"},
}
# By the least and the most: both the same, both, only one of them.
CARDINALITY: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "none": "none",
        "same": "exactly {}",
        "both": "{} to {}",
        "least": "{} or more",
        "most": "{} at most",
        "of which": "{} of them: {}",
    },
    "ja": {
        "none": "値なし",
        "same": "ちょうど{}個",
        "both": "{}～{}個",
        "least": "{}個以上",
        "most": "{}個以下",
        "of which": "そのうち{}：{}",
    },
}
JOINTS: Final[dict[Language, dict[str, str]]] = {
    "en": {"list": ", ", "and": ", ", "or": " or "},
    "ja": {"list": "、", "and": "、", "or": "または"},
}
