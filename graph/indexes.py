"""Constraints and indexes, from the model.

Only unique constraints and range indexes, one type for each property: both databases know these forms. They are created
when the service starts.
"""

from collections.abc import Iterator

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
"""The property that one index holds together with the id, so that the pages of one of its values are read in order."""


def bases() -> list[str]:
    """Return the labels that carry the unique id."""
    return list(dict.fromkeys(kind.base for kind in SHAPE.kinds.values()))


def definitions() -> list[str]:
    """Return the statements that create the missing constraints and indexes."""
    unique = [
        f"CREATE CONSTRAINT {base.lower()}_id IF NOT EXISTS FOR (n:{base}) REQUIRE n.id IS UNIQUE"
        for base in [*bases(), "Graph"]
    ]
    return unique + [f"CREATE INDEX {name} IF NOT EXISTS {of_what}" for name, of_what in _indexes()]


def removals() -> list[str]:
    """Return the statements that take out the indexes; unique constraints, which hold ids only, stay."""
    return [f"DROP INDEX {name} IF EXISTS" for name, _ in _indexes()]


def _indexes() -> Iterator[tuple[str, str]]:
    """Yield the name of every index, and the label and properties that it is of."""
    for base, names in INDEXED.items():
        yield from ((f"{base.lower()}_{name.lower()}", f"FOR (n:{base}) ON (n.{name})") for name in names)
    for base, name in PAGED.items():
        yield f"{base.lower()}_{name.lower()}_id", f"FOR (n:{base}) ON (n.{name}, n.id)"


def kinds() -> list[Kind]:
    """Return the concrete kinds of node."""
    return [kind for kind in SHAPE.kinds.values() if not kind.is_interface]
