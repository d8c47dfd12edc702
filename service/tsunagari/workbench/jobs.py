"""What is asked of the writer, and what comes of it; both go between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Self
from uuid import uuid4

__all__ = ["ANY", "Incoming", "Job", "Outcome"]

# Stands for any state of a graph, in a condition.
ANY: Final = "*"


@dataclass(frozen=True)
class Incoming:
    """A document on its way in.

    :param file: The name of its file among those coming in.
    :param media_type: Its media type, which tells its syntax.
    :param base: What relative IRIs are resolved against.
    :param name: What the client calls it, for errors.
    """

    file: str
    media_type: str
    base: str
    name: str = "the document"


@dataclass(frozen=True)
class Job:
    """One write.

    :param kind: "update", "put", "post", "delete", "patch", "load", "replace" or
        "undo".
    :param who: The name of the token that allows it.
    :param scope: The IRIs of the graphs that it may change; ``None`` for all.
    :param graph: The IRI of the graph that it names; the empty text is the default
        graph, ``None`` names none.
    :param documents: What is to be written.
    :param text: The text of an update; of a file that is loaded, its SHA-256.
    :param base: What relative IRIs of the update are resolved against.
    :param using: Graphs that the protocol names for the update's default graph.
    :param using_named: The same, for its named graphs.
    :param number: The change to undo.
    :param if_match: States that the graph may be in, :data:`ANY` for all; ``None``
        asks nothing.
    :param if_none_match: States that it may not be in.
    :param validate: Whether it must conform to the shapes.
    """

    kind: str
    who: str
    scope: tuple[str, ...] | None = None
    graph: str | None = None
    documents: tuple[Incoming, ...] = ()
    text: str = ""
    base: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    number: int = 0
    if_match: tuple[str, ...] | None = None
    if_none_match: tuple[str, ...] | None = None
    validate: bool = False
    id: str = field(default_factory=lambda: uuid4().hex)

    def as_json(self) -> dict[str, Any]:
        """Return it for the other process."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """Return what :meth:`as_json` gave."""
        values: dict[str, Any] = {
            one.name: tuple(told[one.name])
            if isinstance(told[one.name], list)
            else told[one.name]
            for one in fields(cls)
        }
        values["documents"] = tuple(Incoming(**one) for one in told["documents"])
        return cls(**values)


@dataclass(frozen=True)
class Outcome:
    """What came of a write.

    :param number: The number of the change; that of the last one if nothing changed.
    :param added: How many statements it added.
    :param removed: How many it removed.
    :param graph: The IRI of the graph that was named, or made for it.
    :param created: Whether that graph was not there before.
    :param left: Of an undoing, how many statements later changes had touched.
    """

    number: int
    added: int = 0
    removed: int = 0
    graph: str | None = None
    created: bool = False
    left: int = 0
