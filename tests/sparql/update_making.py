"""Updates that chance makes, over graphs small enough to compare.

The same seed gives the same texts. They parse, and most of them change something.
"""

from __future__ import annotations

from random import Random
from typing import Final

import pyoxigraph as ox

__all__ = ["PROLOGUE", "Maker"]

PROLOGUE: Final = (
    "BASE <http://e.example/> PREFIX : <http://e.example/> PREFIX u: <u:>\n"
)
SUBJECTS: Final = ("<s0>", ":s1", "<http://e.example/s2>")
PREDICATES: Final = (":p0", "<p1>", "a")
OBJECTS: Final = (*SUBJECTS, "1", "01", "1.50", "true", '"a;}"@EN', "'''{#'''", "<g>")
TRIPLES: Final = ("<<( <s0> :p0 1 )>>", "<<( :s1 :p0 <<( :s1 a 1 )>> )>>")
GRAPHS: Final = ("<g>", "u:h", ":i")


class Maker:
    """Makes stores and updates."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def store(self) -> ox.Store:
        """Return a store with a few statements in some of the graphs."""
        store = ox.Store()
        blocks = " ".join(self.block(12) for _ in range(4))
        store.update(f"{PROLOGUE}INSERT DATA {{ {blocks} }}")
        if self._chance.random() < 0.3:
            store.update(f"{PROLOGUE}CREATE SILENT GRAPH {self._one(*GRAPHS)}")
        return store

    def request(self) -> list[str]:
        """Return the operations of a request, without their prologue."""
        return [self.operation() for _ in range(self._chance.randint(1, 4))]

    def operation(self) -> str:
        """Return one operation."""
        kind = self._chance.randrange(10)
        if kind == 0:
            return f"INSERT DATA {{ {self.block(4, blank=True)} }}"
        if kind == 1:
            return f"DELETE DATA {{ {self.block(4)} }}"
        if kind == 2:
            return f"DELETE WHERE {{ {self.quads(2)} }}"
        if kind == 3:
            return self._managed()
        return self._modify()

    def _managed(self) -> str:
        silent = self._one("", "SILENT ")
        target = self._one("DEFAULT", "NAMED", "ALL", *self._graphs("GRAPH "))
        ends = ("DEFAULT", *GRAPHS, *self._graphs("GRAPH "))
        transfer = f"{silent}{self._one(*ends)} TO {self._one(*ends)}"
        return self._one(
            f"CLEAR {silent}{target}",
            f"DROP {silent}{target}",
            f"CREATE {silent}GRAPH {self._one(*GRAPHS)}",
            f"COPY {transfer}",
            f"MOVE {transfer}",
            f"ADD {transfer}",
        )

    def _modify(self) -> str:
        parts = [f"WITH {self._one(*GRAPHS)}"] if self._chance.random() < 0.3 else []
        which = self._chance.randrange(3)
        plain = self._chance.randrange(3) if self._chance.random() < 0.4 else 0
        named = self._chance.randrange(3) if self._chance.random() < 0.3 else 0
        if which != 0:
            parts.append(f"DELETE {{ {self.quads(2)} }}")
        if which != 1:
            # Blank nodes tell how many solutions there were.
            parts.append(f"INSERT {{ {self.quads(2, blank=plain < 2)} }}")
        parts += [f"USING {graph}" for graph in self._chance.sample(GRAPHS, plain)]
        parts += [f"USING NAMED {name}" for name in self._chance.sample(GRAPHS, named)]
        return " ".join([*parts, f"WHERE {{ {self.pattern(2)} }}"])

    def pattern(self, depth: int) -> str:
        """Return what may stand in a group, at most *depth* deep."""
        if depth == 0 or self._chance.random() < 0.5:
            return self.quads(1)
        inner = self.pattern(depth - 1)
        return self._one(
            f"{self.quads(1)} {self.quads(1)}",
            f"{self.quads(1)} OPTIONAL {{ {inner} }}",
            f"{{ {inner} }} UNION {{ {self.pattern(depth - 1)} }}",
            f"{self.quads(1)} FILTER NOT EXISTS {{ {inner} }}",
            f"{self.quads(1)} FILTER (isIRI(?x) || ?z = 1) # }} ;\n",
            f"{self.quads(1)} MINUS {{ {inner} }}",
            f"{inner} BIND ({self._one('1', ':s1', 'STR(?x)')} AS ?new)",
            f"VALUES (?x ?z) {{ (:s1 1) (UNDEF '}}') (<s0> UNDEF) }} {inner}",
            f"{{ SELECT ?x (COUNT(*) AS ?z) {{ {inner} }} GROUP BY ?x }}",
            "",
        )

    def quads(self, most: int, blank: bool = False) -> str:
        """Return statements with variables."""
        found = []
        for _ in range(self._chance.randint(1, most)):
            subjects: tuple[str, ...] = (*SUBJECTS[:2], *("?x",) * 5, "?z", "?new")
            predicates = (*PREDICATES[:2], *("$y",) * 3, "?x")
            objects: tuple[str, ...] = (*OBJECTS, *("?z",) * 9, "?x", "?名", "?new")
            objects += ("<<( ?x $y ?z )>>", *TRIPLES)
            if blank:
                subjects += ("_:b", "[]")
                objects += ("_:b", "[ :p0 ?x ]", "( ?x 1 )", "<< ?x a ?z >>") * 2
            triple = (
                f"{self._one(*subjects)} {self._one(*predicates)} {self._one(*objects)}"
            )
            if self._chance.random() < 0.4:
                graph = self._one(*GRAPHS, "?g", "?g", "?g", "?x")
                found.append(f"GRAPH {graph} {{ {triple} }}")
            else:
                found.append(triple + " . ")
        return " ".join(found)

    def block(self, most: int, blank: bool = False) -> str:
        """Return statements without variables, in one graph."""
        subjects = (*SUBJECTS, "_:c") if blank else SUBJECTS
        text = " . ".join(
            f"{self._one(*subjects)} {self._one(*PREDICATES)} "
            f"{self._one(*OBJECTS, *TRIPLES)}"
            for _ in range(self._chance.randint(0, most))
        )
        if self._chance.random() < 0.6:
            return f"GRAPH {self._one(*GRAPHS)} {{ {text} }}"
        return text and text + " . "

    def _graphs(self, before: str) -> list[str]:
        return [before + graph for graph in GRAPHS]

    def _one(self, *choices: str) -> str:
        return self._chance.choice(choices)
