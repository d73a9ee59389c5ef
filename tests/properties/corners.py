"""Corner cases that random territories seldom have.

Grand Paris, a shared EPT, a commune that is a département, two employers. Rule: their ids are in no pool, so that a
corner case can be added to any drawn network.
"""

from datetime import date

from changes.rows import GraphRows, Value
from graph.vocabulary import AffiliationKind, Perimeter, SuccessionBasis, TerritoryKind
from tests.oracle.country import COUNTRY
from tests.oracle.example import act
from tests.oracle.networks import INSTITUTION_IDS

REGION, DEPARTEMENT, GRAND_PARIS = "region:11", "departement:75", "epci:200054781"
EPT, COMMUNE, QUARTER = "ept:200057867", "commune:75056", "qpv:QN07501M"
PLACES = {
    REGION: (TerritoryKind.REGION, COUNTRY, [COUNTRY]),
    DEPARTEMENT: (TerritoryKind.DEPARTEMENT, REGION, [REGION]),
    GRAND_PARIS: (TerritoryKind.EPCI, DEPARTEMENT, [REGION]),
    EPT: (TerritoryKind.EPT, DEPARTEMENT, [GRAND_PARIS]),
    COMMUNE: (TerritoryKind.COMMUNE, DEPARTEMENT, [DEPARTEMENT, EPT]),
    QUARTER: (TerritoryKind.QPV, DEPARTEMENT, [COMMUNE]),
}
"""By id: the kind, the territory to which it is attached, and its containers."""
CONTRACTS = ("contract:2015:CV09301", "contract:2024:CN09301", "contract:2024:CN09302")
NEIGHBOUR = "contract:2024:CN09303"
"""A contract that shares the EPT with the others while it is in force."""
TERRITORIES = (DEPARTEMENT, GRAND_PARIS, EPT, COMMUNE, QUARTER, *CONTRACTS, NEIGHBOUR)
TRAINER = "trainer:c0ffee00"
FORCES = (
    (date(2015, 1, 1), date(2023, 12, 31)),
    (date(2024, 1, 1), date(2025, 6, 14)),
    (date(2025, 6, 15), date(2030, 12, 31)),
    (date(2025, 1, 1), date(2026, 6, 30)),
)
PERIMETERS = (Perimeter.ASSUMED, Perimeter.QPV, Perimeter.STATED, Perimeter.QPV)


def add_corners(rows: GraphRows) -> None:
    """Add the corner cases; the trainer is employed by the last two of the three institutions of every network."""
    for territory, (kind, attached_to, inside) in PLACES.items():
        _add(rows, "AdministrativeTerritory", territory, kind, attached_to, inside)
    for contract, (start, end), perimeter in zip((*CONTRACTS, NEIGHBOUR), FORCES, PERIMETERS, strict=True):
        stated: dict[str, Value] = {
            "startsOn": start,
            "endsOn": end,
            "generation": "2024-2030",
            "perimeter": perimeter.value,
        }
        kind = TerritoryKind.CITY_CONTRACT
        _add(rows, "CityContract", contract, kind, DEPARTEMENT, [EPT if contract == NEIGHBOUR else COMMUNE], **stated)
    for newer, older, basis in zip(CONTRACTS[1:], CONTRACTS, (*SuccessionBasis,), strict=False):
        rows.edge("SUCCEEDS", newer, older, basis=basis.value)
    for same in (DEPARTEMENT, CONTRACTS[2]):
        rows.edge("SAME_GROUND", COMMUNE, same)
    rows.edge("PART_OF", QUARTER, CONTRACTS[1])
    rows.node("Trainer", TRAINER, name="Zoé", publicListing=False, fictional=True)
    for employer in INSTITUTION_IDS[1:3]:
        employed: dict[str, Value] = {"kind": AffiliationKind.EMPLOYED.value}
        rows.edge("AFFILIATED_WITH", TRAINER, employer, **employed)


def corner_rows() -> GraphRows:
    """Return only the corner cases, with one action in the EPT and one in the first contract, both by the trainer."""
    rows = GraphRows()
    rows.node("AdministrativeTerritory", COUNTRY, kind="COUNTRY", code="FR", name="Éloi", fictional=True)
    rows.node("Source", "source:1", title="Bilan", kind="REPORT")
    for institution in INSTITUTION_IDS[:3]:
        rows.node("Institution", institution, name="Zoé", kind="ASSOCIATION", fictional=True)
    add_corners(rows)
    act(rows, "action:1", (EPT,), {TRAINER: ["LEAD"]}, start=FORCES[0][0])
    act(rows, "action:2", CONTRACTS[:1], {TRAINER: ["LEAD"]}, start=FORCES[0][0])
    return rows


def _add(
    rows: GraphRows,
    concrete: str,
    identifier: str,
    kind: TerritoryKind,
    attached_to: str,
    inside: list[str],
    **stated: Value,
) -> None:
    code = identifier.rsplit(":", maxsplit=1)[-1]
    rows.node(concrete, identifier, kind=kind.value, code=code, name="Éloi", fictional=True, **stated)
    rows.edge("ATTACHED_TO", identifier, attached_to)
    for outer in inside:
        rows.edge("PART_OF", identifier, outer)
