"""The expression that reads nodes by id, each with the values of its selection."""

from typing import Any

from graph.shape import Kind
from graph.statement.core.projection import Finish
from graph.statement.core.selection import Selection
from graph.statement.core.writer import Writer
from graph.statement.read.nodes import node


def by_ids(w: Writer, kind: Kind, ids: Any, selection: Selection) -> tuple[str, Finish]:
    """Return the expression of the nodes with these ids, `[id, values]` each, and the finish of the values."""
    identifier, variable = w.variable("i"), w.variable("n")
    parameter = w.parameter(ids)
    text, finish = node(w, kind, variable, selection)
    return (
        f"COLLECT {{ UNWIND {parameter} AS {identifier} MATCH ({variable}:{kind.base} {{id: {identifier}}}) "
        f"RETURN [{variable}.id, {text}] }}"
    ), finish
