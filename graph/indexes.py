"""Constraints and indexes, from the model.

Rule: unique and range ones only, one type a property, all made on start-up: both databases know these forms.
"""

from graph.model import SHAPE
from graph.rights import public_name
from graph.shape import Kind

SORTED = {
    "Territory": ("kind", "code", "nameKey", "codeKey"),
    "Actor": ("nameKey", public_name("nameKey"), "kind"),
    "Engagement": ("startsOn", "titleKey", "countsFrom"),
    "Offer": ("titleKey",),
    "Source": ("titleKey",),
}
PAGED = {"Territory": "kind", "Actor": "kind"}
"""The property that an index holds together with the id, so that pages of one value of it are read in order."""


def bases() -> list[str]:
    """Return the labels that carry the unique id."""
    return list(dict.fromkeys(kind.base for kind in SHAPE.kinds.values()))


def definitions() -> list[str]:
    """Return the statements that create what is missing."""
    unique = [
        f"CREATE CONSTRAINT {base.lower()}_id IF NOT EXISTS FOR (n:{base}) REQUIRE n.id IS UNIQUE"
        for base in [*bases(), "Graph"]
    ]
    plain = [
        f"CREATE INDEX {base.lower()}_{name.lower()} IF NOT EXISTS FOR (n:{base}) ON (n.{name})"
        for base, names in SORTED.items()
        for name in names
    ]
    paged = [
        f"CREATE INDEX {base.lower()}_{name.lower()}_id IF NOT EXISTS FOR (n:{base}) ON (n.{name}, n.id)"
        for base, name in PAGED.items()
    ]
    return unique + plain + paged


def kinds() -> list[Kind]:
    """Return the kinds that nodes are of."""
    return [kind for kind in SHAPE.kinds.values() if not kind.is_interface]
