"""The data of a run: an optimized store, a release around it, and a dump."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from tests.benchmarks.synthetic import organizations

__all__ = ["Data", "made"]


@dataclass(frozen=True)
class Data:
    """Invented organizations in every form that a server reads.

    :param releases: A folder for ``tsunagari serve --releases``.
    :param organizations: How many there are.
    """

    releases: Path
    organizations: int

    @property
    def store(self) -> Path:
        """The store, for a server that opens one."""
        return self.releases / "release" / "store"

    @property
    def dump(self) -> Path:
        """The same as N-Triples, for a server that loads."""
        return self.releases / "dump.nt"

    @property
    def statements(self) -> int:
        """How many statements there are."""
        text = (self.releases / "release" / "MANIFEST.json").read_text()
        return int(json.loads(text)["counts"]["statements"])


@contextmanager
def made(number: int, keep: Path | None = None) -> Iterator[Data]:
    """Make data about *number* organizations, or take what *keep* holds of them."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
        data = Data((keep or Path(temporary)) / f"organizations-{number}", number)
        if not data.releases.exists():
            print(f"making {number} organizations", file=sys.stderr)
            half = data.releases.with_name(f".half-{number}")
            shutil.rmtree(half, ignore_errors=True)
            _make(Data(half, number))
            half.rename(data.releases)
        yield data


def _make(data: Data) -> None:
    data.store.mkdir(parents=True)
    store = ox.Store(str(data.store))
    store.bulk_extend(organizations(data.organizations))
    store.optimize()
    store.flush()
    counts = {"statements": len(store), "inferred statements": 0, "evidence graphs": 0}
    manifest = json.dumps({"id": "release", "counts": counts})
    (data.store.parent / "MANIFEST.json").write_text(manifest)
    (data.releases / "current").symlink_to("release")
    triples = (quad.triple for quad in organizations(data.organizations))
    with data.dump.open("wb") as out:
        ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)
