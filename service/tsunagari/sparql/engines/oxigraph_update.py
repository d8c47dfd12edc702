"""What an operation of SPARQL Update changes, worked out before anything is changed.

The engine's own update is asked of empty stores in memory only, to read data and
templates. The pattern is asked of the store as a query, and the difference follows from
the solutions, after `sections 3 <https://www.w3.org/TR/sparql11-update/#updateLanguage>`_
and `4 <https://www.w3.org/TR/sparql11-update/#formalModel>`_ of the recommendation.
"""

from __future__ import annotations

import re
import uuid
from typing import Final

import pyoxigraph as ox

from tsunagari.errors import QueryError, QuerySyntaxError
from tsunagari.sparql.engines.oxigraph_difference import Difference, effective
from tsunagari.sparql.engines.oxigraph_graphs import (
    cleared,
    created,
    dropped,
    transferred,
)
from tsunagari.sparql.engines.oxigraph_modify import modified
from tsunagari.sparql.engines.oxigraph_scope import Scope
from tsunagari.sparql.updates.operations import (
    Add,
    Clear,
    Copy,
    Create,
    DeleteData,
    DeleteWhere,
    Drop,
    InsertData,
    Modify,
    Move,
    Operation,
)

__all__ = ["MOST", "check_syntax", "evaluate"]

# Statements that one operation may touch, where the caller says nothing else.
MOST: Final = 1_000_000
# What the engine says of a place begins with the line.
LINE: Final = re.compile(r"(?<=^error at )\d+(?=:)")


def check_syntax(operation: Operation, base: str) -> None:
    """Let the engine parse *operation*; nothing of it is run.

    Each one by itself: the engine reads no prologue after the first operation.

    :raises QuerySyntaxError: If it does not parse; the text says where.
    """
    # The first operation fails, so that the other does not begin.
    before = f"{operation.prologue}CLEAR GRAPH <{uuid.uuid4().urn}>;\n"
    what = f"the operation at character {operation.place} of the update"
    try:
        ox.Store().update(before + operation.text, base_iri=base)
    except SyntaxError as error:
        # Lines are counted from the first one of the operation.
        lines = before.count("\n")
        told = LINE.sub(lambda line: str(int(line[0]) - lines), str(error))
        raise QuerySyntaxError(f"{what} does not parse: {told}") from error
    except UnicodeEncodeError as error:
        raise QuerySyntaxError(f"{what} has half a character in it") from error
    except RuntimeError:
        return


def evaluate(
    store: ox.Store, operation: Operation, base: str, most: int = MOST
) -> Difference:
    """Return what *operation* changes in *store*, and change nothing.

    :param base: What relative IRIs are resolved against, until ``BASE`` in the text.
    :param most: Statements that it may add and remove.
    :raises QuerySyntaxError: If a part of it does not parse.
    :raises QueryError: If its pattern cannot be answered.
    :raises WriteTooLargeError: If it adds and removes more than *most*.
    :raises GraphMissingError: If a graph must be there and is not.
    :raises GraphExistsError: If a graph must not be there and is.
    """
    scope = Scope(store, operation, base, most)
    try:
        return _difference(scope, operation)
    except (SyntaxError, UnicodeEncodeError) as error:
        raise QuerySyntaxError(f"{scope.what} does not parse: {error}") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"{scope.what} cannot be carried out: {error}") from error


def _difference(scope: Scope, operation: Operation) -> Difference:
    match operation:
        case InsertData():
            return effective(scope.store, scope.data(operation.block))
        case DeleteData():
            going = scope.data(operation.block)
            scope.check_blank_nodes(going, "DELETE DATA")
            return effective(scope.store, removed=going)
        case DeleteWhere():
            return modified(scope, _as_modify(operation))
        case Modify():
            return modified(scope, operation)
        case Clear():
            return cleared(scope, operation)
        case Drop():
            return dropped(scope, operation)
        case Create():
            return created(scope, operation)
        case Copy() | Move() | Add():
            return transferred(scope, operation)
    raise TypeError(f"{type(operation).__name__} is no operation of an update")


def _as_modify(one: DeleteWhere) -> Modify:
    """Return the same with a template that is the pattern (`3.1.3.3
    <https://www.w3.org/TR/sparql11-update/#deleteWhere>`_)."""
    return Modify(
        place=one.place,
        prologue=one.prologue,
        delete=one.pattern,
        using=one.using,
        using_named=one.using_named,
        where=one.pattern,
    )
