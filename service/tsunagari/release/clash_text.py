"""Contradictions as one text: kind by kind, the most direct ones first.

Of each kind one clash is told whole, with all that its sides rest on. Of the
others that differ in names only, the names are told; of those that rest on other
passages or files, these as well. What does not fit is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.captions import CAPTIONS
from tsunagari.explanation.clash_reasons import clash_reason
from tsunagari.explanation.constructs import Construct
from tsunagari.explanation.derivation import Derivation, Triple, named
from tsunagari.explanation.outline import Outliner
from tsunagari.explanation.sentences import Sentences
from tsunagari.explanation.text import Files, points_to_text
from tsunagari.explanation.words import Words, capital
from tsunagari.namespaces import shorten
from tsunagari.release.clash_kinds import Family, Grounded, Kind

__all__ = ["WORDS", "ClashText"]

# So many characters are written, and so many names in one list.
SIZE: Final = 200_000
NAMES: Final = 1000
# So many ways in which one kind comes about are told step by step.
WAYS: Final = 5
# So many statements are named that most clashes rest on.
COMMON: Final = 3

WORDS: Final = {
    "en": {
        "all": "{clashes:,} contradictions of {kinds:,} kinds; of each, one is told "
        "whole.",
        "all apart": "{clashes:,} contradictions.",
        "all of one kind": "{clashes:,} contradictions of one kind; one is told whole.",
        "after": "All of these rest on what clashes in {}; mend that first.",
        "another way": "{count:,} more, which come about in another way. With {names}:",
        "because": "It is ruled out: {}.",
        "common": "Most rest on these statements:",
        "how many": "{count:,} of {all:,}",
        "instead": "and {count:,} more from the same passages and files, with these "
        "in place of {first}:",
        "late": "The time ran out: of {:,} it was not found out what they rest on.",
        "left out": "and {count:,} more, which are not told here.",
        "list": ", ",
        "not looked at": "{count:,} more, of which it was not found out in time what "
        "they rest on; one with {names}",
        "other passages": "{count:,} more like the one with {like}, from other "
        "passages or files. With {names}:",
        "pair": "({})",
        "rest": "Left out, to keep this short: {clashes:,} contradictions "
        "(kinds: {kinds:,}). They are told when those above are mended.",
    },
    "ja": {
        "all": "矛盾{clashes:,}件（{kinds:,}種類）。種類ごとに1件をくわしく示します。",
        "all apart": "矛盾{clashes:,}件。",
        "all of one kind": "同じ種類の矛盾{clashes:,}件。1件をくわしく示します。",
        "after": "いずれも{}の矛盾に基づくので、先にそちらを直してください。",
        "another way": "ほかに{count:,}件。導かれ方が異なる。{names}の場合：",
        "because": "両立しない理由：{}。",
        "common": "多くの矛盾に共通する根拠：",
        "how many": "{all:,}件中{count:,}件",
        "instead": "ほかに{count:,}件。根拠の箇所とファイルは同じ。"
        "{first}の代わりに次のもの：",
        "late": "時間切れのため、{:,}件については根拠を調べていません。",
        "left out": "ほか{count:,}件は省略。",
        "list": "、",
        "not looked at": "ほかに{count:,}件。時間切れのため根拠は未確認。{names}など",
        "other passages": "ほかに{count:,}件。{like}と同様で、根拠の箇所または"
        "ファイルが異なる。{names}の場合：",
        "pair": "（{}）",
        "rest": "長くなるため省略：ほかに{kinds:,}種類、{clashes:,}件の矛盾。"
        "上の矛盾を直すと表示されます。",
    },
}


class ClashText:
    """Tells contradictions in the language of *words*.

    :param files: Gives the files of a statement and of axioms.
    :param axiom_files: Gives the files of the axiom that a clash is with.
    """

    def __init__(
        self,
        axioms: Axioms,
        constructs: list[Construct],
        words: Words,
        files: Files,
        axiom_files: Callable[[Grounded], Sequence[str]],
    ) -> None:
        self._axioms = axioms
        self._constructs = constructs
        self._words = words
        self._sentences = Sentences(axioms, words)
        self._files = files
        self._axiom_files = axiom_files
        self._captions = CAPTIONS[words.language]
        self._fixed = WORDS[words.language]

    def whole(self, clash: Grounded, number: str = "") -> str:
        """Return one clash with both sides and all that they rest on."""
        outliner = self._outliner()
        return "\n".join(self._whole(clash, outliner, number))

    def all(self, kinds: Sequence[Kind], size: int = SIZE) -> str:
        """Return all clashes in about *size* characters."""
        told = [*self._overview(kinds)]
        left = size
        for number, kind in enumerate(kinds, 1):
            if left <= 0:
                rest = kinds[number - 1 :]
                count = sum(map(len, rest))
                told.append(self._say("rest", clashes=count, kinds=len(rest)))
                break
            place = f"{number}. " if len(kinds) > 1 else ""
            text = "\n".join(self._kind(kind, place, left))
            left -= len(text)
            told.append(text)
        return "\n\n".join(told)

    def _overview(self, kinds: Sequence[Kind]) -> Iterator[str]:
        """Yield how many there are, and what most of them have in common."""
        clashes = [
            clash
            for kind in kinds
            for family in kind.families
            for clash in family.members
        ]
        if len(clashes) == 1:
            return
        key = "all" if len(kinds) > 1 else "all of one kind"
        key = "all apart" if len(kinds) == len(clashes) else key
        yield self._say(key, clashes=len(clashes), kinds=len(kinds))
        if late := sum(not clash.looked for clash in clashes):
            yield self._fixed["late"].format(late)
        counted = Counter(
            statement
            for clash in clashes
            for statement in {leaf.statement for leaf in clash.leaves()}
            if named(statement)
        )
        common = [
            (self._axioms.is_axiom(statement), -count, statement)
            for statement, count in counted.items()
            if 2 * count > len(clashes)
        ]
        if common:
            lines = [self._fixed["common"]]
            for _, count, statement in sorted(common)[:COMMON]:
                many = self._say("how many", count=-count, all=len(clashes))
                lines.append(f"  {_spelled(statement)}  ({many})")
            yield "\n".join(lines)

    def _kind(self, kind: Kind, place: str, left: int) -> Iterator[str]:
        outliner = self._outliner()
        ways: dict[Hashable, str] = {}
        untold = len(kind)
        for family in kind.families:
            if left <= 0:
                yield self._say("left out", count=untold)
                return
            first = family.members[0]
            if family is kind.families[0]:
                lines = [*self._whole(first, outliner, place)]
                if kind.after:
                    numbers = self._fixed["list"].join(map(str, kind.after))
                    lines.insert(1, self._fixed["after"].format(numbers))
            else:
                lines = [*self._more(family, kind.first, ways, outliner)]
            ways.setdefault(family.way, self._differing(first, kind.first))
            lines += self._others(family)
            left -= sum(map(len, lines))
            untold -= len(family.members)
            yield from lines

    def _more(
        self,
        family: Family,
        told: Grounded,
        ways: Mapping[Hashable, str],
        outliner: Outliner,
    ) -> Iterator[str]:
        """Yield the first of a family that is of the kind of *told*."""
        first, count = family.members[0], len(family.members)
        names = self._differing(first, told)
        if not first.looked:
            yield self._say("not looked at", count=count, names=names)
            return
        if like := ways.get(family.way):
            yield self._say("other passages", count=count, names=names, like=like)
        else:
            yield self._say("another way", count=count, names=names)
        whole = not like and len(ways) < WAYS
        sides = first.sides if whole else self._leaves(first)
        yield self._points(sides, outliner)

    def _whole(self, clash: Grounded, outliner: Outliner, number: str) -> Iterator[str]:
        captions = self._captions
        head = captions["clash" if len(clash.sides) > 1 else "clash of one"]
        yield f"{number}{head} [{clash.rule}]: {self._names(clash)}"
        statements = [side.statement for side in clash.sides]
        reason = clash_reason(self._sentences, clash.rule, clash.axiom, statements)
        said = self._fixed["because"].format(reason)
        if files := self._axiom_files(clash):
            note = captions["note"].format(captions["file"] + ", ".join(files))
            said += note if self._sentences.japanese else f" {note}"
        yield capital(said)
        yield self._points(clash.sides, outliner)

    def _points(self, sides: Sequence[Derivation], outliner: Outliner) -> str:
        points = outliner.points(sides)
        return points_to_text(points, self._words.language, self._files)

    def _leaves(self, clash: Grounded) -> list[Derivation]:
        """Return the data that a clash rests on, each statement once."""
        return list(
            {
                leaf.statement: leaf
                for leaf in clash.leaves()
                if not self._axioms.is_axiom(leaf.statement)
            }.values()
        )

    def _others(self, family: Family) -> Iterator[str]:
        terms, others = family.others()
        if not others:
            return
        first = self._together(terms)
        yield self._say("instead", count=len(others), first=first)
        listed = self._fixed["list"].join(map(self._together, others[:NAMES]))
        yield f"    {listed}"
        if len(others) > NAMES:
            yield "    " + self._say("left out", count=len(others) - NAMES)

    def _together(self, terms: Sequence[Node]) -> str:
        names = self._fixed["list"].join(map(_short, terms))
        return names if len(terms) == 1 else self._fixed["pair"].format(names)

    def _differing(self, clash: Grounded, told: Grounded) -> str:
        """Return the terms of *clash* that *told* does not have."""
        terms = [*dict.fromkeys(t for t in clash.terms if t not in told.terms)]
        return self._together(terms or clash.terms)

    def _names(self, clash: Grounded) -> str:
        return "; ".join(_spelled(side.statement) for side in clash.sides)

    def _outliner(self) -> Outliner:
        return Outliner(self._axioms, self._constructs, self._words)

    def _say(self, key: str, **values: object) -> str:
        return self._fixed[key].format(**values)


def _spelled(statement: Triple) -> str:
    return " ".join(map(_short, statement))


def _short(node: Node) -> str:
    return shorten(str(node)) if isinstance(node, URIRef) else node.n3()
