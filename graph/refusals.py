"""The refusals of this process for want of room or time, by reason, since it began: what whoever runs it looks at."""

from collections import Counter
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """The bound that a refusal or a broken connection met."""

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
    """Count one more."""
    REFUSALS[reason] += 1
