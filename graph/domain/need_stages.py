"""The stages of a training need, from its stored days and the sessions for it; days are ISO texts."""

from collections.abc import Iterable, Sequence
from datetime import date

from graph.vocabulary import EngagementStatus, NeedStage

NEED_DAYS = ("identifiedOn", "plannedOn", "metOn", "declinedOn")
"""The stored days that decide the stage of a need."""


def need_stage_on(
    days: Sequence[str | None], sessions: Iterable[tuple[str, str | None, str]], day: date
) -> NeedStage | None:
    """Return the stage of a need on a day; None before it was identified.

    A need is met once a session that meets it was held, and planned while one is to come or under way. A need
    identified on an unknown day counts as identified on every day.

    Args:
        days: The values of `NEED_DAYS`.
        sessions: The first day, the last day if it is known, and the status of each session that meets the need.
        day: The day.
    """
    on = day.isoformat()
    identified, planned, met, declined = days
    if identified and identified > on:
        return None
    awaited = [_awaited_until(*session) for session in sessions]
    if _has_come(met, on) or any(is_held and until <= on for until, is_held in filter(None, awaited)):
        return NeedStage.MET
    if _has_come(declined, on):
        return NeedStage.DECLINED
    is_to_come = any(until >= on for until, _ in filter(None, awaited))
    return NeedStage.PLANNED if _has_come(planned, on) or is_to_come else NeedStage.IDENTIFIED


def _awaited_until(starts_on: str, ends_on: str | None, status: str) -> tuple[str, bool] | None:
    """Return the day until which a session is awaited, and whether it is held by then; None if it was cancelled."""
    if status == EngagementStatus.CANCELLED:
        return None
    is_planned = status == EngagementStatus.PLANNED
    return (starts_on if is_planned else ends_on or starts_on), not is_planned


def _has_come(when: str | None, on: str) -> bool:
    return when is not None and when <= on
