"""Statuses as the first version of the rules gave them."""

from datetime import date

import pytest

from graph.vocabulary import CellStatus
from resolvers.rules.first_version import first_statuses
from resolvers.snapshot.records import EngagementRecord, SurveyRecord
from tests.resolvers.rules.small import NEW, OLD, OTHER, action, country, engagement, snapshot_of, survey, with_corners

DAY = date(2026, 6, 15)
SUPPORT = 3


def status(*records: EngagementRecord, surveys: tuple[SurveyRecord, ...] = (), axis: int = SUPPORT) -> CellStatus:
    snapshot = snapshot_of(territories=country(), engagements=records, surveys=surveys)
    return first_statuses(snapshot, DAY)[NEW][axis]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (NEW, CellStatus.COVERED),
        ("qpv:1", CellStatus.PARTIAL),
        ("commune:1", CellStatus.PARTIAL),
        (OLD, CellStatus.PARTIAL),
        ("epci:1", CellStatus.INHERITED),
        ("departement:44", CellStatus.UNKNOWN),
        ("commune:2", CellStatus.UNKNOWN),
    ],
)
def test_the_status_followed_the_nearest_reach_however_old_the_confirmation(target: str, expected: CellStatus) -> None:
    assert status(action(1, target, confirmed=None)) is expected
    assert status(action(1, target, confirmed=None), axis=0) is CellStatus.UNKNOWN


def test_a_departement_that_a_contract_straddles_made_it_partial() -> None:
    snapshot = snapshot_of(territories=with_corners(), engagements=[action(1, "departement:49")])
    assert first_statuses(snapshot, DAY)["contract:2024:S"][SUPPORT] is CellStatus.PARTIAL


def test_only_what_was_in_effect_with_a_carrying_role_counted() -> None:
    assert status(action(1, NEW, days=("2020-01-01", "2026-06-14"))) is CellStatus.UNKNOWN
    assert status(engagement("action:1", targets=[NEW], actors={"institution:a": ["FUNDER"]})) is CellStatus.UNKNOWN


def test_a_survey_of_the_row_or_above_made_a_gap_for_twelve_months_whatever_a_newer_one_found() -> None:
    for ground in (NEW, "epci:1"):
        assert status(surveys=(survey("2026-01-01", [ground]),)) is CellStatus.GAP
    seen = survey("2026-02-01", [NEW], [], ["VICTIM_SUPPORT"])
    assert status(surveys=(survey("2026-01-01", [NEW]), seen)) is CellStatus.GAP
    assert status(surveys=(survey("2025-06-14", [NEW]),)) is CellStatus.UNKNOWN
    assert status(surveys=(survey("2026-01-01", ["qpv:1"]),)) is CellStatus.UNKNOWN


def test_rows_are_the_contracts_in_force() -> None:
    snapshot = snapshot_of(territories=country())
    assert first_statuses(snapshot, DAY).keys() == {NEW, OTHER}
    assert first_statuses(snapshot, date(2023, 6, 15)).keys() == {OLD}
