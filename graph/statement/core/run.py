"""Deferred values, which are known only when a plan runs, and the run that resolves them.

Planning never reads a deferred value: whatever is computed from one is deferred too. A run resolves each deferred value
once, so that one plan serves every operation of the same shape.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from graph.calendar import TODAY
from graph.rights import Viewer
from graph.statement.core.totals import RunTotals


class SnapshotQueries(Protocol):
    """The queries that statements and decoders put to the snapshot."""

    def territory(self, reference: Mapping[str, Any], day: date) -> str:
        """Return the id of the territory referred to; ClientError NOT_FOUND if there is none."""

    def is_wide(self, territory: str) -> bool:
        """Return whether a territory is a département, a région or the country, in which others are counted."""

    def reaching(self, territory: str, *, wider: bool) -> list[str]:
        """Return the ids of the territories outside this one whose engagements reach it.

        With `wider`, include the territories whose engagements never change the status of its cells.
        """

    def lifting(self, territory: str, day: date) -> list[str]:
        """Return the ids of the territories outside this one whose engagements count in its cells on a day."""

    def in_city_contract(self, territory: str, day: date) -> bool:
        """Return whether the territory belongs to a city contract in force on the day, in the sense of rule 22."""

    def cells(self, territory: str, arguments: Mapping[str, Any], day: date) -> Sequence[Any]:
        """Return the cells of a territory, without evidence; their attributes are the fields in snake case."""

    def engagement_values(self, name: str) -> Callable[[str], Any]:
        """Return the function that reads the value with this name of an engagement, by the id of the engagement."""

    def targets(self, names: Sequence[str], most: int) -> Callable[[str], list[list[str]]]:
        """Return the function that reads the target territories of an engagement: at most `most`, sorted by id.

        Each territory is a list of its values with these names.
        """

    def axes(self, actor: str, day: date) -> list[str]:
        """Return the axes on which the actor is mobilised on the day."""

    def sole_cells(self, arguments: Mapping[str, Any], day: date) -> dict[str, list[list[Any]]]:
        """Return by actor id the cells that depend on that actor alone: `[territory id, axis, rank]`."""


class NullError(Exception):
    """A value is null where the schema does not allow it; the nearest nullable parent becomes null.

    `path` leads from the parent that handles the error down to the null.
    """

    def __init__(self, message: str, path: list[str | int]) -> None:
        super().__init__(message)
        self.path = path


class Values:
    """The values that a client sends with an operation, and the deferred values resolved from them."""

    def __init__(self, client_values: Sequence[Any]) -> None:
        self.client_values = client_values
        self.results: dict[Deferred, Any] = {}


class Run(Values):
    """One run of a planned root field: its values, viewer, day, snapshot queries, and known totals.

    `faults` are the nulls found where the schema allows none, each with its path below the root field. The first fault
    sets `tracing`; from then on, objects are made by the code that records paths.
    """

    def __init__(
        self, client_values: Sequence[Any], viewer: Viewer, today: date, queries: SnapshotQueries, totals: RunTotals
    ) -> None:
        super().__init__([today if value is TODAY else value for value in client_values])
        self.viewer, self.today, self.queries, self.totals = viewer, today, queries, totals
        self.faults: list[NullError] = []
        self.tracing = False


class Deferred:
    """A value that a run resolves."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work

    def read(self, values: Values) -> Any:
        """Return the value, computed once per run."""
        results = values.results
        if self not in results:
            results[self] = self._work(values)
        return results[self]


class Slot(Deferred):
    """A value of the client, by its index; `distinct` tells whether a list has 0, 1 or several distinct items."""

    def __init__(self, place: int, distinct: int = 1) -> None:
        super().__init__(lambda values: values.client_values[place])
        self.place, self.distinct = place, distinct


class DeferredList(Deferred):
    """A list with deferred items."""

    def __init__(self, items: Sequence[Any]) -> None:
        super().__init__(lambda values: [resolve(item, values) for item in items])
        self.distinct = len(items)


def defer(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return the result of a function, deferred if one of the arguments is."""
    if not any(isinstance(argument, Deferred) for argument in arguments):
        return function(*arguments)
    return Deferred(lambda values: function(*[resolve(argument, values) for argument in arguments]))


def resolve(value: Any, values: Values) -> Any:
    """Return a value with all its deferred parts resolved."""
    if isinstance(value, Deferred):
        return value.read(values)
    if isinstance(value, dict):
        return {key: resolve(item, values) for key, item in value.items()}
    return [resolve(item, values) for item in value] if isinstance(value, list) else value


def distinct(value: Any) -> int:
    """Return the number of distinct items of a list.

    When the operation is planned, of a deferred list it is only known whether it has no item, one or more: the
    number is then 0, 1, or any larger one.
    """
    return value.distinct if isinstance(value, (Slot, DeferredList)) else len(set(value))
