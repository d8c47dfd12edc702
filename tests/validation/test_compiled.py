"""The queries that shapes become: what they look at, and what they avoid."""

from rdflib import RDF, Graph, Namespace

from tsunagari.sparql.engines.oxigraph import OxigraphEngine
from tsunagari.sparql.engines.oxigraph_store import CanonicalDataset, GivenGraph
from tsunagari.validation.compiled.data import Data
from tsunagari.validation.compiled.queries import checks, focus_nodes
from tsunagari.validation.compiled.reading import ShapesGraph
from tsunagari.validation.handover import aimed_at, only
from tsunagari.validation.shacl import validate
from tsunagari.validation.shapes import read_shapes

from .random_shapes import PREFIXES

EX = Namespace("https://example.org/")


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def data(text: str = "") -> Data:
    return Data(GivenGraph(graph(text)).engine())


def queries(shapes: str) -> list[str]:
    found = ShapesGraph(graph(shapes), data())
    return [c.query for n in found.roots() for c in checks(found.shape(n), data())]


def test_each_constraint_is_a_query() -> None:
    found = queries(
        ":S sh:targetClass :A ; sh:nodeKind sh:IRI ; sh:property "
        "[ sh:path :p ; sh:minCount 1 ; sh:class :B ; sh:property "
        "[ sh:path :q ; sh:maxCount 1 ] ] ."
    )
    assert len(found) == 4
    assert all(query.startswith("SELECT DISTINCT ?") for query in found)


def test_a_sequence_within_exists_is_walked_and_not_joined() -> None:
    # Joined, it takes a time that grows with the square of the data.
    (count,) = queries(":S sh:targetClass :A ; sh:path ( :p :q ) ; sh:minCount 1 .")
    (value,) = queries(
        ":S sh:targetClass :A ; sh:path ( :p :q ) ; sh:nodeKind sh:IRI ."
    )
    sequence = f"({EX.p.n3()}/{EX.q.n3()})"
    assert f"({sequence}|{sequence})" in count
    assert f"({sequence}|{sequence})" not in value
    assert sequence in value


def test_graphs_apart_are_not_looked_at() -> None:
    quads = [
        (EX.x, RDF.type, EX.A, EX.seen),
        (EX.y, RDF.type, EX.A, EX.apart),
    ]
    engine = CanonicalDataset(quads, apart=[EX.apart]).engine()
    shapes = graph(":S a sh:NodeShape ; sh:targetClass :A ; sh:nodeKind sh:Literal .")
    assert [r.focus for r in validate(engine, shapes).results] == [EX.x]


def test_only_some_targets_are_kept_or_others_set() -> None:
    shapes = graph(
        ":S a sh:NodeShape ; sh:targetClass :A . :T a sh:NodeShape , rdfs:Class . "
        ":U sh:targetNode :u ; sh:node :S ."
    )
    engine = data(":a a :A . :t a :T . :u :p :v .")

    def aims(chosen: Graph) -> set[object]:
        found = ShapesGraph(chosen, engine)
        nodes = (focus_nodes(found.shape(root), engine) for root in found.roots())
        return set().union(*nodes)

    assert aims(shapes) == {EX.a, EX.t, EX.u}
    assert aims(only(shapes, [EX.T])) == {EX.t}
    assert aims(aimed_at(shapes, {EX.S: [EX.v]})) == {EX.v}


def test_the_shapes_of_the_project_are_all_compiled() -> None:
    engine = OxigraphEngine.in_memory([])
    found = validate(engine, read_shapes())
    assert (found.handed_over, found.idle) == ([], [])
