"""Trees and documents: what PyLD writes, and the same graph when read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic, to_isomorphic

from tsunagari.errors import ContextError
from tsunagari.export.compaction import Compactor
from tsunagari.export.compaction import Graph as Nodes
from tsunagari.export.context import Context
from tsunagari.export.frames import ANY, FRAMES, frame
from tsunagari.export.resources import is_resource, resource_query
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.oxigraph import OxigraphEngine

from .conftest import told
from .pyld_reference import reference_document, reference_tree, statements

Lists = dict[str, list[dict[str, Any]]]
KINDS = [kind.name for kind in (*FRAMES, ANY)]
each_kind = pytest.mark.parametrize("kind", KINDS)


def some(trees: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """Return so many of *trees*, from everywhere in the list."""
    assert trees
    return trees[:: max(1, len(trees) // number)]


@each_kind
def test_a_tree_is_what_pyld_makes_of_the_frame(
    kind: str, lists: Lists, engine: OxigraphEngine, context: Context
) -> None:
    for tree in some(lists[kind], 12):
        iri = tree["id"]
        assert reference_tree(told(engine, iri, "ntriples"), iri, context) == tree


@each_kind
def test_a_tree_from_the_store_is_the_one_in_the_list(
    kind: str, lists: Lists, engine: OxigraphEngine, compactor: Compactor
) -> None:
    """What the query selects is what the trees of the build tell."""
    for tree in lists[kind]:
        nodes = Nodes(json.loads(told(engine, tree["id"], "jsonld")))
        assert compactor.tree(nodes, tree["id"]) == tree


@each_kind
def test_a_list_read_back_is_the_same_graph(
    kind: str, release: Release, engine: OxigraphEngine, lists: Lists
) -> None:
    """All resources of a kind at once: rdflib reads one document."""
    read = Graph().parse(release.path / "json" / f"{kind}.json", format="json-ld")
    stated = Graph()
    for tree in lists[kind]:
        # Blank nodes of one resource have the same names in another answer.
        stated.parse(data=told(engine, tree["id"], "ntriples"), format="nt")
    assert len(stated) >= len(lists[kind])
    assert len(read) == len(stated)
    assert to_isomorphic(read) == to_isomorphic(stated)


@each_kind
def test_a_single_tree_read_back_is_the_same_graph(
    kind: str, lists: Lists, engine: OxigraphEngine, context: Context
) -> None:
    for tree in some(lists[kind], 3):
        document = json.dumps({"@context": context.value, **tree})
        read = Graph().parse(data=document, format="json-ld")
        lines = told(engine, tree["id"], "ntriples")
        assert isomorphic(read, Graph().parse(data=lines, format="nt"))


def test_every_resource_of_ours_is_in_one_list(lists: Lists, release: Release) -> None:
    listed = [tree["id"] for trees in lists.values() for tree in trees]
    assert len(listed) == len(set(listed))
    counts = release.manifest["classes"]
    of = {tree["id"]: tree["type"] for trees in lists.values() for tree in trees}
    for name in ("Law", "Funding", "Evidence", "Source", "LegalFormHolding"):
        number = sum(name in types for types in of.values())
        assert number == counts[f"sse:{name}"], name


@pytest.mark.parametrize("name", ["brief", "jp", "evidence", "statistics", "essglobal"])
def test_a_document_is_what_pyld_makes(
    name: str, release: Release, context: Context
) -> None:
    path = release.path / "datasets" / f"{name}.jsonld"
    ours = json.loads(path.read_text(encoding="utf-8"))
    lines = path.with_suffix(".nq").read_text(encoding="utf-8")
    if not any("@graph" in node for node in ours["@graph"]):
        lines = "".join(
            line[: line.rindex(" <")] + " .\n" for line in lines.splitlines()
        )
    assert reference_document(lines, context) == ours


def test_the_whole_read_back_is_the_same_data_set(release: Release) -> None:
    read = Dataset().parse(release.path / "tsunagari.jsonld", format="json-ld")
    given = Dataset().parse(release.path / "tsunagari.nq", format="nquads")
    names = {graph.identifier for graph in given.graphs() if len(graph)}
    assert len(names) > 600
    assert {graph.identifier for graph in read.graphs() if len(graph)} == names
    for name in sorted(names):
        # The largest graphs have hundreds of blank nodes and are compared by size.
        if len(given.graph(name)) > 5_000:
            assert len(read.graph(name)) == len(given.graph(name))
        else:
            assert isomorphic(read.graph(name), given.graph(name)), name


def test_things_are_objects_and_lists_are_lists(lists: Lists) -> None:
    [one] = [t for t in lists["organizations"] if t["id"].endswith("/org/co-op-mirai")]
    assert one["label"]["en"] == "Co-op Mirai"
    assert one["altLabel"]["ja"] == ["コープみらい"]
    assert isinstance(one["legalForm"], list)
    assert one["legalForm"][0]["id"].endswith("/jp/form/consumer-cooperative")
    assert one["legalForm"][0]["prefLabel"]["en"] == "consumer cooperative"
    assert one["foundedIn"] == [{"@type": "xsd:date", "@value": "2013-03-21"}]


def test_keys_and_lists_have_one_order(lists: Lists, compactor: Compactor) -> None:
    tree = lists["legal-forms"][0]
    assert list(tree)[:3] == ["id", "type", "prefLabel"]
    rest = [key for key in tree if key not in ("id", "type", "prefLabel", "label")]
    assert rest == sorted(rest)
    assert tree["type"] == sorted(tree["type"])


def test_a_name_with_a_question_mark_is_no_variable() -> None:
    query = resource_query("https://w3id.org/tsunagari/jp/org/a?s")
    assert query.count("<https://w3id.org/tsunagari/jp/org/a?s>") > 10
    assert "jp/org/a?n" not in query
    assert is_resource("https://w3id.org/tsunagari/jp/org/a?s")
    assert not is_resource("https://w3id.org/tsunagari/jp/org/a> <b")
    assert not is_resource("https://example.org/a")


def test_nothing_said_is_no_tree(compactor: Compactor) -> None:
    with pytest.raises(ContextError, match="nothing is said of it"):
        compactor.tree(Nodes([]), "https://w3id.org/tsunagari/jp/org/none")


def test_values_that_do_not_fit_their_term_are_kept(
    compactor: Compactor, context: Context
) -> None:
    """Each written as no term wants it; PyLD agrees, and nothing is lost."""
    sse = "https://w3id.org/tsunagari/ontology#"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    lines = (
        f'<urn:a> <{sse}legalForm> "text"@en .\n'
        f'<urn:a> <{sse}recordedOn> "2003"^^<{xsd}gYear> .\n'
        f'<urn:a> <{sse}count> "12"^^<{xsd}integer> .\n'
        f'<urn:a> <{sse}inUse> "true"^^<{xsd}boolean> .\n'
        f'<urn:a> <{sse}amount> "1.50"^^<{xsd}decimal> .\n'
        "<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "
        '"two"@en .\n'
        "<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "
        '"three"@en .\n'
        "<urn:a> <urn:unknown> <urn:b> .\n"
    )
    ours = compactor.tree(Nodes(expanded(lines)), "urn:a")
    assert ours == reference_tree(lines, "urn:a", context)
    assert ours["prefLabel"] == {"en": ["three", "two"]}
    assert ours["inUse"] is True
    read = Graph().parse(
        data=json.dumps({"@context": context.value, **ours}), format="json-ld"
    )
    assert len(read) == 8


def test_what_pyld_changes_is_kept_as_it_is(compactor: Compactor) -> None:
    """PyLD would write 7, true, and a text of the language ``@none``."""
    sse = "https://w3id.org/tsunagari/ontology#"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    lines = (
        f'<urn:a> <{sse}count> "007"^^<{xsd}integer> .\n'
        f'<urn:a> <{sse}complete> "1"^^<{xsd}boolean> .\n'
        '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "plain" .\n'
    )
    tree = compactor.tree(Nodes(expanded(lines)), "urn:a")
    assert tree["count"] == {"@type": "xsd:integer", "@value": "007"}
    assert tree["complete"] == {"@type": "xsd:boolean", "@value": "1"}
    assert tree["rdfs:label"] == "plain"


def expanded(lines: str) -> Any:
    quads = parse(lines.encode(), format=RdfFormat.N_TRIPLES)
    data = serialize((q.triple for q in quads), format=RdfFormat.JSON_LD)
    assert data
    return json.loads(data)


@each_kind
def test_the_frame_of_each_kind_is_in_the_release(
    kind: str, release: Release, context: Context
) -> None:
    path = release.path / "frames" / f"{kind}.jsonld"
    given = json.loads(path.read_text(encoding="utf-8"))
    [known] = [one for one in (*FRAMES, ANY) if one.name == kind]
    assert given == frame(context, known)
    if known is not ANY:
        assert given["type"] in context.classes


def test_a_context_elsewhere_is_never_fetched() -> None:
    document = {"@context": "https://example.org/context.jsonld", "name": "x"}
    with pytest.raises(ContextError, match=r"example.org.*nothing is fetched"):
        statements(document)


def test_a_document_is_read(release: Release, tmp_path: Path) -> None:
    lines = statements(json.loads((release.path / "json/laws.json").read_text("utf-8")))
    assert lines.count("\n") > 200
