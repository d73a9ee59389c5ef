"""The scalar Date.

Rule: one way to write a day, so that a cursor, a log and a client never differ about it.
"""

import datetime as dt
import re
from typing import Any

import strawberry
from graphql import GraphQLError

_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse_day(value: Any) -> dt.date:
    """Return the day that a client wrote; GraphQLError says how to write one."""
    try:
        if isinstance(value, str) and _WRITTEN.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    message = f"Date: {value!r} is no day of the calendar; write it as YYYY-MM-DD, for example 2026-11-25"
    raise GraphQLError(message)


DATE = strawberry.scalar(
    name="Date", description="A day of the calendar, as YYYY-MM-DD.", serialize=dt.date.isoformat, parse_value=parse_day
)
