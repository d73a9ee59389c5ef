"""Values that are known only when a planned operation is run, and the run that knows them.

Rule: planning never looks into such a value; what it makes of one is again known only then. Each is worked out once a
run, so that a plan serves every run of its shape.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from graph.statement.core.selection import Field
from graph.statement.core.totals import Counts


class Derived(Protocol):
    """What rests on the snapshot of the network and not on a statement."""

    def territory(self, reference: Mapping[str, Any], day: date) -> str:
        """Return the id of the territory referred to; ClientError NOT_FOUND when there is none."""

    def reaching(self, territory: str) -> list[str]:
        """Return the ids of the territories whose engagements reach this one and which it does not contain."""

    def concerned(self, territory: str, day: date) -> bool:
        """Return whether the territory is concerned on the day."""

    def counts(self, territory: str, arguments: Mapping[str, Any], day: date) -> list[dict[str, Any]]:
        """Return the cells of a territory, with counts only."""

    def axes(self, actor: str, day: date) -> list[str]:
        """Return the axes on which the actor is mobilised on the day."""

    def sole_cells(self, arguments: Mapping[str, Any], day: date) -> dict[str, list[list[Any]]]:
        """Return by actor the cells [territory id, axis] of the rows that rest on it alone."""


class Null(Exception):
    """A null where the schema has none: it nulls the nearest parent that may be null."""

    def __init__(self, message: str, path: list[str | int]) -> None:
        super().__init__(message)
        self.path = path


class Run:
    """One root field being answered: the values the client gave, today, what rests on the snapshot, and totals.

    `faults` are the nulls that were met where the schema has none, each with its path below the root field.
    """

    def __init__(self, values: Sequence[Any], today: date, derived: Derived, counts: Counts) -> None:
        self.values, self.today, self.derived, self.counts = values, today, derived, counts
        self.faults: list[Null] = []
        self.known: dict[Deferred, Any] = {}

    def settle(self, field: Field, fault: Null) -> None:
        """Take note of a fault below a field that may be null; below one that may not, raise it again with its path."""
        fault.path.insert(0, field.key)
        if field.required:
            raise fault
        self.faults.append(fault)


class Deferred:
    """A value that a run works out."""

    def __init__(self, work: Callable[[Run], Any]) -> None:
        self._work = work

    def read(self, run: Run) -> Any:
        """Return it, worked out once a run."""
        known = run.known
        if self not in known:
            known[self] = self._work(run)
        return known[self]


class Slot(Deferred):
    """A value that the client gave, by its place among all; of a list also if it has none, one or more distinct."""

    def __init__(self, place: int, distinct: int = 1) -> None:
        super().__init__(lambda run: run.values[place])
        self.place, self.distinct = place, distinct


class DeferredList(Deferred):
    """A list of which some items are known only when it is run."""

    def __init__(self, items: Sequence[Any]) -> None:
        super().__init__(lambda run: [bound(item, run) for item in items])
        self.distinct = len(items)


TODAY = Deferred(lambda run: run.today)


def defer(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function makes of arguments: at once where all are known, else when it is run."""
    if not any(isinstance(argument, Deferred) for argument in arguments):
        return function(*arguments)
    return Deferred(lambda run: function(*(bound(argument, run) for argument in arguments)))


def bound(value: Any, run: Run) -> Any:
    """Return a value with all in it that was known only now."""
    if isinstance(value, Deferred):
        return value.read(run)
    if isinstance(value, dict):
        return {key: bound(item, run) for key, item in value.items()}
    return [bound(item, run) for item in value] if isinstance(value, list) else value


def distinct(value: Any) -> int:
    """Return how many distinct items a list has, as far as its shape says: none, one, or more."""
    return value.distinct if isinstance(value, (Slot, DeferredList)) else len(set(value))
