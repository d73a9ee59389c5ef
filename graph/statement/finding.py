"""The expression of the nodes of given ids.

Rule: what is found comes with the values of what was selected of it.
"""

from collections.abc import Sequence

from graph.shape import Kind
from graph.statement.nodes import Projector, node
from graph.statement.selection import Selection
from graph.statement.writer import Writer


def by_ids(w: Writer, kind: Kind, ids: Sequence[str], selection: Selection) -> tuple[str, Projector]:
    """Return the expression of the nodes with these ids, each with its id first, and what reads the values after."""
    identifier, variable = w.variable("i"), w.variable("n")
    given = w.parameter(ids)
    text, projector = node(w, kind, variable, selection, w.context.day)
    return (
        f"COLLECT {{ UNWIND {given} AS {identifier} MATCH ({variable}:{kind.base} {{id: {identifier}}}) "
        f"RETURN [{variable}.id, {text}] }}"
    ), projector
