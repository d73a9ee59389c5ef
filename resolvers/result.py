"""The result of an operation, with the fields that logs and traces record of it."""

from dataclasses import dataclass, field
from typing import Any

from graph.errors import Code
from graph.tracing import Span, fail

NAME_LENGTH = 100
"""The maximum length of an operation's name in logs and traces."""
FAULTS = frozenset({Code.TIMEOUT, Code.DATABASE_UNAVAILABLE, Code.INTERNAL})
"""The error codes that are not the client's mistake."""


@dataclass
class Result:
    """The result of an operation; `data` is absent if the request itself is refused."""

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
        """The name of the operation, shortened for logs and traces."""
        return self.operation_name and self.operation_name[:NAME_LENGTH]

    def take(self, answered: "Result") -> None:
        """Copy the answer of an equal operation that ran once for several requests."""
        self.errors += answered.errors
        self.data, self.executed, self.unavailable = answered.data, answered.executed, answered.unavailable

    def describe(self, traced: Span) -> None:
        """Set the attributes of the operation's span, and mark it as failed on an error not caused by the client."""
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
