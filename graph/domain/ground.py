"""Containment and overlap of territories, computed from their sets of communes, by one rule for all.

The ground of a territory is the set of communes that sources give it; no geometry is read. Of two territories with the
same communes, the one of the smaller kind lies in the other (the commune of Paris lies in the département of Paris).
One territory never both contains and overlaps another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from graph.vocabulary import TerritoryKind

Edge = tuple[str, str, str]
"""The type of a relationship and the ids of its ends."""
SIZE = {
    kind: size
    for size, kind in enumerate(
        (
            TerritoryKind.COMMUNE,
            TerritoryKind.EPT,
            TerritoryKind.EPCI,
            TerritoryKind.DEPARTEMENT,
            TerritoryKind.REGION,
            TerritoryKind.COUNTRY,
        )
    )
}
"""The kinds by size, which decides which of two territories with the same communes lies in the other."""


@dataclass(frozen=True, eq=False)
class Area:
    """An official territory; `communes` are the INSEE codes of its ground, `departement` the code of its département.

    Areas are compared by identity, for speed.
    """

    kind: TerritoryKind
    code: str
    name: str
    communes: frozenset[str]
    population: int | None = None
    departement: str | None = None

    @cached_property
    def id(self) -> str:
        """Its id in the graph."""
        return area_id(self.kind, self.code)


def area_id(kind: TerritoryKind, code: str) -> str:
    """Return the id of the territory with this kind and official code."""
    return f"{kind.value.lower()}:{code}"


class Position(NamedTuple):
    """The position of a ground: the closest territories that contain it, and those that overlap it.

    For a set of communes, `overlaps` also holds the territories inside it.
    """

    containers: list[Area]
    overlaps: list[Area]


def lies_in(inner: Area, outer: Area) -> bool:
    """Return whether a territory lies wholly inside another one; it never lies in itself."""
    if inner.communes == outer.communes:
        return SIZE[inner.kind] < SIZE[outer.kind]
    return inner.communes < outer.communes


class AreaIndex:
    """The official territories, indexed by id and by commune."""

    def __init__(self, areas: Iterable[Area]) -> None:
        """Index the territories."""
        self.areas = {area.id: area for area in areas}
        self._by_commune: dict[str, list[Area]] = {}
        self._by_ground: dict[frozenset[str], list[Area]] = {}
        self._inside: dict[tuple[Area, Area], bool] = {}
        for area in self.areas.values():
            if area.communes:  # some overseas collectivities have none in the reference
                self._by_ground.setdefault(area.communes, []).append(area)
            for commune in area.communes:
                self._by_commune.setdefault(commune, []).append(area)

    def holding(self, communes: frozenset[str]) -> list[Area]:
        """Return the territories that contain a set of communes, sorted by id."""
        return [area for area in self._areas_on(communes) if communes <= area.communes]

    def same(self, communes: frozenset[str]) -> list[Area]:
        """Return the territories whose ground is exactly this set of communes."""
        return self._by_ground.get(communes, [])

    def shared(self) -> Iterator[list[Area]]:
        """Yield the groups of territories that have the same ground."""
        yield from (areas for areas in self._by_ground.values() if len(areas) > 1)

    def place(self, communes: frozenset[str]) -> Position:
        """Return the position of a set of communes."""
        areas = self._areas_on(communes)
        containers = [area for area in areas if communes <= area.communes]
        return self._position(containers, [area for area in areas if not communes <= area.communes])

    def place_area(self, area: Area) -> Position:
        """Return the position of a territory; territories inside it are no overlaps."""
        others = [other for other in self._areas_on(area.communes) if other is not area and not lies_in(other, area)]
        containers = [other for other in others if self._lies_in(area, other)]
        return self._position(containers, [other for other in others if other not in containers])

    def _areas_on(self, communes: Iterable[str]) -> list[Area]:
        """Return the territories with at least one of the communes, sorted by id."""
        areas = dict.fromkeys(area for commune in communes for area in self._by_commune[commune])
        return sorted(areas, key=lambda area: area.id)

    def _position(self, containers: list[Area], overlaps: list[Area]) -> Position:
        closest = [area for area in containers if not any(self._lies_in(other, area) for other in containers)]
        return Position(closest, overlaps)

    def _lies_in(self, inner: Area, outer: Area) -> bool:
        """Return the result of `lies_in`, cached for each pair, since the same pairs occur for many grounds."""
        pair = inner, outer
        if pair not in self._inside:
            self._inside[pair] = lies_in(inner, outer)
        return self._inside[pair]


def commune_edges(identifier: str, communes: Iterable[str]) -> Iterator[Edge]:
    """Yield the relationships of a QPV or contract to its communes."""
    yield from (("LIES_ON", identifier, area_id(TerritoryKind.COMMUNE, commune)) for commune in sorted(communes))


def position_edges(identifier: str, position: Position) -> Iterator[Edge]:
    """Yield the relationships of a territory to those that contain and overlap it."""
    yield from (("PART_OF", identifier, container.id) for container in position.containers)
    yield from (("OVERLAPS", *pair(identifier, other.id)) for other in position.overlaps)


def same_ground_edges(identifier: str, communes: frozenset[str], index: AreaIndex) -> Iterator[Edge]:
    """Yield the relationships of a territory to those with exactly the same communes."""
    yield from (("SAME_GROUND", *pair(identifier, area.id)) for area in index.same(communes))


def attachment_edge(identifier: str, communes: frozenset[str], index: AreaIndex) -> Edge:
    """Return the relationship of a QPV to the département in which it is counted.

    Raises:
        ValueError: its communes lie in several départements.
    """
    (departement,) = {index.areas[area_id(TerritoryKind.COMMUNE, commune)].departement for commune in communes}
    return "ATTACHED_TO", identifier, area_id(TerritoryKind.DEPARTEMENT, str(departement))


def pair(first: str, second: str) -> tuple[str, str]:
    """Return two ids in order: a relationship without direction is stored once."""
    return min(first, second), max(first, second)
