"""Needs for training: their stage, and whether they are unanswered, on and around the days on which that changes."""

from datetime import date

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from tests.api_session import VIEWERS, ApiSession
from tests.oracle.facts import Facts
from tests.oracle.stages import need_stage, unanswered
from tests.properties.asking import EXAMPLES, Ask, answers, ids, nodes
from tests.properties.worlds import facts_for, ids_of, moments, worlds

STAGE = "{ edges { node { id needStage(asOf: $day) } } }"


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, list[date]]:
    rows = draw(worlds().filter(lambda rows: ids_of(rows, "TrainingNeed")))
    return rows, draw(st.lists(moments(rows), min_size=8, max_size=12, unique=True))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_needs_are_at_their_stage_on_each_day(scratch: ApiSession, case: tuple[GraphRows, list[date]]) -> None:
    rows, days = case
    await scratch.replace(rows)
    stages = [Ask("trainingNeeds", {}, STAGE, {"day": ("Date!", day)}) for day in days]
    lists = [Ask("trainingNeeds", {"where": {"unansweredOn": day}}, "{ edges { node { id } } }") for day in days]
    needs = ids_of(rows, "TrainingNeed")
    for viewer in VIEWERS:
        facts = facts_for(rows, viewer)
        results = await answers(scratch, [*stages, *lists], viewer)
        for day, staged, unmet in zip(days, results[: len(days)], results[len(days) :], strict=True):
            assert {node["id"]: node["needStage"] for node in nodes(staged)} == _stages(facts, needs, day), day
            assert ids(unmet) == [need for need in needs if unanswered(facts, need, day)], day


def _stages(facts: Facts, needs: list[str], day: date) -> dict[str, str | None]:
    return {need: stage.value if (stage := need_stage(facts, need, day)) else None for need in needs}
