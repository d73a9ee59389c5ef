"""The stages of a training need, from its stored days and the sessions that meet it; days are ISO texts."""

from collections.abc import Iterable, Sequence
from datetime import date

from graph.vocabulary import EngagementStatus, NeedStage

NEED_DAYS = ("identifiedOn", "plannedOn", "metOn", "declinedOn")
"""The stored days from which the stage of a need follows."""


def need_stage_on(
    days: Sequence[str | None], sessions: Iterable[tuple[str | None, str]], day: date
) -> NeedStage | None:
    """Return the stage of a need on a day; None before it was identified.

    A need is met from the first day on which a session that meets it counts, and declined until such a session. One
    that was identified on an unknown day has been so on every day.

    Args:
        days: The values of `NEED_DAYS`.
        sessions: Of the sessions that meet it, the first day on which each counts, None if it never does, and its
            status.
        day: The day.
    """
    on = day.isoformat()
    identified, planned, met, declined = days
    known = list(sessions)
    held = min((first for first, _ in known if first), default=None)
    if identified and identified > on:
        return None
    if _has_come(met, on) or _has_come(held, on):
        return NeedStage.MET
    if _has_come(declined, on):
        return NeedStage.DECLINED
    is_to_come = any(first or status == EngagementStatus.PLANNED for first, status in known)
    return NeedStage.PLANNED if _has_come(planned, on) or is_to_come else NeedStage.IDENTIFIED


def _has_come(when: str | None, on: str) -> bool:
    return when is not None and when <= on
