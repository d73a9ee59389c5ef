"""Examples computed by hand that fix the oracle, case by case.

Rule: expectations here come from the rules, never from the oracle; the cases share a file, in the order of the rules,
to be read next to them.
"""

from datetime import date

import pytest

from changes.rows import GraphRows, Value
from graph.vocabulary import (
    Audience,
    Axis,
    CellStatus,
    DiscountReason,
    PlanStage,
    Reach,
    Role,
    SurveyFinding,
    TerritoryKind,
    Theme,
)
from tests.oracle import Oracle
from tests.oracle.coverage import Cell
from tests.oracle.example import (
    CLUB,
    COUNTRY,
    LEADING,
    LOIRE,
    MAINE,
    MAYOR,
    NAMELESS,
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
    place,
    survey,
)
from tests.oracle.surveys import Survey

END = date(2024, 2, 29)
TOMORROW = date(2026, 11, 26)
BEFORE_2024 = date(2023, 6, 1)
PARIS, PARIS_DEPARTEMENT, PARIS_QUARTER = "commune:75056", "departement:75", "qpv:75"
GRAND_PARIS, EPT = "epci:200054781", "ept:200057867"
SAME, TWIN = "contract:2024:CN2", "contract:2024:CN3"
ACROSS, GUESSED = "contract:2024:CN4", "contract:2024:CN5"
NO_ONE: dict[str, list[str]] = {}


@pytest.fixture
def rows() -> GraphRows:
    """The example's territories and actors."""
    return example_rows()


def cell(rows: GraphRows, row: str, day: date = TODAY, axis: Axis = VICTIMS) -> Cell:
    """Return a cell on the axis of the examples."""
    return Oracle(rows).cell(row, axis, day)


def add_paris(rows: GraphRows) -> None:
    """Add Paris, a commune that is a département, in Grand Paris, which holds an EPT."""
    place(rows, PARIS_DEPARTEMENT, (REGION,), REGION)
    place(rows, GRAND_PARIS, (REGION,), PARIS_DEPARTEMENT)
    place(rows, EPT, (GRAND_PARIS,), PARIS_DEPARTEMENT)
    place(rows, PARIS, (PARIS_DEPARTEMENT, GRAND_PARIS), PARIS_DEPARTEMENT)
    place(rows, PARIS_QUARTER, (PARIS,), PARIS_DEPARTEMENT)
    rows.edge("SAME_GROUND", PARIS, PARIS_DEPARTEMENT)


def add_twins(rows: GraphRows) -> None:
    """Add two contracts whose ground is the town, each the same ground as the town."""
    for contract in (SAME, TWIN):
        place(rows, contract, (TOWN,), LOIRE)
        rows.edge("SAME_GROUND", TOWN, contract)


def add_straddling_contract(rows: GraphRows) -> None:
    """Add a contract over both départements, attached to one of them."""
    place(rows, ACROSS, (REGION,), LOIRE)
    for other in (LOIRE, MAINE, TOWN, VILLAGE):
        rows.edge("OVERLAPS", ACROSS, other)


def add_guessed_contract(rows: GraphRows) -> None:
    """Add a contract whose perimeter is assumed: all communes of Nantes."""
    place(rows, GUESSED, (NANTES,), LOIRE, perimeter="ASSUMED")
    rows.edge("OVERLAPS", TOWN, GUESSED)


# What is in effect


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
        ("diagnostic:1", END, {}, (date(2024, 1, 1), END)),
        ("diagnostic:1", END, {"status": "DONE"}, (date(2024, 1, 1), date(2029, 2, 28))),
        ("diagnostic:1", END, {"deliveredOn": date(2024, 1, 31)}, (date(2024, 1, 1), date(2029, 1, 31))),
        ("diagnostic:1", None, {}, (date(2024, 1, 1), None)),
        ("commitment:1", None, {}, (date(2024, 1, 1), None)),
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
    """The interval of each kind."""
    act(rows, identifier, (TOWN,), LEADING, start=date(2024, 1, 1), end=end, stated=stated)
    assert Oracle(rows).counts(identifier) == expected


def test_a_session_without_an_end_ends_the_day_it_starts(rows: GraphRows) -> None:
    """It counts for twelve months from its start, no longer."""
    act(rows, "session:1", (TOWN,), LEADING, start=END)
    assert Oracle(rows).counts("session:1") == (END, date(2025, 2, 28))
    assert cell(rows, TOWN, date(2025, 2, 28))["status"] == CellStatus.COVERED
    assert cell(rows, TOWN, date(2025, 3, 1))["status"] == CellStatus.UNKNOWN


def test_a_plan_signed_on_an_unknown_day_counts_from_its_start(rows: GraphRows) -> None:
    """It is signed from then on; a known day takes precedence."""
    unknown: dict[str, Value] = {"signedDayUnknown": True}
    known: dict[str, Value] = {"signedDayUnknown": True, "signedOn": date(2024, 2, 1)}
    act(rows, "plan:1", (NEW,), LEADING, start=date(2024, 1, 1), end=END, axes=(5,), stated=unknown)
    act(rows, "plan:2", (NEW,), LEADING, start=date(2024, 1, 1), end=END, axes=(5,), stated=known)
    oracle = Oracle(rows)
    assert oracle.counts("plan:1") == (date(2024, 1, 1), END)
    assert oracle.counts("plan:2") == (date(2024, 2, 1), END)
    assert oracle.stage("plan:1", date(2023, 12, 31)) is None
    assert oracle.stage("plan:1", date(2024, 1, 1)) == PlanStage.SIGNED


# Who counts


def test_commissioner_of_a_diagnostic_counts_and_its_contractor_does_not(rows: GraphRows) -> None:
    """The commissioner of a diagnostic is mobilised on knowledge, its writer is not; others are only shown."""
    act(rows, "diagnostic:1", (TOWN,), {MAYOR: ["COMMISSIONER"], CLUB: ["CONTRACTOR"]}, axes=(1,))
    act(rows, "action:1", (TOWN,), {MAYOR: ["COMMISSIONER"]})
    oracle = Oracle(rows)
    assert [one["actor"] for one in oracle.mobilised(TODAY, [Axis.KNOWLEDGE], TOWN)] == [MAYOR]
    assert [one["actor"] for one in oracle.mobilised(TODAY, within=TOWN, roles=[Role.CONTRACTOR])] == [CLUB]
    assert oracle.mobilised(TODAY, within=TOWN, roles=[Role.LEAD]) == []
    assert cell(rows, TOWN)["status"] == CellStatus.UNKNOWN
    assert cell(rows, TOWN)["discounted"] == [("action:1", Reach.DIRECT, False, DiscountReason.NO_CARRIER)]


def test_a_delivered_diagnostic_that_nobody_carries_covers_knowledge(rows: GraphRows) -> None:
    """It counts as one engagement and no actor, on axis 1 alone and only if no roles are asked for."""
    delivered: dict[str, Value] = {"deliveredOn": date(2026, 3, 1)}
    act(rows, "diagnostic:1", (TOWN,), {CLUB: ["CONTRACTOR"]}, axes=(1, 4), stated=delivered)
    known = cell(rows, TOWN, axis=Axis.KNOWLEDGE)
    assert (known["status"], known["actorCount"], known["engagementCount"]) == (CellStatus.COVERED, 0, 1)
    assert known["byReach"] == {Reach.DIRECT: (set(), {"diagnostic:1"})}
    assert known["evidence"] == [("diagnostic:1", Reach.DIRECT, False, True)]
    assert not known["fragile"]
    assert Oracle(rows).mobilised(TODAY, within=TOWN) == []
    assert Oracle(rows).cell(TOWN, Axis.KNOWLEDGE, TODAY, roles=[Role.LEAD])["status"] == CellStatus.UNKNOWN
    assert cell(rows, TOWN)["discounted"] == [("diagnostic:1", Reach.DIRECT, False, DiscountReason.NO_CARRIER)]
    before = cell(rows, TOWN, date(2026, 2, 28), Axis.KNOWLEDGE)
    assert (before["status"], before["engagementCount"]) == (CellStatus.UNKNOWN, 0)
    assert before["discounted"] == [("diagnostic:1", Reach.DIRECT, False, DiscountReason.NO_CARRIER)]


def test_cell_counts_each_actor_once_and_wider_separately(rows: GraphRows) -> None:
    """One actor in two communes is one actor; a regional campaign changes no status; a mere funder does not count."""
    act(rows, "action:1", (TOWN, QUARTER), {MAYOR: ["FUNDER", "PARTNER"], CLUB: ["FUNDER"]})
    act(rows, "action:2", (VILLAGE,), LEADING)
    act(rows, "commitment:1", (REGION,), {CLUB: ["LEAD"]}, stated={"kind": "CAMPAIGN"})
    oracle = Oracle(rows)
    region = oracle.cell(REGION, VICTIMS, TODAY)
    assert (region["status"], region["actorCount"], region["engagementCount"]) == (None, 2, 3)
    assert region["byReach"][Reach.PARTIAL] == ({MAYOR}, {"action:1", "action:2"})
    contract = oracle.cell(OLD, VICTIMS, TODAY)
    assert (contract["status"], contract["actorCount"], contract["widerActorCount"]) == (CellStatus.UNKNOWN, 0, 1)
    assert oracle.cell(TOWN, VICTIMS, TODAY, roles=[Role.FUNDER])["actorCount"] == 2
    assert oracle.cell(TOWN, Axis.KNOWLEDGE, TODAY)["status"] == CellStatus.UNKNOWN


# What is still confirmed


def test_a_session_once_held_is_confirmed_however_old(rows: GraphRows) -> None:
    """One confirmation on or after its day is enough; an earlier one only shows that it was planned."""
    held = date(2020, 6, 15)
    act(rows, "session:1", (TOWN,), LEADING, start=held, confirmed=held)
    act(rows, "session:2", (TOWN,), LEADING, start=held, confirmed=date(2020, 6, 14))
    oracle = Oracle(rows)
    assert oracle.confirmed("session:1", TODAY)
    assert not oracle.confirmed("session:2", TODAY)
    assert oracle.confirmed("session:2", date(2020, 6, 14))


def test_a_delivered_diagnostic_is_confirmed_from_its_delivery(rows: GraphRows) -> None:
    """It counts from its delivery, or from its end if it is done and no delivery is known."""
    delivered: dict[str, Value] = {"deliveredOn": date(2023, 1, 31)}
    span = {"start": date(2022, 1, 1), "end": date(2023, 3, 1), "confirmed": date(2023, 2, 1), "axes": (1,)}
    act(rows, "diagnostic:1", (TOWN,), LEADING, stated=delivered, **span)  # type: ignore[arg-type]
    act(rows, "diagnostic:2", (TOWN,), LEADING, stated={"status": "DONE"}, **span)  # type: ignore[arg-type]
    assert Oracle(rows).confirmed("diagnostic:1", TODAY)
    assert not Oracle(rows).confirmed("diagnostic:2", TODAY)


def test_posters_of_2020_are_to_be_confirmed(rows: GraphRows) -> None:
    """An action without an end stays open; after 24 months it is no longer confirmed, and covers nothing."""
    put_up = date(2020, 1, 1)
    act(rows, "action:1", (TOWN,), LEADING, start=put_up, confirmed=put_up)
    oracle = Oracle(rows)
    assert oracle.counts("action:1") == (put_up, None)
    assert oracle.confirmed("action:1", date(2022, 1, 1))
    assert not oracle.confirmed("action:1", date(2022, 1, 2))
    today = cell(rows, TOWN)
    assert (today["status"], today["engagementCount"], today["evidence"]) == (CellStatus.TO_CONFIRM, 0, [])
    assert today["discounted"] == [("action:1", Reach.DIRECT, False, DiscountReason.TO_CONFIRM)]
    assert oracle.mobilised(TODAY, within=TOWN) == []


def test_a_signed_act_or_grant_decision_confirms_until_the_end(rows: GraphRows) -> None:
    """An open end is no end; a report is not enough."""
    end, long_ago = date(2026, 12, 31), date(2020, 1, 1)
    for source, kind in (("source:2", "SIGNED_ACT"), ("source:3", "GRANT_DECISION")):
        rows.node("Source", source, title="Acte", kind=kind)
    act(rows, "action:1", (TOWN,), LEADING, end=end, confirmed=long_ago, source="source:2")
    act(rows, "action:2", (TOWN,), LEADING, end=end, confirmed=long_ago, source="source:3")
    act(rows, "action:3", (TOWN,), LEADING, end=end, confirmed=long_ago)
    act(rows, "action:4", (TOWN,), LEADING, confirmed=long_ago, source="source:2")
    oracle = Oracle(rows)
    engagements = [f"action:{number}" for number in (1, 2, 3, 4)]
    assert [oracle.confirmed(one, end) for one in engagements] == [True, True, False, False]
    assert not oracle.confirmed("action:1", date(2027, 1, 1))


def test_without_a_day_nothing_is_confirmed(rows: GraphRows) -> None:
    """Not even a signed act confirms without a day, nor does the day of an import; another source's day is enough."""
    rows.node("Source", "source:2", title="Acte", kind="SIGNED_ACT")
    rows.node("Import", "import:1", importedOn=TODAY)
    for engagement in ("action:1", "action:2"):
        act(rows, engagement, (TOWN,), LEADING, end=date(2026, 12, 31), confirmed=None, source="source:2")
        rows.edge("IMPORTED_BY", engagement, "import:1")
    rows.edge("STATED_BY", "action:2", "source:1", confirmedOn=date(2020, 1, 1))
    assert not Oracle(rows).confirmed("action:1", TODAY)
    assert Oracle(rows).confirmed("action:2", TODAY)


def test_a_confirmation_after_the_day_confirms_it(rows: GraphRows) -> None:
    """A fact about last year that is known today was true last year."""
    act(rows, "action:1", (TOWN,), LEADING, start=date(2020, 1, 1), confirmed=TODAY)
    assert cell(rows, TOWN, date(2021, 1, 1))["status"] == CellStatus.COVERED


# Reach


@pytest.mark.parametrize(
    ("targets", "row", "expected"),
    [
        ((TOWN,), TOWN, (Reach.DIRECT, False)),
        ((QUARTER,), COUNTRY, (Reach.PARTIAL, False)),
        ((STRADDLING,), LOIRE, (Reach.PARTIAL, False)),
        ((LOIRE,), STRADDLING, (Reach.WIDER, False)),
        ((VILLAGE,), LOIRE, None),
        ((OLD,), NEW, (Reach.PARTIAL, True)),
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
    """The first reach that holds, over all targets."""
    act(rows, "action:1", targets, LEADING)
    assert Oracle(rows).reach("action:1", row) == expected


def test_same_ground_is_reached_directly(rows: GraphRows) -> None:
    """An action of the town also counts for the contract on the town, and vice versa."""
    add_twins(rows)
    act(rows, "action:1", (TOWN,), LEADING)
    act(rows, "action:2", (SAME,), LEADING)
    oracle = Oracle(rows)
    assert oracle.reach("action:1", SAME) == (Reach.DIRECT, False)
    assert oracle.reach("action:2", TOWN) == (Reach.DIRECT, False)


def test_two_contracts_on_one_commune_are_not_the_same_ground(rows: GraphRows) -> None:
    """Each is the same ground as the commune; neither affects the other."""
    add_twins(rows)
    act(rows, "action:1", (SAME,), LEADING)
    assert Oracle(rows).reach("action:1", TWIN) is None
    assert cell(rows, TWIN)["status"] == CellStatus.UNKNOWN


def test_the_territory_of_the_lead_is_reached_directly(rows: GraphRows) -> None:
    """An engagement on the territory that the contract's lead governs is on the contract, whenever it governs."""
    rows.edge("LED_BY", NEW, MAYOR)
    rows.edge("GOVERNS", MAYOR, NANTES, endsOn=date(2020, 1, 1))
    act(rows, "action:1", (NANTES,), LEADING)
    oracle = Oracle(rows)
    assert oracle.reach("action:1", NEW) == (Reach.DIRECT, False)
    assert oracle.reach("action:1", OLD) == (Reach.INHERITED, False)
    assert oracle.reach("action:1", TOWN) == (Reach.INHERITED, False)


def test_narrowest_kind_of_the_ground_decides(rows: GraphRows) -> None:
    """For the QPV of Paris, département 75 counts as the commune; Grand Paris, which holds EPT, stays wide."""
    add_paris(rows)
    act(rows, "action:1", (PARIS_DEPARTEMENT,), LEADING)
    act(rows, "action:2", (GRAND_PARIS,), LEADING)
    act(rows, "action:3", (EPT,), LEADING)
    oracle = Oracle(rows)
    assert oracle.reach("action:1", PARIS_QUARTER) == (Reach.INHERITED, False)
    assert oracle.reach("action:1", PARIS) == (Reach.DIRECT, False)
    assert oracle.reach("action:2", PARIS_QUARTER) == (Reach.WIDER, False)
    assert oracle.reach("action:2", EPT) == (Reach.WIDER, False)
    assert oracle.reach("action:3", GRAND_PARIS) == (Reach.PARTIAL, False)
    assert cell(rows, PARIS_QUARTER)["status"] == CellStatus.INHERITED
    assert [cell(rows, row)["status"] for row in (PARIS_DEPARTEMENT, GRAND_PARIS)] == [None, None]
    assert cell(rows, PARIS)["status"] == CellStatus.COVERED


def test_a_caravan_of_the_departement_does_not_lift_a_straddling_contract(rows: GraphRows) -> None:
    """A wide target never changes a status, whether it contains the row or only overlaps it."""
    add_straddling_contract(rows)
    act(rows, "action:1", (MAINE,), LEADING)
    assert Oracle(rows).reach("action:1", ACROSS) == (Reach.WIDER, False)
    across = cell(rows, ACROSS)
    assert (across["status"], across["actorCount"], across["widerActorCount"]) == (CellStatus.UNKNOWN, 0, 1)
    assert across["byReach"] == {Reach.WIDER: ({MAYOR}, {"action:1"})}
    assert across["evidence"] == []
    assert across["discounted"] == [("action:1", Reach.WIDER, False, DiscountReason.WIDER)]


def test_an_epci_that_several_contracts_share_does_not_lift_those_that_it_does_not_lead(rows: GraphRows) -> None:
    """It still covers the contract that it leads, its QPV, and communes that have no contract's ground."""
    other, before = "contract:2024:CN2", date(2025, 6, 14)
    place(rows, other, (NANTES,), LOIRE, startsOn=date(2025, 6, 15))
    rows.edge("SAME_GROUND", *sorted((TOWN, other)))
    rows.edge("GOVERNS", MAYOR, NANTES)
    rows.edge("LED_BY", NEW, MAYOR)
    act(rows, "action:1", (NANTES,), LEADING, start=date(2024, 1, 1))
    oracle = Oracle(rows)
    reaches = {row: oracle.reach("action:1", row, TODAY) for row in (NEW, QUARTER, other, TOWN, NANTES)}
    assert {row: reach and reach[0] for row, reach in reaches.items()} == {
        NEW: Reach.DIRECT,
        QUARTER: Reach.INHERITED,
        other: Reach.WIDER,
        TOWN: Reach.WIDER,
        NANTES: Reach.DIRECT,
    }
    assert oracle.reach("action:1", TOWN, before) == (Reach.INHERITED, False)
    assert oracle.reach("action:1", other) == (Reach.INHERITED, False)
    assert cell(rows, other)["discounted"] == [("action:1", Reach.WIDER, False, DiscountReason.WIDER)]


def test_a_regional_campaign_does_not_cover_the_region(rows: GraphRows) -> None:
    """A wide row has no status: it shows who is mobilised at its own scale, and the spread of what is in it."""
    act(rows, "commitment:1", (REGION,), LEADING, stated={"kind": "CAMPAIGN"})
    region = cell(rows, REGION)
    assert (region["status"], region["actorCount"], region["assumed"]) == (None, 1, False)
    assert region["evidence"] == [("commitment:1", Reach.DIRECT, False, False)]
    assert region["spread"] is not None
    assert region["spread"]["contracts"] == {**dict.fromkeys(CellStatus, 0), CellStatus.UNKNOWN: 1}
    assert cell(rows, NEW)["spread"] is None


def test_succession_is_walked_both_ways_to_the_contract_in_force(rows: GraphRows) -> None:
    """Engagements on, or in, the other generation reach the contract in force partially, and never more."""
    long_ago = date(2015, 1, 1)
    act(rows, "action:1", (OLD,), LEADING, start=long_ago)
    act(rows, "action:2", (NEW,), LEADING, start=long_ago)
    act(rows, "action:3", (QUARTER,), LEADING, start=long_ago)
    oracle = Oracle(rows)
    assert oracle.reach("action:1", NEW, TODAY) == (Reach.PARTIAL, True)
    assert oracle.reach("action:1", NEW, BEFORE_2024) is None
    assert oracle.reach("action:2", OLD, BEFORE_2024) == (Reach.PARTIAL, True)
    assert oracle.reach("action:3", OLD, BEFORE_2024) == (Reach.PARTIAL, True)
    assert oracle.reach("action:2", OLD, TODAY) is None
    assert oracle.reach("action:3", NEW, TODAY) == (Reach.PARTIAL, False)
    assert cell(rows, OLD, BEFORE_2024)["evidence"] == [
        ("action:1", Reach.DIRECT, False, False),
        ("action:2", Reach.PARTIAL, True, False),
        ("action:3", Reach.PARTIAL, True, False),
    ]


def test_a_succession_is_walked_in_one_direction_only(rows: GraphRows) -> None:
    """Two contracts after the same older one do not reach each other; a chain of three does."""
    place(rows, SAME, (NANTES,), LOIRE)
    place(rows, TWIN, (NANTES,), LOIRE)
    rows.edge("SUCCEEDS", SAME, OLD, basis="STATED")
    rows.edge("SUCCEEDS", TWIN, NEW, basis="STATED")
    act(rows, "action:1", (SAME,), LEADING)
    act(rows, "action:2", (OLD,), LEADING)
    oracle = Oracle(rows)
    assert oracle.reach("action:1", NEW, TODAY) is None
    assert oracle.reach("action:2", TWIN, TODAY) == (Reach.PARTIAL, True)


# Attached, rows


def test_within_a_departement_means_attached_to_it(rows: GraphRows) -> None:
    """A contract across a border is counted once, a QPV where its communes are; elsewhere « within » means inside."""
    add_straddling_contract(rows)
    place(rows, "qpv:2", (VILLAGE, NEW), MAINE)
    oracle = Oracle(rows)
    contracts = {
        within: oracle.coverage_rows(TerritoryKind.CITY_CONTRACT, within, TODAY, in_city_contract=True)
        for within in (LOIRE, MAINE, REGION, COUNTRY)
    }
    assert contracts == {LOIRE: [NEW, ACROSS], MAINE: [], REGION: [NEW, ACROSS], COUNTRY: [NEW, ACROSS]}
    assert oracle.coverage_rows(TerritoryKind.QPV, LOIRE, TODAY, in_city_contract=True) == [QUARTER]
    assert oracle.coverage_rows(TerritoryKind.QPV, MAINE, TODAY, in_city_contract=True) == ["qpv:2"]
    assert oracle.coverage_rows(TerritoryKind.QPV, NEW, TODAY, in_city_contract=True) == [QUARTER, "qpv:2"]
    assert oracle.select("CityContract", {"within": {"id": MAINE}}, None) == []
    assert oracle.select("CityContract", {"within": {"id": LOIRE}}, None) == [OLD, NEW, ACROSS]
    assert oracle.select("CityContract", {"within": {"id": NANTES}}, None) == [OLD, NEW]


def test_the_territories_that_a_condition_on_reach_finds(rows: GraphRows) -> None:
    """By any reach and on any day: the same ground, the lead's territory, wide overlaps, successions both ways."""
    add_twins(rows)
    rows.edge("LED_BY", OLD, MAYOR)
    rows.edge("GOVERNS", MAYOR, VILLAGE)
    oracle = Oracle(rows)

    def reaching(row: str) -> set[str]:
        return set(oracle.select("Territory", {"reaches": {"id": row}}, None))

    assert reaching(TWIN) == {TWIN, TOWN, NANTES, LOIRE, REGION, COUNTRY}
    assert reaching(OLD) == {OLD, NEW, QUARTER, VILLAGE, NANTES, LOIRE, REGION, COUNTRY}
    assert reaching(STRADDLING) == {STRADDLING, VILLAGE, LOIRE, MAINE, REGION, COUNTRY}


def test_the_territories_that_other_conditions_on_ground_find(rows: GraphRows) -> None:
    """`overlaps` also finds territories with the same ground; `lifts` all that reach the row but wider ones."""
    add_twins(rows)
    add_straddling_contract(rows)
    oracle = Oracle(rows)
    assert oracle.select("Territory", {"overlaps": {"id": TOWN}}, None) == [NEW, SAME, TWIN, ACROSS]
    assert oracle.select("Territory", {"lifts": {"id": ACROSS}}, None) == [TOWN, VILLAGE, ACROSS]
    assert oracle.select("Territory", {"lifts": {"id": SAME}}, None) == [TOWN, SAME, NANTES]


def test_rows_in_city_contracts_and_contracts_in_force(rows: GraphRows) -> None:
    """Territories that contain, lie in, overlap, are or lead a contract in force."""
    rows.edge("GOVERNS", MAYOR, VILLAGE)
    oracle = Oracle(rows)
    assert oracle.coverage_rows(TerritoryKind.CITY_CONTRACT, LOIRE, TODAY, in_city_contract=True) == [NEW]
    assert oracle.coverage_rows(TerritoryKind.CITY_CONTRACT, None, BEFORE_2024, in_city_contract=False) == [OLD]
    assert oracle.coverage_rows(TerritoryKind.COMMUNE, REGION, TODAY, in_city_contract=False) == [TOWN, VILLAGE]
    assert [one for one in (LOIRE, MAINE, TOWN, QUARTER, VILLAGE) if oracle.in_city_contract(one, TODAY)] == [
        LOIRE,
        TOWN,
        QUARTER,
    ]
    assert not oracle.in_city_contract(TOWN, BEFORE_2024)
    rows.edge("LED_BY", NEW, MAYOR)
    assert Oracle(rows).in_city_contract(VILLAGE, TODAY)


def test_rows_of_qpv_begin_in_2024(rows: GraphRows) -> None:
    """There are none before."""
    oracle = Oracle(rows)
    assert oracle.coverage_rows(TerritoryKind.QPV, None, date(2023, 12, 31), in_city_contract=False) == []
    assert oracle.coverage_rows(TerritoryKind.QPV, None, date(2024, 1, 1), in_city_contract=False) == [QUARTER]


# Surveys


def test_a_survey_that_found_nobody_makes_a_gap_for_twelve_months_on_its_ground_and_inside(rows: GraphRows) -> None:
    """« Nobody » is a finding only if a survey examined that axis, not too long ago."""
    survey(rows, "survey:1", END, (NANTES,), looked_at=(VICTIMS, Axis.KNOWLEDGE), nobody=(VICTIMS,))
    gap = cell(rows, QUARTER, date(2025, 2, 28))
    assert gap["status"] == CellStatus.GAP
    assert gap["survey"] == Survey(END, SurveyFinding.NOBODY, NANTES, "source:1", "survey:1")
    for row, axis, day in (
        (QUARTER, VICTIMS, date(2025, 3, 1)),
        (QUARTER, VICTIMS, date(2024, 2, 28)),
        (QUARTER, Axis.COMMUNICATION, date(2025, 2, 28)),
        (STRADDLING, VICTIMS, date(2025, 2, 28)),
    ):
        other = cell(rows, row, day, axis)
        assert (other["status"], other["survey"]) == (CellStatus.UNKNOWN, None)


def test_a_survey_that_found_somebody_is_cited_where_nothing_is_recorded(rows: GraphRows) -> None:
    """It holds for its territory and what contains it: somebody is there, and still to be recorded."""
    survey(rows, "survey:1", date(2026, 10, 1), (TOWN,))
    for row in (TOWN, NANTES):
        result = cell(rows, row)
        assert result["status"] == CellStatus.UNKNOWN
        assert result["survey"] == Survey(date(2026, 10, 1), SurveyFinding.SOMEBODY, TOWN, "source:1", "survey:1")
    assert cell(rows, QUARTER)["survey"] is None


def test_a_survey_holds_for_the_same_ground(rows: GraphRows) -> None:
    """« Somebody » found in the town holds on the contract of the town."""
    add_twins(rows)
    survey(rows, "survey:1", date(2026, 10, 1), (TOWN,))
    survey_cited = cell(rows, SAME)["survey"]
    assert survey_cited is not None
    assert (survey_cited.found, survey_cited.territory) == (SurveyFinding.SOMEBODY, TOWN)


def test_the_newest_survey_decides_and_on_one_day_the_one_that_found_somebody(rows: GraphRows) -> None:
    """« Somebody » wins over « nobody » on one day; « nobody » a day later wins."""
    survey(rows, "survey:1", date(2026, 10, 1), (NANTES,), nobody=(VICTIMS,))
    survey(rows, "survey:2", date(2026, 10, 1), (QUARTER,))
    town = cell(rows, TOWN)
    assert (town["status"], town["survey"] and town["survey"].survey) == (CellStatus.UNKNOWN, "survey:2")
    assert cell(rows, VILLAGE)["survey"] is None
    survey(rows, "survey:3", date(2026, 10, 2), (TOWN,), nobody=(VICTIMS,))
    town = cell(rows, TOWN)
    assert (town["status"], town["survey"] and town["survey"].survey) == (CellStatus.GAP, "survey:3")


def test_an_empty_axis_was_looked_at(rows: GraphRows) -> None:
    """Even if the survey does not list it among its axes."""
    survey(rows, "survey:1", date(2026, 10, 1), (TOWN,), looked_at=(Axis.KNOWLEDGE,), nobody=(VICTIMS,))
    assert cell(rows, TOWN)["status"] == CellStatus.GAP


def test_a_survey_that_found_nobody_is_contradicted_by_confirmed_evidence(rows: GraphRows) -> None:
    """The cell keeps its status and shows the contradiction; so does a wide row, which has no status."""
    act(rows, "action:1", (TOWN,), LEADING, confirmed=date(2026, 1, 1))
    survey(rows, "survey:1", date(2026, 10, 1), (LOIRE,), nobody=(VICTIMS,))
    town = cell(rows, TOWN)
    assert (town["status"], town["contradicted"]) == (CellStatus.COVERED, True)
    assert (cell(rows, LOIRE)["status"], cell(rows, LOIRE)["contradicted"]) == (None, True)
    assert not cell(rows, TOWN, date(2026, 9, 30))["contradicted"]


# Status


def test_to_confirm_gives_way_to_a_gap(rows: GraphRows) -> None:
    """An engagement no longer confirmed makes a cell to confirm; once a survey finds nobody, the cell is a gap."""
    act(rows, "action:1", (TOWN,), LEADING, start=date(2020, 1, 1), confirmed=date(2022, 1, 1))
    assert cell(rows, TOWN)["status"] == CellStatus.TO_CONFIRM
    assert cell(rows, QUARTER)["status"] == CellStatus.TO_CONFIRM
    survey(rows, "survey:1", date(2026, 6, 1), (TOWN,), nobody=(VICTIMS,))
    assert cell(rows, TOWN)["status"] == CellStatus.GAP
    assert not cell(rows, TOWN)["contradicted"]


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [(date(2026, 5, 31), CellStatus.GAP), (date(2026, 6, 1), CellStatus.UNKNOWN)],
)
def test_no_gap_where_something_was_confirmed_since_the_survey(
    rows: GraphRows, confirmed: date, expected: CellStatus
) -> None:
    """Even if it has ended since: somebody was there after the survey's day, or on it."""
    act(rows, "action:1", (NANTES,), LEADING, end=date(2026, 8, 1), confirmed=confirmed)
    survey(rows, "survey:1", date(2026, 6, 1), (TOWN,), nobody=(VICTIMS,))
    assert cell(rows, TOWN)["status"] == expected


def test_an_engagement_that_ended_before_the_survey_leaves_the_gap(rows: GraphRows) -> None:
    """A late report on it says nothing about the day of the survey."""
    act(rows, "action:1", (TOWN,), LEADING, end=date(2026, 5, 31), confirmed=date(2026, 9, 1))
    survey(rows, "survey:1", date(2026, 6, 1), (TOWN,), nobody=(VICTIMS,))
    assert cell(rows, TOWN)["status"] == CellStatus.GAP


def test_an_engagement_still_planned_past_its_first_day_awaits_news(rows: GraphRows) -> None:
    """It does so until it would no longer count, and is listed for two more years; nobody counts in it."""
    planned: dict[str, Value] = {"status": "PLANNED"}
    act(rows, "session:1", (TOWN,), LEADING, start=date(2026, 3, 1), stated=planned)
    assert cell(rows, TOWN, date(2026, 3, 1))["status"] == CellStatus.UNKNOWN
    town = cell(rows, TOWN, date(2026, 3, 2))
    assert (town["status"], town["actorCount"], town["expected"]) == (CellStatus.TO_CONFIRM, 0, None)
    overdue = [("session:1", Reach.DIRECT, False, DiscountReason.OVERDUE)]
    assert town["discounted"] == overdue
    assert cell(rows, TOWN, date(2027, 3, 1))["status"] == CellStatus.TO_CONFIRM
    later = cell(rows, TOWN, date(2029, 3, 1))
    assert (later["status"], later["discounted"]) == (CellStatus.UNKNOWN, overdue)
    assert cell(rows, TOWN, date(2029, 3, 2))["discounted"] == []


def test_engagements_of_wider_reach_are_never_to_confirm(rows: GraphRows) -> None:
    """An old regional campaign leaves the town unknown, and is not listed."""
    act(rows, "action:1", (REGION,), LEADING, start=date(2020, 1, 1), confirmed=date(2020, 1, 1))
    town = cell(rows, TOWN)
    assert (town["status"], town["widerActorCount"], town["discounted"]) == (CellStatus.UNKNOWN, 0, [])


def test_discounted_is_reported_by_reason_then_reach_then_id(rows: GraphRows) -> None:
    """An ended engagement is listed for 24 months."""
    old = date(2020, 1, 1)
    act(rows, "action:1", (TOWN,), LEADING, end=date(2024, 11, 24), start=old)
    act(rows, "action:2", (TOWN,), LEADING, end=date(2024, 11, 25), start=old)
    act(rows, "action:3", (TOWN,), {CLUB: ["FUNDER"]})
    act(rows, "action:4", (NANTES,), LEADING, start=old, confirmed=old)
    act(rows, "action:5", (QUARTER,), LEADING, confirmed=None)
    act(rows, "action:6", (LOIRE,), LEADING)
    assert cell(rows, TOWN)["discounted"] == [
        ("action:6", Reach.WIDER, False, DiscountReason.WIDER),
        ("action:5", Reach.PARTIAL, False, DiscountReason.TO_CONFIRM),
        ("action:4", Reach.INHERITED, False, DiscountReason.TO_CONFIRM),
        ("action:3", Reach.DIRECT, False, DiscountReason.NO_CARRIER),
        ("action:2", Reach.DIRECT, False, DiscountReason.ENDED),
    ]
    funders = Oracle(rows).cell(TOWN, VICTIMS, TODAY, roles=[Role.FUNDER])
    assert (funders["status"], funders["discounted"]) == (CellStatus.COVERED, [])


# Fragile, lapsed, expected, assumed


def test_fragility_counts_a_trainer_and_the_employer_as_one(rows: GraphRows) -> None:
    """A trainer and their employer are one, on the days of the employment."""
    employed: dict[str, Value] = {"kind": "EMPLOYED", "endsOn": TODAY}
    rows.edge("AFFILIATED_WITH", PERSON, CLUB, **employed)
    act(rows, "action:1", (TOWN,), {PERSON: ["TRAINER"]})
    act(rows, "action:2", (QUARTER,), {CLUB: ["LEAD"]})
    town = cell(rows, TOWN)
    assert (town["actorCount"], town["fragile"], town["onlyActor"]) == (2, True, CLUB)
    assert not cell(rows, TOWN, TOMORROW)["fragile"]
    oracle = Oracle(rows)
    assert oracle.sole_cells(CLUB, [TOWN, QUARTER, VILLAGE], None, TODAY) == [(TOWN, VICTIMS), (QUARTER, VICTIMS)]
    assert oracle.sole_cells(PERSON, [TOWN, QUARTER], None, TODAY) == []


def test_of_two_employers_either_counts(rows: GraphRows) -> None:
    """The trainer with one employer is one body; with both there is no single body."""
    employed: dict[str, Value] = {"kind": "EMPLOYED"}
    rows.edge("AFFILIATED_WITH", PERSON, CLUB, **employed)
    rows.edge("AFFILIATED_WITH", PERSON, PLATFORM, **employed)
    act(rows, "action:1", (TOWN,), {PERSON: ["TRAINER"]})
    alone = cell(rows, TOWN)
    assert (alone["fragile"], alone["onlyActor"]) == (True, CLUB)
    oracle = Oracle(rows)
    for body in (PERSON, CLUB, PLATFORM):
        assert oracle.sole_cells(body, [TOWN], None, TODAY) == [(TOWN, VICTIMS)]
    act(rows, "action:2", (TOWN,), {PLATFORM: ["LEAD"]})
    beside_one = cell(rows, TOWN)
    assert (beside_one["fragile"], beside_one["onlyActor"]) == (True, PLATFORM)
    act(rows, "action:3", (TOWN,), {CLUB: ["LEAD"]})
    beside_both = cell(rows, TOWN)
    assert (beside_both["fragile"], beside_both["onlyActor"]) == (False, None)


def test_inherited_engagements_affect_fragility(rows: GraphRows) -> None:
    """One body by any reach but wider; wider or unconfirmed engagements change nothing."""
    act(rows, "action:1", (NANTES,), {NAMELESS: ["LEAD"]})
    act(rows, "action:2", (REGION,), {CLUB: ["LEAD"]})
    act(rows, "action:3", (TOWN,), {CLUB: ["LEAD"]}, confirmed=None)
    assert cell(rows, TOWN)["onlyActor"] == NAMELESS
    act(rows, "action:4", (TOWN,), {CLUB: ["LEAD"]})
    assert not cell(rows, TOWN)["fragile"]


def test_lapse_names_the_last_actors_and_waits_six_months(rows: GraphRows) -> None:
    """A cell lapses once nothing reaches it directly, partially or by inheritance."""
    act(rows, "action:1", (TOWN,), LEADING, end=date(2026, 8, 31))
    act(rows, "action:2", (QUARTER,), {CLUB: ["LEAD"]}, end=date(2026, 8, 31))
    act(rows, "action:3", (TOWN,), {PLATFORM: ["LEAD"]}, end=date(2026, 7, 1))
    assert cell(rows, TOWN, date(2026, 8, 31))["lapsedOn"] is None
    town = cell(rows, TOWN, date(2027, 2, 28))
    assert (town["status"], town["lapsedOn"]) == (CellStatus.UNKNOWN, date(2026, 8, 31))
    assert (town["lastActors"], town["renewalPending"]) == ([CLUB, MAYOR], True)
    assert not cell(rows, TOWN, date(2027, 3, 1))["renewalPending"]
    act(rows, "action:4", (NANTES,), {PLATFORM: ["LEAD"]}, end=date(2026, 9, 30))
    assert cell(rows, TOWN, date(2026, 9, 30))["lapsedOn"] is None
    inherited = cell(rows, TOWN, date(2026, 10, 1))
    assert (inherited["lapsedOn"], inherited["lastActors"]) == (date(2026, 9, 30), [PLATFORM])
    act(rows, "action:5", (NANTES,), LEADING, confirmed=None)
    to_confirm = cell(rows, TOWN, date(2026, 10, 1))
    assert (to_confirm["status"], to_confirm["lapsedOn"]) == (CellStatus.TO_CONFIRM, date(2026, 9, 30))
    act(rows, "action:6", (NANTES,), LEADING)
    assert cell(rows, TOWN, date(2026, 10, 1))["lapsedOn"] is None


def test_a_session_that_was_held_counts_by_its_effect_and_is_marked(rows: GraphRows) -> None:
    """From the day after; with lasting engagements the cell is no longer past, and the next end is the first of all."""
    held = date(2026, 3, 10)
    act(rows, "session:1", (TOWN,), {CLUB: ["TRAINER"]}, start=held, end=held)
    on_the_day, after = cell(rows, TOWN, held), cell(rows, TOWN, date(2026, 3, 11))
    assert [(one["status"], one["onlyPast"]) for one in (on_the_day, after)] == [
        (CellStatus.COVERED, False),
        (CellStatus.COVERED, True),
    ]
    assert after["evidence"] == [("session:1", Reach.DIRECT, False, True)]
    assert (after["nextEnd"], after["lastPast"]) == (date(2027, 3, 10), "session:1")
    act(rows, "commitment:1", (QUARTER,), {CLUB: ["LEAD"]}, end=date(2026, 12, 31))
    (actor,) = Oracle(rows).mobilised(TODAY, within=TOWN)
    assert (actor["only_past"], actor["next_end"]) == (False, date(2026, 12, 31))
    assert (cell(rows, TOWN)["onlyPast"], cell(rows, TOWN)["nextEnd"]) == (False, date(2026, 12, 31))
    assert [one.past for one in actor["evidence"]] == [False, True]
    assert cell(rows, TOWN)["lastPast"] is None
    act(rows, "action:1", (NANTES,), LEADING, end=date(2026, 11, 30), confirmed=None)
    act(rows, "action:2", (REGION,), LEADING, end=date(2026, 11, 30))
    assert cell(rows, TOWN)["nextEnd"] == date(2026, 12, 31)


def test_a_delivered_diagnostic_is_past_and_an_open_action_never_ends(rows: GraphRows) -> None:
    delivered: dict[str, Value] = {"deliveredOn": date(2026, 3, 1)}
    act(rows, "diagnostic:1", (TOWN,), {MAYOR: ["COMMISSIONER"]}, axes=(1,), stated=delivered)
    act(rows, "action:1", (TOWN,), LEADING)
    known, supported = cell(rows, TOWN, axis=Axis.KNOWLEDGE), cell(rows, TOWN)
    assert (known["onlyPast"], known["nextEnd"]) == (True, date(2031, 3, 1))
    assert (supported["onlyPast"], supported["nextEnd"]) == (False, None)
    nothing = cell(rows, VILLAGE)
    assert (nothing["onlyPast"], nothing["nextEnd"]) == (False, None)


def test_expected_is_the_earliest_planned_engagement_to_come(rows: GraphRows) -> None:
    """By any reach but wider, and with somebody who counts in it; on its first day it is still expected."""
    planned: dict[str, Value] = {"status": "PLANNED"}
    start = date(2027, 1, 1)
    act(rows, "action:1", (REGION,), LEADING, start=TODAY, stated=planned)
    act(rows, "action:2", (TOWN,), {CLUB: ["FUNDER"]}, start=TODAY, stated=planned)
    act(rows, "action:3", (NANTES,), LEADING, start=start, stated=planned)
    act(rows, "action:4", (TOWN,), LEADING, start=start, stated=planned)
    act(rows, "action:5", (TOWN,), LEADING, start=date(2027, 1, 2), stated=planned)
    assert cell(rows, TOWN)["expected"] == "action:3"
    assert cell(rows, TOWN, start)["expected"] == "action:3"
    assert cell(rows, TOWN, date(2027, 1, 2))["expected"] == "action:5"
    assert cell(rows, TOWN, date(2027, 1, 3))["expected"] is None
    assert cell(rows, TOWN)["status"] == CellStatus.UNKNOWN


def test_a_cell_that_rests_on_an_assumed_perimeter_is_assumed(rows: GraphRows) -> None:
    """A partial or inherited reach is assumed where the area is; a direct reach makes the cell certain."""
    add_guessed_contract(rows)
    act(rows, "action:1", (TOWN,), LEADING)
    result = cell(rows, GUESSED)
    assert (result["status"], result["assumed"]) == (CellStatus.PARTIAL, True)
    result = cell(rows, NEW)
    assert (result["status"], result["assumed"]) == (CellStatus.PARTIAL, False)
    act(rows, "action:2", (GUESSED,), LEADING)
    result = cell(rows, GUESSED)
    assert (result["status"], result["assumed"]) == (CellStatus.COVERED, False)


def test_a_reach_from_an_assumed_contract_is_assumed(rows: GraphRows) -> None:
    """The contract overlaps the town by assumption; so an action on the contract reaches the town by assumption."""
    add_guessed_contract(rows)
    act(rows, "action:1", (GUESSED,), LEADING)
    town = cell(rows, TOWN)
    assert (town["status"], town["assumed"]) == (CellStatus.PARTIAL, True)


def test_a_succession_by_location_is_assumed(rows: GraphRows) -> None:
    """Unless another chain of successions gives the same reach."""
    place(rows, SAME, (NANTES,), LOIRE)
    rows.edge("SUCCEEDS", SAME, OLD, basis="LOCATION")
    act(rows, "action:1", (OLD,), LEADING)
    result = cell(rows, SAME)
    assert (result["status"], result["assumed"]) == (CellStatus.PARTIAL, True)
    result = cell(rows, NEW)
    assert (result["status"], result["assumed"]) == (CellStatus.PARTIAL, False)
    rows.edge("SUCCEEDS", SAME, NEW, basis="STATED")
    assert not cell(rows, SAME)["assumed"]


def test_a_gap_from_elsewhere_on_an_assumed_perimeter_is_assumed(rows: GraphRows) -> None:
    """« Nobody » found in Nantes holds on the contract by assumption; found on the contract, it is certain."""
    add_guessed_contract(rows)
    survey(rows, "survey:1", date(2026, 10, 1), (NANTES,), nobody=(VICTIMS,))
    result = cell(rows, GUESSED)
    assert (result["status"], result["assumed"]) == (CellStatus.GAP, True)
    assert not cell(rows, NEW)["assumed"]
    survey(rows, "survey:2", date(2026, 10, 2), (GUESSED,), nobody=(VICTIMS,))
    assert not cell(rows, GUESSED)["assumed"]


# Wide rows and sums


def test_a_wide_row_has_the_spread_of_what_is_attached_to_it(rows: GraphRows) -> None:
    """Contracts in force, QPV with or without contract, known inhabitants; unknown populations counted separately."""
    place(rows, "qpv:2", (TOWN,), LOIRE, population=1200)
    place(rows, "qpv:3", (VILLAGE,), MAINE, population=0)
    act(rows, "action:1", (QUARTER,), LEADING)
    none = dict.fromkeys(CellStatus, 0)
    region = cell(rows, REGION)
    assert (region["status"], region["engagementCount"]) == (None, 1)
    assert region["spread"] == {
        "contracts": {**none, CellStatus.PARTIAL: 1},
        "qpv": {**none, CellStatus.COVERED: 1, CellStatus.UNKNOWN: 2},
        "inhabitants": {**none, CellStatus.UNKNOWN: 1200},
        "withoutPopulation": 1,
    }
    maine = cell(rows, MAINE)["spread"]
    assert maine is not None
    assert (maine["contracts"], maine["qpv"][CellStatus.UNKNOWN], maine["withoutPopulation"]) == (none, 1, 0)
    before = cell(rows, REGION, BEFORE_2024)["spread"]
    assert before is not None
    assert (before["contracts"][CellStatus.UNKNOWN], before["qpv"]) == (1, none)


def test_summary_counts_each_contract_and_qpv_once(rows: GraphRows) -> None:
    """Those that are rows, those in rows and those attached to wide rows; rows without a status are not counted."""
    place(rows, "qpv:2", (TOWN,), LOIRE, population=1200)
    act(rows, "action:1", (QUARTER,), LEADING)
    none = dict.fromkeys(CellStatus, 0)
    oracle = Oracle(rows)
    both = oracle.summary([REGION, NEW, TOWN, QUARTER], VICTIMS, TODAY)
    assert both["rows"] == {**none, CellStatus.COVERED: 1, CellStatus.PARTIAL: 2}
    assert both["spread"]["contracts"] == {**none, CellStatus.PARTIAL: 1}
    assert both["spread"]["qpv"] == {**none, CellStatus.COVERED: 1, CellStatus.UNKNOWN: 1}
    assert both["spread"]["inhabitants"] == {**none, CellStatus.UNKNOWN: 1200}
    assert (both["spread"]["withoutPopulation"], both["fragile"], both["lapsed"]) == (1, 4, 0)
    alone = oracle.summary([NEW], VICTIMS, TODAY)
    assert alone["spread"]["qpv"] == {**none, CellStatus.COVERED: 1}
    within = {**none, CellStatus.COVERED: 1, CellStatus.UNKNOWN: 1}
    assert oracle.summary([TOWN], VICTIMS, TODAY)["spread"]["qpv"] == within
    assert oracle.summary([QUARTER], VICTIMS, TODAY)["spread"]["qpv"] == {**none, CellStatus.COVERED: 1}


def test_filters_act_on_coverage_and_mobilised_alike(rows: GraphRows) -> None:
    """One word in common is enough; engagements without words are left out; an empty list lets nothing pass."""
    act(rows, "action:1", (TOWN,), LEADING, stated={"themes": ["HOUSING", "HEALTH"], "audiences": ["YOUTH"]})
    act(rows, "action:2", (TOWN,), {CLUB: ["LEAD"]})
    oracle = Oracle(rows)
    assert oracle.cell(TOWN, VICTIMS, TODAY)["actorCount"] == 2
    for themes, audiences, expected in (
        ([Theme.HEALTH, Theme.SOCIAL], None, [MAYOR]),
        (None, [Audience.YOUTH], [MAYOR]),
        ([Theme.HEALTH], [Audience.STAFF], []),
        ([], None, []),
        (None, [], []),
    ):
        town = oracle.cell(TOWN, VICTIMS, TODAY, themes=themes, audiences=audiences)
        assert town["actorCount"] == len(expected)
        assert [one["actor"] for one in oracle.mobilised(TODAY, themes=themes, audiences=audiences)] == expected


# Mobilised


def test_mobilised_bridges_pauses_of_six_months(rows: GraphRows) -> None:
    """Actors by folded name, then id; `since` considers the same axes, ground, reach and roles."""
    act(rows, "action:1", (TOWN,), {CLUB: ["LEAD"]}, start=date(2024, 1, 1), end=date(2024, 8, 31))
    act(rows, "action:2", (TOWN,), {CLUB: ["PARTNER", "LEAD", "FUNDER"]}, start=date(2025, 3, 1), axes=(5, 4))
    act(rows, "action:3", (TOWN,), {PLATFORM: ["LEAD"]}, start=date(2024, 1, 1), end=date(2024, 8, 31))
    act(rows, "action:4", (QUARTER,), {PLATFORM: ["LEAD"]}, start=date(2025, 3, 2), end=TODAY)
    actors = Oracle(rows).mobilised(TODAY, within=TOWN)
    assert [(one["actor"], one["since"]) for one in actors] == [(CLUB, date(2024, 1, 1)), (PLATFORM, date(2025, 3, 2))]
    assert actors[0]["axes"] == [VICTIMS, Axis.ACTION_PROGRAMME]
    assert actors[0]["evidence"] == [("action:2", Reach.DIRECT, False, (Role.LEAD, Role.PARTNER), True, False)]
    assert [one["actor"] for one in Oracle(rows).mobilised(TODAY, [VICTIMS], TOWN, [Reach.PARTIAL])] == [PLATFORM]
    assert Oracle(rows).mobilised(TOMORROW, within=QUARTER, reach=[Reach.DIRECT]) == []


def test_mobilised_takes_confirmed_evidence_by_any_reach_but_wider(rows: GraphRows) -> None:
    """Unconfirmed evidence is included on request, alone or with the rest; `since` considers both."""
    act(rows, "action:1", (NANTES,), {CLUB: ["LEAD"]}, start=date(2020, 1, 1), confirmed=None)
    act(rows, "action:2", (NANTES,), {CLUB: ["LEAD"]}, axes=(5,))
    act(rows, "action:3", (REGION,), LEADING)
    oracle = Oracle(rows)
    sure = ("action:2", Reach.INHERITED, False, (Role.LEAD,), True, False)
    unsure = ("action:1", Reach.INHERITED, False, (Role.LEAD,), False, False)
    for confirmed, evidence in ((True, [sure]), (False, [unsure]), (None, [unsure, sure])):
        (actor,) = oracle.mobilised(TODAY, within=TOWN, confirmed=confirmed)
        assert (actor["actor"], actor["since"], actor["evidence"]) == (CLUB, date(2020, 1, 1), evidence)
    assert [one["actor"] for one in oracle.mobilised(TODAY, within=TOWN, reach=[Reach.WIDER])] == [MAYOR]
    assert oracle.axes_of_actor(CLUB, TODAY) == [Axis.ACTION_PROGRAMME]


# Plans and diagnostics


def test_a_plan_past_its_end_is_expired_by_itself(rows: GraphRows) -> None:
    """The day after its end, unless another day is stated; a plan abandoned before does not expire."""
    signed: dict[str, Value] = {"wishedOn": date(2023, 1, 1), "signedOn": date(2024, 2, 1)}
    end = date(2024, 12, 31)
    act(rows, "plan:1", (NEW,), LEADING, end=end, stated=signed)
    act(rows, "plan:2", (NEW,), LEADING, end=end, stated={**signed, "expiredOn": date(2024, 10, 1)})
    act(rows, "plan:3", (NEW,), LEADING, end=end, stated={**signed, "abandonedOn": date(2024, 6, 1)})
    act(rows, "plan:4", (NEW,), LEADING, end=end, stated={**signed, "abandonedOn": date(2025, 6, 1)})
    oracle = Oracle(rows)
    plans = [f"plan:{number}" for number in (1, 2, 3, 4)]
    wished, given_up = PlanStage.WISHED, PlanStage.ABANDONED
    assert [oracle.stage(plan, date(2022, 12, 31)) for plan in plans] == [None] * 4
    assert [oracle.stage(plan, date(2024, 1, 31)) for plan in plans] == [wished] * 4
    assert [oracle.stage(plan, end) for plan in plans] == [
        PlanStage.SIGNED,
        PlanStage.EXPIRED,
        given_up,
        PlanStage.SIGNED,
    ]
    assert [oracle.stage(plan, date(2025, 1, 1)) for plan in plans] == [
        PlanStage.EXPIRED,
        PlanStage.EXPIRED,
        given_up,
        PlanStage.EXPIRED,
    ]
    assert oracle.stage("plan:4", date(2025, 6, 1)) == given_up


def test_state_of_the_plans_looks_at_the_same_ground_and_the_lead(rows: GraphRows) -> None:
    """Plans annexed, or targeting the contract, the same ground or the lead's territory; the furthest counts."""
    add_twins(rows)
    rows.edge("LED_BY", SAME, MAYOR)
    rows.edge("GOVERNS", MAYOR, NANTES)
    oracle = Oracle(rows)
    assert oracle.plan_stage(SAME, TODAY) is None
    act(rows, "plan:1", (VILLAGE,), LEADING, end=date(2026, 1, 31), stated={"signedOn": date(2026, 1, 1)})
    rows.edge("ANNEXED_TO", "plan:1", SAME)
    assert Oracle(rows).plan_stage(SAME, TODAY) == PlanStage.EXPIRED
    act(rows, "plan:2", (TOWN,), LEADING, stated={"wishedOn": date(2026, 1, 1)})
    assert Oracle(rows).plan_stage(SAME, TODAY) == PlanStage.WISHED
    assert Oracle(rows).plan_stage(TWIN, TODAY) == PlanStage.WISHED
    act(rows, "plan:3", (NANTES,), LEADING, stated={"signedOn": date(2026, 2, 1)})
    assert Oracle(rows).plan_stage(SAME, date(2026, 1, 31)) == PlanStage.SIGNED
    assert Oracle(rows).plan_stage(SAME, TODAY) == PlanStage.SIGNED
    assert Oracle(rows).plan_stage(TWIN, TODAY) == PlanStage.WISHED
    assert Oracle(rows).plan_stage(NEW, TODAY) is None
    act(rows, "plan:4", (NEW,), LEADING, stated={"inPreparationOn": TODAY})
    assert Oracle(rows).plan_stage(NEW, TODAY) == PlanStage.IN_PREPARATION


def test_age_of_the_diagnosis_looks_at_the_same_ground_and_the_lead(rows: GraphRows) -> None:
    """The newest one delivered on the contract, the same ground or the lead's territory, or under an annexed plan."""
    add_twins(rows)
    rows.edge("LED_BY", SAME, MAYOR)
    rows.edge("GOVERNS", MAYOR, NANTES)
    ages = []
    for number, (target, year) in enumerate(((VILLAGE, 2022), (NANTES, 2023), (TOWN, 2024), (SAME, 2025))):
        delivered: dict[str, Value] = {"deliveredOn": date(year, 11, 26)}
        act(rows, f"diagnostic:{number}", (target,), LEADING, start=date(2022, 1, 1), axes=(1,), stated=delivered)
        if target == VILLAGE:
            act(rows, "plan:1", (VILLAGE,), LEADING)
            rows.edge("ANNEXED_TO", "plan:1", SAME)
            rows.edge("BASED_ON", "plan:1", "diagnostic:0")
        ages.append(Oracle(rows).diagnostic_age(SAME, TODAY))
    assert ages == [47, 35, 23, 11]
    assert Oracle(rows).diagnostic_age(TWIN, TOMORROW) == 24
    assert Oracle(rows).diagnostic_age(SAME, date(2022, 11, 25)) is None
    assert Oracle(rows).diagnostic_age(NEW, TODAY) is None
