"""Corners that random ground seldom has: an EPT with a commune in it, three contracts in a row, two employers.

Rule: ids are of no pool, so that a corner can be added to any drawn network.
"""

from datetime import date

from changes.rows import GraphRows, Value
from graph.vocabulary import AffiliationKind, Perimeter, TerritoryKind
from tests.oracle.example import act
from tests.oracle.ground import COUNTRY
from tests.oracle.networks import INSTITUTION_IDS

EPT, COMMUNE = "ept:200057867", "commune:93001"
CONTRACTS = ("contract:2015:CV09301", "contract:2024:CN09301", "contract:2024:CN09302")
GROUNDS = (EPT, COMMUNE, *CONTRACTS)
TRAINER = "trainer:c0ffee00"
FORCES = (
    (date(2015, 1, 1), date(2023, 12, 31)),
    (date(2024, 1, 1), date(2025, 6, 14)),
    (date(2025, 6, 15), date(2030, 12, 31)),
)


def add_corners(rows: GraphRows) -> None:
    """Add the corners; the trainer is employed by the last two of the three institutions that are always there."""
    for territory, kind in ((EPT, TerritoryKind.EPT), (COMMUNE, TerritoryKind.COMMUNE)):
        _add(rows, "AdministrativeTerritory", territory, kind)
    for contract, (start, end) in zip(CONTRACTS, FORCES, strict=True):
        stated: dict[str, Value] = {
            "startsOn": start,
            "endsOn": end,
            "generation": "2024-2030",
            "perimeter": Perimeter.KNOWN.value,
        }
        _add(rows, "CityContract", contract, TerritoryKind.CITY_CONTRACT, **stated)
    rows.edge("PART_OF", EPT, COUNTRY)
    rows.edge("PART_OF", COMMUNE, EPT)
    for newer, older in zip(CONTRACTS[1:], CONTRACTS, strict=False):
        rows.edge("PART_OF", newer, COUNTRY)
        rows.edge("SUCCEEDS", newer, older)
    rows.edge("PART_OF", CONTRACTS[0], COUNTRY)
    rows.node("Trainer", TRAINER, name="Zoé", publicListing=False, fictional=True)
    for employer in INSTITUTION_IDS[1:3]:
        employed: dict[str, Value] = {"as": AffiliationKind.EMPLOYED.value}
        rows.edge("AFFILIATED_WITH", TRAINER, employer, **employed)


def corner_rows() -> GraphRows:
    """Return the corners alone, with one action in the EPT and one in the first contract, both by the trainer."""
    rows = GraphRows()
    _add(rows, "AdministrativeTerritory", COUNTRY, TerritoryKind.COUNTRY)
    rows.node("Source", "source:1", title="Bilan", kind="REPORT")
    for institution in INSTITUTION_IDS[:3]:
        rows.node("Institution", institution, name="Zoé", kind="ASSOCIATION", fictional=True)
    add_corners(rows)
    act(rows, "action:1", (EPT,), {TRAINER: ["LEAD"]}, start=FORCES[0][0])
    act(rows, "action:2", CONTRACTS[:1], {TRAINER: ["LEAD"]}, start=FORCES[0][0])
    return rows


def _add(rows: GraphRows, concrete: str, identifier: str, kind: TerritoryKind, **stated: Value) -> None:
    code = identifier.rsplit(":", maxsplit=1)[-1]
    rows.node(concrete, identifier, kind=kind.value, code=code, name="Éloi", fictional=True, **stated)
