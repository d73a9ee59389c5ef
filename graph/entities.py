"""Entity representations of Apollo Federation: references to our nodes by their kind and one of its keys."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graph.model import SHAPE

OFFICIAL: Mapping[str, tuple[str, ...]] = {
    "AdministrativeTerritory": ("kind", "code"),
    "CityContract": ("generation", "code"),
    "Institution": ("siren",),
}
"""For each kind, the official codes that together identify a node."""
KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    name: (("id",), *([OFFICIAL[name]] if name in OFFICIAL else []))
    for name, kind in SHAPE.kinds.items()
    if not kind.is_interface
}
"""The keys by which other services may name a node of each kind: its id, and its official codes if it has any."""


class Representation(NamedTuple):
    """A node as another service refers to it: its kind, and the value of a stored property (`id` or `siren`)."""

    kind: str
    key: str
    value: str


def representation_of(value: Any) -> Representation:
    """Return the node that a representation refers to; official codes become an id.

    Raises:
        ValueError: the representation names no kind with a key, or contains no key of that kind as text.
    """
    stated = value if isinstance(value, dict) else {}
    kind = str(stated.get("__typename"))
    if kind not in KEYS:
        message = f"__typename: {kind[:40]!r} is not a type with a key; expected one of {', '.join(KEYS)}"
        raise ValueError(message)
    for names in KEYS[kind]:
        texts = [text for name in names if isinstance(text := stated.get(name), str)]
        if len(texts) == len(names):
            return Representation(kind, *_stored(kind, names, texts))
    known = " or ".join(" and ".join(names) for names in KEYS[kind])
    message = f"{kind}: no key is given as text; expected {known}"
    raise ValueError(message)


def _stored(kind: str, names: tuple[str, ...], texts: list[str]) -> tuple[str, str]:
    """Return the stored property that identifies a node, and its value, from the texts of a key."""
    if len(names) == 1:
        return names[0], texts[0]
    first, code = texts
    return "id", f"contract:{first[:4]}:{code}" if kind == "CityContract" else f"{first.lower()}:{code}"
