"""What the alignments say of the terms of the ontology, a row for each mapping.

Legal forms, places and concepts are mapped too; those are data, and
:mod:`tsunagari.export.sssom` has them all.
"""

from __future__ import annotations

from typing import Any

from rdflib import DCTERMS, OWL, RDF, Graph, Literal

from tsunagari.export.sssom import justifications, mappings
from tsunagari.namespaces import SSE, shorten
from tsunagari.resources import files

__all__ = ["term_mappings"]


def term_mappings() -> list[dict[str, Any]]:
    """Return the alignments that map a term, each with its mappings, by name.

    A mapping whose alignment has no justification for its relation has none here:
    that it lacks one is said where the mapping sets are written.
    """
    table = justifications()
    found = []
    for name, path in files("ontology", "alignments/*.ttl"):
        graph = Graph().parse(path, format="turtle")
        alignment = name.removeprefix("alignments/").removesuffix(".ttl")
        rows = []
        for s, p, o in sorted(mappings(graph)):
            if not s.startswith(SSE):
                continue
            how = table.get((alignment, shorten(str(p))))
            rows.append(
                {
                    "term": s.removeprefix(SSE),
                    "relation": str(p),
                    "target": str(o),
                    "justification": how.mapping_justification if how else "",
                    "confidence": how.confidence if how else "",
                    "comment": how.comment if how else "",
                }
            )
        if rows:
            header = graph.value(predicate=RDF.type, object=OWL.Ontology)
            texts = {
                key: {
                    text.language: str(text)
                    for text in sorted(graph.objects(header, property), key=str)
                    if isinstance(text, Literal) and text.language
                }
                for key, property in (
                    ("title", DCTERMS.title),
                    ("description", DCTERMS.description),
                )
            }
            found.append({"name": alignment, **texts, "mappings": rows})
    return found
