"""The state of a contract and the age of diagnostics, from stored days."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.domain.plan_stages import PLAN_DAYS
from graph.statement.core.run import Slot
from graph.statement.read.computed import computed_column, whole_months
from graph.statement.read.nodes import node
from graph.vocabulary import PlanStage
from tests.graph.statement.runs import TODAY, field, run_of, selection_of, writer


def decoder_of(name: str, **arguments: Any) -> Any:
    _, decode = computed_column(writer(), "n", field(name, arguments={"asOf": TODAY} | arguments), node)
    return decode


def plan(*, signed_day_unknown: bool = False, **days: str) -> list[Any]:
    """Return the values of a plan that a statement reads."""
    return [*((days | {"startsOn": "2019-01-01"}).get(name) for name in PLAN_DAYS), signed_day_unknown]


@pytest.mark.parametrize(
    ("plans", "state"),
    [
        ([], None),
        ([plan(wishedOn="2027-01-01")], None),
        ([plan(wishedOn="2026-01-01"), plan(signedOn="2026-02-01")], PlanStage.SIGNED),
        ([plan(signedOn="2020-02-01", expiredOn="2026-01-01"), plan(wishedOn="2026-01-01")], PlanStage.WISHED),
        ([plan(signedOn="2020-02-01", endsOn="2026-01-01"), plan(wishedOn="2026-01-01")], PlanStage.WISHED),
        ([plan(abandonedOn="2026-01-01"), plan(expiredOn="2026-01-01")], PlanStage.EXPIRED),
        ([plan(signed_day_unknown=True)], PlanStage.SIGNED),
    ],
)
def test_the_state_of_a_contract_is_that_of_its_furthest_plan(plans: list[Any], state: PlanStage | None) -> None:
    assert decoder_of("planStage")(plans, run_of()) == state


def test_a_stage_is_worked_out_from_the_days_that_are_read() -> None:
    text, decode = computed_column(writer(), "n", field("stage", arguments={"asOf": TODAY}), node)
    read = ", ".join(f"toString(n.{name})" for name in PLAN_DAYS)
    assert text == f"[{read}, coalesce(n.signedDayUnknown, false)]"
    assert decode is not None
    assert decode(plan(signedOn="2020-01-01", endsOn=TODAY.isoformat()), run_of()) is PlanStage.SIGNED
    assert decode(plan(signedOn="2020-01-01", endsOn="2026-11-24"), run_of()) is PlanStage.EXPIRED


@pytest.mark.parametrize(("name", "label"), [("planStage", "TerritorialPlan"), ("diagnosticAgeMonths", "Diagnostic")])
def test_engagements_of_a_contract_target_it_its_same_ground_or_its_leads_territory(name: str, label: str) -> None:
    text, _ = computed_column(writer(), "n", field(name, arguments={"asOf": TODAY}), node)
    for walk in ("(n)", "(n)-[:SAME_GROUND]-(:Territory)", "(n)-[:LED_BY]->(:Institution)-[:GOVERNS]->(:Territory)"):
        assert re.search(rf"\[{re.escape(walk)}<-\[:TARGETS\]-\(e\d+:{label}\) \| ", text), walk
    assert "(n)<-[:ANNEXED_TO]-(" in text


def delivered(day: str | None) -> list[str | None]:
    return [day, None, "ACTIVE"]


@pytest.mark.parametrize(
    ("diagnostics", "age"),
    [
        ([], None),
        ([delivered(None), delivered("2027-01-01")], None),
        ([delivered("2026-11-25")], 0),
        ([delivered("2026-10-26")], 0),
        ([delivered("2026-10-25"), delivered("2020-01-01"), delivered("2027-01-01")], 1),
        ([delivered("2024-11-25")], 24),
        ([[None, "2024-11-25", "DONE"]], 24),
        ([[None, "2024-11-25", "ACTIVE"]], None),
    ],
)
def test_the_age_of_a_diagnostic_is_in_whole_months(diagnostics: list[list[str | None]], age: int | None) -> None:
    assert decoder_of("diagnosticAgeMonths")(diagnostics, run_of()) == age


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 200))
def test_whole_months_pass_at_the_same_day_of_the_month(start: date, months: int) -> None:
    index = start.year * 12 + start.month - 1 + months
    last = monthrange(index // 12, index % 12 + 1)[1]
    end = date(index // 12, index % 12 + 1, min(28, last))
    assert whole_months(start, end) == months - (min(start.day, last) > end.day)


def test_fields_of_the_network_are_answered_by_the_snapshot_for_the_day_of_the_field() -> None:
    assert decoder_of("inCityContract")("region:52", run_of()) is True
    assert decoder_of("inCityContract", asOf=Slot(0))("region:52", run_of(date(2020, 1, 1))) is False
    assert decoder_of("mobilisedAxes")("institution:1", run_of()) == ["institution:1", "2026-11-25"]


def test_cells_are_objects_of_the_selected_fields() -> None:
    selected = field(
        "coverage",
        selection=selection_of("CoverageCounts", field("x", "axis"), field("t", "__typename")),
        arguments={"axes": Slot(0), "asOf": TODAY},
    )
    text, decode = computed_column(writer(), "n", selected, node)
    assert text == "n.id"
    assert decode is not None
    assert decode("region:52", run_of(["HEALTH"])) == [{"x": "HEALTH", "t": "CoverageCounts"}]


def test_sole_cells_are_read_with_their_territories() -> None:
    territory = field("territory", selection=selection_of("AdministrativeTerritory", field("id")))
    cell = selection_of("SoleCell", field("axis"), territory)
    w = writer()
    selected = field("soleCells", selection=cell, arguments={"actors": Slot(0), "asOf": TODAY})
    text, decode = computed_column(w, "n", selected, node)
    assert "UNWIND $p0[n.id] AS c1 MATCH (n2:Territory {id: c1[0]})" in text
    parameters = w.statement([]).bind(run_of(["institution:1"])).parameters
    assert parameters == {"p0": {"institution:1": [["region:52", "KNOWLEDGE", 0]]}}
    assert decode is not None
    assert decode([["KNOWLEDGE", [0, "region:52"]]], run_of()) == [
        {"axis": "KNOWLEDGE", "territory": {"id": "region:52"}}
    ]


SERVING = [
    ["COMMUNICATION", "2026-01-01", None],
    ["VICTIM_SUPPORT", "2025-01-01", "2025-12-31"],
    ["KNOWLEDGE", None, None],
]


@pytest.mark.parametrize(
    ("announced", "unserved"),
    [
        ([], []),
        (["COMMUNICATION"], []),
        (["VICTIM_SUPPORT", "KNOWLEDGE"], ["KNOWLEDGE", "VICTIM_SUPPORT"]),
    ],
)
def test_an_announced_axis_is_served_by_what_is_in_effect(announced: list[str], unserved: list[str]) -> None:
    assert decoder_of("axesWithoutAction")([announced, SERVING], run_of()) == unserved
    assert decoder_of("axesWithoutAction", asOf=Slot(0))([["VICTIM_SUPPORT"], SERVING], run_of(date(2025, 6, 1))) == []
