"""The stages of a territorial plan, from its stored days; days are ISO texts, as statements return them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from graph.vocabulary import PlanStage

ONE_DAY = timedelta(days=1)
NEVER = date.max.isoformat()
STAGES = {
    "wishedOn": PlanStage.WISHED,
    "inPreparationOn": PlanStage.IN_PREPARATION,
    "signedOn": PlanStage.SIGNED,
    "expiredOn": PlanStage.EXPIRED,
    "abandonedOn": PlanStage.ABANDONED,
}
"""The stored days of a plan, with the stages that begin on them."""

FURTHEST_FIRST = (
    PlanStage.SIGNED,
    PlanStage.IN_PREPARATION,
    PlanStage.WISHED,
    PlanStage.EXPIRED,
    PlanStage.ABANDONED,
)
"""The order of `planStage`, in which a signed plan outranks an expired one."""


class Step(NamedTuple):
    """A stage that a plan reached, and its day."""

    reached_on: str
    stage: PlanStage


PLAN_DAYS = (*STAGES, "startsOn", "endsOn")
"""The stored days that decide the stages of a plan; `signedDayUnknown` follows them in `PlanDays`."""
PlanDays = Sequence[Any]
"""The values of `PLAN_DAYS`, then whether the plan was signed on a day that no source gives."""


def steps(plan: PlanDays) -> list[Step]:
    """Return the steps of a plan, oldest first.

    A plan that was signed on an unknown day is signed from its start. It expires the day after its last day, unless
    another day of expiry is stated or it was abandoned by then.
    """
    *days, starts_on, ends_on, signed_day_unknown = plan
    begun = {stage: day for day, stage in zip(days, STAGES.values(), strict=True) if day}
    if signed_day_unknown:
        begun.setdefault(PlanStage.SIGNED, starts_on)
    if ends_on:
        begun.setdefault(PlanStage.EXPIRED, (date.fromisoformat(ends_on) + ONE_DAY).isoformat())
    if PlanStage.EXPIRED in begun and begun.get(PlanStage.ABANDONED, NEVER) <= begun[PlanStage.EXPIRED]:
        del begun[PlanStage.EXPIRED]
    found = (Step(day, stage) for stage, day in begun.items())
    return sorted(found, key=lambda step: (step.reached_on, list(PlanStage).index(step.stage)))


def stage_on(plan: PlanDays, day: date) -> PlanStage | None:
    """Return the latest stage of a plan on a day; None before the first."""
    stages = [step.stage for step in steps(plan) if step.reached_on <= day.isoformat()]
    return stages[-1] if stages else None


def furthest(plans: Iterable[PlanDays], day: date) -> PlanStage | None:
    """Return the furthest stage that any of several plans has reached on a day; None if none has begun."""
    stages = {stage_on(days, day) for days in plans}
    return next((stage for stage in FURTHEST_FIRST if stage in stages), None)
