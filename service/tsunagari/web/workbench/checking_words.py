"""The words of the page that checks a graph."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["RELATIONS", "SEVERITIES", "WORDS"]

RELATIONS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "owl:sameAs": "the same",
        "skos:exactMatch": "exact match",
        "skos:closeMatch": "close match",
    },
    "ja": {
        "owl:sameAs": "同一",
        "skos:exactMatch": "完全一致",
        "skos:closeMatch": "近似一致",
    },
}
SEVERITIES: Final[dict[Language, dict[str, str]]] = {
    "en": {"violation": "Violations", "warning": "Warnings", "info": "Remarks"},
    "ja": {"violation": "違反", "warning": "警告", "info": "参考"},
}
WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "after": "After",
        "before": "Before",
        "begins": "Only the beginning is shown.",
        "checked": "Things checked against the shapes: {}.",
        "choose": "RDF files (choose them, or drop them here)",
        "class": "Class",
        "classes": "Instances per class, before and after",
        "classes intro": "What follows by inference is counted as well. Classes that "
        "get no new instance are left out.",
        "colon": ": ",
        "conforms": "The graph conforms to the shapes.",
        "contradictions": "Contradictions",
        "contradicts": "The graph cannot be true: it contradicts itself or what is "
        "known already.",
        "does not": "The graph does not conform to the shapes.",
        "evidence": "Evidence",
        "faults": "What was left out or mended when links were looked for",
        "follows": "What follows",
        "follows intro": "Statements that follow and did not follow before: {}.",
        "graph": "Name of the graph (an IRI; may be left empty)",
        "intro": "Send a graph and see what is wrong with it, what follows from it "
        "and what it could be linked to. Nothing is stored.",
        "left": "Ours",
        "link": "Proposed links",
        "link intro": "Decide on each before you take it over.",
        "more": "{} more are not shown.",
        "near": "The dataset is large. The graph was held beside what stands near it, "
        "not beside the whole.",
        "no classes": "No class gets a new instance.",
        "no links": "Things that could be linked: {}; no link was found.",
        "no things": "The graph has no organization, legal form or concept that could "
        "be linked.",
        "no results": "There is nothing to complain about.",
        "nothing": "Nothing was checked: the graph describes nothing that the shapes "
        "speak of. This is not a success; see whether the right file was sent, and "
        "whether it uses classes of ours.",
        "profiles": "The profile of another vocabulary that it uses was asked as well"
        ": {}.",
        "relation": "Relation",
        "report": "Validation report",
        "report turtle": "The report as Turtle (SHACL)",
        "results": "What the shapes say",
        "right": "Sent",
        "score": "Score",
        "send": "Check",
        "sent": "Sent: {files}. Statements: {statements}.",
        "stopped": "Not everything was done",
        "store": "To store it",
        "store intro": "Nothing was stored. If you have a token, this stores what you "
        "sent; put your token into the variable TOKEN first.",
        "syntaxes": "Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD; nothing is "
        "fetched from elsewhere.",
        "things": "What the file says of them",
        "title": "Check a graph",
        "trouble": "That could not be checked",
        "turtle": "As Turtle",
        "value": "value",
    },
    "ja": {
        "after": "追加後",
        "before": "追加前",
        "begins": "先頭の部分だけを示しています。",
        "checked": "シェイプに照らして{}件を検査しました。",
        "choose": "RDFファイル（選択するか、ここにドロップ）",
        "class": "クラス",
        "classes": "クラスごとの件数（追加前・追加後）",
        "classes intro": "推論によるものも数えています。件数が変わらないクラスは省"
        "いています。",
        "colon": "：",
        "conforms": "このグラフはシェイプに適合しています。",
        "contradictions": "矛盾",
        "contradicts": "このグラフは成り立ちません。グラフの中、または既知の内容との"
        "間に矛盾があります。",
        "does not": "このグラフはシェイプに適合していません。",
        "evidence": "根拠",
        "faults": "リンクを探すときに除いたもの・補ったもの",
        "follows": "推論の結果",
        "follows intro": "新たに{}件の言明が推論されます。",
        "graph": "グラフの名前（IRI、空欄可）",
        "intro": "グラフを送ると、誤り、推論の結果、リンクの候補がわかります。送った"
        "ものは保存されません。",
        "left": "こちらの対象",
        "link": "リンクの候補",
        "link intro": "取り入れる前に一つずつ確かめてください。",
        "more": "ほかに{}件あります。",
        "near": "データセットが大きいため、全体ではなく、このグラフに関わる部分と照ら"
        "し合わせました。",
        "no classes": "件数が変わるクラスはありません。",
        "no links": "リンクできる対象は{}件ありますが、候補は見つかりませんでした。",
        "no things": "リンクできる組織・法人形態・概念がグラフにありません。",
        "no results": "指摘はありません。",
        "nothing": "何も検査されませんでした。シェイプの対象になるものがグラフにありま"
        "せん。適合を意味しません。ファイルが正しいか、本サービスのクラスを使っているか"
        "を確かめてください。",
        "profiles": "グラフが使っている語彙のプロファイルにも照らしました：{}",
        "relation": "関係",
        "report": "検証報告",
        "report turtle": "検証報告のTurtle（SHACL）",
        "results": "シェイプの指摘",
        "right": "送られた対象",
        "score": "スコア",
        "send": "検査する",
        "sent": "送信されたもの：{files}（言明{statements}件）",
        "stopped": "一部は終わりませんでした",
        "store": "保存するには",
        "store intro": "送ったものは保存されていません。トークンがあれば、次のコマンド"
        "で保存できます。先に変数TOKENへトークンを入れてください。",
        "syntaxes": "Turtle、N-Triples、N-Quads、TriG、RDF/XML、JSON-LD。ほかの場所か"
        "らは何も取得しません。",
        "things": "対象についてファイルが述べていること",
        "title": "グラフの検査",
        "trouble": "検査できませんでした",
        "turtle": "Turtleで表示",
        "value": "値",
    },
}
