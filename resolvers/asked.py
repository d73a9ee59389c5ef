"""One operation being answered: who asks, on what day, of which database, and what it has used.

Rule: a root field sends one statement at most, beside the one that reads the graph's version.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.client import Client, Usage
from graph.mistakes import Code, Mistake
from graph.rights import Caller
from graph.statement.order import cursor_day
from graph.statement.selection import Field
from graph.statement.writer import Context, Statement
from resolvers.derived import SnapshotDerived, rests_on_snapshot
from resolvers.keeper import Keeper
from resolvers.rendering import Dresser
from resolvers.snapshot import Snapshot

CELLS_LIMIT = 500_000


@dataclass
class Asked:
    """What every root field is answered with; `cells` were worked out beside those shown."""

    client: Client
    keeper: Keeper
    caller: Caller
    today: date
    usage: Usage = field(default_factory=Usage)
    cells: int = 0

    def work_out(self, cells: int) -> None:
        """Count cells of coverage that are worked out beyond a page; Mistake when one operation needs too many."""
        if self.cells + cells > CELLS_LIMIT:
            message = (
                f"rows: this works out {self.cells + cells:,} cells, at most {CELLS_LIMIT:,} are in one operation; "
                "ask for fewer rows or axes, or without summary, GAPS_DESC and FRAGILE_DESC"
            )
            raise Mistake(message, Code.LIMIT_EXCEEDED)
        self.cells += cells

    def day(self, root: Field) -> date:
        """Return the day a root field is asked for: as it says, else as its cursor was made for, else today."""
        day: date | None = root.arguments.get("asOf")
        cursor = root.arguments.get("after") or root.arguments.get("before")
        return day or (cursor_day(cursor) if cursor else None) or self.today

    async def context(self, root: Field) -> Context:
        """Return what planning a root field needs, with the snapshot where it rests on it."""
        snapshot = await self.keeper.current(self.usage) if rests_on_snapshot(root) else None
        return Context(self.caller, self.day(root), SnapshotDerived(snapshot, self.work_out))

    async def resting(self, root: Field) -> tuple[Context, Snapshot, SnapshotDerived]:
        """Return the context of a root field that rests on the snapshot, and the snapshot itself."""
        snapshot = await self.keeper.current(self.usage)
        derived = SnapshotDerived(snapshot, self.work_out)
        return Context(self.caller, self.day(root), derived), snapshot, derived

    async def read(self, statement: Statement) -> list[Any]:
        """Return the answer of a statement."""
        answer: list[Any] = await self.client.read(statement, self.usage)
        return answer

    async def dress(self, context: Context, dresser: Dresser, *, missing_allowed: bool = False) -> None:
        """Fill in the nodes an answer refers to; Mistake NOT_FOUND for one that is not there, unless allowed."""
        if planned := dresser.statement(context, missing_allowed=missing_allowed):
            statement, fill = planned
            fill(await self.client.read(statement, self.usage))
