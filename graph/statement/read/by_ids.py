"""The expression of the nodes of given ids.

Rule: what is found comes with the values of what was selected of it.
"""

from typing import Any

from graph.shape import Kind
from graph.statement.core.projection import Finish
from graph.statement.core.selection import Selection
from graph.statement.core.writer import Writer
from graph.statement.read.nodes import node


def by_ids(w: Writer, kind: Kind, ids: Any, selection: Selection, day: Any) -> tuple[str, Finish]:
    """Return the expression of the nodes with these ids, each with its id first, and what reads the values after."""
    identifier, variable = w.variable("i"), w.variable("n")
    given = w.parameter(ids)
    text, projector = node(w, kind, variable, selection, day)
    return (
        f"COLLECT {{ UNWIND {given} AS {identifier} MATCH ({variable}:{kind.base} {{id: {identifier}}}) "
        f"RETURN [{variable}.id, {text}] }}"
    ), projector
