"""Errors that reach clients, with their codes.

A message names the argument and gives a valid value; it never contains the text of a statement.
"""

from enum import StrEnum


class Code(StrEnum):
    """The code of an error, as clients see it in `extensions.code`."""

    BAD_USER_INPUT = "BAD_USER_INPUT"
    NOT_FOUND = "NOT_FOUND"
    NOT_IN_FORCE = "NOT_IN_FORCE"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    TIMEOUT = "TIMEOUT"
    DATABASE_UNAVAILABLE = "DATABASE_UNAVAILABLE"
    INTERNAL = "INTERNAL"


class ClientError(Exception):
    """An error whose message and code reach the client."""

    def __init__(self, message: str, code: Code = Code.BAD_USER_INPUT) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def in_range(argument: str, value: int | None, limit: int) -> int:
    """Return the value of an argument.

    Raises:
        ClientError: the value is null or not between 1 and the limit.
    """
    if value is not None and 1 <= value <= limit:
        return value
    shown = "null" if value is None else f"{value:,}"
    message = f"{argument}: {shown} is out of range, give 1 to {limit:,}"
    raise ClientError(message, Code.LIMIT_EXCEEDED if value is not None and value > limit else Code.BAD_USER_INPUT)


def answer_too_large(most: int) -> ClientError:
    """Return the error for an answer of more than `most` bytes."""
    message = f"this answer has more than {most:,} bytes; ask for smaller pages (first) or fewer fields"
    return ClientError(message, Code.LIMIT_EXCEEDED)
