"""Facts of engagements in the snapshot: the axes, and plain values of the territories that the engagements target.

With `Writer.snapshot`, a statement returns the id of an engagement instead of these facts, and the decoders read them
from the snapshot. Most of the relationships that an everyday query walks lead to these facts. Measured on 20
associations with their engagements, axes and territories, the database takes less than half of the processor time when
it does not read them.
"""

from collections.abc import Sequence
from typing import Any

from graph.model import SHAPE
from graph.shape import Property, Relation
from graph.statement.core.projection import Column, Decoder, Inlined, Names, decoded
from graph.statement.core.run import Deferred, Run
from graph.statement.core.selection import Field
from graph.statement.core.writer import Writer


class SnapshotLookup(Inlined):
    """The decoder that turns the id of an engagement into its facts in the snapshot, looked up with `reader`."""

    def __init__(self, reader: Deferred, decode: Decoder | None = None) -> None:
        self._reader, self._decode = reader, decode

    def text(self, value: str, names: Names) -> str:
        """Return the expression of the facts."""
        facts = f"{names.once(self._reader.read)}({value})"
        return decoded(self._decode, facts, names) if self._decode else facts

    def traced(self, value: Any, run: Run) -> Any:
        """Return the facts, and record the paths of the faults below them."""
        facts = self._reader.read(run)(value)
        return self._decode(facts, run) if self._decode else facts


def snapshot_column(w: Writer, variable: str, stored: Property) -> Column | None:
    """Return the column of a value of an engagement; None if it is to be read from the database."""
    if w.snapshot is None or not stored.in_snapshot:
        return None
    w.snapshot.used = True
    return f"{variable}.id", SnapshotLookup(Deferred(lambda run: run.queries.engagement_values(stored.name)))


def snapshot_value_names(w: Writer, relation: Relation, fields: Sequence[Field]) -> list[str] | None:
    """Return the names of the selected values of an engagement's territories; None to read them from the database.

    `fields` are the fields of a connection that reads its first page in the default order; each row holds one node.
    """
    if w.snapshot is None or w.typed or not relation.snapshot_values:
        return None
    nodes = [field for field in fields if field.name == "nodes"]
    (node,) = nodes + [node for field in fields if field.name == "edges" for node in field.sub().named("node")]
    selections = {node.sub().of(territory.name) for territory in SHAPE.concrete(relation.target)}
    names = list(dict.fromkeys(selected.name for selected in next(iter(selections))))  # aliases share a column
    if len(selections) > 1 or not set(relation.snapshot_values).issuperset(names):
        return None
    w.snapshot.used = True
    return names
