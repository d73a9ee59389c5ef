"""Warnings about ground that lies far from the body or contract of a line: in another région, and not next to it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import asin, cos, inf, radians, sin, sqrt
from typing import cast

from changes.changeset import Facts
from changes.rows import EdgeKey
from exchange.findings import Doubt
from exchange.lookup.directory import Directory
from exchange.lookup.gazetteer import departement_of
from graph.vocabulary import InstitutionKind, Role, TerritoryKind
from seed.references.read import read_centroids

FAR_KILOMETRES = 150
"""Between the middles of two départements; those that touch are nearer."""
EARTH_RADIUS = 6371
WIDE_BODIES = frozenset(
    {
        InstitutionKind.NATIONAL_AGENCY,
        InstitutionKind.INTERMINISTERIAL_DELEGATION,
        InstitutionKind.CNFPT,
        InstitutionKind.NETWORK_HEAD,
        InstitutionKind.TRAINING_PROVIDER,
        InstitutionKind.CONSULTANCY,
        InstitutionKind.UNIVERSITY,
        InstitutionKind.DEFENDER_OF_RIGHTS,
        InstitutionKind.TRADE_UNION,
        InstitutionKind.COMPANY,
        InstitutionKind.OTHER,
    }
)
"""The bodies that may act anywhere in the country."""
CAPITAL_REGION = "region:11"
"""The région of the seats of many associations that act elsewhere."""
LOCAL_ROLES = frozenset({Role.LEAD, Role.STEERING, Role.COORDINATOR, Role.PARTNER})
Edges = Mapping[str, Mapping[EdgeKey, Facts]]


class Distances:
    """Tells which ground lies far from the bodies and contracts that a line names with it."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._territories = directory.gazetteer.by_id

    def far(self, kind: str, identifier: str, edges: Edges) -> Iterator[Doubt]:
        """Yield the far ground of a node with these relationships."""
        ground = _ends(edges, "territories")
        for contract in _ends(edges, "cityContract") if kind == "TerritorialPlan" else ():
            if self._is_far([contract], ground):
                yield Doubt("cityContract", self._message("ce contrat", contract, ground))
        for (_, actor, _), facts in edges.get("actors", {}).items():
            if LOCAL_ROLES.intersection(cast("list[str]", facts.get("roles") or [])):
                yield from self._far_from_body(actor, ground, "territories")
        if kind == "CityContract" and self._is_far([identifier], communes := _ends(edges, "communes")):
            yield Doubt("communes", self._message("ce contrat", identifier, communes))
        if kind == "Institution":
            for contract in _ends(edges, "signedContracts"):
                yield from self._far_from_body(identifier, [contract], "signedContracts")

    def _far_from_body(self, body: str, ground: list[str], column: str) -> Iterator[Doubt]:
        entry = self._directory.entries.get(body)
        if entry is None or not entry.seat or not entry.body or entry.body in WIDE_BODIES:
            return
        is_wide = entry.body == InstitutionKind.ASSOCIATION and self._region(entry.seat) == CAPITAL_REGION
        if not is_wide and self._is_far([entry.seat], ground):
            yield Doubt(column, self._message(f"« {entry.name} »", entry.seat, ground))

    def _message(self, what: str, place: str, ground: list[str]) -> str:
        labels = " et ".join(f"« {self._territories[i].label} »" for i in ground[:2])
        seat = self._territories[place].label
        return f"{labels} est loin de {what} ({seat}), dans une autre région ; est-ce le bon territoire ?"

    def _is_far(self, places: list[str], ground: list[str]) -> bool:
        """Return whether each ground lies in another région than these places, and not near them."""
        pairs = [(self._departement(place), self._departement(other)) for place in places for other in ground]
        return bool(pairs) and all(
            one and other and self._region(one) != self._region(other) and _kilometres(one, other) > FAR_KILOMETRES
            for one, other in pairs
        )

    def _departement(self, identifier: str) -> str | None:
        return self._walk(identifier, TerritoryKind.DEPARTEMENT)

    def _region(self, identifier: str) -> str | None:
        return self._walk(identifier, TerritoryKind.REGION)

    def _walk(self, identifier: str, kind: TerritoryKind) -> str | None:
        """Return the territory of a kind in which another one is counted; None for what is wider."""
        entry = self._territories.get(identifier)
        while entry is not None and entry.kind != kind:
            entry = self._territories.get(entry.attached_to or "")
        return entry.id if entry else None


def _ends(edges: Edges, relation: str) -> list[str]:
    return [end for _, _, end in edges.get(relation, {})]


def _kilometres(one: str, other: str) -> float:
    """Return the distance between the middles of two départements; infinite where one has no point."""
    middles = _middles()
    if one not in middles or other not in middles:
        return inf
    (first, latitude), (second, other_latitude) = middles[one], middles[other]
    half = sin((other_latitude - latitude) / 2) ** 2
    half += cos(latitude) * cos(other_latitude) * sin((second - first) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))


@cache
def _middles() -> Mapping[str, tuple[float, float]]:
    """Return the middle of each département: the mean point of its communes, as longitude and latitude in radians."""
    points: dict[str, list[tuple[float, float]]] = {}
    for centroid in read_centroids():
        point = radians(centroid.longitude), radians(centroid.latitude)
        points.setdefault(f"departement:{departement_of(centroid.commune)}", []).append(point)
    return {
        departement: (_mean(p[0] for p in found), _mean(p[1] for p in found)) for departement, found in points.items()
    }


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
