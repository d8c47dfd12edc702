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
        "asked": "{} were asked.",
        "colon": ": ",
        "criteria": "Legal forms and types of organization by the criteria they meet",
        "criteria caption": "Each number is a form, where the reasoner puts it by what "
        "the sources say. Those in the row below meet one criterion; which one is not "
        "told. A dashed ring: some bodies of the form only.",
        "criteria heading": "Which forms are social, economic and democratic?",
        "multiple": "They could give several answers.",
        "some": "some of them",
        "survey heading": "Who supports non-profit corporations?",
        "timeline heading": "Concepts, laws and policies in time",
        "why": "why?",
    },
    "ja": {
        "Law": "法律",
        "Policy": "政策",
        "SSEConcept": "概念",
        "asked": "調査対象 {} 団体。",
        "colon": "：",
        "criteria": "法人形態・組織の種類と、それらが満たす基準",
        "criteria caption": "番号は形態を表し、"
        "資料の記述から推論が導いた位置に置きました。"
        "下の列の形態が満たす基準は一つで、どれかは述べられていません。"
        "破線の輪は、その形態の一部の団体だけが該当することを示します。",
        "criteria heading": "社会性・経済性・民主性をあわせ持つ形態はどれか",
        "multiple": "複数回答可。",
        "some": "一部",
        "survey heading": "非営利法人を支えるのは誰か",
        "timeline heading": "概念・法律・政策の年表",
        "why": "なぜ？",
    },
}
