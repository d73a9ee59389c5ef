"""Decides whether a root field needs the snapshot, from the declarations of fields and conditions in the model."""

from collections.abc import Mapping
from typing import Any

from graph.model import SHAPE
from graph.statement.core.selection import Field

_CONDITIONS = frozenset(c.name for kind in SHAPE.kinds.values() for c in kind.conditions if c.needs_snapshot)


def needs_snapshot(root: Field) -> bool:
    """Return whether a root field, or anything nested in it, needs the snapshot.

    The snapshot is needed for a territory given by its code, for a territory condition in a filter, and for a field
    computed from the network.
    """
    if "code" in (root.arguments.get("ref") or ()):
        return True
    return _refers(root.arguments) or any(_needs(type_name, field) for type_name, field in _nested(root))


def _nested(root: Field) -> list[tuple[str, Field]]:
    """Return every field below a root field once, with the type that declares it."""
    nested: list[tuple[str, Field]] = []
    seen: set[int] = set()
    waiting = [root.selection] if root.selection else []
    while waiting:
        selection = waiting.pop()
        if id(selection) not in seen:
            seen.add(id(selection))
            below = [(type_name, field) for type_name, fields in selection.fields.items() for field in fields]
            nested += below
            waiting += [field.selection for _, field in below if field.selection]
    return nested


def _needs(type_name: str, field: Field) -> bool:
    kind = SHAPE.kinds.get(type_name)
    computed = kind.computed_field(field.name) if kind else None
    return (computed is not None and computed.needs_snapshot) or _refers(field.arguments)


def _refers(value: Any) -> bool:
    """Return whether arguments hold a condition that needs the snapshot."""
    if isinstance(value, Mapping):
        return any(key in _CONDITIONS or _refers(item) for key, item in value.items())
    return isinstance(value, list) and any(_refers(item) for item in value)
