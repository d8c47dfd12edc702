"""What the templates of the pages about the ontology are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagari.languages import Language
from tsunagari.web.terms.details import Term
from tsunagari.web.terms.diagram import Diagram
from tsunagari.web.terms.listing import Alignment, Letter, Module
from tsunagari.web.terms.names import Name
from tsunagari.web.terms.schemes import Component, Concept, Scheme
from tsunagari.web.terms.uses import Counts, Uses
from tsunagari.web.terms.versions import Version
from tsunagari.web.terms.words import WORDS

__all__ = [
    "AlignmentsPage",
    "ModulePage",
    "OntologyPage",
    "TermPage",
    "VocabularyPage",
]


@dataclass(frozen=True)
class _Page:
    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    version: str = field(metadata={"help": "the version of the ontology"})
    formats: Mapping[str, str] = field(
        metadata={"help": "the addresses of the data by the names of formats"}
    )

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]


@dataclass(frozen=True)
class OntologyPage(_Page):
    """The page of the whole ontology."""

    title: str = field(metadata={"help": "its title"})
    description: str = field(metadata={"help": "what it is for"})
    facts: Sequence[tuple[str, Sequence[Name]]] = field(
        metadata={"help": "what its header says, by the keys of the words"}
    )
    modules: Sequence[Module] = field(metadata={"help": "its modules"})
    overview: Diagram | None = field(metadata={"help": "how they depend"})
    schemes: Mapping[str, Sequence[Scheme]] = field(
        metadata={"help": "the concept schemes and structures that come with it"}
    )
    alignments: Sequence[Alignment] = field(metadata={"help": "its alignments"})
    index: Sequence[Letter] = field(metadata={"help": "its terms by their names"})
    versions: Sequence[Version] = field(metadata={"help": "the newest first"})
    block: str = field(metadata={"help": "what programs read, as JSON-LD"})


@dataclass(frozen=True)
class ModulePage(_Page):
    """The page of a module."""

    module: Module = field(metadata={"help": "its terms"})
    diagram: Diagram | None = field(metadata={"help": "its classes"})
    roles: Mapping[str, Sequence[Name]] = field(
        metadata={"help": "of borrowed terms, what of ours uses them, by IRI"}
    )
    is_borrowed: bool = field(metadata={"help": "whether its terms are not ours"})


@dataclass(frozen=True)
class AlignmentsPage(_Page):
    """The page of all mappings."""

    alignments: Sequence[Alignment] = field(metadata={"help": "its alignments"})


@dataclass(frozen=True)
class VocabularyPage(_Page):
    """The page of a concept scheme or data structure, or of all."""

    schemes: Mapping[str, Sequence[Scheme]] = field(metadata={"help": "all, by kind"})
    scheme: Scheme | None = field(metadata={"help": "the one it is about"})
    concepts: Sequence[Concept] = field(metadata={"help": "those in it"})
    components: Sequence[Component] = field(metadata={"help": "those of a structure"})

    @property
    def has_broader(self) -> bool:
        """Whether a concept stands under another one."""
        return any(one.broader for one in self.concepts)


@dataclass(frozen=True)
class TermPage(_Page):
    """The page of a term."""

    term: Term = field(metadata={"help": "what is told of it"})
    sources: Sequence[Name] = field(metadata={"help": "where it comes from"})
    counts: Counts = field(metadata={"help": "how often it is used"})
    uses: Uses = field(metadata={"help": "inferred ones, and examples"})
    block: str = field(metadata={"help": "what programs read, as JSON-LD"})
