"""Which territory wholly contains which, and which only share ground.

Rule: both come from sets of communes. On equal ground the smaller kind lies in the larger (Paris is a commune inside a
département); containment and overlap never hold together between the same two.
"""

from collections.abc import Iterable
from typing import NamedTuple

from graph.vocabulary import TerritoryKind
from seed.references.areas import Area

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
"""Order of the kinds, used where two territories have the same ground."""


class Position(NamedTuple):
    """Where a ground lies: the closest territories that contain it, and those that share ground without containing it.

    `shared` also holds the territories inside the ground.
    """

    containers: list[Area]
    shared: list[Area]


def lies_in(inner: Area, outer: Area) -> bool:
    """Tell whether a territory is wholly inside another one; never inside itself."""
    if inner.communes == outer.communes:
        return SIZE[inner.kind] < SIZE[outer.kind]
    return inner.communes < outer.communes


class Ground:
    """Every official territory, found by id and by commune."""

    def __init__(self, areas: Iterable[Area]) -> None:
        """Index the territories."""
        self.areas = {area.id: area for area in areas}
        self._holding: dict[str, list[Area]] = {}
        self._inside: dict[tuple[Area, Area], bool] = {}
        for area in self.areas.values():
            for commune in area.communes:
                self._holding.setdefault(commune, []).append(area)

    def place(self, communes: frozenset[str]) -> Position:
        """Return where a set of communes lies."""
        touched = self._touched(communes)
        containers = [area for area in touched if communes <= area.communes]
        return self._position(containers, [area for area in touched if not communes <= area.communes])

    def place_area(self, area: Area) -> Position:
        """Return where a territory lies among the others; `shared` leaves out what is inside it."""
        touched = [other for other in self._touched(area.communes) if other is not area and not lies_in(other, area)]
        containers = [other for other in touched if self._lies_in(area, other)]
        return self._position(containers, [other for other in touched if other not in containers])

    def _touched(self, communes: Iterable[str]) -> list[Area]:
        found = dict.fromkeys(area for commune in communes for area in self._holding[commune])
        return sorted(found, key=lambda area: area.id)

    def _position(self, containers: list[Area], shared: list[Area]) -> Position:
        closest = [area for area in containers if not any(self._lies_in(other, area) for other in containers)]
        return Position(closest, shared)

    def _lies_in(self, inner: Area, outer: Area) -> bool:
        pair = inner, outer
        if pair not in self._inside:
            self._inside[pair] = lies_in(inner, outer)
        return self._inside[pair]
