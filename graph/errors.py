"""What a client can get wrong, and what can go wrong below us, as one family of exceptions.

Rule: the message is meant for the client; it names the argument and what would be right, and holds no statement.
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
    """An error that a client is told of, with its code."""

    def __init__(self, message: str, code: Code = Code.BAD_USER_INPUT) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def in_range(argument: str, value: int | None, most: int) -> int:
    """Return a number that is between 1 and the most there may be; ClientError when it is not."""
    if value is not None and 1 <= value <= most:
        return value
    shown = "null" if value is None else f"{value:,}"
    message = f"{argument}: {shown} is out of range, give 1 to {most:,}"
    raise ClientError(message, Code.LIMIT_EXCEEDED if value is not None and value > most else Code.BAD_USER_INPUT)
