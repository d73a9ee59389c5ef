"""Territories, contracts and their lead bodies as nodes and edges.

A containment that the files state is always an edge (commune → département → région → pays; commune → EPCI and EPT; EPT
→ its métropole). Any other is an edge only to the closest territories; the rest follows by walking PART_OF.
"""

from collections.abc import Iterable, Iterator

from changes.rows import GraphRows, NodeRow, Value
from graph.vocabulary import Perimeter, TerritoryKind
from seed.references.areas import Area, area_id
from seed.references.bodies import Bodies, Body
from seed.references.contracts import Contract
from seed.references.ground import Ground, Position
from seed.references.read import References

COUNTRY = "country:FR"
DERIVED_KINDS = (TerritoryKind.DEPARTEMENT, TerritoryKind.EPCI, TerritoryKind.EPT)
"""Kinds whose other containers and overlaps follow from communes; a region lies in the country and overlaps nothing."""


def add_territories(rows: GraphRows, records: References, ground: Ground) -> None:
    """Add every official territory, with PART_OF and OVERLAPS between them."""
    for area in ground.areas.values():
        _node(
            rows,
            "AdministrativeTerritory",
            area.id,
            code=area.code,
            name=area.name,
            kind=area.kind.value,
            population=area.population,
            fictional=False,
        )
    parents = dict.fromkeys(_stated_parents(records, ground))
    overlaps: dict[tuple[str, str], None] = {}
    for area in (area for area in ground.areas.values() if area.kind in DERIVED_KINDS):
        position = ground.place_area(area)
        parents.update(dict.fromkeys((area.id, container.id) for container in position.containers))
        overlaps.update(dict.fromkeys(_pair(area.id, other.id) for other in position.overlaps))
    _add_edges(rows, "PART_OF", parents)
    _add_edges(rows, "OVERLAPS", overlaps)


def _stated_parents(records: References, ground: Ground) -> Iterator[tuple[str, str]]:
    """Yield the ids of each territory and its container that the files state."""
    for region in records.regions:
        yield area_id(TerritoryKind.REGION, region.code), COUNTRY
    for departement in records.departements:
        yield area_id(TerritoryKind.DEPARTEMENT, departement.code), area_id(TerritoryKind.REGION, departement.region)
    for commune in records.communes:
        inside = area_id(TerritoryKind.DEPARTEMENT, commune.departement)
        yield area_id(TerritoryKind.COMMUNE, commune.code), inside
    metropole = {
        commune: area for area in ground.areas.values() if area.kind is TerritoryKind.EPCI for commune in area.communes
    }
    for area in ground.areas.values():
        if area.kind in {TerritoryKind.EPCI, TerritoryKind.EPT}:
            yield from ((area_id(TerritoryKind.COMMUNE, commune), area.id) for commune in sorted(area.communes))
        if area.kind is TerritoryKind.EPT:
            yield from ((area.id, outer) for outer in sorted({metropole[commune].id for commune in area.communes}))


def add_contracts(rows: GraphRows, contracts: list[Contract], ground: Ground, bodies: Bodies) -> None:
    """Add every contract with its ground, its lead bodies with their territories, and the contracts it succeeds."""
    leads = {contract.id: _leads(contract, bodies) for contract in contracts}
    for contract in contracts:
        _add_contract(rows, contract)
        _add_ground(rows, contract, leads[contract.id], ground)
    lead_bodies = {body.id: body for bodies_of_contract in leads.values() for body in bodies_of_contract}
    for body in lead_bodies.values():
        _add_body(rows, body)
    for contract in contracts:
        for body in leads[contract.id]:
            rows.edge("LED_BY", contract.id, body.id)
    _add_edges(rows, "SUCCEEDS", _successions(contracts))


def _leads(contract: Contract, bodies: Bodies) -> list[Body]:
    return list(dict.fromkeys(bodies.lead(row) for row in contract.rows))


def _add_contract(rows: GraphRows, contract: Contract) -> None:
    starts_on, ends_on = contract.term
    longitude, latitude = contract.point or (None, None)
    _node(
        rows,
        "CityContract",
        contract.id,
        code=contract.code,
        name=contract.name,
        kind=TerritoryKind.CITY_CONTRACT.value,
        fictional=False,
        generation=contract.generation,
        startsOn=starts_on,
        endsOn=ends_on,
        perimeter=Perimeter.ASSUMED.value,
        formerCode=", ".join(contract.former_codes) or None,
        longitude=longitude,
        latitude=latitude,
    )


def _add_ground(rows: GraphRows, contract: Contract, leads: list[Body], ground: Ground) -> None:
    position = _position(contract, leads, ground)
    _add_edges(rows, "PART_OF", ((contract.id, container.id) for container in position.containers))
    _add_edges(rows, "OVERLAPS", (_pair(contract.id, other.id) for other in position.overlaps))


def _position(contract: Contract, leads: list[Body], ground: Ground) -> Position:
    """Return the position of a contract: that of its leads' ground, or of its départements where a lead is gone."""
    areas = [body.area for body in leads if body.area]
    if len(areas) == len(leads):
        return ground.place(_union(areas))
    departements = [ground.areas[area_id(TerritoryKind.DEPARTEMENT, code)] for code in contract.departements]
    containers = ground.place(_union(departements)).containers
    return Position(containers, [area for area in departements if area not in containers])


def _union(areas: Iterable[Area]) -> frozenset[str]:
    return frozenset().union(*(area.communes for area in areas))


def _add_body(rows: GraphRows, body: Body) -> None:
    _node(rows, "Institution", body.id, name=body.name, kind=body.kind.value, siren=body.siren, fictional=False)
    if body.area:
        rows.edge("GOVERNS", body.id, body.area.id)


def _successions(contracts: list[Contract]) -> Iterator[tuple[str, str]]:
    """Yield the ids of each contract and an earlier one with a lead in common."""
    by_lead: dict[str, list[Contract]] = {}
    for contract in contracts:
        for lead in contract.leads:
            by_lead.setdefault(lead, []).append(contract)
    for contract in contracts:
        earlier = (older for lead in contract.leads for older in by_lead[lead] if older.term[1] < contract.term[0])
        yield from dict.fromkeys((contract.id, older.id) for older in earlier)


def _node(rows: GraphRows, label: str, identifier: str, **properties: Value) -> None:
    rows.nodes.append(
        NodeRow(label, identifier, {name: value for name, value in properties.items() if value is not None})
    )


def _pair(first: str, second: str) -> tuple[str, str]:
    """Return two ids in order, since an overlap is stored once."""
    return min(first, second), max(first, second)


def _add_edges(rows: GraphRows, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
    for start, end in pairs:
        rows.edge(kind, start, end)
