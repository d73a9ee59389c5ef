"""The expression that reads nodes by their ids or another key, each with the values of its selection."""

from typing import Any

from graph.shape import Kind
from graph.statement.core.projection import Decoder
from graph.statement.core.selection import Selection
from graph.statement.core.writer import Writer
from graph.statement.read.nodes import node

OWN = {"siren": "NOT EXISTS {{ MATCH ({0})-[:ESTABLISHMENT_OF]->() }}"}
"""The condition that excludes nodes that only share the value of a key: establishments may have the body's SIREN."""


def by_key(w: Writer, kind: Kind, key: str, values: Any, selection: Selection) -> tuple[str, Decoder]:
    """Return the expression `[value, selected values]` of the nodes with these values of a key, and its decoder.

    The decoder makes an object of the selected values. `key` is `id`, or a stored property that is indexed.
    """
    value, variable = w.variable("i"), w.variable("n")
    parameter = w.parameter(values)
    text, decode = node(w, kind, variable, selection)
    where = f" WHERE {OWN[key].format(variable)}" if key in OWN else ""
    return (
        f"COLLECT {{ UNWIND {parameter} AS {value} MATCH ({variable}:{kind.base} {{{key}: {value}}}){where} "
        f"RETURN [{variable}.{key}, {text}] }}"
    ), decode
