"""A contradiction in words: both sides, the passages they rest on, the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rdflib import Graph, URIRef
from rdflib.term import Node

from tsunagari.entailment.clashes import Clash
from tsunagari.entailment.closure import Closure
from tsunagari.errors import ContradictionError
from tsunagari.explanation.axioms import Axioms
from tsunagari.explanation.captions import CAPTIONS
from tsunagari.explanation.constructs import read_constructs
from tsunagari.explanation.derivation import Derivation, Triple
from tsunagari.explanation.lookup import Ask, asking
from tsunagari.explanation.outline import Outliner, Point
from tsunagari.explanation.proving import Prover
from tsunagari.explanation.text import points_to_text
from tsunagari.explanation.words import Words
from tsunagari.graph.sources import Sources
from tsunagari.languages import LANGUAGES, Language
from tsunagari.namespaces import INFERRED, shorten
from tsunagari.sparql.engines.oxigraph_store import engine_as_given

__all__ = ["Told", "explained", "told_with_grounds"]

# So many are told with their grounds; one mistake often gives several.
MOST = 10
SECONDS = 30.0


@dataclass(frozen=True)
class Told:
    """A clash in words.

    :param sides: The statements that clash.
    :param texts: The rule and both sides with their grounds, by language.
    """

    rule: str
    sides: tuple[Triple, ...]
    texts: Mapping[Language, str]


def explained(closure: Closure, sources: Sources, added: Graph) -> ContradictionError:
    """Return the error that tells the clashes of *closure*.

    :param added: The statements that stored queries drew.
    """
    told = told_with_grounds(closure, closure.clashes, sources, added)
    english, japanese = (
        "\n\n".join(one.texts[language] for one in told) for language in LANGUAGES
    )
    return ContradictionError(english, japanese)


def told_with_grounds(
    closure: Closure,
    clashes: Sequence[Clash],
    sources: Sources,
    added: Graph,
    seconds: float = SECONDS,
) -> list[Told]:
    """Return *clashes* in words, those of *closure* or some of them.

    The first few come with their grounds, the rest in one line each.

    :param added: The statements that stored queries drew.
    :param seconds: How long to look for all grounds together.
    """
    ask = asking(engine_as_given(_quads(closure, sources, added)))
    axioms = Axioms.read(ask)
    prover = Prover(axioms, read_constructs(), ask, seconds)
    ordered = sorted(clashes, key=closure.told)
    grounds = [
        (clash, [_proved(prover, side) for side in closure.sides(clash)])
        for clash in ordered[:MOST]
    ]
    texts = {
        language: [
            *_told(grounds, language, axioms, ask, sources),
            *map(closure.told, ordered[MOST:]),
        ]
        for language in LANGUAGES
    }
    return [
        Told(
            clash.rule,
            tuple(closure.sides(clash)),
            {language: texts[language][number] for language in LANGUAGES},
        )
        for number, clash in enumerate(ordered)
    ]


def _quads(
    closure: Closure, sources: Sources, added: Graph
) -> Iterator[tuple[Node, Node, Node, Node]]:
    yield from sources.quads()
    for s, p, o in (*added, *closure.inferred()):
        yield s, p, o, INFERRED


def _proved(prover: Prover, side: Triple) -> Derivation:
    """Return how a side follows; if the time runs out, the side alone."""
    return prover.prove(side) or Derivation(side)


def _told(
    grounds: list[tuple[Clash, list[Derivation]]],
    language: Language,
    axioms: Axioms,
    ask: Ask,
    sources: Sources,
) -> Iterator[str]:
    captions = CAPTIONS[language]
    for clash, sides in grounds:
        outliner = Outliner(axioms, read_constructs(), Words(ask, language))
        points = outliner.points(sides)
        head = captions["clash" if len(points) > 1 else "clash of one"]
        body = points_to_text(points, language, partial(_files, sources))
        names = "; ".join(
            " ".join(_short(node) for node in side.statement) for side in sides
        )
        yield f"{head} [{clash.rule}]: {names}\n{body}"


def _short(node: Node) -> str:
    return shorten(str(node)) if isinstance(node, URIRef) else node.n3()


def _files(sources: Sources, point: Point) -> list[str]:
    """Return the files that state what *point* says, by the graph they do it in."""
    graphs = {passage.graph for passage in point.passages}
    return [
        file.name
        for file in sources.files
        if any(point.statement in file.graphs.get(name, ()) for name in graphs)
    ]
