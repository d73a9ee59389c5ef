"""The content of a graph that operations refer to: ids, codes, values, days and words.

It is read from the rows alone; nodes with more edges come first, and are drawn more often.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from changes.rows import GraphRows
from graph.model import SHAPE

T = TypeVar("T")
Plain = str | int | float | bool

TERRITORIAL = frozenset({"PART_OF", "OVERLAPS", "SUCCEEDS"})
EDGE_WEIGHT = 10
"""The weight of an edge, compared with one that only relates territories."""
MOST = 400
"""The most entries of each sort."""


@dataclass(frozen=True)
class Known:
    """Ids by base label, codes by kind of territory, values by name of field, days, and words of texts."""

    ids: Mapping[str, Sequence[str]]
    codes: Mapping[str, Sequence[str]]
    values: Mapping[str, Sequence[Plain]]
    days: Sequence[str]
    words: Sequence[str]


def known_of(rows: GraphRows) -> Known:
    """Return the content of these rows."""
    weights = _weights(rows)
    ids, codes = defaultdict(list), defaultdict(list)
    values: dict[str, dict[Plain, None]] = defaultdict(dict)
    ids["Axis"] = [f"axis:{number}" for number in range(1, 6)]
    for node in sorted(rows.nodes, key=lambda one: (-weights[one.id], one.id)):
        kind = SHAPE.kinds[node.kind]
        base, fields = kind.base, {stored.name: stored.field for stored in kind.properties}
        ids[base].append(node.id)
        if base == "Territory":
            codes[str(node.properties["kind"])].append(str(node.properties["code"]))
        _add(values, {fields.get(name, name): value for name, value in node.properties.items()})
    for edge in rows.edges:
        _add(values, edge.properties)
    texts = [str(one) for name in ("name", "title") for one in values[name]]
    days = sorted({str(one) for name, some in values.items() if name.endswith(("On", "From", "Until")) for one in some})
    return Known(
        {base: tuple(some[:MOST]) for base, some in ids.items()},
        {kind: tuple(dict.fromkeys(some))[:MOST] for kind, some in codes.items()},
        {name: tuple(some)[:MOST] for name, some in values.items()},
        tuple(days),
        tuple(dict.fromkeys(word for text in texts for word in text.split() if word.isalpha()))[:MOST],
    )


def likely(random: Random, pool: Sequence[T]) -> T:
    """Draw an element, preferably one of the first."""
    return pool[int(random.random() ** 2 * len(pool))]


def _weights(rows: GraphRows) -> Counter[str]:
    weights: Counter[str] = Counter()
    for edge in rows.edges:
        weight = 1 if edge.type in TERRITORIAL else EDGE_WEIGHT
        weights[edge.start] += weight
        weights[edge.end] += weight
    return weights


def _add(values: dict[str, dict[Plain, None]], properties: Mapping[str, object]) -> None:
    for name, value in properties.items():
        known = values[name]
        if isinstance(value, date):
            known[value.isoformat()] = None
        elif isinstance(value, (str, int, float)) and len(known) < MOST:
            known[value] = None
