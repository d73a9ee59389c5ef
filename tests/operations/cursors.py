"""Valid cursors, made for a list, its order and, if it has one, its day, instead of being taken from an answer.

Their values have the types of the order's keys, and are taken from the graph if it has such values.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from graph.model import SHAPE
from graph.shape import Kind, Property, Scalar
from graph.statement.read.order import keys, signature, write_cursor
from graph.text import fold
from tests.api_session import TODAY
from tests.operations.known import Known, Plain, likely

DEFAULTS: Mapping[Scalar, tuple[Plain, ...]] = {Scalar.INT: (0, 12), Scalar.FLOAT: (0.5,), Scalar.BOOL: (True, False)}


IDENTIFIER = Property("id", Scalar.ID, "Its id.", required=True)
COMPUTED_LISTS: Mapping[str, tuple[str, str, str]] = {
    "mobilised": ("mobilised(name:ASC)", "name", "Actor"),
    "mobilisable": ("mobilisable(name:ASC)", "name", "Trainer"),
    "trainingOffers": ("trainingOffers(title:ASC)", "title", "Offer"),
    "coverage": ("coverage()", "code", "Territory"),
}
"""The computed lists, with their default order: its name, the property that it sorts by, and the kind of the nodes."""


def valid_cursor(random: Random, known: Known, name: str, kind: str, arguments: Mapping[str, Any]) -> str:
    """Return a cursor for a list of nodes of a kind; `arguments` are the list's other arguments."""
    shape = SHAPE.kinds[kind]
    order: Sequence[Mapping[str, str]] | None = arguments.get("orderBy")
    criteria = keys(shape, order)
    place = [_value(random, known, shape, key.property) for key in criteria]
    return write_cursor(signature(name, criteria), place)


def valid_computed_cursor(random: Random, known: Known, name: str, day: str) -> str:
    """Return a cursor for a computed list in its default order."""
    order, ordered_by, kind = COMPUTED_LISTS[name]
    shape = SHAPE.kinds[kind]
    value = str(likely(random, known.values[ordered_by]))
    folded = fold(value) if ordered_by in {"name", "title"} else value
    place = [folded, _value(random, known, shape, IDENTIFIER)]
    return write_cursor(order, place, TODAY if day == "today" else date.fromisoformat(day))


def _value(random: Random, known: Known, kind: Kind, stored: Property) -> Plain | None:
    pool: Sequence[Plain]
    if stored.type is Scalar.ID:
        pool = known.ids.get(kind.base, ("",))
    elif not stored.required and random.random() < 0.2:
        return None
    elif isinstance(stored.type, Scalar):
        other = known.days if stored.type is Scalar.DATE else known.words
        pool = known.values.get(stored.name) or DEFAULTS.get(stored.type) or other
    else:
        pool = [word.value for word in stored.type]
    value = likely(random, pool)
    return fold(str(value)) if stored.type is Scalar.TEXT else value
