"""Proofs: trees of rules over statements, whose leaves are asserted.

The search goes backwards, level by level. After each level the smallest proof
is worked out from the leaves up (Knuth's generalisation of Dijkstra's
algorithm), so that nothing is ever used to prove itself. A proof that uses a
statement n levels down has more than n nodes: once the smallest one found is
not larger than that, none that was not found is smaller.
"""

from __future__ import annotations

import heapq
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tsunagari.entailment.facts import Fact
from tsunagari.entailment.steps import Step

__all__ = ["Proof", "Search"]

# Where the first ways to use a rule lead nowhere, so many times more are looked at.
WIDER: Final = 20


@dataclass(frozen=True)
class Proof:
    """How a statement follows; without a step, it is asserted."""

    fact: Fact
    step: Step | None = None
    premises: tuple[Proof, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Yield each step in the tree."""
        if self.step:
            yield self.step
        for premise in self.premises:
            yield from premise.steps()

    def leaves(self) -> Iterator[Fact]:
        """Yield each asserted statement in the tree."""
        if self.step is None:
            yield self.fact
        for premise in self.premises:
            yield from premise.leaves()


@dataclass
class Search:
    """The search for the proofs of one statement.

    :param goal: The statement.
    :param asserts: Tells whether a statement is asserted.
    :param offers: Gives the steps that may conclude a statement.
    :param seconds: How long to look; what was found until then is the answer.
    :param most: How many ways to use one rule for one statement are looked at first.
    """

    goal: Fact
    asserts: Callable[[Fact], bool]
    offers: Callable[[Fact], Iterable[Step]]
    seconds: float
    timed_out: bool = False
    most: int = 24
    _cut: bool = False
    _steps: dict[Fact, list[Step]] = field(default_factory=dict)
    _leaves: set[Fact] = field(default_factory=set)

    def proofs(self) -> Iterator[Proof]:
        """Yield proofs, none smaller than the one before; none if there is none.

        Where one rule could be used in more ways than are looked at, a smaller
        proof may be among the others.
        """
        ends = time.monotonic() + self.seconds
        found = self._explore(ends)
        while not found and self._cut and not self.timed_out:
            self.most *= WIDER
            found = self._explore(ends)
        yield from self._in_order(ends)

    def _explore(self, ends: float) -> bool:
        """Look at one level after the other; tell whether there is a proof."""
        level, depth = [self.goal], 0
        self._steps, self._leaves, self._cut = {self.goal: []}, set(), False
        while level:
            following: list[Fact] = []
            for fact in level:
                # What is asserted is told whatever the time.
                if depth and time.monotonic() > ends:
                    self.timed_out = True
                    return self.goal in self._cheapest(frozenset())[0]
                following += self._look_at(fact)
            depth += 1
            level = following
            costs, _ = self._cheapest(frozenset())
            if costs.get(self.goal, depth + 1) <= depth:
                return True
        return self.goal in self._cheapest(frozenset())[0]

    def _look_at(self, fact: Fact) -> list[Fact]:
        """Find the steps to *fact*; return the premises not met before."""
        if self.asserts(fact):
            self._leaves.add(fact)
            return []
        new = []
        taken: dict[str, int] = defaultdict(int)
        for step in dict.fromkeys(self.offers(fact)):
            taken[step.rule] += 1
            if taken[step.rule] > self.most:
                self._cut = True
                continue
            if fact in step.premises:
                continue
            self._steps[fact].append(step)
            for premise in step.premises:
                if premise not in self._steps:
                    self._steps[premise] = []
                    new.append(premise)
        return new

    def _cheapest(
        self, banned: frozenset[Step]
    ) -> tuple[dict[Fact, int], dict[Fact, Step]]:
        """Return the size of the smallest proof of each fact, and its last step."""
        costs: dict[Fact, int] = {}
        best: dict[Fact, Step] = {}
        users: dict[Fact, list[Step]] = defaultdict(list)
        # By identity: to hash a step is what would take the time.
        missing: dict[int, int] = {}
        order = count()
        waiting: list[tuple[int, int, Fact, Step | None]] = [
            (1, next(order), leaf, None) for leaf in sorted(self._leaves)
        ]
        for steps in self._steps.values():
            for step in steps:
                if banned and step in banned:
                    continue
                premises = set(step.premises)
                missing[id(step)] = len(premises)
                for premise in premises:
                    users[premise].append(step)
                if not step.premises:
                    waiting.append((1, next(order), step.conclusion, step))
        heapq.heapify(waiting)
        while waiting:
            cost, _, fact, step_to = heapq.heappop(waiting)
            if fact in costs:
                continue
            costs[fact] = cost
            if step_to:
                best[fact] = step_to
            for step in users[fact]:
                missing[id(step)] -= 1
                if not missing[id(step)] and step.conclusion not in costs:
                    size = 1 + sum(costs[premise] for premise in step.premises)
                    heapq.heappush(waiting, (size, next(order), step.conclusion, step))
        return costs, best

    def _in_order(self, ends: float) -> Iterator[Proof]:
        """Yield proofs by size: each other one lacks some step of those before."""
        order = count()
        waiting: list[tuple[int, int, Proof, frozenset[Step]]] = []
        seen: set[frozenset[Step]] = set()
        told: set[frozenset[Step]] = set()

        def consider(banned: frozenset[Step]) -> None:
            if banned in seen:
                return
            seen.add(banned)
            costs, best = self._cheapest(banned)
            if self.goal in costs:
                proof = _tree(self.goal, best)
                entry = costs[self.goal], next(order), proof, banned
                heapq.heappush(waiting, entry)

        consider(frozenset())
        while waiting:
            _, _, proof, banned = heapq.heappop(waiting)
            used = frozenset(proof.steps())
            if used not in told:
                told.add(used)
                yield proof
            for step in sorted(used, key=lambda step: (step.rule, step.conclusion)):
                if time.monotonic() > ends:
                    self.timed_out = True
                    return
                consider(banned | {step})


def _tree(fact: Fact, best: dict[Fact, Step]) -> Proof:
    step = best.get(fact)
    if step is None:
        return Proof(fact)
    return Proof(fact, step, tuple(_tree(premise, best) for premise in step.premises))
