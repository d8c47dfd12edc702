"""What is wrong with a foreign graph: each fault with its place, rule and remedy.

Some faults are worked around and told: a literal as a subject is left out, an empty
label is no label. Others make the graph unreadable, and then nothing of it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["RULES", "Fault", "Faults"]

SHOWN: Final = 5

# The rules by their names: what is asked for, and what helps.
RULES: Final[dict[str, tuple[str, str]]] = {
    "literal-subject": (
        "a literal is no subject; the statement is left out",
        "state it about the IRI that the text names",
    ),
    "empty-label": (
        "a label has a text; the empty one is left out",
        "remove labels that are not written yet",
    ),
    "mirror-namespace": (
        "terms have one IRI; that of the copy is read as the canonical one",
        "use the canonical namespace",
    ),
    "cyclic-broader": (
        "skos:broader never leads back to where it began; the ring is left out",
        "remove one of its statements",
    ),
    "unnamed": ("a thing to link has a name or an identifier", "add a label"),
    "blank-body": (
        "a thing to link has an IRI; one without is left out",
        "give it an IRI",
    ),
    "bad-iri": (
        "an IRI has no spaces or brackets; the statement is left out",
        "percent-encode them",
    ),
    "relative-iri": (
        "an IRI is whole; the statement with a relative one is left out",
        "write the whole IRI, or an @base",
    ),
    "unknown-class": (
        "nothing was found that is an organization, a legal form or a concept",
        "give the things classes of ORG, schema.org, ESSGlobal or SKOS, or use a CSV "
        "file with a mapping",
    ),
    "short-row": ("a row has a cell for each column", "write the missing cells"),
    "no-iri": ("a row gives the IRI of its thing; it is left out", "fill the column"),
}


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: where it is, and which rule it breaks."""

    rule: str
    place: str

    @property
    def text(self) -> str:
        """Place, rule and remedy."""
        rule, remedy = RULES[self.rule]
        return f"{self.place}: {rule}; {remedy}"


class Faults:
    """The faults of a graph, in the order they were found."""

    def __init__(self, found: Iterable[Fault] = ()) -> None:
        self._found = list(dict.fromkeys(found))
        self._known = set(self._found)

    def add(self, rule: str, place: str) -> None:
        """Note a fault, once."""
        fault = Fault(rule, place)
        if fault not in self._known:
            self._known.add(fault)
            self._found.append(fault)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def told(self) -> Iterator[str]:
        """Yield what to tell: of each rule how often, and the first few places."""
        counts = Counter(fault.rule for fault in self._found)
        for rule, count in sorted(counts.items()):
            wanted, remedy = RULES[rule]
            yield f"{rule}: {count:,} × {wanted}; {remedy}"
            places = sorted(fault.place for fault in self if fault.rule == rule)
            for place in places[:SHOWN]:
                yield f"  {place}"
            if count > SHOWN:
                yield f"  and {count - SHOWN:,} more"
