"""Warnings of an import: engagements that will not count, or not for long."""

from datetime import date
from typing import Any

import pytest

from changes.changeset import Facts
from changes.rows import EdgeKey
from exchange.sentences import FRENCH
from judgement.counting import uncounted
from judgement.problems import Gravity

DAY = date(2026, 3, 15)


def edges(roles: list[str], confirmed: date | None = DAY) -> dict[str, dict[EdgeKey, Facts]]:
    return {
        "actors": {("ENGAGED_IN", "institution:a", "action:1"): {"roles": roles}},
        "sources": {("STATED_BY", "action:1", "source:1"): {"confirmedOn": confirmed}},
    }


@pytest.mark.parametrize(
    ("kind", "facts", "stated", "columns"),
    [
        ("Action", {"endsOn": DAY}, edges(["LEAD"]), []),
        ("Action", {}, edges(["LEAD"]), ["endsOn"]),
        ("Commitment", {}, edges(["LEAD"]), ["endsOn"]),
        ("Action", {"status": "PLANNED"}, edges(["LEAD"]), []),
        ("Action", {"endsOn": DAY}, edges(["FUNDER", "SIGNATORY"]), ["actors"]),
        ("Action", {"endsOn": DAY}, {}, ["actors", "sources"]),
        ("Action", {"endsOn": DAY}, edges(["LEAD"], None), ["sources"]),
        ("Diagnostic", {"deliveredOn": DAY}, edges(["COMMISSIONER"]), []),
        ("Diagnostic", {"deliveredOn": DAY}, edges(["CONTRACTOR"]), ["actors"]),
        ("Action", {"endsOn": DAY}, edges(["COMMISSIONER"]), ["actors"]),
        ("TrainingSession", {}, edges(["TRAINER"]), ["endsOn"]),
        ("TerritorialPlan", {}, edges(["LEAD"]), ["signedOn"]),
        ("TerritorialPlan", {"signedOn": DAY}, edges(["LEAD"]), []),
        ("TerritorialPlan", {"signedDayUnknown": True}, edges(["LEAD"]), []),
    ],
)
def test_each_reason_is_reported_at_its_column(kind: str, facts: Facts, stated: Any, columns: list[str]) -> None:
    assert [doubt.path.field for doubt in uncounted(kind, facts, stated, {})] == columns


def test_a_diagnostic_that_nobody_carries_counts_on_knowledge_alone() -> None:
    (doubt,) = uncounted("Diagnostic", {}, edges(["CONTRACTOR"]), {})
    assert "sur l’axe 1, sans acteur" in FRENCH.sentence(doubt)


def test_engagements_that_count_nowhere_are_more_serious_than_those_that_count_for_a_time() -> None:
    nowhere = [*uncounted("Action", {"endsOn": DAY}, edges(["FUNDER"], None), {})]
    assert {doubt.code.gravity for doubt in nowhere} == {Gravity.COSTS_A_FIGURE}
    (for_a_while,) = uncounted("Action", {}, edges(["LEAD"]), {})
    assert for_a_while.code.gravity is Gravity.TO_KNOW
