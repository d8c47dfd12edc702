"""What the page about a checked graph is made of."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, Self
from urllib.parse import quote

from tsunagari.languages import LANGUAGES, Language
from tsunagari.sparql.documents import SYNTAXES, Document
from tsunagari.web.addresses import page_path
from tsunagari.web.problems import error_reply
from tsunagari.web.workbench.checking_state import Checking
from tsunagari.web.workbench.checking_words import RELATIONS, SEVERITIES, WORDS
from tsunagari.workbench.checking.checker import Checked

__all__ = ["CheckPage", "Name", "Node", "Rule"]

# So much is shown; a page stays small.
RULES: Final = 60
FEW: Final = 10
LINKS: Final = 100
CLASSES: Final = 60
CONTRADICTIONS: Final = 10
FAULTS: Final = 20
CHARACTERS: Final = 12_000
LONGEST: Final = 300
ENDINGS: Final = ",".join(f".{e}" for s in SYNTAXES for e in s.extensions)


@dataclass(frozen=True)
class Name:
    """Something by its name, where it has one, and where one reads about it.

    :param label: Its name; *lang* is the language, empty if that is not known.
    :param short: Its IRI, with a prefix where one is declared.
    :param address: Empty if there is none to be followed.
    """

    label: str
    lang: str
    short: str
    address: str


@dataclass(frozen=True)
class Node:
    """A thing that breaks a rule.

    :param kinds: What it is, in short names.
    :param anchor: Where the page tells what the file says of it; empty if nowhere.
    """

    name: Name
    kinds: list[str]
    path: str
    value: str
    anchor: str


@dataclass(frozen=True)
class Thing:
    """What the file says of a thing that breaks a rule.

    :param said: Properties and values, as Turtle writes them.
    :param more: How many statements are left out.
    """

    anchor: str
    name: Name
    said: list[tuple[str, str]]
    more: int


@dataclass(frozen=True)
class Rule:
    """A rule that is broken.

    :param count: How often, which may be more than is listed.
    """

    name: Name
    severity: str
    message: str
    count: int
    nodes: list[Node]


@dataclass(frozen=True)
class Link:
    """A link that the linker proposes."""

    left: Name
    right: Name
    relation: str
    score: str
    evidence: str


@dataclass(frozen=True)
class Class:
    """How many instances a class has."""

    name: Name
    before: int
    after: int


@dataclass(frozen=True)
class CheckPage:
    """What the template is given."""

    language: Language = field(metadata={"help": "en or ja"})
    graph: str = field(default="", metadata={"help": "the name of the graph"})
    trouble: str = field(default="", metadata={"help": "why nothing is said"})
    files: list[str] = field(
        default_factory=list, metadata={"help": "what the documents are called"}
    )
    parts: dict[str, dict[str, Any]] = field(
        default_factory=dict, metadata={"help": "what was done, by name"}
    )
    stopped: str = field(default="", metadata={"help": "why the rest was not"})
    rules: list[Rule] = field(
        default_factory=list, metadata={"help": "the rules that are broken"}
    )
    things: list[Thing] = field(
        default_factory=list, metadata={"help": "the things that break them"}
    )
    links: list[Link] = field(
        default_factory=list, metadata={"help": "the links proposed"}
    )
    classes: list[Class] = field(
        default_factory=list, metadata={"help": "the classes that get instances"}
    )
    commands: list[str] = field(
        default_factory=list, metadata={"help": "how the files would be stored"}
    )
    endings: str = field(default=ENDINGS, metadata={"help": "of files to choose"})

    @classmethod
    def empty(cls, language: Language) -> Self:
        """Return the page before anything was sent."""
        return cls(language)

    @classmethod
    def troubled(cls, language: Language, graph: str, detail: str) -> Self:
        """Return the page after something that cannot be checked."""
        return cls(language, graph, trouble=detail)

    @classmethod
    def of(
        cls,
        language: Language,
        graph: str,
        sent: Sequence[Document],
        found: Checked,
        state: Checking,
    ) -> Self:
        """Return the page about *sent*, of which *found* is said."""
        parts = dict(found.parts)
        naming = _Naming(language, state.has_pages)
        stopped = ""
        if found.stopped is not None:
            # Never the text of an error that is not for clients.
            reply = error_reply(found.stopped, "text/plain")
            stopped = reply.body.decode().partition(": ")[2].strip()
        return cls(
            language,
            graph,
            "",
            [document.name for document in sent],
            parts,
            stopped,
            naming.rules(parts.get("validation", {})),
            naming.things(parts.get("validation", {}).get("things", ())),
            naming.links(parts.get("links", {}).get("links", ())),
            naming.classes(parts.get("counts", {}).get("classes", ())),
            [_command(document, graph, state) for document in sent],
        )

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def severities(self) -> dict[str, str]:
        """What results of each severity are called."""
        return SEVERITIES[self.language]

    @property
    def contradictions(self) -> list[str]:
        """What cannot be true, with its grounds."""
        found = self.parts.get("reasoning", {}).get("contradictions", ())
        return [one["texts"][self.language] for one in found[:CONTRADICTIONS]]

    @property
    def closure(self) -> str:
        """What follows, as Turtle; its beginning, if it is long."""
        return self._beginning("reasoning", "closure")

    @property
    def report(self) -> str:
        """The report, as Turtle; its beginning, if it is long."""
        return self._beginning("validation", "report")

    @property
    def faults(self) -> list[str]:
        """What is wrong with the graph, as far as links need it."""
        found: list[str] = self.parts.get("links", {}).get("faults", [])
        return [fault[:LONGEST] for fault in found[:FAULTS]]

    @property
    def status(self) -> int:
        """The status of the page: that of the answers to programs."""
        if self.parts.get("reasoning", {}).get("contradictions"):
            return 409
        validation = self.parts.get("validation")
        return 200 if validation is None or validation["conforms"] else 422

    def is_cut(self, part: str, name: str) -> bool:
        """Tell whether of the text *name* of *part* the beginning alone is shown."""
        return len(self.parts.get(part, {}).get(name, "")) > CHARACTERS

    def _beginning(self, part: str, name: str) -> str:
        text: str = self.parts.get(part, {}).get(name, "")
        if len(text) <= CHARACTERS:
            return text
        return text[:CHARACTERS].rpartition("\n")[0] + "\n…"


class _Naming:
    """Gives names to what was found, in one language."""

    def __init__(self, language: Language, has_pages: bool) -> None:
        self._language = language
        self._has_pages = has_pages

    def rules(self, found: dict[str, Any]) -> list[Rule]:
        """Return the rules that are broken, the gravest first, with a few things."""
        shown = found.get("found", ())
        told = {n for n, one in enumerate(found.get("things", ())) if one["said"]}
        grouped = groupby(shown, lambda one: (one["severity"], one["rule"]))
        rules = []
        for (severity, name), group in grouped:
            results = list(group)
            first = results[0]
            messages = first["messages"]
            message = messages.get(self._language) or messages.get("en", "")
            rules.append(
                Rule(
                    Name("", "", name, self._address(first["shape"])),
                    severity,
                    message,
                    found["rules"][name],
                    [self._node(one, told) for one in results[:FEW]],
                )
            )
        return rules[:RULES]

    def things(self, found: Sequence[dict[str, Any]]) -> list[Thing]:
        """Return what the file says of the things that break rules."""
        return [
            Thing(
                _anchor(number),
                self._name(one["focus"], one["labels"], one["name"]),
                [(name, value[:LONGEST]) for name, value in one["said"]],
                one["more"],
            )
            for number, one in enumerate(found)
            if one["said"]
        ]

    def links(self, found: Sequence[dict[str, Any]]) -> list[Link]:
        """Return the links of *found*, as many as are shown."""
        return [
            Link(
                self._name(one["left"], one["left_labels"]),
                self._name(one["right"], one["right_labels"]),
                RELATIONS[self._language].get(one["relation"], one["relation"]),
                f"{one['score']:.2f}",
                one["evidence"][:LONGEST],
            )
            for one in found[:LINKS]
        ]

    def classes(self, found: Sequence[dict[str, Any]]) -> list[Class]:
        """Return the classes of *found*, as many as are shown."""
        return [
            Class(
                self._name(one["iri"], one["labels"], one["name"]),
                one["before"],
                one["after"],
            )
            for one in found[:CLASSES]
        ]

    def _node(self, one: dict[str, Any], told: set[int]) -> Node:
        return Node(
            self._name(one["focus"], one["labels"], one["name"]),
            one["kinds"],
            one["path"],
            one["value"][:LONGEST],
            _anchor(one["thing"]) if one["thing"] in told else "",
        )

    def _name(self, iri: str, labels: dict[str, str], short: str = "") -> Name:
        order = (self._language, "", *LANGUAGES, *sorted(labels))
        lang = next((code for code in order if labels.get(code)), "")
        return Name(
            labels.get(lang, "")[:LONGEST],
            lang,
            (short or f"<{iri}>")[:LONGEST],
            self._address(iri),
        )

    def _address(self, iri: str) -> str:
        """Return where one reads about *iri*; empty if that is no address."""
        if self._has_pages and (path := page_path(iri, self._language)):
            return path
        return iri if iri.startswith(("https://", "http://")) else ""


def _anchor(number: int) -> str:
    return f"thing-{number + 1}"


def _command(document: Document, graph: str, state: Checking) -> str:
    """Return the command that would store *document*."""
    place = f"/graph-store?graph={quote(graph, safe='')}" if graph else state.store
    place += ("&" if "?" in place else "?") + "validate=yes"
    parts = (
        ["curl", "--fail-with-body", "-X", "POST"],
        ["-H", '"Authorization: Bearer $TOKEN"'],
        ["-H", shlex.quote(f"Content-Type: {document.syntax.media_type}")],
        ["--data-binary", shlex.quote(f"@{document.name}")],
        [shlex.quote(state.address() + place)],
    )
    return " \\\n  ".join(" ".join(part) for part in parts)
