"""One operation being answered: who asks, on what day, of which database, and what it has used.

Rule: a root field sends one statement. What rests on the snapshot, or on a total that was counted before, is worked out
over what is held, and the statement tells whether the graph has moved since; only then is it worked out again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from operator import eq
from typing import Any

from graph.client import Client, Usage
from graph.errors import Code, ClientError
from graph.rights import Caller
from graph.statement.core.run import Null
from graph.statement.core.totals import Counts
from graph.statement.maintain.version import NOW
from resolvers.execute.root import Pending, Root, RootRun
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.store import SnapshotStore

CELLS_LIMIT = 500_000
TRIES = 5


Accepts = Callable[[Any], bool]
"""Says of a version of the graph whether a total that was counted at it may be answered."""


def _any_version(_: Any) -> bool:
    return True


def _no_version(_: Any) -> bool:
    return False


@dataclass
class Asked:
    """What every root field is answered with; `cells` were worked out beside those shown."""

    client: Client
    store: SnapshotStore
    caller: Caller
    today: date
    usage: Usage = field(default_factory=Usage)
    cells: int = 0

    def work_out(self, cells: int) -> None:
        """Count cells of coverage that are worked out beyond a page; ClientError when one operation needs too many."""
        if self.cells + cells > CELLS_LIMIT:
            message = (
                f"rows: this works out {self.cells + cells:,} cells, at most {CELLS_LIMIT:,} are in one operation; "
                "ask for fewer rows or axes, or without summary, GAPS_DESC and FRAGILE_DESC"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        self.cells += cells

    def run(self, values: Sequence[Any], held: Snapshot | None = None, accepts: Accepts = _no_version) -> RootRun:
        """Return a run with these values, over a snapshot and totals of versions that are accepted."""
        return RootRun(values, self.today, held, self.work_out, Counts(self.store.totals, accepts))

    async def answer(self, root: Root, values: Sequence[Any]) -> tuple[Any, list[Null]]:
        """Return the answer of a root field with these values, and the nulls met where the schema has none."""
        if root.rests:
            return await self._resting(root, values)
        for accepts in (_any_version, _no_version):
            run = self.run(values, None, accepts)
            statement, finish = root.begin(run)
            rows = await self.client.read(statement, self.usage) if statement else []
            if root.dated:
                *rows, run.counts.version = rows
            if run.counts.hold():
                break
        return finish(rows), run.faults

    async def _resting(self, root: Root, values: Sequence[Any]) -> tuple[Any, list[Null]]:
        snapshot = self.store.held or await self.store.current(self.usage)
        cells = self.cells
        for _ in range(TRIES):
            now = [[snapshot.version, snapshot.references]]
            run = self.run(values, snapshot, partial(eq, now))
            begun = _begun(root, run)
            statement = NOW if isinstance(begun, ClientError) else begun[0]
            *rows, run.counts.version = await self.client.read(statement or NOW, self.usage)
            if run.counts.version == now:
                if isinstance(begun, ClientError):
                    raise begun
                answer = begun[1](rows)
                run.getters = {}  # they refer back to the run: it would wait for the collector
                return answer, run.faults
            self.cells, snapshot = cells, await self.store.current(self.usage)
        message = "the graph is being written to without a pause; ask again in a moment"
        raise ClientError(message, Code.DATABASE_UNAVAILABLE)


def _begun(root: Root, run: RootRun) -> Pending | ClientError:
    """Begin a run; what is refused may be so only because the graph has moved since."""
    try:
        return root.begin(run)
    except ClientError as error:
        return error
