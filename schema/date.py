"""The scalar Date: a day as YYYY-MM-DD, for clients, cursors and logs alike; clients may also write "today"."""

import datetime as dt
import re
from typing import Any

import strawberry
from graphql import GraphQLError

from graph.calendar import TODAY

_FORM = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse_day(value: Any) -> Any:
    """Return the day that a client wrote; TODAY for "today".

    Raises:
        GraphQLError: the value is not a day of the calendar in the form YYYY-MM-DD.
    """
    if value == "today":
        return TODAY
    try:
        if isinstance(value, str) and _FORM.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    message = f'Date: {value!r} is not a day of the calendar; write YYYY-MM-DD, for example 2026-11-25, or "today"'
    raise GraphQLError(message)


DATE = strawberry.scalar(
    name="Date",
    description='A day of the calendar, as YYYY-MM-DD; in arguments also "today", the day in Europe/Paris.',
    specified_by_url="https://scalars.graphql.org/andimarek/local-date.html",
    serialize=dt.date.isoformat,
    parse_value=parse_day,
)
