"""The scalar Date: one form of a day, YYYY-MM-DD, for clients, cursors and logs alike."""

import datetime as dt
import re
from typing import Any

import strawberry
from graphql import GraphQLError

_FORM = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse_day(value: Any) -> dt.date:
    """Return the day that a client wrote.

    Raises:
        GraphQLError: it is no day of the calendar in this form.
    """
    try:
        if isinstance(value, str) and _FORM.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    message = f"Date: {value!r} is no day of the calendar; write it as YYYY-MM-DD, for example 2026-11-25"
    raise GraphQLError(message)


DATE = strawberry.scalar(
    name="Date", description="A day of the calendar, as YYYY-MM-DD.", serialize=dt.date.isoformat, parse_value=parse_day
)
