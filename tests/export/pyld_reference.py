"""The same documents by `PyLD <https://github.com/digitalbazaar/pyld>`_.

It is a whole processor of JSON-LD 1.1 and takes its time: with our context a
tree takes some 15 ms, and the largest file of a release minutes. So what is
published is written by :mod:`tsunagari.export.compaction` and compared with this.
Nothing is ever fetched: a context that stands elsewhere is an error.
"""

from __future__ import annotations

from typing import Any, Final

from pyld import jsonld

from tsunagari.errors import ContextError
from tsunagari.export.compaction import Json, ordered
from tsunagari.export.context import Context
from tsunagari.export.frames import frame

__all__ = ["reference_document", "reference_tree", "statements"]

QUADS: Final = "application/n-quads"


def reference_document(lines: str, context: Context) -> Json:
    """Return the graphs that *lines*, N-Quads, hold, as a flat document."""
    expanded = jsonld.from_rdf(lines, {"format": QUADS, "useNativeTypes": True})
    options = {"documentLoader": _refuse, "graph": True}
    found = jsonld.compact(expanded, context.value, options)
    return {"@context": context.value, "@graph": _spelled(found["@graph"])}


def reference_tree(lines: str, iri: str, context: Context) -> Json:
    """Return the resource *iri* as a tree, without its context.

    :param lines: What is to be told of it, in N-Triples.
    """
    expanded = jsonld.from_rdf(lines, {"format": QUADS, "useNativeTypes": True})
    options = {"documentLoader": _refuse, "omitGraph": True}
    found = jsonld.frame(expanded, {**frame(context), "id": iri}, options)
    found.pop("@context", None)
    tree: Json = _spelled(_as_things(found, context))
    return tree


def statements(document: Any) -> str:
    """Return what a JSON-LD *document* says, in N-Quads.

    :raises ContextError: If its context stands elsewhere, or it is no JSON-LD.
    """
    try:
        lines: str = jsonld.to_rdf(
            document, {"format": QUADS, "documentLoader": _refuse}
        )
    except jsonld.JsonLdError as error:
        raise ContextError(
            f"the document is no JSON-LD that can be read here: {_reason(error)}"
        ) from error
    return lines


def _refuse(url: str, options: Any) -> Any:
    raise ContextError(
        f"the context <{url}> stands elsewhere, and nothing is fetched; put it inline"
    )


def _reason(error: BaseException) -> str:
    cause = getattr(error, "cause", None) or error.__cause__ or error.__context__
    return _reason(cause) if cause else str(error)


def _spelled(value: Any) -> Any:
    """Return *value* with the keyword, not its alias, for the type of a literal."""
    if isinstance(value, list):
        return ordered([_spelled(one) for one in value])
    if isinstance(value, dict):
        typed = "@value" in value
        return ordered(
            {
                "@type" if typed and key == "type" else key: _spelled(one)
                for key, one in value.items()
            }
        )
    return value


def _as_things(node: Json, context: Context) -> Json:
    """Return *node* with an object for each thing: a bare address is ``{"id": …}``."""
    return {
        term: _thing(value, context, context.is_reference(term))
        for term, value in node.items()
    }


def _thing(value: Any, context: Context, reference: bool) -> Any:
    if isinstance(value, list):
        return [_thing(one, context, reference) for one in value]
    if isinstance(value, dict):
        return _as_things(value, context)
    return {"id": value} if reference and isinstance(value, str) else value
