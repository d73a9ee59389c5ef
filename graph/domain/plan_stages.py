"""The stages of a territorial plan, from its stored days; days are ISO texts, as statements return them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from graph.vocabulary import PlanStage

STAGES = {
    "wishedOn": PlanStage.WISHED,
    "inPreparationOn": PlanStage.IN_PREPARATION,
    "signedOn": PlanStage.SIGNED,
    "expiredOn": PlanStage.EXPIRED,
    "abandonedOn": PlanStage.ABANDONED,
}
"""The stored days of a plan and the stages that they begin."""

FURTHEST_FIRST = (
    PlanStage.SIGNED,
    PlanStage.IN_PREPARATION,
    PlanStage.WISHED,
    PlanStage.EXPIRED,
    PlanStage.ABANDONED,
)
"""The order of `planState`, in which a signed plan outranks an expired one."""


class Step(NamedTuple):
    """A stage that a plan reached, and its day."""

    on: str
    stage: PlanStage


def steps(days: list[str | None]) -> list[Step]:
    """Return the steps of a plan, oldest first; `days` are those of `STAGES`, in order."""
    return sorted(
        (Step(day, stage) for day, stage in zip(days, STAGES.values(), strict=True) if day),
        key=lambda step: (step.on, list(PlanStage).index(step.stage)),
    )


def stage_on(days: list[str | None], day: date) -> PlanStage | None:
    """Return the latest stage of a plan on a day; None before the first."""
    stages = [step.stage for step in steps(days) if step.on <= day.isoformat()]
    return stages[-1] if stages else None


def furthest(plans: Iterable[list[str | None]], day: date) -> PlanStage | None:
    """Return the furthest stage that one of several plans has on a day; None where none has begun."""
    stages = {stage_on(days, day) for days in plans}
    return next((stage for stage in FURTHEST_FIRST if stage in stages), None)
