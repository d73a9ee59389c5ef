"""Territories, contracts with their lead bodies, and QPV as nodes and edges.

A containment that the files state is always an edge (commune → département → région → pays; commune → EPCI and EPT; EPT
→ its métropole). Any other containment is an edge only to the closest territories; the farther ones are found by
walking PART_OF.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from changes.rows import GraphRows
from graph.domain.ground import (
    AreaIndex,
    Edge,
    area_id,
    attachment_edge,
    commune_edges,
    pair,
    position_edges,
    same_ground_edges,
)
from graph.vocabulary import Perimeter, TerritoryKind
from seed.references.bodies import Body
from seed.references.contracts import Contract
from seed.references.read import QpvRecord, References
from seed.references.successions import NearestCommune, successions

COUNTRY = "country:FR"
QPV_GENERATION = date(2024, 1, 1)
"""The first day of the contracts to which the packaged QPV belong."""
DERIVED_KINDS = (TerritoryKind.DEPARTEMENT, TerritoryKind.EPCI, TerritoryKind.EPT)
"""The kinds for which overlaps, and containers stated in no file, are computed from communes.

The overlaps of régions are computed with the territories of these kinds.
"""


def add_territories(rows: GraphRows, records: References, index: AreaIndex) -> None:
    """Add every official territory, with PART_OF and OVERLAPS between them."""
    for area in index.areas.values():
        rows.node(
            "AdministrativeTerritory",
            area.id,
            code=area.code,
            name=area.name,
            kind=area.kind.value,
            population=area.population,
            fictional=False,
        )
    above = [(area_id(TerritoryKind.REGION, region.code), COUNTRY) for region in records.regions]
    above += [
        (area_id(TerritoryKind.DEPARTEMENT, departement.code), area_id(TerritoryKind.REGION, departement.region))
        for departement in records.departements
    ]
    parents = dict.fromkeys((*above, *_stated_parents(records, index)))
    overlaps: dict[tuple[str, str], None] = {}
    for area in (area for area in index.areas.values() if area.kind in DERIVED_KINDS):
        position = index.place_area(area)
        parents.update(dict.fromkeys((area.id, container.id) for container in position.containers))
        overlaps.update(dict.fromkeys(pair(area.id, other.id) for other in position.overlaps))
    _add_edges(rows, "PART_OF", parents)
    _add_edges(rows, "OVERLAPS", overlaps)
    for areas in index.shared():
        _add_edges(rows, "SAME_GROUND", (pair(one.id, other.id) for one, other in combinations(areas, 2)))
    _add_edges(rows, "ATTACHED_TO", above)
    for area in index.areas.values():
        if area.departement:
            rows.edge("ATTACHED_TO", area.id, area_id(TerritoryKind.DEPARTEMENT, area.departement))


def _stated_parents(records: References, index: AreaIndex) -> Iterator[tuple[str, str]]:
    """Yield the id of each commune and EPT with the id of each container that the files state."""
    for commune in records.communes:
        inside = area_id(TerritoryKind.DEPARTEMENT, commune.departement)
        yield area_id(TerritoryKind.COMMUNE, commune.code), inside
    metropole = {
        commune: area for area in index.areas.values() if area.kind is TerritoryKind.EPCI for commune in area.communes
    }
    for area in index.areas.values():
        if area.kind in {TerritoryKind.EPCI, TerritoryKind.EPT}:
            yield from ((area_id(TerritoryKind.COMMUNE, commune), area.id) for commune in sorted(area.communes))
        if area.kind is TerritoryKind.EPT:
            yield from ((area.id, outer) for outer in sorted({metropole[commune].id for commune in area.communes}))


def add_contracts(
    rows: GraphRows, records: References, contracts: list[Contract], index: AreaIndex, leads: Mapping[str, list[Body]]
) -> None:
    """Add every contract with its area, its QPV, its successions, and its lead bodies with their territories."""
    by_code = {contract.code: contract.id for contract in contracts if contract.term[0] == QPV_GENERATION}
    hosts = _hosts(records.qpvs, by_code)
    for contract in contracts:
        communes = hosts.get(contract.id)
        _add_contract(rows, contract, Perimeter.QPV if communes else Perimeter.ASSUMED)
        for edge in _contract_edges(contract, communes, leads[contract.id], index):
            rows.edge(*edge)
        rows.edge("ATTACHED_TO", contract.id, area_id(TerritoryKind.DEPARTEMENT, _departement(contract, leads)))
    lead_bodies = {body.id: body for bodies_of_contract in leads.values() for body in bodies_of_contract}
    for body in lead_bodies.values():
        _add_body(rows, body)
    for contract in contracts:
        for body in leads[contract.id]:
            rows.edge("LED_BY", contract.id, body.id)
    for newer, older, basis in successions(contracts, hosts, index, NearestCommune(records.centroids)):
        rows.edge("SUCCEEDS", newer, older, basis=basis.value)
    _add_qpvs(rows, records.qpvs, by_code, index)


def _hosts(qpvs: Iterable[QpvRecord], by_code: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the communes of each contract's QPV; contracts without QPV are left out.

    `by_code` gives the id of each contract by its code.
    """
    communes: dict[str, frozenset[str]] = {}
    for qpv in qpvs:
        if qpv.contract:
            contract = by_code[qpv.contract]
            communes[contract] = communes.get(contract, frozenset()) | qpv.communes
    return communes


def _led_by_commune(leads: Iterable[Body]) -> frozenset[str]:
    """Return the commune that is a contract's only lead, which makes the contract's area certain; else nothing."""
    areas = [body.area for body in leads]
    alone = len(areas) == 1 and areas[0] is not None and areas[0].kind is TerritoryKind.COMMUNE
    return areas[0].communes if alone and areas[0] else frozenset()


def _departement(contract: Contract, leads: Mapping[str, list[Body]]) -> str:
    """Return the code of the département in which a contract is counted: that of its first row, or else its lead's."""
    if contract.departements:
        return contract.departements[0]
    return next(body.area.departement for body in leads[contract.id] if body.area and body.area.departement)


def _add_contract(rows: GraphRows, contract: Contract, perimeter: Perimeter) -> None:
    starts_on, ends_on = contract.term
    longitude, latitude = contract.point or (None, None)
    rows.node(
        "CityContract",
        contract.id,
        code=contract.code,
        name=contract.name,
        kind=TerritoryKind.CITY_CONTRACT.value,
        fictional=False,
        generation=contract.generation,
        startsOn=starts_on,
        endsOn=ends_on,
        perimeter=perimeter.value,
        formerCode=", ".join(contract.former_codes) or None,
        longitude=longitude,
        latitude=latitude,
    )


def _contract_edges(
    contract: Contract, communes: frozenset[str] | None, leads: list[Body], index: AreaIndex
) -> Iterator[Edge]:
    """Yield the area of a contract: the communes of its QPV, or else the communes of its leads."""
    assumed = frozenset[str]().union(*(body.communes for body in leads))
    yield from commune_edges(contract.id, communes or assumed)
    yield from position_edges(contract.id, index.place(communes or assumed))
    yield from same_ground_edges(contract.id, communes or _led_by_commune(leads), index)


def _add_qpvs(rows: GraphRows, qpvs: Iterable[QpvRecord], by_code: Mapping[str, str], index: AreaIndex) -> None:
    """Add the QPV, each in its contract and in its communes."""
    for qpv in qpvs:
        identifier = area_id(TerritoryKind.QPV, qpv.code)
        rows.node(
            "AdministrativeTerritory",
            identifier,
            code=qpv.code,
            name=qpv.name,
            kind=TerritoryKind.QPV.value,
            population=qpv.population,
            fictional=False,
        )
        if qpv.contract:
            rows.edge("BELONGS_TO", identifier, by_code[qpv.contract])
            rows.edge("PART_OF", identifier, by_code[qpv.contract])
        for edge in (
            *commune_edges(identifier, qpv.communes),
            *position_edges(identifier, index.place(qpv.communes)),
            attachment_edge(identifier, qpv.communes, index),
        ):
            rows.edge(*edge)


def _add_body(rows: GraphRows, body: Body) -> None:
    rows.node("Institution", body.id, name=body.name, kind=body.kind.value, siren=body.siren, fictional=False)
    if body.area:
        rows.edge("GOVERNS", body.id, body.area.id)


def _add_edges(rows: GraphRows, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
    for start, end in pairs:
        rows.edge(kind, start, end)
