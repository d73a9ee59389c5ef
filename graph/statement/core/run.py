"""Values that are known only when a plan runs, and the run that knows them.

Planning never looks into a deferred value: whatever it makes of one is deferred too. A run works each of them out once,
so that a plan serves every operation of its shape.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from graph.statement.core.selection import Field
from graph.statement.core.totals import RunTotals


class SnapshotQueries(Protocol):
    """What a statement needs to know of the network beyond the database: answers over the snapshot."""

    def territory(self, reference: Mapping[str, Any], day: date) -> str:
        """Return the id of the territory referred to; ClientError NOT_FOUND when there is none."""

    def reaching(self, territory: str) -> list[str]:
        """Return the ids of the territories outside this one whose engagements reach it."""

    def concerned(self, territory: str, day: date) -> bool:
        """Return whether the territory is concerned on the day."""

    def cells(self, territory: str, arguments: Mapping[str, Any], day: date) -> list[dict[str, Any]]:
        """Return the cells of a territory, with counts only."""

    def axes(self, actor: str, day: date) -> list[str]:
        """Return the axes on which the actor is mobilised on the day."""

    def sole_cells(self, arguments: Mapping[str, Any], day: date) -> dict[str, list[list[Any]]]:
        """Return by actor id the cells `[territory id, axis, place]` of the rows that rest on that actor alone."""


class NullError(Exception):
    """A null where the schema allows none: it nulls the nearest parent that may be null."""

    def __init__(self, message: str, path: list[str | int]) -> None:
        super().__init__(message)
        self.path = path


class Values:
    """The values a client gave with an operation, and what was worked out from them."""

    def __init__(self, given: Sequence[Any]) -> None:
        self.given = given
        self.known: dict[Deferred, Any] = {}


class Run(Values):
    """One root field being answered: the client's values, today, the snapshot's answers, and the totals known.

    `faults` are the nulls met where the schema allows none, each with its path below the root field.
    """

    def __init__(self, given: Sequence[Any], today: date, queries: SnapshotQueries, totals: RunTotals) -> None:
        super().__init__(given)
        self.today, self.queries, self.totals = today, queries, totals
        self.faults: list[NullError] = []

    def settle(self, field: Field, fault: NullError) -> None:
        """Note a fault below a field that may be null; below a required one raise it again, its path extended."""
        fault.path.insert(0, field.key)
        if field.required:
            raise fault
        self.faults.append(fault)


class Deferred:
    """A value that a run works out."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work

    def read(self, values: Values) -> Any:
        """Return the value, worked out once a run."""
        known = values.known
        if self not in known:
            known[self] = self._work(values)
        return known[self]


class Slot(Deferred):
    """A value that the client gave, by its place among all; `distinct` tells of a list: none, one or more items."""

    def __init__(self, place: int, distinct: int = 1) -> None:
        super().__init__(lambda values: values.given[place])
        self.place, self.distinct = place, distinct


class DeferredList(Deferred):
    """A list with deferred items."""

    def __init__(self, items: Sequence[Any]) -> None:
        super().__init__(lambda values: [resolve(item, values) for item in items])
        self.distinct = len(items)


def defer(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return the function's result, deferred where one of the arguments is."""
    if not any(isinstance(argument, Deferred) for argument in arguments):
        return function(*arguments)
    return Deferred(lambda values: function(*(resolve(argument, values) for argument in arguments)))


def resolve(value: Any, values: Values) -> Any:
    """Return a value with every deferred part worked out."""
    if isinstance(value, Deferred):
        return value.read(values)
    if isinstance(value, dict):
        return {key: resolve(item, values) for key, item in value.items()}
    return [resolve(item, values) for item in value] if isinstance(value, list) else value


def distinct(value: Any) -> int:
    """Return how many distinct items a list has, as far as its shape tells: none, one or more."""
    return value.distinct if isinstance(value, (Slot, DeferredList)) else len(set(value))
