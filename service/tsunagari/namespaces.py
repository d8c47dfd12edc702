"""The namespaces of the project, and the short names people write for them.

The prefixes are data: ``ontology/prefixes.ttl`` declares them once, as
`sh:declare <https://www.w3.org/TR/shacl/#sparql-prefixes>`_, and each country
declares its own in ``ontology/vocabularies/<code>/prefixes.ttl``. This module
reads those files and names the few IRIs the code itself must know.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import RDF, SH, Graph, Namespace, URIRef

from tsunagari.errors import SourceError
from tsunagari.resources import bases, files

__all__ = [
    "ABOUT_GRAPHS",
    "BASE",
    "CATALOG_GRAPHS",
    "ESSGLOBAL",
    "GRAPH",
    "INFERRED",
    "LICENCE",
    "ONTOLOGY",
    "PEER",
    "PROVENANCE",
    "SSE",
    "STATISTICS",
    "VOID_GRAPH",
    "expand",
    "prefixes",
    "shorten",
]

PREFIX_FILE: Final = "prefixes.ttl"
BASE: Final = Namespace("https://w3id.org/tsunagari/")
GRAPH: Final = Namespace(BASE["graph/"])
SSE: Final = Namespace(BASE["ontology#"])
# Another endpoint, by the name that the settings of a service give it.
PEER: Final = Namespace(BASE["peer/"])

# The licence of all we publish ourselves; the ontology's header says it too.
LICENCE: Final = URIRef("https://creativecommons.org/licenses/by/4.0/")
ONTOLOGY: Final = GRAPH["ontology"]
INFERRED: Final = GRAPH["inferred"]
PROVENANCE: Final = GRAPH["provenance"]
STATISTICS: Final = GRAPH["statistics"]
VOID_GRAPH: Final = GRAPH["void"]
# The same organizations in the terms of ESSGlobal.
ESSGLOBAL: Final = GRAPH["essglobal"]
# Graphs about the data set as a whole stay out of the default graph, and so does
# what only says in another vocabulary what stands there already.
ABOUT_GRAPHS: Final = frozenset({VOID_GRAPH, GRAPH["catalog"]})
CATALOG_GRAPHS: Final = ABOUT_GRAPHS | {ESSGLOBAL}


def prefixes() -> dict[str, str]:
    """Return the declared prefixes and their namespaces, in alphabetical order.

    :raises SourceError: If a file does not parse or declares nothing, a prefix is
        declared twice, or a country declares a namespace of ours that is not its own.
    """
    return _prefixes(bases("ontology"))


@lru_cache
def _prefixes(_: tuple[Path, ...]) -> dict[str, str]:
    found: dict[str, tuple[str, str]] = {}
    for name, path in files("ontology", f"**/{PREFIX_FILE}"):
        country = Path(name).parent.name
        for prefix, namespace in _declared(f"ontology/{name}", path):
            if prefix in found:
                raise SourceError(
                    f"ontology/{name}: the prefix {prefix}: is declared in "
                    f"{found[prefix][1]} already; choose another"
                )
            own = str(BASE) + country + "/"
            if country and namespace.startswith(BASE) and not namespace.startswith(own):
                raise SourceError(
                    f"ontology/{name}: the namespace <{namespace}> of {prefix}: is not "
                    f"the country's own; those begin with <{own}>"
                )
            found[prefix] = (namespace, f"ontology/{name}")
    return {prefix: namespace for prefix, (namespace, _) in sorted(found.items())}


def _declared(name: str, path: Path) -> list[tuple[str, str]]:
    try:
        graph = Graph().parse(path, format="turtle")
    except (SyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SourceError(f"{name}: does not parse: {reason}") from None
    found = [
        (str(graph.value(node, SH.prefix)), str(graph.value(node, SH.namespace)))
        for node in graph.objects(None, SH.declare)
    ]
    if not found:
        raise SourceError(f"{name}: declares no prefix with sh:declare")
    return sorted(found)


def shorten(iri: str) -> str:
    """Return *iri* with the longest prefix that fits, or itself in ``<…>``.

    >>> shorten("https://w3id.org/tsunagari/ontology#meets")
    'sse:meets'
    >>> shorten("urn:example:x")
    '<urn:example:x>'
    """
    fits = [
        (len(namespace), prefix, namespace)
        for prefix, namespace in prefixes().items()
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]
    ]
    if not fits:
        return f"<{iri}>"
    _, prefix, namespace = max(fits)
    return f"{prefix}:{iri[len(namespace) :]}"


def expand(name: str) -> URIRef:
    """Return the IRI that a short name, ``a``, or an IRI stands for.

    :raises ValueError: If the prefix is not declared.

    >>> str(expand("sse:meets"))
    'https://w3id.org/tsunagari/ontology#meets'
    """
    if name == "a":
        return RDF.type
    if name.startswith(("http://", "https://", "urn:")):
        return URIRef(name)
    prefix, colon, local = name.partition(":")
    namespace = prefixes().get(prefix)
    if not colon or namespace is None:
        raise ValueError(f"'{name}' has no declared prefix (ontology/prefixes.ttl)")
    return URIRef(namespace + local)
