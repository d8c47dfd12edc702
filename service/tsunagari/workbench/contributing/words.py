"""The words of what goes with a contribution, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tsunagari.languages import Language

__all__ = ["MISSING", "WORDS"]

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "title": "A contribution from a workbench",
        "other": "日本語は英語の後にあります。",
        "file": "`{file}` holds {statements} statements for `graph_data/`: what "
        "was added since the workbench began and is still there. It is of the "
        "state after change {last}.",
        "no_file": "There is nothing to add to `graph_data/`. It is of the state after "
        "change {last}.",
        "release": "The workbench began with the release `{release}`.",
        "nothing": "The workbench began with nothing.",
        "licence": "Data of the project is published under CC BY 4.0 "
        "(<{licence}>); whoever contributes agrees to that.",
        "graphs": "The graphs",
        "statements": "Statements: {count}",
        "shown": "It says:",
        "source": "Source, quoted: {source}",
        "derived": "Source, derived from: {source}",
        "no_source": "Source: not known",
        "untitled": "title not known",
        "quotation": "Quotation: {text}",
        "no_quotation": "Quotation: not known",
        "place": "Place in the source: {text}",
        "reading": "Reading: {text}",
        "no_reading": "Reading: not known",
        "changes": "Changes that touched it:",
        "change": "change {number}, {when}, {who} ({what})",
        "missing": "Missing:",
        "whole": "Nothing that the rules ask for is missing.",
        "more": "… and {count} more in `{file}`",
        "provenance": "The provenance graph",
        "about": "In `{file}` are {count} statements of the provenance graph: "
        "where the graphs come from, and the sources.",
        "no_about": "Nothing was added to the provenance graph.",
        "left": "What the file cannot carry",
        "none_left": "Everything that was changed is in the file.",
        "removed": "Removed statements of the project's own data. A file only "
        "adds: find each in `graph_data/` by the name of its graph, and take it "
        "out there. Those of graphs that a build makes change with what they are "
        "made from.",
        "default": "Statements of the default graph: {count}. They stand in no "
        "named graph, so nobody can say where they come from. Write them into the "
        "graph of their evidence.",
        "built": "Statements in graphs that a build makes: {count}, in {graphs}.",
        "attached": "Statements about blank nodes that stand in the project's "
        "data: {count}. In another file they would be other nodes; change the file "
        "that has them.",
        "newer": "Statements of RDF 1.2, about other statements or with a direction "
        "of text, and what is said of the same blank nodes: {count}. The sources are "
        "RDF 1.1; say it in other words.",
        "empty": "Evidence that is described and has no statement: {graphs}. "
        "Remove the description, or write what the source says.",
        "listed": "All are in `{file}`.",
        "steps": "To contribute",
        "step_missing": "Add what is missing above, in the workbench or in the file.",
        "step_copy": "Copy `{file}` into the folder of `graph_data/` that it "
        "belongs to, that of its country or of its document, under a name that "
        "tells what it is about. A graph that is in a folder already stays in that "
        "folder.",
        "step_coverage": "If its source has a `coverage.csv`, add a row for each "
        "fact (`graph_data/README.md`).",
        "step_check": "Run `tsunagari check`. It names the node, the rule and the "
        "file of whatever is wrong.",
        "step_request": "Open a pull request with the files that you changed, and "
        "with this text.",
    },
    "ja": {
        "title": "ワークベンチからの提供",
        "other": "",
        "file": "`{file}` には、`graph_data/` のための言明が{statements}件あります。"
        "ワークベンチの開始後に追加され、今も残っているものです。変更{last}の後の状"
        "態です。",
        "no_file": "`graph_data/` に追加するものはありません。変更{last}の後の状"
        "態です。",
        "release": "このワークベンチはリリース `{release}` から始まりました。",
        "nothing": "このワークベンチは空の状態から始まりました。",
        "licence": "本プロジェクトのデータは CC BY 4.0（<{licence}>）で公開されま"
        "す。提供する方は、これに同意するものとします。",
        "graphs": "グラフ",
        "statements": "言明：{count}件",
        "shown": "言明の内容：",
        "source": "出典（引用元）：{source}",
        "derived": "出典（導出元）：{source}",
        "no_source": "出典：不明",
        "untitled": "題名不明",
        "quotation": "引用：{text}",
        "no_quotation": "引用：不明",
        "place": "出典内の位置：{text}",
        "reading": "読み方：{text}",
        "no_reading": "読み方：不明",
        "changes": "このグラフに関わる変更：",
        "change": "変更{number}、{when}、{who}（{what}）",
        "missing": "不足しているもの：",
        "whole": "規則が求めるものはそろっています。",
        "more": "… ほか{count}件は `{file}` にあります",
        "provenance": "来歴グラフ",
        "about": "`{file}` には、来歴グラフの言明が{count}件あります。グラフの出ど"
        "ころと、出典の説明です。",
        "no_about": "来歴グラフには何も追加されていません。",
        "left": "ファイルでは伝えられないもの",
        "none_left": "変更したものは、すべてファイルにあります。",
        "removed": "本プロジェクトのデータから削除された言明。ファイルでは追加しか"
        "できません。グラフの名前で `graph_data/` の中を探し、そこから取り除いてく"
        "ださい。ビルドが作るグラフの言明は、元になるものを直すと変わります。",
        "default": "デフォルトグラフの言明：{count}件。名前付きグラフの外にあるた"
        "め、出どころを示せません。根拠のグラフに書いてください。",
        "built": "ビルドが作るグラフの言明：{count}件（{graphs}）。",
        "attached": "本プロジェクトのデータにある空白ノードについての言明：{count}"
        "件。別のファイルでは別のノードになるため、元のファイルを直してください。",
        "newer": "RDF 1.2 の言明（言明についての言明、方向付きのテキスト）と、同じ空"
        "白ノードについての言明：{count}件。ソースは RDF 1.1 なので、別の形で書いてく"
        "ださい。",
        "empty": "説明はあるのに言明のない根拠：{graphs}。説明を削除するか、出典が"
        "述べることを書いてください。",
        "listed": "すべて `{file}` にあります。",
        "steps": "提供の手順",
        "step_missing": "上で不足しているものを、ワークベンチかファイルで補います。",
        "step_copy": "`{file}` を `graph_data/` の中のふさわしいフォルダー（国や文"
        "書のもの）に、内容が分かる名前で写します。すでにフォルダーにあるグラフは、"
        "そのフォルダーに置きます。",
        "step_coverage": "出典に `coverage.csv` があれば、事実ごとに行を加えます（"
        "`graph_data/README.md`）。",
        "step_check": "`tsunagari check` を実行します。誤りがあれば、ノード、規則、"
        "ファイルが示されます。",
        "step_request": "変更したファイルとこの文を添えて、プルリクエストを開きます。",
    },
}
MISSING: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "namespace": "It has no evidence: name the graph "
        "`https://w3id.org/tsunagari/evidence/<name>`, and say in the provenance "
        "graph where it comes from.",
        "evidence": "The provenance graph does not say that it is evidence (`a "
        "sse:Evidence`; HYG-02).",
        "source": "No source is named (`prov:wasQuotedFrom` or "
        "`prov:wasDerivedFrom`; SHP-1).",
        "described": "No source of it is described in this workbench (`a "
        "sse:Source` with `dcterms:title`; SHP-1, SHP-6). If the project's data "
        "does not describe one either, describe it.",
        "place": "There is no quotation and no place in the source "
        "(`oa:hasSelector` or `sse:locator`; SHP-3).",
        "words": "A quotation has no exact words with a language (`oa:exact`; SHP-4).",
        "reading": "It is not said how the source was read (`sse:reading`; SHP-2).",
        "readings": "Its reading is not one of `concept:stated`, "
        "`concept:derived` and `concept:interpreted`, or it has several (SHP-2).",
        "note": "What was derived or interpreted has no note in English and in "
        "Japanese (`skos:editorialNote`; SHP-5).",
    },
    "ja": {
        "namespace": "根拠がありません。グラフを "
        "`https://w3id.org/tsunagari/evidence/<名前>` と名付け、出どころを来歴グラ"
        "フに書いてください。",
        "evidence": "来歴グラフに、根拠であるという言明（`a sse:Evidence`）があり"
        "ません（HYG-02）。",
        "source": "出典（`prov:wasQuotedFrom` または `prov:wasDerivedFrom`）があり"
        "ません（SHP-1）。",
        "described": "出典の説明（`a sse:Source` と `dcterms:title`）がこのワーク"
        "ベンチにありません（SHP-1、SHP-6）。本プロジェクトのデータにもなければ、書"
        "いてください。",
        "place": "引用も、出典内の位置もありません（`oa:hasSelector` または "
        "`sse:locator`、SHP-3）。",
        "words": "言語タグの付いた引用文（`oa:exact`）がありません（SHP-4）。",
        "reading": "読み方（`sse:reading`）がありません（SHP-2）。",
        "readings": "読み方が `concept:stated`、`concept:derived`、"
        "`concept:interpreted` のいずれか一つではありません（SHP-2）。",
        "note": "導出・解釈についての英語と日本語の説明（`skos:editorialNote`）が"
        "ありません（SHP-5）。",
    },
}
