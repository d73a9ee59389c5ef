"""Examples worked by hand that pin the oracle, rule by rule.

Rule: an expectation here is read off the design, never off the oracle.
"""

from datetime import date

import pytest

from changes.rows import GraphRows, Value
from graph.vocabulary import Axis, CellStatus, Reach, Role, TerritoryKind
from tests.oracle import Oracle
from tests.oracle.example import (
    CLUB,
    COUNTRY,
    LEADING,
    LOIRE,
    MAINE,
    MAYOR,
    NANTES,
    NEW,
    OLD,
    PERSON,
    PLATFORM,
    QUARTER,
    REGION,
    STRADDLING,
    TODAY,
    TOWN,
    VICTIMS,
    VILLAGE,
    act,
    example_rows,
)

END = date(2024, 2, 29)


@pytest.fixture
def rows() -> GraphRows:
    """Give the example's ground and actors."""
    return example_rows()


@pytest.mark.parametrize(
    ("identifier", "end", "stated", "expected"),
    [
        ("action:1", END, {}, (date(2024, 1, 1), END)),
        ("action:1", None, {}, (date(2024, 1, 1), None)),
        ("action:1", None, {"status": "PLANNED"}, (None, None)),
        ("action:1", None, {"status": "CANCELLED"}, (None, None)),
        ("action:1", None, {"status": "CANCELLED", "cancelledOn": date(2024, 1, 1)}, (None, None)),
        (
            "action:1",
            None,
            {"status": "CANCELLED", "cancelledOn": date(2024, 1, 3)},
            (date(2024, 1, 1), date(2024, 1, 2)),
        ),
        ("action:1", END, {"status": "CANCELLED", "cancelledOn": date(2025, 1, 1)}, (date(2024, 1, 1), END)),
        ("session:1", END, {}, (date(2024, 1, 1), date(2025, 2, 28))),
        ("session:1", None, {}, (date(2024, 1, 1), None)),
        ("diagnostic:1", END, {}, (date(2024, 1, 1), date(2029, 2, 28))),
        ("diagnostic:1", END, {"deliveredOn": date(2024, 1, 31)}, (date(2024, 1, 1), date(2029, 1, 31))),
        ("diagnostic:1", None, {}, (date(2024, 1, 1), None)),
        ("plan:1", END, {}, (None, None)),
        ("plan:1", END, {"signedOn": date(2023, 12, 1)}, (date(2024, 1, 1), END)),
        (
            "plan:1",
            END,
            {"signedOn": date(2024, 2, 1), "expiredOn": date(2024, 2, 10)},
            (date(2024, 2, 1), date(2024, 2, 9)),
        ),
        ("plan:1", None, {"signedOn": date(2024, 2, 1), "abandonedOn": date(2024, 2, 1)}, (None, None)),
        ("plan:1", END, {"signedOn": date(2024, 3, 1)}, (None, None)),
    ],
)
def test_counts(
    rows: GraphRows,
    identifier: str,
    end: date | None,
    stated: dict[str, Value],
    expected: tuple[date | None, date | None],
) -> None:
    """Rule 1, kind by kind."""
    act(rows, identifier, (TOWN,), LEADING, start=date(2024, 1, 1), end=end, stated=stated)
    assert Oracle(rows).counts(identifier) == expected


@pytest.mark.parametrize(
    ("targets", "row", "expected"),
    [
        ((TOWN,), TOWN, (Reach.DIRECT, False)),
        ((QUARTER,), COUNTRY, (Reach.PARTIAL, False)),
        ((STRADDLING,), LOIRE, (Reach.PARTIAL, False)),
        ((LOIRE,), STRADDLING, (Reach.PARTIAL, False)),
        ((VILLAGE,), LOIRE, None),
        ((OLD,), NEW, (Reach.PARTIAL, True)),
        ((NEW,), OLD, None),
        ((OLD, TOWN), NEW, (Reach.PARTIAL, False)),
        ((OLD, NANTES), NEW, (Reach.PARTIAL, True)),
        ((NANTES,), QUARTER, (Reach.INHERITED, False)),
        ((NANTES, REGION), QUARTER, (Reach.INHERITED, False)),
        ((REGION,), QUARTER, (Reach.WIDER, False)),
        ((REGION, QUARTER), QUARTER, (Reach.DIRECT, False)),
        ((MAINE,), TOWN, None),
    ],
)
def test_reach(rows: GraphRows, targets: tuple[str, ...], row: str, expected: tuple[Reach, bool] | None) -> None:
    """Rule 4: the first reach that holds, over all targets."""
    act(rows, "action:1", targets, LEADING)
    assert Oracle(rows).reach("action:1", row) == expected


def test_cell_counts_each_actor_once_and_wider_apart(rows: GraphRows) -> None:
    """One actor in two communes is one actor; a regional campaign lifts nothing; who only pays does not count."""
    act(rows, "action:1", (TOWN, QUARTER), {MAYOR: ["FUNDER", "PARTNER"], CLUB: ["FUNDER"]})
    act(rows, "action:2", (VILLAGE,), LEADING)
    act(rows, "commitment:1", (REGION,), {CLUB: ["LEAD"]}, stated={"nature": "CAMPAIGN"})
    oracle = Oracle(rows)
    region = oracle.cell(REGION, VICTIMS, TODAY)
    assert (region["status"], region["actorCount"], region["engagementCount"]) == (CellStatus.COVERED, 2, 3)
    assert region["byReach"][Reach.PARTIAL] == ({MAYOR}, {"action:1", "action:2"})
    contract = oracle.cell(OLD, VICTIMS, TODAY)
    assert (contract["status"], contract["actorCount"], contract["widerActorCount"]) == (CellStatus.UNKNOWN, 0, 1)
    assert oracle.cell(TOWN, VICTIMS, TODAY, roles=[Role.FUNDER])["actorCount"] == 2
    assert oracle.cell(TOWN, Axis.KNOWLEDGE, TODAY)["status"] == CellStatus.UNKNOWN


def test_survey_makes_a_gap_for_twelve_months_inside_its_ground(rows: GraphRows) -> None:
    """Nobody is a finding only where somebody looked, not too long ago, at that axis."""
    rows.node(
        "Survey", "survey:1", on=date(2024, 2, 29), axes=["VICTIM_SUPPORT", "KNOWLEDGE"], emptyAxes=["VICTIM_SUPPORT"]
    )
    rows.edge("SURVEYED", "survey:1", NANTES)
    oracle = Oracle(rows)
    assert oracle.cell(QUARTER, VICTIMS, date(2025, 2, 28))["status"] == CellStatus.GAP
    for row, axis, day in (
        (QUARTER, VICTIMS, date(2025, 3, 1)),
        (QUARTER, VICTIMS, date(2024, 2, 28)),
        (QUARTER, Axis.KNOWLEDGE, date(2025, 2, 28)),
        (LOIRE, VICTIMS, date(2025, 2, 28)),
    ):
        assert oracle.cell(row, axis, day)["status"] == CellStatus.UNKNOWN


def test_fragile_takes_a_trainer_for_the_employer(rows: GraphRows) -> None:
    """A trainer and their employer are one; what is only inherited is not fragile."""
    employed: dict[str, Value] = {"as": "EMPLOYED", "until": TODAY}
    rows.edge("AFFILIATED_WITH", PERSON, CLUB, **employed)
    act(rows, "action:1", (TOWN,), {PERSON: ["TRAINER"]})
    act(rows, "action:2", (QUARTER,), {CLUB: ["LEAD"]})
    oracle = Oracle(rows)
    cell = oracle.cell(TOWN, VICTIMS, TODAY)
    assert (cell["actorCount"], cell["fragile"], cell["onlyActor"]) == (2, True, CLUB)
    assert not oracle.cell(TOWN, VICTIMS, date(2026, 11, 26))["fragile"]
    assert oracle.sole_cells(CLUB, [TOWN, QUARTER, VILLAGE], None, TODAY) == [(TOWN, VICTIMS), (QUARTER, VICTIMS)]
    act(rows, "action:3", (NANTES,), LEADING, axes=(1,))
    assert Oracle(rows).cell(TOWN, Axis.KNOWLEDGE, TODAY)["onlyActor"] is None


def test_stale_when_no_evidence_was_confirmed_in_two_years(rows: GraphRows) -> None:
    """The day exactly 24 months before still confirms; never confirmed is stale; nothing there is not."""
    act(rows, "action:1", (TOWN,), LEADING, confirmed=date(2024, 11, 25))
    oracle = Oracle(rows)
    assert not oracle.cell(TOWN, VICTIMS, TODAY)["stale"]
    assert oracle.cell(TOWN, VICTIMS, date(2026, 11, 26))["stale"]
    assert not oracle.cell(VILLAGE, VICTIMS, TODAY)["stale"]


def test_lapse_names_the_last_actors_and_waits_six_months(rows: GraphRows) -> None:
    """What is inherited neither lapses nor hides a lapse."""
    act(rows, "action:1", (TOWN,), LEADING, end=date(2026, 8, 31))
    act(rows, "action:2", (QUARTER,), {CLUB: ["LEAD"]}, end=date(2026, 8, 31))
    act(rows, "action:3", (TOWN,), {PLATFORM: ["LEAD"]}, end=date(2026, 7, 1))
    act(rows, "action:4", (NANTES,), {PLATFORM: ["LEAD"]}, start=date(2026, 9, 1))
    oracle = Oracle(rows)
    assert oracle.cell(TOWN, VICTIMS, date(2026, 8, 31))["lapsedOn"] is None
    cell = oracle.cell(TOWN, VICTIMS, date(2027, 2, 28))
    assert (cell["status"], cell["lapsedOn"], cell["renewalPending"]) == (CellStatus.INHERITED, date(2026, 8, 31), True)
    assert cell["lastActors"] == [CLUB, MAYOR]
    assert not oracle.cell(TOWN, VICTIMS, date(2027, 3, 1))["renewalPending"]


def test_rows_are_concerned_ones_and_contracts_in_force(rows: GraphRows) -> None:
    """Containing, lying in, overlapping, being or leading a contract in force."""
    rows.edge("GOVERNS", MAYOR, VILLAGE)
    oracle = Oracle(rows)
    assert oracle.coverage_rows(TerritoryKind.CITY_CONTRACT, LOIRE, TODAY, concerned=True) == [NEW]
    assert oracle.coverage_rows(TerritoryKind.CITY_CONTRACT, None, date(2023, 5, 1), concerned=False) == [OLD]
    assert oracle.coverage_rows(TerritoryKind.COMMUNE, REGION, TODAY, concerned=False) == [TOWN, VILLAGE]
    assert [one for one in (LOIRE, MAINE, TOWN, QUARTER, VILLAGE) if oracle.concerned(one, TODAY)] == [
        LOIRE,
        TOWN,
        QUARTER,
    ]
    assert not oracle.concerned(TOWN, date(2023, 5, 1))
    rows.edge("LED_BY", NEW, MAYOR)
    assert Oracle(rows).concerned(VILLAGE, TODAY)


def test_mobilised_bridges_pauses_of_six_months(rows: GraphRows) -> None:
    """Actors by folded name, then id; since looks back over the same axes, ground, reach and roles."""
    act(rows, "action:1", (TOWN,), {CLUB: ["LEAD"]}, start=date(2024, 1, 1), end=date(2024, 8, 31))
    act(rows, "action:2", (TOWN,), {CLUB: ["PARTNER", "LEAD", "FUNDER"]}, start=date(2025, 3, 1), axes=(5, 4))
    act(rows, "action:3", (TOWN,), {PLATFORM: ["LEAD"]}, start=date(2024, 1, 1), end=date(2024, 8, 31))
    act(rows, "action:4", (QUARTER,), {PLATFORM: ["LEAD"]}, start=date(2025, 3, 2), end=TODAY)
    found = Oracle(rows).mobilised(TODAY, within=TOWN)
    assert [(one["actor"], one["since"]) for one in found] == [(CLUB, date(2024, 1, 1)), (PLATFORM, date(2025, 3, 2))]
    assert found[0]["axes"] == [VICTIMS, Axis.ACTION_PROGRAMME]
    assert found[0]["evidence"] == [("action:2", Reach.DIRECT, (Role.LEAD, Role.PARTNER))]
    assert [one["actor"] for one in Oracle(rows).mobilised(TODAY, [VICTIMS], TOWN, [Reach.PARTIAL])] == [PLATFORM]
    assert Oracle(rows).mobilised(date(2026, 11, 26), within=QUARTER, reach=[Reach.DIRECT]) == []
