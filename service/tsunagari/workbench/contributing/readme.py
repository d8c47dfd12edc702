"""The text that goes with a contribution: what it is, what it lacks, what comes next.

Texts from the data are no markup here, and what is not known is said to be so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import LICENCE, shorten
from tsunagari.workbench.contributing.contribution import (
    ContributedGraph,
    Contribution,
)
from tsunagari.workbench.contributing.evidence import Source
from tsunagari.workbench.contributing.words import MISSING, WORDS

__all__ = ["readme"]

# What Markdown or HTML could take for its own.
MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>()#+!|~&]")
# Characters that one cannot see, or that turn others around.
UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
# So many statements that the file cannot carry are shown.
SHOWN: Final = 50


def readme(found: Contribution, file: str, left: str) -> str:
    """Return the text, in each language.

    :param file: The name of the file with the statements.
    :param left: The name of the file with those that it cannot carry.
    """
    parts = []
    for language in LANGUAGES:
        lines = _Lines(found, language, file, left).lines()
        parts.append("\n".join(lines).rstrip() + "\n")
    return "\n".join(parts)


class _Lines:
    def __init__(
        self, found: Contribution, language: Language, file: str, left: str
    ) -> None:
        self._found = found
        self._language = language
        self._words = WORDS[language]
        self._file = file
        self._left = left

    def lines(self) -> Iterator[str]:
        found = self._found
        yield from (f"# {self._say('title')}", "")
        if other := self._say("other"):
            yield from (other, "")
        total = sum(found.statements.counts.values())
        name = "file" if total else "no_file"
        yield self._say(name, file=self._file, statements=total, last=found.last)
        began = "release" if found.release else "nothing"
        yield from (self._say(began, release=found.release), "")
        yield from (self._say("licence", licence=LICENCE), "")
        yield from (f"## {self._say('graphs')}", "")
        for graph in found.graphs:
            yield from self._graph(graph)
        yield from (f"## {self._say('provenance')}", "")
        about = "about" if found.about else "no_about"
        yield from (self._say(about, file=self._file, count=found.about), "")
        yield from (f"## {self._say('left')}", "")
        yield from self._not_carried()
        yield from (f"## {self._say('steps')}", "")
        writing = ("missing", "copy", "coverage") if total else ()
        steps = (*writing, "check", "request")
        for number, step in enumerate(steps, 1):
            yield f"{number}. {self._say(f'step_{step}', file=self._file)}"

    def _graph(self, graph: ContributedGraph) -> Iterator[str]:
        evidence = graph.evidence
        yield from (f"### {_plain(shorten(graph.iri).strip('<>'))}", "")
        yield f"- {_plain(graph.iri)}"
        yield f"- {self._say('statements', count=graph.count)}"
        for source in evidence.sources:
            kind = "source" if source.quoted else "derived"
            yield f"- {self._say(kind, source=self._source(source))}"
        if not evidence.sources:
            yield f"- {self._say('no_source')}"
        for text, language in evidence.quotations:
            quoted = f"“{_plain(text)}”" + (f" ({language})" if language else "")
            yield f"- {self._say('quotation', text=quoted)}"
        if not evidence.quotations:
            yield f"- {self._say('no_quotation')}"
        for place in evidence.places:
            yield f"- {self._say('place', text=_plain(place))}"
        for reading in evidence.readings:
            yield f"- {self._say('reading', text=_plain(shorten(reading)))}"
        if not evidence.readings:
            yield f"- {self._say('no_reading')}"
        yield f"- {self._say('changes')}"
        for change in graph.changes:
            told = self._say(
                "change",
                number=change.number,
                when=change.when,
                who=_plain(change.who),
                what=change.asked,
            )
            yield f"    - {told}"
        if evidence.missing:
            yield f"- **{self._say('missing')}**"
            for name in evidence.missing:
                yield f"    - {MISSING[self._language][name]}"
        else:
            yield f"- {self._say('whole')}"
        # What is indented after a list would be part of it.
        yield from ("", self._say("shown"), "")
        yield from self._code(graph.shown, graph.count, self._file)

    def _source(self, source: Source) -> str:
        titles = [text for text, tag in source.titles if tag == self._language]
        titles = titles or [text for text, _ in source.titles]
        title = _plain(" / ".join(titles)) if titles else self._say("untitled")
        return f"{title}, {_plain(shorten(source.iri))}"

    def _not_carried(self) -> Iterator[str]:
        found = self._found
        told = False
        for name, rows in (
            ("removed", found.removed),
            ("attached", found.attached),
            ("newer", found.newer),
        ):
            if rows:
                told = True
                yield from (self._say(name, count=len(rows)), "")
                yield from self._code(rows[:SHOWN], len(rows), self._left)
                yield from (self._say("listed", file=self._left), "")
        if found.default:
            told = True
            yield from (self._say("default", count=found.default), "")
        if found.built:
            told = True
            graphs = _names(list(found.built))
            count = sum(found.built.values())
            yield from (self._say("built", count=count, graphs=graphs), "")
        if found.empty:
            told = True
            yield from (self._say("empty", graphs=_names(found.empty)), "")
        if not told:
            yield from (self._say("none_left"), "")

    def _code(self, rows: list[str], count: int, file: str) -> Iterator[str]:
        # Indented, so that nothing in a row can end it.
        yield from (f"    {_seen(row)}" for row in rows)
        yield ""
        if count > len(rows):
            yield from (self._say("more", count=count - len(rows), file=file), "")

    def _say(self, name: str, **values: object) -> str:
        return self._words[name].format(**values)


def _plain(text: str) -> str:
    """Return *text* in one line, as Markdown that shows it and does nothing."""
    return _seen(MARKUP.sub(r"\\\g<0>", " ".join(text.split())))


def _seen(text: str) -> str:
    """Return *text* with escapes for what nobody can see."""
    return "".join(
        f"\\u{ord(one):04X}" if unicodedata.category(one) in UNSEEN else one
        for one in text
    )


def _names(iris: list[str]) -> str:
    return ", ".join(_plain(shorten(iri)) for iri in iris)
