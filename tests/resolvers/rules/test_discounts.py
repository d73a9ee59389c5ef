"""Engagements that concern a cell but do not count in it, each with the reason."""

from datetime import date

import pytest

from graph.vocabulary import DiscountReason, Reach
from resolvers.rules.coverage import Matrix
from resolvers.rules.discounts import discounted
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.records import EngagementRecord
from resolvers.snapshot.territories import Territories
from tests.resolvers.rules.small import (
    ASTRIDE,
    CARRYING,
    METROPOLE,
    NEW,
    OLD,
    action,
    country,
    diagnostic,
    engagement,
    planned,
    snapshot_of,
    territory,
    with_corners,
)

DAY = date(2026, 6, 15)
KNOWLEDGE, SUPPORT = 0, 3
LONG_AGO = "2024-06-14"
NEAR = {NEW: Reach.DIRECT, "qpv:1": Reach.PARTIAL, OLD: Reach.PARTIAL, "epci:1": Reach.INHERITED}
Shown = list[tuple[str, Reach, DiscountReason]]


def shown(
    *records: EngagementRecord,
    row: str = NEW,
    axis: int = SUPPORT,
    day: date = DAY,
    question: Question = CARRYING,
    territories: Territories | None = None,
) -> Shown:
    snapshot = snapshot_of(territories=territories or country(), engagements=records)
    cells = Matrix(snapshot, day, question)
    found = discounted(cells, cells.cell(snapshot.territories.index[row], axis))
    return [(snapshot.engagements.ids[one.engagement], one.reach, one.reason) for one in found]


def of_nobody(number: int, target: str) -> EngagementRecord:
    return engagement(f"action:{number}", targets=[target], actors={"institution:a": ["FUNDER"]})


def test_a_neighbour_without_evidence_does_not_share_the_discounted_engagements() -> None:
    snapshot = snapshot_of(
        territories=country(territory("commune:5", ["epci:1"])), engagements=[of_nobody(1, "commune:2")]
    )
    places = snapshot.territories.index
    for order in (("commune:2", "commune:5"), ("commune:5", "commune:2")):
        cells = Matrix(snapshot, DAY, CARRYING)
        found = {row: discounted(cells, cells.cell(places[row], SUPPORT)) for row in order}
        assert [one.reason for one in found["commune:2"]] == [DiscountReason.NO_CARRIER]
        assert found["commune:5"] == []


# --- wider -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["departement:44", "region:52", "country:FR"])
def test_engagements_that_reach_only_from_wider_territories_are_discounted(target: str) -> None:
    assert shown(action(1, target)) == [("action:1", Reach.WIDER, DiscountReason.WIDER)]
    assert shown(action(1, target, confirmed=LONG_AGO)) == []
    assert shown(of_nobody(1, target)) == []
    assert shown(action(1, target, days=("2025-01-01", "2026-06-14"))) == []


def test_a_departement_that_a_contract_straddles_and_grand_paris_are_wider() -> None:
    wider = [("action:1", Reach.WIDER, DiscountReason.WIDER)]
    assert shown(action(1, "departement:49"), row=ASTRIDE, territories=with_corners()) == wider
    assert shown(action(1, METROPOLE), row="qpv:91", territories=with_corners()) == wider


# --- to confirm ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", NEAR)
def test_engagements_that_reach_the_row_and_are_no_longer_confirmed_are_to_confirm(target: str) -> None:
    expected = [("action:1", NEAR[target], DiscountReason.TO_CONFIRM)]
    assert shown(action(1, target, confirmed=LONG_AGO)) == expected
    assert shown(action(1, target, confirmed=None)) == expected
    assert shown(action(1, target)) == []


def test_a_delivered_uncarried_diagnostic_may_be_to_confirm() -> None:
    record = diagnostic(1, NEW, "2026-01-01", a="FUNDER")._replace(confirmed_on="2025-12-31")
    assert shown(record, axis=KNOWLEDGE) == [("diagnostic:1", Reach.DIRECT, DiscountReason.TO_CONFIRM)]


# --- no carrier ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", NEAR)
def test_uncarried_engagements_are_discounted_where_no_roles_are_asked_for(target: str) -> None:
    assert shown(of_nobody(1, target)) == [("action:1", NEAR[target], DiscountReason.NO_CARRIER)]
    assert shown(of_nobody(1, target)._replace(confirmed_on=None)) == [
        ("action:1", NEAR[target], DiscountReason.NO_CARRIER)
    ]
    assert shown(of_nobody(1, target), question=question_of({"roles": ["LEAD"]})) == []


def test_an_uncarried_diagnostic_is_discounted_until_it_is_delivered_and_on_other_axes() -> None:
    done = diagnostic(1, NEW, "2026-06-15", a="FUNDER")._replace(axes=[1, 4], confirmed_on="2026-06-15")
    lacking = [("diagnostic:1", Reach.DIRECT, DiscountReason.NO_CARRIER)]
    assert shown(done, axis=KNOWLEDGE) == []
    assert shown(done, axis=SUPPORT) == lacking
    assert shown(done, axis=KNOWLEDGE, day=date(2026, 6, 14)) == lacking


def test_the_commissioner_of_a_diagnostic_carries_it() -> None:
    record = diagnostic(1, NEW, None, a="COMMISSIONER")
    assert shown(record, axis=KNOWLEDGE) == []
    assert shown(record._replace(kind="Action"), axis=KNOWLEDGE) == [
        ("diagnostic:1", Reach.DIRECT, DiscountReason.NO_CARRIER)
    ]


# --- ended -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "ended"), [("2024-06-14", False), ("2024-06-15", True), ("2026-06-14", True), ("2026-06-15", False)]
)
@pytest.mark.parametrize("target", NEAR)
def test_engagements_that_stopped_counting_in_the_last_24_months_have_ended(
    *, target: str, last: str, ended: bool
) -> None:
    found = shown(action(1, target, days=("2020-01-01", last)))
    assert found == ([("action:1", NEAR[target], DiscountReason.ENDED)] if ended else [])


def test_only_engagements_that_reached_the_row_with_a_counting_actor_are_discounted_as_ended() -> None:
    days = "2020-01-01", "2026-01-31"
    assert shown(action(1, "region:52", days=days)) == []
    assert shown(of_nobody(1, NEW)._replace(counts_from=days[0], counts_until=days[1])) == []
    assert shown(action(1, NEW, days=days), question=question_of({"roles": ["FUNDER"]})) == []
    ended = [("action:1", Reach.DIRECT, DiscountReason.ENDED)]
    assert shown(action(1, NEW, days=days, confirmed=None)) == ended


# --- none of these ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overdue"),
    [
        ("2026-06-14", None, True),
        ("2026-06-15", None, False),  # it may begin today
        ("2024-01-01", "2024-06-15", True),
        ("2024-01-01", "2024-06-14", False),  # two years ago
    ],
)
def test_an_engagement_still_planned_after_its_first_day_is_overdue(
    *, starts_on: str, ends_on: str | None, overdue: bool
) -> None:
    found = shown(planned(1, NEW, starts_on)._replace(ends_on=ends_on))
    assert found == ([("action:1", Reach.DIRECT, DiscountReason.OVERDUE)] if overdue else [])


def test_uncarried_or_wider_engagements_are_not_overdue() -> None:
    assert shown(planned(1, NEW, "2026-01-01", roles=["FUNDER"]), planned(2, "region:52", "2026-01-01")) == []


def test_engagements_to_come_elsewhere_or_on_another_axis_do_not_concern_the_cell() -> None:
    assert shown(action(1, NEW, days=("2026-06-16", None), confirmed=None)) == []
    assert shown(planned(1, NEW, "2026-07-01"), planned(2, NEW, "2026-09-01", roles=["FUNDER"])) == []
    assert shown(action(1, "commune:2", confirmed=None)) == []
    assert shown(action(1, NEW, axes=(1,), confirmed=None)) == []


@pytest.mark.parametrize(("name", "word"), [("criteria", "AGE"), ("themes", "HOUSING"), ("audiences", "STAFF")])
def test_engagements_that_the_filters_leave_out_are_not_shown(name: str, word: str) -> None:
    records = (
        action(1, "region:52"),
        action(2, NEW, confirmed=None),
        of_nobody(3, NEW),
        action(4, NEW, days=("2025-01-01", "2026-01-01")),
    )
    assert len(shown(*records)) == 4
    assert shown(*records, question=question_of({name: [word]})) == []


def test_a_succession_discounts_nothing_on_a_contract_that_is_not_in_force() -> None:
    record = action(1, NEW, days=("2020-01-01", None), confirmed=None)
    assert shown(record, row=OLD) == []
    assert shown(record, row=OLD, day=date(2023, 6, 15)) == [("action:1", Reach.PARTIAL, DiscountReason.TO_CONFIRM)]


def test_a_contract_out_of_force_inherits_engagements_on_the_territories_that_contain_it() -> None:
    record = engagement(
        "action:1", targets=[NEW, "epci:1"], actors={"institution:a": ["LEAD"]}, days=("2020-01-01", None),
        confirmed=None,
    )  # fmt: skip
    assert shown(record, row=OLD) == [("action:1", Reach.INHERITED, DiscountReason.TO_CONFIRM)]
    assert shown(record, row=OLD, day=date(2023, 6, 15)) == [("action:1", Reach.PARTIAL, DiscountReason.TO_CONFIRM)]


def test_discounted_engagements_come_by_reason_then_reach_then_id_and_mark_a_succession() -> None:
    records = (
        action(1, NEW, days=("2025-01-01", "2026-01-01")),
        of_nobody(2, NEW),
        action(3, "epci:1", confirmed=None),
        action(4, OLD, confirmed=None),
        action(5, NEW, confirmed=None),
        action(6, NEW, confirmed=None),
        action(7, "region:52"),
        action(8, NEW),
    )
    snapshot = snapshot_of(territories=country(), engagements=records)
    cells = Matrix(snapshot, DAY, CARRYING)
    found = discounted(cells, cells.cell(snapshot.territories.index[NEW], SUPPORT))
    order = [(snapshot.engagements.ids[one.engagement][-1], one.reason.value) for one in found]
    assert order == [
        ("7", "WIDER"), ("5", "TO_CONFIRM"), ("6", "TO_CONFIRM"), ("4", "TO_CONFIRM"), ("3", "TO_CONFIRM"),
        ("2", "NO_CARRIER"), ("1", "ENDED"),
    ]  # fmt: skip
    assert [one.via_succession for one in found] == [False, False, False, True, False, False, False]
