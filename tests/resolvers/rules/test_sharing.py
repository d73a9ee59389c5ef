"""Intercommunalities shared by several contracts have a WIDER reach for them, as Grand Paris has."""

from datetime import date

import pytest

from graph.vocabulary import CellStatus, Reach
from resolvers.rules.coverage import Matrix
from resolvers.rules.reach_index import ReachIndex
from resolvers.rules.territory_reach import reach_of
from resolvers.snapshot.records import TerritoryRecord
from tests.resolvers.rules.small import CARRYING, NEW_DAYS, OLD_DAYS, action, hierarchy_of, snapshot_of, territory

SUPPORT = 3
"""The index of the axis of the action."""
DAY = date(2026, 11, 25).toordinal()
BEFORE = date(2020, 1, 1).toordinal()
LED, OTHER, OLDER = "contract:2024:L", "contract:2024:O", "contract:2015:O"


def shared(*more: TerritoryRecord, kind: str = "epci") -> list[TerritoryRecord]:
    """Return an intercommunality with a contract that it leads, another that has the ground of a commune, and QPV."""
    place = f"{kind}:1"
    return [
        territory("country:FR"),
        territory("departement:44", ["country:FR"]),
        territory(place, ["departement:44"]),
        territory("commune:1", [place], attached_to="departement:44"),
        territory("commune:2", [place], attached_to="departement:44"),
        territory(LED, [place], days=NEW_DAYS, leads=[(place, None, None)], attached_to="departement:44"),
        territory(
            OTHER,
            ["commune:1"],
            days=NEW_DAYS,
            same_ground=["commune:1"],
            leads=[("commune:1", None, None)],
            attached_to="departement:44",
        ),
        territory("qpv:led", ["commune:2", LED], attached_to="departement:44"),
        territory("qpv:other", ["commune:1", OTHER], attached_to="departement:44"),
        territory("qpv:alone", ["commune:2"], attached_to="departement:44"),
        *more,
    ]


def reach(records: list[TerritoryRecord], target: str, row: str, day: int = DAY) -> Reach | None:
    """Return how an action on a territory reaches a row; the index of the day and the territory's reach agree."""
    snapshot = snapshot_of(
        territories=hierarchy_of(*records), engagements=[action(1, target, days=("2010-01-01", None))]
    )
    place = snapshot.territories.index[row]
    found = reach_of(snapshot, place, day).reach(0)
    index = ReachIndex(snapshot, day, CARRYING)
    by_reach = [one for one, bits in index.by_reach(place, SUPPORT) if bits]
    assert by_reach == ([found[0]] if found else [])
    return found[0] if found else None


@pytest.mark.parametrize("kind", ["epci", "ept"])
def test_a_shared_intercommunality_is_wider_for_contracts_it_does_not_lead_and_territories_in_them(
    kind: str,
) -> None:
    place = f"{kind}:1"
    found = {row: reach(shared(kind=kind), place, row) for row in (LED, "qpv:led", OTHER, "qpv:other", "qpv:alone")}
    assert found == {
        LED: Reach.DIRECT,
        "qpv:led": Reach.INHERITED,
        OTHER: Reach.WIDER,
        "qpv:other": Reach.WIDER,
        "qpv:alone": Reach.INHERITED,
    }


def test_a_shared_epci_is_wider_for_a_commune_with_the_ground_of_a_contract_but_not_for_other_communes() -> None:
    assert reach(shared(), "epci:1", "commune:1") is Reach.WIDER
    assert reach(shared(), "epci:1", "commune:2") is Reach.INHERITED
    assert reach(shared(), "commune:1", "qpv:other") is Reach.INHERITED


def test_an_epci_with_one_contract_in_force_is_not_shared() -> None:
    """A contract of another generation is not in force on the day."""
    alone = [record for record in shared() if record.id not in {LED, "qpv:led"}]
    older = [*alone, territory(OLDER, ["epci:1"], days=OLD_DAYS, attached_to="departement:44")]
    assert reach(older, "epci:1", OTHER) is Reach.INHERITED
    assert reach(older, "epci:1", OLDER, BEFORE) is Reach.INHERITED
    both = [*older, territory("contract:2015:P", ["epci:1"], days=OLD_DAYS, attached_to="departement:44")]
    assert reach(both, "epci:1", OLDER, BEFORE) is Reach.WIDER
    assert reach(both, "epci:1", "commune:1", BEFORE) is Reach.INHERITED
    assert reach(both, "epci:1", OTHER) is Reach.INHERITED


def test_a_contract_has_another_cell_than_a_commune_of_the_same_surroundings() -> None:
    contract = territory("contract:2024:N", ["epci:1"], days=NEW_DAYS, attached_to="departement:44")
    records = shared(contract)
    snapshot = snapshot_of(territories=hierarchy_of(*records), engagements=[action(1, "epci:1")])
    index = snapshot.territories.index
    rows = "commune:2", "contract:2024:N"
    assert len({snapshot.territories.around[index[row]] for row in rows}) == 1
    for order in (rows, rows[::-1]):
        cells = Matrix(snapshot, date(2026, 11, 25), CARRYING)
        found = {row: cells.cell(index[row], SUPPORT).status for row in order}
        assert found == {"commune:2": CellStatus.INHERITED, "contract:2024:N": CellStatus.UNKNOWN}
