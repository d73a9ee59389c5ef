"""Constraints and indexes, derived from the model.

Only unique constraints and range indexes are used, since both databases support these. Missing ones are created when
the service starts.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from graph.model import SHAPE
from graph.rights import public_name
from graph.shape import Kind

INDEXED = {
    "Territory": ("kind", "code", "nameKey", "codeKey"),
    "Actor": ("nameKey", public_name("nameKey"), "kind", "siren"),
    "Engagement": ("startsOn", "titleKey", "countsFrom"),
    "Offer": ("titleKey",),
    "Source": ("titleKey",),
}
PAGED = {"Territory": "kind", "Actor": "kind"}
"""The property indexed together with the id, so that nodes with one value of the property are read in order of id."""


def bases() -> list[str]:
    """Return the labels that carry the unique id."""
    return list(dict.fromkeys(kind.base for kind in SHAPE.kinds.values()))


class Definition(NamedTuple):
    """A unique constraint on properties of a label, or an index without uniqueness."""

    label: str
    properties: tuple[str, ...]
    is_unique: bool = False

    @property
    def name(self) -> str:
        """Its name in the database."""
        return "_".join([self.label, *self.properties]).lower()

    @property
    def creation(self) -> str:
        """The statement that creates it if it is missing."""
        values = ", ".join(f"n.{name}" for name in self.properties)
        if self.is_unique:
            return f"CREATE CONSTRAINT {self.name} IF NOT EXISTS FOR (n:{self.label}) REQUIRE {values} IS UNIQUE"
        return f"CREATE INDEX {self.name} IF NOT EXISTS FOR (n:{self.label}) ON ({values})"


EXISTING = "SHOW INDEXES YIELD entityType, type, labelsOrTypes, properties, owningConstraint"
"""Lists the indexes of a database: entity type, index type, labels and properties (null: all), owning constraint or
null."""


def definitions() -> list[Definition]:
    """Return all constraints and indexes."""
    unique = [Definition(base, ("id",), is_unique=True) for base in [*bases(), "Graph"]]
    plain = [Definition(base, (name,)) for base, names in INDEXED.items() for name in names]
    return unique + plain + [Definition(base, (name, "id")) for base, name in PAGED.items()]


def creations(existing: Iterable[Sequence[Any]]) -> list[str]:
    """Return the statements that create the constraints and indexes missing from the records of `EXISTING`."""
    there = {
        Definition(labels[0], tuple(properties), owner is not None)
        for entity, index_type, labels, properties, owner in existing
        if (entity, index_type) == ("NODE", "RANGE")  # an index of another type, such as text, does not replace ours
    }
    return [definition.creation for definition in definitions() if definition not in there]


def removals() -> list[str]:
    """Return the statements that drop the indexes; the unique constraints, which hold ids only, stay."""
    return [f"DROP INDEX {definition.name} IF EXISTS" for definition in definitions() if not definition.is_unique]


def kinds() -> list[Kind]:
    """Return the concrete kinds of node."""
    return [kind for kind in SHAPE.kinds.values() if not kind.is_interface]
