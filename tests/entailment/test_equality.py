"""Equal names: one stands for all, and the others say so."""

from rdflib import OWL, RDF, Graph, Literal, Namespace, URIRef

from tsunagari.entailment.closure import close
from tsunagari.namespaces import BASE

from .random_graphs import PREFIXES

EX = Namespace("https://example.org/")


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def test_n_names_cost_n_statements() -> None:
    given = Graph()
    for number in range(200):
        given.add((EX[f"n{number:03}"], OWL.sameAs, EX[f"n{number + 1:03}"]))
    given.add((EX.n077, EX.p, EX.o))
    inferred = close(given)
    assert set(inferred.subject_objects(OWL.sameAs)) == {
        (EX[f"n{number:03}"], EX.n000) for number in range(1, 201)
    }
    assert set(inferred) - set(inferred.triples((None, OWL.sameAs, None))) == {
        (EX.n000, EX.p, EX.o)
    }


def test_the_clique_can_be_written_out() -> None:
    given = graph(":a owl:sameAs :b . :b owl:sameAs :c . :c :p :x . :x :q :a .")
    inferred = close(given, cliques=True)
    names = (EX.a, EX.b, EX.c)
    pairs = {(one, OWL.sameAs, other) for one in names for other in names}
    assert set(inferred) | set(given) == {
        *(pair for pair in pairs if pair[0] != pair[2]),
        *((name, EX.p, EX.x) for name in names),
        *((EX.x, EX.q, name) for name in names),
    }


def test_our_own_name_stands_for_all() -> None:
    ours = URIRef(BASE["jp/org/one"])
    given = graph(f":a owl:sameAs <{ours}> . :a a :A . :A rdfs:subClassOf :B .")
    inferred = close(given)
    assert (ours, RDF.type, EX.B) in inferred
    assert (ours, RDF.type, EX.A) in inferred
    assert (EX.a, RDF.type, EX.B) not in inferred


def test_what_no_rule_reads_is_said_of_the_name_as_well() -> None:
    inferred = close(graph(":b owl:sameAs :a . :b :size 3 ; a :A ."))
    assert (EX.a, EX.size, Literal(3)) in inferred


def test_equal_classes_and_properties_share_their_rules() -> None:
    given = graph(
        ":C owl:sameAs :D . :D rdfs:subClassOf :E . :x a :C . "
        ":p owl:sameAs :q . :q rdfs:domain :F . :y :p :z ."
    )
    inferred = close(given, cliques=True)
    assert (EX.x, RDF.type, EX.E) in inferred
    assert (EX.y, RDF.type, EX.F) in inferred
    assert (EX.y, EX.q, EX.z) in inferred
