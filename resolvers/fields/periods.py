"""The last day of the period of an answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.errors import ClientError


def last_day(arguments: Mapping[str, Any], first: date) -> date:
    """Return the day of the argument `until`, or the first day if it is left out.

    Raises:
        ClientError: it is before the first day.
    """
    last: date = arguments.get("until") or first
    if last < first:
        message = f"until: {last} is before {first}, the first day of the period; give a later day, or leave it out"
        raise ClientError(message)
    return last
