"""Counts the refusals for lack of capacity or time, by reason, since this process started; reported as metrics."""

from collections import Counter
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """The limit that caused a refusal or a dropped connection."""

    NEW_SHAPES = "new_shapes"
    OPERATIONS = "operations"
    LONG_SEARCHES = "long_searches"
    LONG_WORK = "long_work"
    DATABASE_CONNECTIONS = "database_connections"
    UNREAD_ANSWERS = "unread_answers"
    CHECKS = "checks"
    EXPORTS = "exports"
    LARGE_HEAD = "large_head"
    SLOW_REQUEST = "slow_request"
    SLOW_READER = "slow_reader"
    PIPELINE = "pipeline"
    CLIENT_CONNECTIONS = "client_connections"


REFUSALS: Final = Counter(dict.fromkeys(Reason, 0))


def count_refusal(reason: Reason) -> None:
    """Count one refusal."""
    REFUSALS[reason] += 1
