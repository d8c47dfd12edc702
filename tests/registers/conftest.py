"""Importing files in tests, and what the registers then say."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Dataset, Graph

from tsunagari.registers.collection import Collection, staging_path
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import Counts, import_file
from tsunagari.registers.known import Known
from tsunagari.registers.registry import Register
from tsunagari.registers.staging import Staging
from tsunagari.registers.statements import Leaf, Statement
from tsunagari.registers.survey import Survey
from tsunagari.resources import folder
from tsunagari.validation.report import Severity
from tsunagari.validation.shacl import validate_graph
from tsunagari.validation.shapes import read_shapes


@pytest.fixture(scope="session")
def known() -> Known:
    """What the project's own identifiers tell of bodies and places."""
    data = Dataset(default_union=True)
    data.parse(folder("graph_data") / "jp" / "identifiers.trig", format="trig")
    return Known.of(data)


@pytest.fixture(scope="session")
def ontology() -> str:
    """The ontology, as N-Triples."""
    graph = Graph()
    for path in folder("ontology").rglob("*.ttl"):
        graph.parse(path, format="turtle")
    return graph.serialize(format="nt")


class Desk:
    """A place where files are imported, and the statements they make."""

    def __init__(self, imports: Path, known: Known, ontology: str) -> None:
        self.imports = imports
        self.known = known
        self.ontology = ontology
        self.registers: dict[str, Register] = {}

    def take(
        self, reader: str, path: Path, metadata: Path | None = None
    ) -> tuple[Counts, list[list[str]]]:
        """Import a file; return the counts and the rejects without their header."""
        register = self.registers.setdefault(
            reader, Register(reader, reader, "urn:example:source", metadata=metadata)
        )
        with Staging(staging_path(self.imports, register), create=True) as staging:
            counts, rejects = import_file(
                staging, register.reader, RegisterFile.open(path)
            )
        with rejects.open(encoding="utf-8", newline="") as file:
            told = [*csv.reader(file)][1:]
        parts = counts.kept + counts.replaced + counts.ignored + counts.rejected
        assert counts.read == parts
        return counts, told

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        """Write a file to import."""
        path = self.imports / name
        path.write_bytes(text.encode(encoding))
        return path

    def kept_bytes(self) -> bytes:
        """Return all that is on the disk after the imports, sources aside."""
        return b"".join(
            path.read_bytes()
            for path in sorted(self.imports.rglob("*"))
            if path.is_file() and path.parent != self.imports
        )

    def leaves(self) -> list[Leaf]:
        """Return what the registers say."""
        with Collection([*self.registers.values()], self.imports) as collection:
            survey = collection.survey(self.known)
            hubs = collection.hubs(survey, self.known)
            return [*hubs, *collection.leaves(survey, self.known)]

    def survey(self) -> Survey:
        """Return what is known of all rows."""
        with Collection([*self.registers.values()], self.imports) as collection:
            return collection.survey(self.known)

    def statements(self) -> set[Statement]:
        """Return all statements, whatever the graph."""
        return {
            statement
            for leaf in self.leaves()
            for statements in leaf.graphs.values()
            for statement in statements
        }

    def objects(self, predicate: str) -> Counter[str]:
        """Return how often each object stands with a predicate in brackets."""
        return Counter(o for _, p, o in self.statements() if p == predicate)

    def violations(self, statements: set[Statement]) -> set[str]:
        """Return the shapes that *statements* break, beside the ontology."""
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in statements)
        data = Graph().parse(data=self.ontology + lines, format="nt")
        subjects = {s.strip("<>") for s, _, _ in statements}
        problems = validate_graph(data, read_shapes()).problems
        return {
            problem.rule
            for problem in problems
            if problem.severity is Severity.VIOLATION
            and any(problem.node.partition(":")[2] in s for s in subjects)
        }


@pytest.fixture
def desk(tmp_path: Path, known: Known, ontology: str) -> Desk:
    return Desk(tmp_path, known, ontology)
