"""JSON-LD with short terms: graphs compacted, and resources framed as trees.

What comes in is expanded JSON-LD as the engine writes it: nodes, by graph. What
goes out is what `Compaction <https://www.w3.org/TR/json-ld11-api/#compaction>`_
and `Framing <https://www.w3.org/TR/json-ld11-framing/>`_ (``@embed: @always``)
give with our context, in a fixed order of keys and lists. Only what our context
needs is done here, in a hundredth of the time that a whole processor takes for
so many terms; the tests hold it to PyLD's results.

In a tree every thing is an object with its ``id``, whether more is told of it or
not; in a flat document a thing that is pointed to is its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from rdflib import RDF, XSD

from tsunagari.errors import ContextError
from tsunagari.export.context import DELIMITERS, REVERSE, Context
from tsunagari.export.resources import NAMES, PARTS

__all__ = ["Compactor", "Graph", "Json", "ordered"]

Json = dict[str, Any]
# Writes what a relation leads to: the relation and the name of the thing.
Thing = Callable[[str, str], Any]

# These come first, in this order; other keys follow by the alphabet.
FIRST: Final = ("@context", "id", "type", "label", "prefLabel", "title")
INTEGER: Final = re.compile(r"0|-?[1-9][0-9]*")
BOOLEANS: Final = {"true": True, "false": False}


class Graph:
    """The nodes of one graph by name, each with all that is said of it.

    :param expanded: As the engine writes them, a node perhaps more than once.
    """

    def __init__(self, expanded: Iterable[Json]) -> None:
        self.nodes: dict[str, Json] = {}
        for node in expanded:
            into = self.nodes.setdefault(node["@id"], {"@id": node["@id"]})
            for key, values in node.items():
                if key == str(RDF.type):
                    into.setdefault("@type", []).extend(v["@id"] for v in values)
                elif key != "@id":
                    into.setdefault(key, []).extend(values)
        self._pointing: dict[tuple[str, str], list[Json]] = {}
        for node in self.nodes.values():
            for relation in map(str, REVERSE.values()):
                for value in node.get(relation, ()):
                    led = (relation, value["@id"])
                    self._pointing.setdefault(led, []).append(node)

    def pointing(self, relation: str, iri: str) -> list[Json]:
        """Return the nodes that point to *iri* by one of the relations REVERSE."""
        return self._pointing.get((relation, iri), [])


class Compactor:
    """Writes with one context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._terms = {iri: term for term, iri in context.properties.items()}
        self._classes = {iri: term for term, iri in context.classes.items()}
        self._prefixes = [
            (prefix, iri)
            for prefix, iri in context.terms.items()
            if isinstance(iri, str) and iri[-1] in DELIMITERS
        ]
        self.short = lru_cache(maxsize=100_000)(self._short)

    def graph(self, expanded: Iterable[Json]) -> list[Json]:
        """Return flat nodes; a named graph is a node with its ``@graph``."""
        given = list(expanded)
        parts: dict[str, list[Json]] = {}
        for one in given:
            if "@graph" in one:
                parts.setdefault(one["@id"], []).extend(one["@graph"])
        named = [{"id": i, "@graph": self.graph(nodes)} for i, nodes in parts.items()]
        nodes = Graph(one for one in given if "@graph" not in one).nodes
        flat = [self._node(one, self._address) for one in nodes.values()]
        return _sorted([*named, *map(ordered, flat)])

    def document(self, expanded: Iterable[Json]) -> Json:
        """Return :meth:`graph` as a document with its context."""
        return {"@context": self.context.value, "@graph": self.graph(expanded)}

    def tree(self, graph: Graph, iri: str) -> Json:
        """Return the resource *iri* as a tree, without its context.

        :raises ContextError: If *graph* says nothing of it.
        """
        if iri not in graph.nodes:
            raise ContextError(f"<{iri}> cannot be framed: nothing is said of it")
        root = self._whole_node(graph, graph.nodes[iri], iri)
        for term, relation in REVERSE.items():
            if found := graph.pointing(str(relation), iri):
                root[term] = [self._whole_node(graph, one, iri) for one in found]
        tree: Json = ordered(root)
        return tree

    def _whole_node(self, graph: Graph, node: Json, root: str) -> Json:
        """Return *node* with all that is said of it; a blank one needs no name."""

        def thing(relation: str, iri: str) -> Json:
            found = graph.nodes.get(iri)
            if found is None or iri == root:
                return {"id": self.short(iri)}
            if relation in PARTS and node["@id"] == root:
                return self._whole_node(graph, found, root)
            names = {key: found[key] for key in NAMES if key in found}
            return self._node({"@id": iri, **names}, thing)

        written = self._node(node, thing)
        if node["@id"].startswith("_:"):
            del written["id"]
        return written

    def _address(self, relation: str, iri: str) -> Any:
        short = self.short(iri)
        known = self.context.is_reference(self._terms.get(relation, ""))
        return short if known else {"id": short}

    def _node(self, node: Json, thing: Thing) -> Json:
        found: Json = {"id": self.short(node["@id"])}
        for key, values in node.items():
            if key == "@type":
                found["type"] = [self._classes.get(v) or self.short(v) for v in values]
            elif key != "@id":
                for value in values:
                    self._add(found, key, value, thing)
        return found

    def _add(self, found: Json, iri: str, value: Json, thing: Thing) -> None:
        term = self._terms.get(iri, "")
        definition = self.context.terms.get(term)
        if not isinstance(definition, dict) or not self._fits(definition, value):
            term, definition = self.short(iri), {}
        container = self.context.container(term) if definition else frozenset()
        if "@language" in container:
            texts = found.setdefault(term, {})
            _put(texts, value["@language"], value["@value"], "@set" in container)
        elif "@id" in value:
            _put(found, term, thing(iri, value["@id"]), "@set" in container)
        else:
            _put(found, term, self._literal(value, definition), "@set" in container)

    def _fits(self, definition: Json, value: Json) -> bool:
        """Tell whether *value* can be written as *definition* wants it."""
        type = definition.get("@type")
        if type == "@id":
            return "@id" in value
        if type:
            prefix, _, local = type.partition(":")
            return bool(value.get("@type") == f"{self.context.terms[prefix]}{local}")
        if "@language" in definition.get("@container", ()):
            return "@language" in value
        return True

    def _literal(self, value: Json, definition: Json) -> Any:
        text, type = value["@value"], value.get("@type")
        if "@language" in value:
            return {"@language": value["@language"], "@value": text}
        if type is None or "@type" in definition:
            return text
        if type == str(XSD.integer) and INTEGER.fullmatch(text):
            return int(text)
        if type == str(XSD.boolean) and text in BOOLEANS:
            return BOOLEANS[text]
        # The alias of @type has a container, which rdflib's reader expects of nodes.
        return {"@type": self.short(type), "@value": text}

    def _short(self, iri: str) -> str:
        fits = [
            f"{prefix}:{iri[len(start) :]}"
            for prefix, start in self._prefixes
            if iri.startswith(start) and iri != start
        ]
        return min(fits, key=lambda name: (len(name), name)) if fits else iri


def ordered(value: Any) -> Any:
    """Return *value* with its keys and lists in their order."""
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value, key=_place)}
    if isinstance(value, list):
        return _sorted(map(ordered, value))
    return value


def _place(key: str) -> tuple[int, str]:
    return (FIRST.index(key) if key in FIRST else len(FIRST), key)


def _sorted(values: Iterable[Any]) -> list[Any]:
    return sorted(values, key=lambda one: json.dumps(one, ensure_ascii=False))


def _put(found: Json, key: str, value: Any, always_list: bool) -> None:
    """Add *value* to what *found* has there: a list if wanted, or if it must be."""
    if key not in found:
        found[key] = [value] if always_list else value
    elif isinstance(found[key], list):
        found[key].append(value)
    else:
        found[key] = [found[key], value]
