"""Tables of one's own in a release: whatever their rows share, nothing is missed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset, Graph, URIRef

from tsunagari.entailment.closure import close
from tsunagari.graph.sources import SourceFile, Sources, read_sources
from tsunagari.namespaces import INFERRED, ONTOLOGY, expand
from tsunagari.registers.collection import Collection, staging_path
from tsunagari.registers.files import RegisterFile
from tsunagari.registers.importing import import_file
from tsunagari.registers.known import Known
from tsunagari.registers.registry import Register
from tsunagari.registers.staging import Staging
from tsunagari.registers.tables.reader import CONSTRUCTED
from tsunagari.release.assembly import assemble, premises
from tsunagari.release.build import check
from tsunagari.release.bulk import Bulk
from tsunagari.release.description import Counted
from tsunagari.release.dumps import opened
from tsunagari.release.leaves import with_registers, write_leaves
from tsunagari.sparql.engines.oxigraph_writing import StoreWriter
from tsunagari.sparql.library import read_queries

SSE = str(expand("sse:"))
JPORG = str(expand("jporg:"))
FORM = str(expand("form:workers-cooperative"))
NTA = str(expand("src:nta-corporate-numbers"))
ROWS = Path(__file__).parents[1] / "data" / "registers"
Table = tuple[dict[str, Any], str]


def column(name: str, about: str, predicate: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "aboutUrl": about, "propertyUrl": predicate, **more}


def link(name: str, about: str, predicate: str, to: str, **more: Any) -> dict[str, Any]:
    return column(name, about, SSE + predicate, valueUrl=to, **more)


X = "http://example.org/"
CODE = X + "code"
CASES: dict[str, list[Table]] = {
    "two rows meet in a second subject": [
        (
            {
                "columns": [
                    column("org", X + "org/{org}", CODE),
                    column("f", X + "f/{f}", CODE),
                    link("funder", X + "f/{f}", "funder", X + "org/{funder}"),
                    link("to", X + "f/{f}", "recipient", X + "org/{to}"),
                ]
            },
            "org,f,funder,to\n1,77,8,\n2,77,,9\n",
        )
    ],
    "a fixed thing that another table describes": [
        (
            {
                "columns": [
                    column("id", X + "p/{id}", CODE),
                    link("w", X + "p/{id}", "within", X + "p/FI", virtual=True),
                ]
            },
            "id\nA1\nA2\n",
        ),
        (
            {
                "columns": [
                    column("id", X + "p/{id}", CODE),
                    link("up", X + "p/{id}", "within", X + "p/{up}"),
                ]
            },
            "id,up\nFI,EU\n",
        ),
    ],
    "rows about a form of the graph": [
        (
            {
                "columns": [
                    column("form", "{+form}", CODE),
                    link("c", "{+form}", "meets", str(expand("concept:")) + "{c}"),
                ]
            },
            f"form,c\n{FORM},economic\n{FORM},social\n{FORM},democratic\n",
        )
    ],
    "holdings, which a construct reads": [
        (
            {
                "columns": [
                    link("b", X + "h/{b}", "holder", X + "b/{b}"),
                    link("f", X + "h/{b}", "heldForm", FORM, virtual=True),
                    {
                        "name": "t",
                        "virtual": True,
                        "aboutUrl": X + "h/{b}",
                        "propertyUrl": "rdf:type",
                        "valueUrl": SSE + "LegalFormHolding",
                    },
                ]
            },
            "b\nA\nB\n",
        )
    ],
    "bodies of another register by their numbers": [
        (
            {
                "columns": [
                    column("n", JPORG + "{n}", CODE),
                    {
                        "name": "t",
                        "virtual": True,
                        "aboutUrl": JPORG + "{n}",
                        "propertyUrl": "rdf:type",
                        "valueUrl": str(expand("org:Organization")),
                    },
                ]
            },
            "n\n5011105010449\n1010805000762\n",
        )
    ],
}


def collection(top: Path, tables: list[Table]) -> Collection:
    registers = [Register("corporate-numbers", "corporate-numbers", NTA)]
    files = {registers[0].name: sorted(ROWS.glob("*.csv"))}
    for number, (schema, rows) in enumerate(tables):
        name = f"table-{number}"
        metadata, path = top / f"{name}.json", top / f"{name}.csv"
        context = "http://www.w3.org/ns/csvw"
        table = {"@context": context, "url": X + "t", "tableSchema": schema}
        metadata.write_text(json.dumps(table), encoding="utf-8")
        path.write_text(rows, encoding="utf-8")
        registers.append(Register(name, "csvw", NTA, metadata=metadata))
        files[name] = [path]
    for register in registers:
        with Staging(staging_path(top, register), create=True) as staging:
            for path in files[register.name]:
                file = RegisterFile.open(path)
                counts, _ = import_file(staging, register.reader, file)
                assert not counts.rejected
    return Collection(registers, top)


ORG, PLACE, COUNTRY = X + "org/{id}", X + "place/{kunta}", X + "place/fi"
FINNISH: Table = (
    {
        "columns": [
            column("nimi", ORG, "rdfs:label", lang="fi"),
            column("name", ORG, "rdfs:label", lang="en"),
            {"name": "id", "suppressOutput": True},
            link("kunta", ORG, "basedIn", PLACE),
            column("kuntanimi", PLACE, "rdfs:label", lang="fi"),
            column("place", PLACE, "rdfs:label", lang="en"),
            column("country", COUNTRY, "rdfs:label", lang="en"),
            link("in", PLACE, "within", COUNTRY, virtual=True),
            *(
                column(f"t{n}", about, "rdf:type", valueUrl=kind, virtual=True)
                for n, (about, kind) in enumerate(
                    [
                        (ORG, str(expand("org:Organization"))),
                        (PLACE, SSE + "Municipality"),
                        (COUNTRY, SSE + "Country"),
                    ]
                )
            ),
        ]
    },
    "nimi,name,id,kunta,kuntanimi,place,country\n"
    "Osuuskunta Malli,Malli Cooperative,1,91,Helsinki,Helsinki,Finland\n",
)


def test_a_register_of_another_country_conforms_in_its_language(tmp_path: Path) -> None:
    with collection(tmp_path, [FINNISH]) as imported:
        checked = check(collection=imported)
    checked.report.raise_for_violations(checked.files_about)
    assert checked.bulk is not None
    assert checked.counted.tally.entities[f"<{SSE}Country>"] > 1


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources()


def _bulk(place: Path) -> Bulk:
    return Bulk(place / "bulk", StoreWriter(place / "store"))


@pytest.mark.parametrize("name", CASES)
def test_one_by_one_is_the_whole(name: str, sources: Sources, tmp_path: Path) -> None:
    with collection(tmp_path, CASES[name]) as imported:
        known = Known.of(sources.merged())
        survey = imported.survey(known)
        more = with_registers(sources, imported, survey, known)
        assembly, bulk = assemble(more), _bulk(tmp_path)
        counted = Counted.of(assembly.merged)
        write_leaves(imported, survey, known, assembly, counted, bulk)
    asserted, inferred = more.merged(), Graph() + assembly.inferred
    for graph, path in bulk.graphs():
        dataset = Dataset()
        with opened(path) as file:
            dataset.parse(file, format="nquads")
        part = inferred if graph == str(INFERRED) else asserted
        part += dataset.graph(URIRef(graph))
    # Each statement once: also beside those that the assembly holds.
    with opened(bulk.merge) as file:
        merge = Graph().parse(file, format="nt")
    assert len(merge) == bulk.merged > 100
    assert not len(merge - (merge - assembly.merged))
    given, drawn = premises(Sources([SourceFile("all", {ONTOLOGY: asserted})]))
    assert set(inferred) == {*close(given), *drawn}


def test_the_reader_knows_what_the_constructs_read() -> None:
    read = {
        SSE + name
        for query in read_queries("construct")
        for name in re.findall(r"\bsse:([a-z]\w*)", query.text.split("WHERE")[1])
    }
    assert read == CONSTRUCTED
