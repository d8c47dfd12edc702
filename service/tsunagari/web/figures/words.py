"""The fixed words of the figures."""

from __future__ import annotations

from typing import Final

from tsunagari.languages import Language

__all__ = ["FIGURE_WORDS"]

FIGURE_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "Law": "law",
        "Policy": "policy",
        "SSEConcept": "concept",
        "adoptedOn": "adopted",
        "assessed after": ". ",
        "assessed before": "As assessed in ",
        "assessed under": "under the ",
        "closing": ")",
        "colon": ": ",
        "criteria": "Legal forms and types of organization by the criteria they meet",
        "comma": ", ",
        "criteria caption": "Each number is a form, where the reasoner puts it by what "
        "the source says; one with a letter is a kind of the form of that number. "
        "Those in the row below meet one criterion; the source does not say which. A "
        "dashed ring means that only some bodies of the form do.",
        "criteria heading": "Which forms are social, economic and democratic?",
        "inForceFrom": "in force",
        "inPeriod": "",
        "introducedIn": "introduced",
        "kinds of": "kinds of {}",
        "left out": "The {} other legal forms",
        "left out after": " in this graph are not in the figure because they were not "
        "assessed there, not because they fail a criterion.",
        "multiple": " They could give several answers.",
        "opening": " (",
        "promulgatedOn": "promulgated",
        "skip": "Skip the figure: the same as a list",
        "some": "some of them",
        "source": "Source: ",
        "survey": "Survey: ",
        "survey caption": "Share of the {} organizations surveyed that answered so. "
        "Each answer leads to its number and to the passage that has it.",
        "survey heading": "What support comes from for-profit companies? "
        "({population}, survey of {period})",
        "timeline caption": "A concept or a policy stands where it was introduced, a "
        "law where it came into force or, if the graph does not have that day, where "
        "it was promulgated or adopted. The times are those that the sources give.",
        "timeline heading": "Concepts, laws and policies in time",
        "why": "why?",
    },
    "ja": {
        "Law": "法律",
        "Policy": "政策",
        "SSEConcept": "概念",
        "adoptedOn": "制定",
        "assessed after": "の評価によります。",
        "assessed before": "",
        "assessed under": "",
        "closing": "）",
        "colon": "：",
        "comma": "、",
        "criteria": "法人形態・組織の種類と、それらが満たす基準",
        "criteria caption": "番号は形態を表し、"
        "資料の記述から推論が導いた位置に置きました。英字付きは、その番号の形態の一種です。"
        "下の列の形態が満たす基準は一つで、どれかは資料に述べられていません。"
        "破線の輪は、その形態の一部の団体だけが該当することを示します。",
        "criteria heading": "社会性・経済性・民主性をあわせ持つ形態はどれか",
        "inForceFrom": "施行",
        "inPeriod": "",
        "introducedIn": "導入",
        "kinds of": "{}の一種",
        "left out": "ほかの{}の法人形態",
        "left out after": "は、この資料で評価されていないため、図にありません。"
        "基準を満たさないという意味ではありません。",
        "multiple": "複数回答可。",
        "opening": "（",
        "promulgatedOn": "公布",
        "skip": "図をとばして一覧へ",
        "some": "一部",
        "source": "出典：",
        "survey": "調査：",
        "survey caption": "調査対象{}団体のうち、そう答えた割合です。"
        "各回答から、その数値と根拠のページへ進めます。",
        "survey heading": "営利企業からどのような支援を受けているか"
        "（{population}、{period}の調査）",
        "timeline caption": "概念や政策は導入された時、法律は施行された時の位置に"
        "あります。施行日がこのグラフにない法律は、公布または制定の時によります。"
        "時の表現は資料のものです。",
        "timeline heading": "概念・法律・政策の年表",
        "why": "なぜ？",
    },
}
