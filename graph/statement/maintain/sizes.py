"""The sizes of the graph: the number of nodes of each kind, and the number of relationships per node.

Sizes are rounded up to powers of two, so that prices reveal no facts about anybody and rarely change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from graph.model import SHAPE
from graph.shape import Direction, Kind, Relation
from graph.statement.core.patterns import pattern
from graph.statement.core.writer import Statement

_WALK = 3
"""The number of steps assumed for a transitive relation."""


Sums = Sequence[int]
"""For some nodes, the sum of their numbers of relationships, and the sum of the squares of these numbers."""


class Side(NamedTuple):
    """One end of a relationship type: the base label of its nodes, the type, and the direction from them."""

    base: str
    through: str
    direction: Direction


class Fanout(NamedTuple):
    """The mean number of relationships at any node of a label (`mean`), and at a node that a walk reaches (`met`).

    The more relationships a node has, the more often a walk reaches the node: `met` is the sum of the squared numbers
    divided by the sum of the numbers.
    """

    mean: int
    met: int


@dataclass(frozen=True, eq=False)
class Sizes:
    """The number of nodes of each kind and the fanout of each side in one graph; equal sizes are the same object.

    Territories are also counted by their own kinds.
    """

    nodes: Mapping[str, int]
    fanouts: Mapping[Side, Fanout]

    def of_kind(self, name: str) -> int:
        """Return the number of nodes of a kind, or of territories of a kind of territory."""
        return self.nodes.get(name, 0)

    def fanout(self, kind: Kind, relation: Relation, *, reached: bool) -> int:
        """Return the number of relationships that a relation walks from a node; `reached` if a walk led to the node."""
        mean, met = self._at(kind.base, relation.through, relation.direction)
        steps = met if reached else mean
        if relation.via:
            return steps * self._at("Engagement", relation.via, Direction.IN).met
        return steps**_WALK if relation.transitive else steps

    def _at(self, base: str, through: str, direction: Direction) -> Fanout:
        return self.fanouts[Side(base, through, direction)]


def _sides() -> dict[str, dict[Side, Relation]]:
    sides: dict[str, dict[Side, Relation]] = {}
    for kind in SHAPE.kinds.values():
        for relation in kind.relations:
            sides.setdefault(kind.base, {}).setdefault(Side(kind.base, relation.through, relation.direction), relation)
    return sides


_SIDES = _sides()


BASES = tuple(_SIDES)
"""The labels whose relationships are counted."""
COUNTS = Statement(
    f"RETURN [{', '.join(f'COUNT {{ (:{kind.label}) }}' for kind in SHAPE.kinds.values())}] AS answer", {}
)
"""Counts the nodes of every kind."""


def degrees(base: str, ids: Sequence[str] | None = None) -> Statement:
    """Return the statement that sums relationship counts, and their squares, at these (or all) nodes of a label."""
    sides = _SIDES[base].values()
    nodes = f"MATCH (n:{base})" if ids is None else f"UNWIND $ids AS id MATCH (n:{base} {{id: id}})"
    counted = [f"COUNT {{ {pattern('n', relation, '', '', '')} }} AS d{i}" for i, relation in enumerate(sides)]
    sums = [f"[sum(d{i}), sum(d{i} * d{i})]" for i in range(len(sides))]
    text = f"{nodes} WITH {', '.join(counted)} RETURN [{', '.join(sums)}] AS answer"
    return Statement(text, {} if ids is None else {"ids": list(ids)})


def added(parts: Iterable[tuple[Sequence[Sums], int]]) -> list[Sums]:
    """Return the sums over several parts of a label's nodes, each multiplied by the weight of its part."""
    weighted = [[[(number or 0) * weight for number in row] for row in rows] for rows, weight in parts]
    return [[sum(column) for column in zip(*rows, strict=True)] for rows in zip(*weighted, strict=True)]


def sizes_of(
    counts: Sequence[int], sums: Mapping[str, Sequence[Sums]], territories: Mapping[str, int], current: Sizes | None
) -> Sizes:
    """Return the sizes from these counts and sums by label; `current` itself if they are equal.

    `territories` contains the number of territories of each kind.
    """
    kinds = dict(zip(SHAPE.kinds.values(), counts, strict=True))
    of_label = {kind.label: count for kind, count in kinds.items()}
    fanouts = {
        side: _fanout(of_label[base], *degrees)
        for base, sides in _SIDES.items()
        for side, degrees in zip(sides, sums[base], strict=True)
    }
    named = {**{kind.name: count for kind, count in kinds.items()}, **territories}
    nodes = {name: _power_of_two(count) for name, count in named.items()}
    same = current is not None and (dict(current.nodes), dict(current.fanouts)) == (nodes, fanouts)
    return current if current and same else Sizes(nodes, fanouts)


def _fanout(nodes: int, relationships: int, squares: int) -> Fanout:
    return Fanout(_power_of_two(relationships / max(nodes, 1)), _power_of_two(squares / max(relationships, 1)))


def _power_of_two(number: float) -> int:
    """Return the least power of two not below a number."""
    return 1 << max(ceil(number) - 1, 0).bit_length()
