"""The result of an operation, and what the log and the trace tell of it."""

from dataclasses import dataclass, field
from typing import Any

from graph.errors import Code
from graph.tracing import Span, fail

NAME_LENGTH = 100
"""Characters of an operation's name that logs and traces keep."""
FAULTS = frozenset({Code.TIMEOUT, Code.DATABASE_UNAVAILABLE, Code.INTERNAL})
"""The codes of errors that are no mistake of the client's."""


@dataclass
class Result:
    """The answer of an operation; `data` is absent when the request itself is refused."""

    errors: list[dict[str, Any]] = field(default_factory=list)
    data: dict[str, Any] | None = None
    executed: bool = False
    unavailable: bool = False
    refused_over_get: bool = False
    cost: int = 0
    operation_name: str | None = None
    operation_type: str | None = None

    @property
    def logged_name(self) -> str | None:
        """The name of the operation, as logs and traces tell it."""
        return self.operation_name and self.operation_name[:NAME_LENGTH]

    def take(self, answered: "Result") -> None:
        """Take the answer of the same operation, which ran once for several requests."""
        self.errors += answered.errors
        self.data, self.executed, self.unavailable = answered.data, answered.executed, answered.unavailable

    def describe(self, traced: Span) -> None:
        """Give the span of the operation what is known of it, and what went wrong on our side."""
        if not traced.is_recording():
            return
        if self.operation_type:
            traced.update_name(self.operation_type)
            traced.set_attributes({"graphql.operation.type": self.operation_type, "cinqaxes.cost": self.cost})
        if self.logged_name:
            traced.set_attribute("graphql.operation.name", self.logged_name)
        for error in self.errors:
            if error["extensions"]["code"] in FAULTS:
                fail(traced, error["extensions"]["code"])
