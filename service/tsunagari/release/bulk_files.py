"""Files for a bulk load, and the commands: for servers that take them faster.

The files hold what :mod:`~tsunagari.release.publishing` would send, in N-Quads:
the graphs of the release under their names there, their merge, the list of
them, and in a file of its own the triple that puts the release in force, which
is loaded last. The commands are those of each product's documentation, cited
with it.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tsunagari.errors import ReleaseError
from tsunagari.release.dumps import dump_files
from tsunagari.release.releases import Release
from tsunagari.sparql.engines.remote_names import POINTER, Names
from tsunagari.sparql.engines.remote_releases import marks, parts, pointer
from tsunagari.sparql.engines.remote_spool import Spool

__all__ = ["PRODUCTS", "Product", "write_bulk_files"]

DATA: Final = "data"
LAST: Final = "last"
GUIDE: Final = "LOAD.txt"
# Statements in a file: small enough to be loaded side by side.
FILE: Final = 5_000_000
PIECE: Final = 50_000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Product:
    """A server with a bulk load of its own.

    :param documentation: Where its makers describe what the guide says.
    :param guide: The commands; ``{folder}`` is the folder of the files.
    """

    documentation: str
    guide: str


PRODUCTS: Final = {
    "graphdb": Product(
        "https://graphdb.ontotext.com/documentation/10.8/"
        "loading-data-using-importrdf.html",
        """\
# A new repository, GraphDB stopped; the configuration is that of the repository.
importrdf preload -f -c repo-config.ttl {folder}/data {folder}/last
# A repository that exists, GraphDB running (for large files, one after the other):
for file in {folder}/data/*.nq.gz {folder}/last/*.nq.gz; do
    curl --fail -H 'Content-Type: application/n-quads' -H 'Content-Encoding: gzip' \\
        --data-binary @"$file" http://localhost:7200/repositories/REPOSITORY/statements
done
""",
    ),
    "neptune": Product(
        "https://docs.aws.amazon.com/neptune/latest/userguide/"
        "load-api-reference-load.html",
        """\
aws s3 cp --recursive {folder} s3://BUCKET/tsunagari
# The data; ask /loader/LOAD_ID until it says LOAD_COMPLETED.
curl -X POST -H 'Content-Type: application/json' https://NEPTUNE:8182/loader -d '{{
  "source": "s3://BUCKET/tsunagari/data/", "format": "nquads",
  "iamRoleArn": "ROLE", "region": "REGION",
  "failOnError": "TRUE", "parallelism": "HIGH", "queueRequest": "TRUE" }}'
# Then the release is put in force, in the same way.
curl -X POST -H 'Content-Type: application/json' https://NEPTUNE:8182/loader -d '{{
  "source": "s3://BUCKET/tsunagari/last/", "format": "nquads",
  "iamRoleArn": "ROLE", "region": "REGION",
  "failOnError": "TRUE", "parallelism": "LOW", "queueRequest": "TRUE" }}'
""",
    ),
    "stardog": Product(
        "https://docs.stardog.com/operating-stardog/database-administration/adding-data",
        """\
# A new database:
stardog-admin db create -n DATABASE {folder}/data/*.nq.gz {folder}/last/*.nq.gz
# A database that exists:
stardog data add DATABASE {folder}/data/*.nq.gz
stardog data add DATABASE {folder}/last/*.nq.gz
""",
    ),
    "virtuoso": Product(
        "https://docs.openlinksw.com/virtuoso/rdfperfrdfbulkloader/",
        """\
# {folder} stands in DirsAllowed of virtuoso.ini. In isql:
ld_dir ('{folder}/data', '*.nq.gz', 'urn:none');
rdf_loader_run ();
checkpoint;
select ll_file, ll_error from DB.DBA.load_list
    where ll_state <> 2 or ll_error is not null;
-- Only if that shows no row:
ld_dir ('{folder}/last', '*.nq.gz', 'urn:none');
rdf_loader_run ();
checkpoint;
""",
    ),
}


def write_bulk_files(
    release: Release, folder: Path, product: str, progress: Progress
) -> str:
    """Write *release* to the new or empty *folder*; return the guide's name.

    :raises ReleaseError: If the folder is not empty, or the release damaged.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ReleaseError(f"the folder '{folder}' is not empty; name another one")
    for name in (DATA, LAST):
        (folder / name).mkdir(parents=True)
    names = Names(release.id)
    total = int(release.manifest["counts"]["statements in named graphs"])
    with tempfile.TemporaryDirectory(prefix="tsunagari-publish-") as place:
        spool = Spool(Path(place), names)
        spool.fill(
            dump_files(release.path), lambda n: progress("read the dumps", n, total)
        )
        _write_data(folder / DATA, spool, names, progress)
        merged = int(release.manifest["counts"]["statements"])
    counts = {graph.iri: graph.statements for graph in spool.graphs}
    counts[names.merge] = merged
    with _Files(folder / DATA, "list") as file:
        file.write(names.release, parts(names, counts) + marks(counts))
    with _Files(folder / LAST, "in-force") as file:
        file.write(POINTER, pointer(names))
    _write_guide(folder, product, names)
    return GUIDE


def _write_data(folder: Path, spool: Spool, names: Names, progress: Progress) -> None:
    merged = [graph for graph in spool.graphs if names.in_merge(graph.iri)]
    total = spool.statements + sum(graph.statements for graph in merged)
    done = 0
    with _Files(folder, "part") as file:
        for graph in spool.graphs:
            for piece in graph.pieces(PIECE):
                done += file.write(graph.iri, piece)
                if names.in_merge(graph.iri):
                    # A statement of two graphs is here twice; a graph is a set.
                    done += file.write(names.merge, piece)
                progress("write the files", done, total)


def _write_guide(folder: Path, product: str, names: Names) -> None:
    found = PRODUCTS[product]
    guide = found.guide.format(folder=folder.resolve())
    text = (
        f"# The release {names.id}, for {product}: {found.documentation}\n"
        "# If another release is in force there, it stays so while data/ is loaded.\n"
        "# Then, instead of loading last/, send this update, which switches at once:\n"
        f"#   DELETE {{ GRAPH <{POINTER}> {{ ?s ?p ?o }} }}\n"
        f"#   INSERT {{ GRAPH <{POINTER}> {{ {pointer(names).decode().strip()} }} }}\n"
        f"#   WHERE {{ OPTIONAL {{ GRAPH <{POINTER}> {{ ?s ?p ?o }} }} }}\n\n{guide}"
    )
    (folder / GUIDE).write_text(text, encoding="utf-8")


class _Files:
    """N-Quads in files of a bounded size."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._number = 0
        self._left = 0
        self._file: gzip.GzipFile | None = None

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def write(self, graph: str, triples: bytes) -> int:
        """Write *triples* (lines of N-Triples) as those of *graph*; count them."""
        lines = triples.splitlines(keepends=True)
        if self._file is None or self._left < len(lines):
            self._next()
        assert self._file
        end = f" <{graph}> .\n".encode()
        self._file.write(b"".join(line.removesuffix(b" .\n") + end for line in lines))
        self._left -= len(lines)
        return len(lines)

    def _next(self) -> None:
        if self._file:
            self._file.close()
        self._number += 1
        path = self._folder / f"{self._name}-{self._number:05}.nq.gz"
        # No time and no name in it: the same release gives the same bytes.
        self._file = gzip.GzipFile(path, "wb", compresslevel=6, mtime=0)
        self._left = FILE
