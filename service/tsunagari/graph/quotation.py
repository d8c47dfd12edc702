"""Quotations: whether a passage stands in a source word for word.

A source is kept as Markdown text. Before two texts are compared both are
folded: mark-up that is not a word goes, white space becomes one space. Nothing
else changes: letters, digits, punctuation and quotation marks must agree.

The selector that holds a quotation is the `TextQuoteSelector
<https://www.w3.org/TR/annotation-model/#text-quote-selector>`_ of the Web
Annotation Data Model.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["fold", "occurs"]

# In this order: an escape hides what follows from the later patterns.
_FOLDS: Final = (
    # A footnote mark: <sup>3</sup>.
    (re.compile(r"<sup>.*?</sup>"), ""),
    # An autolink keeps its address: <https://unsse.org/>.
    (re.compile(r"<(https?://[^>\s]*)>"), r"\1"),
    # A link keeps its text: [Co-op Mirai](#).
    (re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()]*\)"), r"\1"),
    # A heading mark at the start of a line.
    (re.compile(r"^#{1,6}\s+", re.MULTILINE), ""),
    # Emphasis: *word*, **word**, ***word***; the stars of a word go.
    (re.compile(r"(?<!\\)\*+"), ""),
    # Emphasis with underscores, only around words: _word_.
    (re.compile(r"(?<![\w\\])_+(?=\S)|(?<=\S)(?<!\\)_+(?!\w)"), ""),
    # A backslash escape stands for the sign it precedes; extracted text may
    # hold it doubled.
    (re.compile(r"\\+([\\`*_{}\[\]()#+.!-])"), r"\1"),
    (re.compile(r"\s+"), " "),
)


def fold(text: str) -> str:
    r"""Return *text* without mark-up and with single spaces.

    >>> fold("*Kyodo*\n(translated as ‘co-production’)<sup>1</sup>")
    'Kyodo (translated as ‘co-production’)'
    >>> fold(r"the [Consumers' Union \(SCCCU\)](#), for example")
    "the Consumers' Union (SCCCU), for example"
    """
    for pattern, replacement in _FOLDS:
        text = pattern.sub(replacement, text)
    return text.strip()


def occurs(quotation: str, source: str) -> bool:
    """Tell whether *quotation* stands in *source*, both folded.

    An empty quotation occurs nowhere: it would prove anything.
    """
    folded = fold(quotation)
    return bool(folded) and folded in fold(source)
