"""Values that cannot be are errors, values to look at again are warnings, each with its column."""

from datetime import date

import pytest

from changes.changeset import Facts
from exchange.incoming.doubts import doubtful, impossible

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("kind", "facts", "column"),
    [
        ("TrainingSession", {"trainedCount": -3}, "trainedCount"),
        ("Grant", {"grantedEuros": -1.5}, "grantedEuros"),
        ("Grant", {"year": 20_025}, "year"),
        ("Action", {"startsOn": date(1902, 5, 1)}, "startsOn"),
        ("Action", {"startsOn": date(2025, 5, 1), "endsOn": date(2099, 12, 31)}, "endsOn"),
        ("TerritorialPlan", {"signedOn": date(2025, 1, 2), "expiredOn": date(2025, 1, 1)}, "expiredOn"),
        ("Survey", {"axes": ["KNOWLEDGE"], "emptyAxes": ["VICTIM_SUPPORT"]}, "emptyAxes"),
        ("AdministrativeTerritory", {"population": -1}, "population"),
    ],
)
def test_what_cannot_be_is_found(kind: str, facts: Facts, column: str) -> None:
    assert [doubt.column for doubt in impossible(kind, facts)] == [column]


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"askedEuros": 1_000.0, "grantedEuros": 1_200.0}, "grantedEuros"),
        ({"status": "PLANNED", "endsOn": date(2026, 11, 24)}, "status"),
    ],
)
def test_what_is_doubtful_is_found(facts: Facts, column: str) -> None:
    assert [doubt.column for doubt in doubtful(facts, DAY, DAY)] == [column]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("TrainingSession", {"trainedCount": 0, "startsOn": date(1980, 1, 1), "endsOn": date(2050, 12, 31)}),
        ("Grant", {"askedEuros": 1_000.0, "grantedEuros": 1_000.0, "year": 2025}),
        ("TerritorialPlan", {"signedOn": date(2025, 1, 1), "expiredOn": date(2025, 1, 1)}),
        ("Survey", {"axes": ["KNOWLEDGE", "VICTIM_SUPPORT"], "emptyAxes": ["VICTIM_SUPPORT"]}),
        ("Action", {"status": "PLANNED", "endsOn": DAY}),
        ("Action", {}),
    ],
)
def test_what_can_be_is_left_alone(kind: str, facts: Facts) -> None:
    assert [*impossible(kind, facts), *doubtful(facts, DAY, DAY)] == []
