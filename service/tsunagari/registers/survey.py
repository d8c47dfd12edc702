"""What must be known of all rows before the first of them is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tsunagari.registers.evidence import evidence_graphs
from tsunagari.registers.importing import Counts
from tsunagari.registers.known import Known
from tsunagari.registers.registry import NUMBERINGS, Register, numbering_of
from tsunagari.registers.staging import Staging
from tsunagari.registers.vocabulary import squeezed

__all__ = ["Survey", "take_survey"]

FATES: Final = ("kept", "replaced", "ignored")


@dataclass
class Survey:
    """What must be known of all rows before the first is written.

    :param hubs: The keys that rows of others speak of, or the graph does.
    :param strangers: Those that the graph does not have, with the graph of a file
        that speaks of them, for the case that no row says more.
    :param names: The latest name of each municipality, by its code.
    :param sources: The IRI of what the graph says of each register, by its name.
    :param retrieved: The days on which files were fetched, by register and file.
    :param counts: What became of the rows, by register and file.
    :param governments: The keys of governments by their names, as they are
        compared; where two have one name, nothing.
    """

    hubs: set[str] = field(default_factory=set)
    strangers: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    retrieved: dict[str, dict[str, str]] = field(default_factory=dict)
    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)
    governments: dict[str, str] = field(default_factory=dict)


def take_survey(staged: Sequence[tuple[Register, Staging]], known: Known) -> Survey:
    """Read all rows once.

    :param known: What the graph has already: what rows say of it is apart.
    """
    survey = Survey(set(known.bodies))
    # What is referred to, with the graph of a file that does.
    referred: dict[str, str] = {}
    for register, staging in staged:
        _read(register, staging, survey, known, referred)
    for name in referred.keys() & survey.governments.keys():
        referred.setdefault(survey.governments[name], referred[name])
    survey.hubs |= referred.keys()
    survey.strangers = {
        key: graph
        for key, graph in sorted(referred.items())
        if numbering_of(key) and key not in known.bodies
    }
    return survey


def _read(
    register: Register,
    staging: Staging,
    survey: Survey,
    known: Known,
    referred: dict[str, str],
) -> None:
    reader, graphs = register.reader, evidence_graphs(register, staging)
    fates: Counter[tuple[int, str]] = Counter()
    latest: dict[str, tuple[str, str]] = {}
    for rows in staging.groups():
        settled = reader.settle(rows)
        for fate in FATES:
            fates.update((row.file, fate) for row in getattr(settled, fate))
        key = rows[0].key
        if not reader.apart or key in known.things or key != _bare(key):
            survey.hubs |= {key, _bare(key)}
        for other in reader.refers_to(settled.kept):
            graph = graphs[settled.kept[-1].file][0]
            referred.setdefault(_bare(other), graph)
        if settled.kept and (found := reader.government(settled.kept[-1].cells)):
            name, number = squeezed(found[0]), found[1]
            if survey.governments.setdefault(name, number) != number:
                survey.governments[name] = ""
        for row in settled.kept:
            if area := reader.area(row.cells):
                code, name, day = area
                latest[code] = max(latest.get(code, ("", "")), (day, name))
    survey.names[register.name] = {code: name for code, (_, name) in latest.items()}
    _count(register, staging, survey, fates)


def _bare(key: str) -> str:
    """Return the key of a body; a table of one's own may name it by its IRI."""
    for numbering in NUMBERINGS:
        if key.startswith(numbering.bodies):
            return key.removeprefix(numbering.bodies)
    return key


def _count(
    register: Register,
    staging: Staging,
    survey: Survey,
    fates: Counter[tuple[int, str]],
) -> None:
    survey.sources[register.name] = register.source
    days = survey.retrieved.setdefault(register.name, {})
    counts = survey.counts.setdefault(register.name, {})
    for place, file in enumerate(staging.files()):
        name = file.name
        if name in counts:
            # Two files of one name are told apart by what is in them.
            name = f"{name} ({file.digest[:8]})"
        days[name] = file.retrieved
        kept, replaced, ignored = (fates[place, fate] for fate in FATES)
        counts[name] = Counts(file.read, kept, replaced, ignored, file.rejected)
