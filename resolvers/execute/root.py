"""A planned root field, and one run of it.

A plan holds no client value and no snapshot: both come with the run.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from graph.rights import View, Viewer
from graph.statement.core.projection import Decoder
from graph.statement.core.run import Deferred, Run, resolve
from graph.statement.core.selection import Field
from graph.statement.core.totals import RunTotals
from graph.statement.core.writer import Planned, SnapshotUse, Statement, Writer
from graph.statement.maintain.sizes import Sizes
from graph.statement.maintain.version import VERSION
from graph.statement.read.order import cursor_day
from resolvers.compile.price import UNPRICED, RootPrice, no_cells
from resolvers.execute.snapshot_queries import LiveSnapshotQueries

Getter = Callable[[Any, Field], Any]
"""Returns a field of a computed value."""
Getters = Mapping[str, Mapping[str, Getter]]
"""Getters by type and field."""


class RootRun(Run):
    """One run of a root field, over a snapshot if it needs one.

    `getters` read the fields of computed values. `wanted` holds the ids of the nodes that the answer refers to, by the
    index of their selection in the fetcher; `nodes` holds the objects made from the rows that the database returned for
    them.
    """

    queries: LiveSnapshotQueries

    def __init__(
        self, given: Sequence[Any], viewer: Viewer, today: date, queries: LiveSnapshotQueries, totals: RunTotals
    ) -> None:
        super().__init__(given, viewer, today, queries, totals)
        self.getters: Getters = {}
        self.wanted: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self.nodes: dict[int, Decoder] = {}
        self._arguments: dict[Field, dict[str, Any]] = {}

    def day(self, day: Any) -> date:
        """Return a day, resolved if it is deferred."""
        resolved: date = resolve(day, self)
        return resolved

    def arguments(self, field: Field) -> dict[str, Any]:
        """Return the arguments of a field with this run's values, resolved once per field."""
        arguments = self._arguments.get(field)
        if arguments is None:
            arguments = self._arguments[field] = resolve(field.arguments, self)
        return arguments


class Pending(NamedTuple):
    """A run that has started: the statement to send, and the function that decodes its rows into the answer."""

    statement: Statement | None
    decode: Callable[[list[Any]], Any]


Start = Callable[[RootRun], Pending]


@dataclass(frozen=True)
class PlannedRoot:
    """A planned root field and the function that starts a run of it.

    `needs_snapshot`: the answer depends on the snapshot. `reads_version`: the statement returns the graph's version. If
    `without_snapshot` is not None, the plan reads facts from a snapshot of the right version, and `without_snapshot` is
    a second plan of the field, which answers when there is no such snapshot.
    """

    field: Field
    needs_snapshot: bool
    reads_version: bool
    start: Start
    without_snapshot: "PlannedRoot | None" = None


@dataclass(frozen=True)
class RootField:
    """The planner and the price of a root field; with `needs_snapshot` every answer depends on the snapshot."""

    plan: "Callable[[Planning, Field], Start]"
    needs_snapshot: bool = False
    price: RootPrice = UNPRICED


def computed_root(
    plan: "Callable[[Planning, Field], Start]",
    cells: Callable[[Field, Sizes], int] = no_cells,
    size: tuple[str, int] | None = None,
) -> RootField:
    """Return a root field that is computed from the snapshot; `cells` and `size` as in `RootPrice`."""
    return RootField(plan, needs_snapshot=True, price=RootPrice(cells=cells, size=size))


@dataclass(frozen=True)
class Planning:
    """The view and the day for which a root field is planned, and the extra values that its statement returns.

    `typed` adds the type of each node. `reads_version` adds the graph's version, as does the use of a fact from the
    `snapshot`.
    """

    view: View
    typed: bool
    reads_version: bool
    day: Any
    snapshot: SnapshotUse | None = None

    def writer(self) -> Writer:
        """Return a writer for a statement of the root field."""
        return Writer(self.view, self.typed, self.snapshot)

    def statement(self, w: Writer, expressions: Sequence[str]) -> Planned:
        """Return the statement of these expressions, followed by the graph's version if that is to be read.

        The version is read first, so that no part of the answer is older than it.
        """
        reads_version = self.reads_version or (self.snapshot is not None and self.snapshot.used)
        return w.statement(expressions, first=VERSION if reads_version else None)


def day_of(root: Field) -> Deferred:
    """Return the day of a root field: its argument, else the day in its cursor, else today."""
    as_of = root.arguments.get("asOf")
    cursor = root.arguments.get("after") or root.arguments.get("before")

    def work(run: Run) -> date:
        day: date | None = resolve(as_of, run)
        text = resolve(cursor, run)
        return day or (cursor_day(text) if text else None) or run.today

    return Deferred(work)
