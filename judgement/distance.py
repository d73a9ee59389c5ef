"""Problems of territories far from the body or contract of a statement, or from the rest of an area."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import asin, cos, inf, radians, sin, sqrt
from statistics import fmean
from typing import cast

from changes.changeset import Facts
from graph.vocabulary import InstitutionKind, Role, TerritoryKind
from judgement.entries import OVERSEAS, Register, departement_of
from judgement.problems import Problem, ProblemCode
from judgement.statements import Edges
from seed.references.read import read_centroids

FAR_KILOMETRES = 150
"""The minimum distance between the centres of two départements that count as far apart; adjacent ones are nearer."""
EARTH_RADIUS = 6371
AREA_KILOMETRES: Mapping[str, int] = {"CityContract": 40, "AdministrativeTerritory": 20}
"""The maximum distance in km from a commune of a contract or QPV to the nearest other commune in the same area.

Among the contracts of 2024, except overseas, the greatest such distance is 25 km; among the QPV of 2024, 9 km.
"""
MOST_COMMUNES = 300
"""The maximum number of communes of an area that are checked; the largest EPCI has 158."""
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
        InstitutionKind.NOT_STATED,
    }
)
"""The bodies that may act anywhere in the country."""
CAPITAL_REGION = "region:11"
"""The région in which many associations that act elsewhere have their seat."""
CAPITAL = "departement:75"
"""The only département that consists of a single commune."""
WIDER = frozenset({TerritoryKind.DEPARTEMENT, TerritoryKind.REGION, TerritoryKind.COUNTRY})
"""The kinds of territory larger than any commune."""
LOCAL_ROLES = frozenset({Role.LEAD, Role.STEERING, Role.COORDINATOR, Role.PARTNER})
FEWEST_GROUPS = 2
Point = tuple[float, float]
"""A longitude and a latitude, in radians."""


class Distances:
    """Finds territories far from the bodies and contracts in the same statement."""

    def __init__(self, register: Register) -> None:
        self._bodies, self._territories = register.nodes, register.territories

    def far(self, kind: str, identifier: str, edges: Mapping[str, Edges]) -> Iterator[Problem]:
        """Yield the distant territories of a node with these relationships."""
        territories = _ends(edges, "territories")
        for contract in _ends(edges, "cityContract") if kind == "TerritorialPlan" else ():
            others = self._far_territories(contract, territories)
            home = self._departement(contract)
            if far := others or [other for other in territories if home and self._is_beyond(home, other)]:
                code = ProblemCode.FAR_FROM_CONTRACT if others else ProblemCode.BEYOND_CONTRACT
                relation, items = ("cityContract", [contract]) if far == territories else ("territories", far)
                kilometres = FAR_KILOMETRES if others else AREA_KILOMETRES["CityContract"]
                yield self._far_from(code, relation, items, far, contract, kilometres=kilometres)
                territories = [other for other in territories if other not in far]
        for (_, actor, _), facts in edges.get("actors", {}).items():
            is_local = not LOCAL_ROLES.isdisjoint(_roles(facts))
            if is_local and (far := self._far_from_body(actor, territories)):
                yield self._far_from_body_problem("territories", actor, far)
                territories = [other for other in territories if other not in far]
        yield from self._wider_than_town(edges, territories)
        communes = _ends(edges, "communes")
        if kind == "CityContract" and (far := self._far_territories(identifier, communes)):
            yield self._far_from(
                ProblemCode.FAR_FROM_CONTRACT, "communes", far, far, identifier, kilometres=FAR_KILOMETRES
            )
        elif kind in AREA_KILOMETRES:
            yield from self._scattered(communes, AREA_KILOMETRES[kind])
        if kind == "Institution":
            for contract in _ends(edges, "signedContracts"):
                if far := self._far_from_body(identifier, [contract]):
                    yield self._far_from_body_problem("signedContracts", identifier, far)

    def moved(self, kind: str, edges: Mapping[str, Edges], known: Mapping[str, Edges]) -> Iterator[Problem]:
        """Yield a problem if a known institution moves to another département, or a QPV to another contract."""
        for new, old in zip(_ends(edges, "basedIn"), _ends(known, "basedIn"), strict=False):
            one, other = self._departement(new), self._departement(old)
            if one and other and one != other:
                yield ProblemCode.SEAT_MOVED.at("basedIn", known=self._territories[old].label)
        contracts = _ends(known, "cityContract")
        if kind == "AdministrativeTerritory" and contracts and contracts != _ends(edges, "cityContract"):
            yield ProblemCode.CONTRACT_CHANGED.at("cityContract", known=self._territories[contracts[0]].label)

    def _wider_than_town(self, edges: Mapping[str, Edges], territories: list[str]) -> Iterator[Problem]:
        """Yield the territories that are larger than any commune, for actions that only town halls lead."""
        actors = edges.get("actors", {}).items()
        leads = [self._bodies.get(actor) for (_, actor, _), facts in actors if Role.LEAD in _roles(facts)]
        entries = {i: self._territories.get(i) for i in territories if i != CAPITAL}
        wide = [i for i, entry in entries.items() if entry and entry.kind in WIDER]
        if wide and leads and all(lead and lead.body_kind == InstitutionKind.COMMUNE for lead in leads):
            bodies = tuple(lead.name for lead in leads if lead)
            yield ProblemCode.WIDER_THAN_TOWN.at("territories", *wide, places=self._labels(wide), bodies=bodies)

    def _is_beyond(self, departement: str, place: str) -> bool:
        """Return whether a place is a commune far from every commune of a département."""
        entry = self._territories.get(place)
        point = _points().get(entry.code) if entry and entry.kind == TerritoryKind.COMMUNE else None
        if entry is None or point is None or entry.code.startswith(OVERSEAS) or self._departement(place) == departement:
            return False
        gap = min((_distance(point, one) for one in _points_by_departement().get(departement, ())), default=0)
        return gap > AREA_KILOMETRES["CityContract"]

    def _far_from_body(self, body: str, territories: list[str]) -> list[str]:
        """Return the territories far from the seat of a body; none for a body that may act anywhere."""
        entry = self._bodies.get(body)
        if entry is None or not entry.seat or not entry.body_kind or entry.body_kind in WIDE_BODIES:
            return []
        is_wide = entry.body_kind == InstitutionKind.ASSOCIATION and self._region(entry.seat) == CAPITAL_REGION
        return [] if is_wide else self._far_territories(entry.seat, territories)

    def _far_from_body_problem(self, relation: str, body: str, far: list[str]) -> Problem:
        entry = self._bodies[body]
        return self._far_from(ProblemCode.FAR_FROM_BODY, relation, far, far, entry.seat, body=entry.name)

    def _far_from(
        self, code: ProblemCode, relation: str, items: list[str], far: list[str], place: str, **values: object
    ) -> Problem:
        """Return the problem of territories far from a place."""
        return code.at(relation, *items, places=self._labels(far), place=self._territories[place].label, **values)

    def _labels(self, ids: list[str]) -> tuple[str, ...]:
        return tuple(self._territories[identifier].label for identifier in ids)

    def _far_territories(self, place: str, territories: list[str]) -> list[str]:
        """Return the territories that are in another région than a place and far from that place."""
        one = self._departement(place)
        others = {identifier: self._departement(identifier) for identifier in territories} if one else {}
        return [
            identifier
            for identifier, other in others.items()
            if one and other and self._region(one) != self._region(other) and _kilometres(one, other) > FAR_KILOMETRES
        ]

    def _scattered(self, communes: list[str], most: int) -> Iterator[Problem]:
        """Yield the communes of an area that are far from the others; all of them if no two are near each other."""
        points = {
            commune: _points()[code]
            for commune in communes[:MOST_COMMUNES]
            if (code := self._territories[commune].code) in _points() and not code.startswith(OVERSEAS)
        }
        groups = _groups(points, most)
        if len(groups) < FEWEST_GROUPS:
            return
        near, *others = groups
        far = [commune for group in others for commune in group]
        gap = round(min(_distance(points[one], points[other]) for one in near for other in far))
        is_alone = len(near) == 1
        code = ProblemCode.FAR_FROM_EACH_OTHER if is_alone else ProblemCode.FAR_FROM_THE_OTHERS
        distant = [*near, *far] if is_alone else far
        yield code.at("communes", *distant, places=self._labels(distant), kilometres=gap)

    def _departement(self, identifier: str) -> str | None:
        return self._walk(identifier, TerritoryKind.DEPARTEMENT)

    def _region(self, identifier: str) -> str | None:
        return self._walk(identifier, TerritoryKind.REGION)

    def _walk(self, identifier: str, kind: TerritoryKind) -> str | None:
        """Return the territory of the given kind in which this one is counted, which may be this one itself.

        Return None if this territory is larger than that kind.
        """
        entry = self._territories.get(identifier)
        while entry is not None and entry.kind != kind:
            entry = self._territories.get(entry.attached_to or "")
        return entry.id if entry else None


def _roles(facts: Facts) -> list[str]:
    return cast("list[str]", facts.get("roles") or [])


def _ends(edges: Mapping[str, Edges], relation: str) -> list[str]:
    return [end for _, _, end in edges.get(relation, {})]


def _groups(points: Mapping[str, Point], most: int) -> list[list[str]]:
    """Return groups of communes in which each commune is near another one, the largest group first."""
    groups: list[list[str]] = []
    for commune, point in points.items():
        near = [group for group in groups if any(_distance(point, points[other]) <= most for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), commune])
    return sorted(groups, key=len, reverse=True)


def _kilometres(one: str, other: str) -> float:
    """Return the distance between the centres of two départements; infinite if one has no point."""
    centres = _centres()
    return _distance(centres[one], centres[other]) if one in centres and other in centres else inf


def _distance(one: Point, other: Point) -> float:
    """Return the kilometres between two points."""
    (first, latitude), (second, other_latitude) = one, other
    half = sin((other_latitude - latitude) / 2) ** 2
    half += cos(latitude) * cos(other_latitude) * sin((second - first) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))


@cache
def _points() -> Mapping[str, Point]:
    """Return a point in each commune, by its code."""
    return {c.commune: (radians(c.longitude), radians(c.latitude)) for c in read_centroids()}


@cache
def _points_by_departement() -> Mapping[str, Sequence[Point]]:
    """Return the points of the communes of each département, by its id."""
    points: defaultdict[str, list[Point]] = defaultdict(list)
    for commune, point in _points().items():
        points[f"departement:{departement_of(commune)}"].append(point)
    return points


@cache
def _centres() -> Mapping[str, Point]:
    """Return the centre of each département: the mean point of its communes."""
    points = _points_by_departement().items()
    return {departement: (fmean(p[0] for p in group), fmean(p[1] for p in group)) for departement, group in points}
