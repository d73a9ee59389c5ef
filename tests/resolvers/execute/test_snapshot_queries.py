"""Snapshot queries of statements: references by id or code, reach, cells and axes."""

from datetime import date

import pytest

from graph.errors import ClientError, Code
from resolvers.execute.snapshot_queries import LiveSnapshotQueries
from tests.resolvers.rules.small import (
    LED,
    METROPOLE,
    NEW,
    NEW_DAYS,
    OLD,
    OLD_DAYS,
    OTHER,
    PARIS,
    PARIS_CONTRACT,
    action,
    country,
    engagement,
    hierarchy_of,
    snapshot_of,
    territory,
    with_corners,
)

DAY = date(2026, 6, 15)
SNAPSHOT = snapshot_of(
    territories=country(),
    engagements=[
        action(1, NEW, axes=(4, 1)),
        action(2, OTHER, axes=(2,), days=("2020-01-01", "2026-06-14")),
        engagement("action:3", (3,), [OTHER], {"institution:a": ["FUNDER"]}),
    ],
)


def queries(cells: list[int] | None = None) -> LiveSnapshotQueries:
    return LiveSnapshotQueries(SNAPSHOT, ([] if cells is None else cells).append)


# --- references ------------------------------------------------------------------------------------------------------


def test_a_territory_is_found_by_id_or_by_kind_and_code() -> None:
    assert queries().territory({"id": NEW}, DAY) == NEW
    assert queries().territory({"code": {"kind": "DEPARTEMENT", "code": "44"}}, DAY) == "departement:44"


@pytest.mark.parametrize(
    ("reference", "part"),
    [
        ({"id": "commune:404"}, "'commune:404'"),
        ({"code": {"kind": "COMMUNE", "code": "044"}}, "no COMMUNE (commune) has the code '044'"),
        ({"code": {"kind": "REGION", "code": "44"}}, "no REGION"),
    ],
)
def test_a_territory_that_does_not_exist_is_not_found(reference: dict[str, object], part: str) -> None:
    with pytest.raises(ClientError) as caught:
        queries().territory(reference, DAY)
    assert caught.value.code is Code.NOT_FOUND
    assert part in caught.value.message


@pytest.mark.parametrize(
    ("day", "year"), [("2010-01-01", "2024"), ("2023-12-31", "2015"), ("2024-01-01", "2024"), ("2031-01-01", "2024")]
)
def test_among_contracts_with_one_code_the_one_in_force_wins_else_the_latest(day: str, year: str) -> None:
    territories = hierarchy_of(
        territory("contract:2015:CN1", days=OLD_DAYS), territory("contract:2024:CN1", days=NEW_DAYS)
    )
    found = LiveSnapshotQueries(snapshot_of(territories=territories), lambda _: None)
    reference = {"code": {"kind": "CITY_CONTRACT", "code": "CN1"}}
    assert found.territory(reference, date.fromisoformat(day)) == f"contract:{year}:CN1"


# --- reach -----------------------------------------------------------------------------------------------------------


def test_territories_that_reach_another_from_outside_are_above_overlapping_or_before_it() -> None:
    assert queries().reaching(NEW, wider=True) == [
        "commune:1", OLD, "country:FR", "departement:44", "epci:1", "region:52",
    ]  # fmt: skip
    assert queries().reaching("country:FR", wider=True) == []


def test_wider_territories_lift_no_territory() -> None:
    assert queries().reaching(NEW, wider=False) == ["commune:1", OLD, "epci:1"]
    assert queries().reaching(OLD, wider=False) == [NEW, "epci:1", "qpv:1"]


def test_the_same_ground_and_the_leads_territory_reach_a_territory_and_grand_paris_lifts_none() -> None:
    corners = LiveSnapshotQueries(snapshot_of(territories=with_corners()), lambda _: None)
    assert corners.reaching(PARIS_CONTRACT, wider=False) == [PARIS, "departement:75"]
    assert corners.reaching(LED, wider=False) == ["commune:4", "contract:2015:S", "epci:2"]
    assert METROPOLE not in corners.reaching("ept:1", wider=False)
    assert METROPOLE in corners.reaching("ept:1", wider=True)


def test_territories_are_counted_in_a_departement_a_region_or_the_country() -> None:
    corners = LiveSnapshotQueries(snapshot_of(territories=with_corners()), lambda _: None)
    wide = [i for i in ("country:FR", "region:11", "departement:75", METROPOLE, PARIS, LED) if corners.is_wide(i)]
    assert wide == ["country:FR", "region:11", "departement:75"]


def test_being_in_a_city_contract_is_answered_for_a_day() -> None:
    assert queries().in_city_contract("commune:1", DAY)
    assert not queries().in_city_contract("commune:9", DAY)


def test_cells_of_a_territory_are_facts_on_the_axes_of_the_question() -> None:
    found = queries().cells(NEW, {"axes": ["VICTIM_SUPPORT", "KNOWLEDGE"]}, DAY)
    assert [(cell.axis, cell.status) for cell in found] == [
        ("KNOWLEDGE", "COVERED"),
        ("VICTIM_SUPPORT", "COVERED"),
    ]
    assert [cell.status for cell in queries().cells(OTHER, {"roles": ["FUNDER"]}, DAY)] == [
        "UNKNOWN", "UNKNOWN", "COVERED", "UNKNOWN", "UNKNOWN",
    ]  # fmt: skip


def test_cells_of_a_territory_are_complete() -> None:
    (cell,) = queries().cells(NEW, {"axes": ["KNOWLEDGE"]}, DAY)
    assert (cell.assumed, cell.wider_actor_count) == (False, 0)
    assert [one.reach for one in cell.by_reach or []] == ["DIRECT"]
    (wide,) = queries().cells("departement:44", {"axes": ["KNOWLEDGE"]}, DAY)
    assert wide.spread is not None
    assert wide.spread.contracts.covered == 1


def test_the_axes_of_an_actor_are_those_of_the_day_with_carrying_roles() -> None:
    assert queries().axes("institution:a", DAY) == ["KNOWLEDGE", "VICTIM_SUPPORT"]
    assert queries().axes("institution:a", date(2026, 6, 14)) == [
        "KNOWLEDGE",
        "AWARENESS_AND_TRAINING",
        "VICTIM_SUPPORT",
    ]
    assert queries().axes("institution:nobody", DAY) == []


def test_sole_cells_are_counted_as_work() -> None:
    cells: list[int] = []
    found = queries(cells).sole_cells({"rows": {"kind": "CITY_CONTRACT", "within": {"id": "epci:1"}}}, DAY)
    assert found == {"institution:a": [[NEW, "KNOWLEDGE", 0], [NEW, "VICTIM_SUPPORT", 1]]}
    queries(cells).sole_cells({"rows": {"kind": "CITY_CONTRACT"}, "axes": ["KNOWLEDGE"]}, DAY)
    assert cells == [5, 2]
