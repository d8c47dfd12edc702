"""Which links the linker proposes between a posted graph and what is known.

It looks at the dataset, and at the sources of the project.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tsunagari.errors import WriteTimeoutError
from tsunagari.linking.bodies import Body
from tsunagari.linking.faults import Faults
from tsunagari.linking.foreign import bodies
from tsunagari.linking.links import Link
from tsunagari.linking.proposing import Proposer
from tsunagari.linking.reading import cleaned
from tsunagari.linking.released import released_bodies
from tsunagari.linking.running import our_bodies
from tsunagari.workbench.checking.beside import Beside

__all__ = ["Linked", "linked"]


Watch = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Linked:
    """What the linker found.

    :param links: From a thing that is known to one of the posted graph.
    :param faults: What is wrong with the posted graph, as far as links need it.
    :param things: How many things of it can be linked at all.
    """

    links: tuple[Link, ...]
    faults: Faults
    things: int


def linked(beside: Beside) -> Linked:
    """Return the links proposed between the posted graph and what is known.

    :raises WriteTimeoutError: If it takes too long.
    """
    until = time.monotonic() + beside.bounds.seconds

    def watch(*_: object) -> None:
        if time.monotonic() > until:
            raise WriteTimeoutError(
                f"links were not found in {beside.bounds.seconds:g} seconds; send less"
            )

    faults = Faults()
    foreign = bodies(cleaned(beside.posted, faults), faults)
    if not foreign:
        return Linked((), faults, 0)
    links = Proposer(_known(beside, watch)).links(foreign, watch)
    return Linked(tuple(links), faults, len(foreign))


def _known(beside: Beside, watch: Watch) -> list[Body]:
    if beside.whole:
        found: Iterable[Body] = bodies(beside.dataset, Faults())
    else:
        assert beside.path is not None
        found = released_bodies(beside.path, watch)
    by_iri = {body.iri: body for body in (*our_bodies(), *found)}
    return [by_iri[iri] for iri in sorted(by_iri)]
