"""The context of one operation: its viewer, its day, its database, and its resource use.

A root field sends one statement. An answer that needs the snapshot or a cached total is computed before its statement
is sent; the statement also returns the graph's version, and if the version has changed the answer is computed again.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from operator import eq
from typing import Any, ParamSpec, Protocol, TypeVar

import orjson

from graph.bounds import CELLS_LIMIT, Limits
from graph.client import Client, Usage
from graph.errors import ClientError, Code, answer_too_large
from graph.rights import Viewer
from graph.statement.core.run import NullError
from graph.statement.core.totals import RunTotals
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import NOW
from resolvers.execute.root import Pending, PlannedRoot, RootRun
from resolvers.execute.snapshot_queries import LiveSnapshotQueries
from resolvers.snapshot.columns import MissingError
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.store import BUSY, TRIES, SnapshotStore

P = ParamSpec("P")
T = TypeVar("T")
Accepts = Callable[[Any], bool]
"""Returns whether a total counted at this version of the graph may be answered."""


class ThreadRunner(Protocol):
    """Runs a function in a thread, once the client has a permit, and returns its result."""

    async def __call__(self, work: Callable[[], T], /) -> T:
        """Run `work` in the thread."""
        ...


Answer = tuple[Any, list[NullError]]
"""The answer of a root field, and the nulls found where the schema allows none."""


def _any_version(_: Any) -> bool:
    return True


def _no_version(_: Any) -> bool:
    return False


@dataclass
class RequestContext:
    """The context in which every root field of an operation is answered.

    `cells` counts the cells computed by fields that need more than those of their page; `bytes` counts the bytes read
    for an expensive operation. `limits`, if any, replace the service's. `client_key` identifies the client whose
    permits are used. The rows of an `expensive` operation count against the limit of bytes; a long operation runs in a
    thread through `run_in_thread`. `work_seconds` is the time of the operation's work so far: processor time if
    `exact`, else wall time; `search_seconds` is the time spent waiting for the database.
    """

    client: Client
    store: SnapshotStore
    viewer: Viewer
    today: date
    limits: Limits | None = None
    client_key: str = ""
    usage: Usage = field(default_factory=Usage)
    cells: int = 0
    bytes: int = 0
    expensive: bool = False
    run_in_thread: ThreadRunner | None = None
    exact: bool = False
    work_seconds: float = 0.0
    search_seconds: float = 0.0

    def count_cells(self, cells: int) -> None:
        """Count cells of coverage computed beyond a page.

        Raises:
            ClientError: LIMIT_EXCEEDED, the operation needs too many.
        """
        if self.cells + cells > CELLS_LIMIT:
            message = (
                f"rows: this computes {self.cells + cells:,} cells; the limit of one operation is {CELLS_LIMIT:,}; "
                "ask for fewer rows or axes, or without summary and without an order by gaps or fragile"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        self.cells += cells

    async def answer(self, root: PlannedRoot, given: Sequence[Any]) -> Answer:
        """Return the answer of a root field for these values."""
        if root.without_snapshot:
            latest = self.store.latest
            answer = await self._answer_at(root, given, latest) if latest else None
            if answer is not None:
                return answer
            self.store.refresh()
            root = root.without_snapshot
        if root.needs_snapshot:
            return await self._answer_over_snapshot(root, given)
        for accepts in (_any_version, _no_version):
            run = self._run(given, None, accepts)
            statement, decode = await self._run_work(root.start, run)
            rows = await self._read(statement) if statement else []
            if root.reads_version:
                *rows, run.totals.version = rows
            if run.totals.hold():
                break
        return await self._run_work(self._decoded, decode, rows), run.faults

    async def _answer_over_snapshot(self, root: PlannedRoot, given: Sequence[Any]) -> Answer:
        snapshot = self.store.latest or await self.store.current(self.usage)
        for _ in range(TRIES):
            answer = await self._answer_at(root, given, snapshot)
            if answer is not None:
                return answer
            snapshot = await self.store.current(self.usage)
        raise ClientError(BUSY, Code.DATABASE_UNAVAILABLE)

    async def _answer_at(self, root: PlannedRoot, given: Sequence[Any], snapshot: Snapshot) -> Answer | None:
        """Return the answer of a root field over a snapshot; None if the graph is no longer at its version."""
        version, spent = [[snapshot.version, snapshot.references]], (self.cells, self.bytes)
        run = self._run(given, snapshot, partial(eq, version))
        try:
            started = await self._run_work(_started, root, run)
            statement = NOW if isinstance(started, ClientError) else started.statement or NOW
            *rows, run.totals.version = await self._read(statement)
            if run.totals.version == version:
                if isinstance(started, ClientError):
                    raise started
                return await self._run_work(self._decoded, started.decode, rows), run.faults
        except MissingError:  # the graph changed while the statement was running
            pass
        finally:
            run.getters = {}  # breaks a reference cycle that would keep the snapshot until garbage collection
        self.cells, self.bytes = spent
        return None

    async def _run_work(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Return the result of a function; in a long operation it runs in a thread, not on the event loop."""
        if self.run_in_thread is None:
            return self._timed(work, *arguments, **named)
        return await self.run_in_thread(partial(self._timed, work, *arguments, **named))

    def _timed(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        clock = time.thread_time if self.exact else time.perf_counter
        started = clock()
        try:
            return work(*arguments, **named)
        finally:
            self.work_seconds += clock() - started

    async def _read(self, statement: Statement) -> Any:
        started = time.perf_counter()
        try:
            return await self.client.read(statement, self.usage)
        finally:
            self.search_seconds += time.perf_counter() - started

    def _decoded(self, decode: Callable[[list[Any]], Any], rows: list[Any]) -> Any:
        """Return the answer decoded from rows; in an expensive operation their size is checked first."""
        if self.expensive:
            limits = self.limits or Limits()
            self.bytes += len(orjson.dumps(rows))
            if self.bytes > limits.bytes:
                raise answer_too_large(limits.bytes)
        return decode(rows)

    def _run(self, given: Sequence[Any], snapshot: Snapshot | None, accepts: Accepts) -> RootRun:
        queries = LiveSnapshotQueries(snapshot, self.count_cells)
        return RootRun(given, self.viewer, self.today, queries, RunTotals(self.store.totals, accepts))


def _started(root: PlannedRoot, run: RootRun) -> Pending | ClientError:
    """Start a run; return a ClientError and do not raise it, since an outdated snapshot may be its only cause."""
    try:
        return root.start(run)
    except ClientError as error:
        return error
