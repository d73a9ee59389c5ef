"""Constraints and indexes, from the model.

Rule: unique and plain ones only, one type a property, all made on start-up: both databases know these forms.
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
    return unique + plain


def kinds() -> list[Kind]:
    """Return the kinds that nodes are of."""
    return [kind for kind in SHAPE.kinds.values() if not kind.is_interface]
