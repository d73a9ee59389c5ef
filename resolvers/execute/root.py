"""What a root field becomes once it is planned: what begins a run of it, and what it needs.

Rule: a plan holds no value of any client and no snapshot; both come with the run.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.rights import Caller
from graph.statement.core.projection import Finish
from graph.statement.core.run import Deferred, Run, bound
from graph.statement.core.selection import Field
from graph.statement.core.totals import Counts
from graph.statement.core.writer import Planned, Statement, Writer
from graph.statement.maintain.version import VERSION
from graph.statement.read.order import cursor_day
from resolvers.execute.snapshot_queries import LiveSnapshotQueries
from resolvers.snapshot.model import Snapshot

Getter = Callable[[Any, Field], Any]
Getters = Mapping[str, Mapping[str, Getter]]
Pending = tuple[Statement | None, Callable[[list[Any]], Any]]
"""The statement of a run, and what makes the answer of what it brings."""


class RootRun(Run):
    """One root field being answered, over a snapshot where it rests on one.

    `getters` say where the fields of worked-out values are found, `made` are the objects of values that stand in
    several places. `wanted` are the nodes referred to, by the place of the selection and by id, each the object that
    will hold it; `brought` what the database says of them.
    """

    def __init__(
        self,
        values: Sequence[Any],
        today: date,
        held: Snapshot | None,
        work_out: Callable[[int], None],
        counts: Counts,
    ) -> None:
        derived = LiveSnapshotQueries(held, work_out)
        super().__init__(values, today, derived, counts)
        self.rests, self.work_out = derived, work_out
        self.getters: Getters = {}
        self.wanted: defaultdict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.brought: dict[int, tuple[Finish, dict[str, Any]]] | None = None
        self.made: dict[Any, tuple[Any, Any]] = {}
        self._arguments: dict[Field, dict[str, Any]] = {}

    def day(self, day: Any) -> date:
        """Return the day that a plan calls so."""
        found: date = bound(day, self)
        return found

    def arguments(self, field: Field) -> dict[str, Any]:
        """Return the arguments of a field with the values of this run, bound once for all that it answers."""
        arguments = self._arguments.get(field)
        if arguments is None:
            arguments = self._arguments[field] = bound(field.arguments, self)
        return arguments


Begin = Callable[[RootRun], Pending]


@dataclass(frozen=True)
class Root:
    """A planned root field: whether it rests on the snapshot, and what begins a run of it.

    `dated` has its statement bring the graph's version.
    """

    field: Field
    rests: bool
    dated: bool
    begin: Begin


@dataclass(frozen=True)
class Planning:
    """For whom a root field is planned, and whether its nodes say their types; on what day it answers.

    `dated` has its statement bring the graph's version.
    """

    caller: Caller
    typed: bool
    dated: bool
    day: Any

    def writer(self) -> Writer:
        """Return a writer for a statement of the root field."""
        return Writer(self.caller, self.typed)

    def statement(self, w: Writer, expressions: Sequence[str]) -> Planned:
        """Return the statement of these expressions, behind them the graph's version where the answer rests on it.

        The version is read first, so that nothing is older than it says.
        """
        return w.statement(expressions, first=VERSION if self.dated else None)


def day_of(root: Field) -> Deferred:
    """Return the day a root field is asked for: as it says, else as its cursor was made for, else today."""
    said = root.arguments.get("asOf")
    cursor = root.arguments.get("after") or root.arguments.get("before")

    def work(run: Run) -> date:
        day: date | None = bound(said, run)
        text = bound(cursor, run)
        return day or (cursor_day(text) if text else None) or run.today

    return Deferred(work)
