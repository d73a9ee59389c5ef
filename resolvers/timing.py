"""The timing of a plan: how long its recent runs took per unit of cost.

The cost of an operation follows from the operation alone; the measured times only decide where it runs: on the event
loop, in a thread, or with one of the permits for long searches.
"""

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

LONG_WORK_SECONDS: Final = 0.02
"""The processor time that one operation may take on the event loop."""
LONG_SEARCH_SECONDS: Final = 0.25
"""The database time from which an operation needs a permit for long searches."""
LEAST_LONG_COST: Final = 1_000
"""The cost from which a search may be long: some 16,000 visited nodes.

If a cheaper one takes long, the database was merely busy; if it counted as long, it would need a permit, and could be
refused for want of one.
"""
_MEMORY: Final = 0.9
"""The weight of the earlier runs in the average, when the latest run was faster than that average."""


class Effort(NamedTuple):
    """The expected effort of an operation: long work in this process, a long search in the database, or neither.

    `untried`: too few runs were measured. `seconds` is the expected time of the search.
    """

    long_work: bool = False
    long_search: bool = False
    untried: bool = False
    seconds: float = math.inf

    @property
    def is_quick(self) -> bool:
        """True if the operation may run on the event loop."""
        return not (self.long_work or self.long_search or self.untried)


@dataclass
class Timing:
    """Seconds per unit of cost: of work, of the last search, and of the search before it; None until measured.

    Work is timed by the wall clock, which is never less than the processor time and costs little to read. After a run
    that seemed long, the next one is to be `exact`: measured in processor time, which other processes do not inflate.
    """

    work: float | None = None
    search: float | None = None
    search_before: float | None = None
    exact: bool = False

    def expected(self, cost: int, *, expensive: bool) -> Effort:
        """Return the expected effort of a run with this cost; before the first run, the price (`expensive`) decides.

        One slow search is not enough to expect another: the database may have been busy, or planning the statement. A
        cheap search is never expected to be long.
        """
        if self.work is None or self.search is None:
            return Effort(long_search=expensive, untried=True)
        long_work = self.work * cost >= LONG_WORK_SECONDS
        if (seconds := self.search * cost) < LONG_SEARCH_SECONDS or cost < LEAST_LONG_COST:
            return Effort(long_work)
        if self.search_before is None:
            return Effort(long_work, long_search=expensive, untried=True)
        return Effort(long_work, self.search_before * cost >= LONG_SEARCH_SECONDS, seconds=seconds)

    def record(self, cost: int, work_seconds: float, search_seconds: float, *, exact: bool = False) -> None:
        """Record a run: slower work counts at once, faster work gradually; the last two searches are kept.

        Work that seemed long by wall time does not count; the next run is measured in processor time instead.
        """
        self.exact = not exact and work_seconds >= LONG_WORK_SECONDS
        if not self.exact:
            self.work = _slowed(self.work, work_seconds / cost)
        self.search, self.search_before = search_seconds / cost, self.search


def _slowed(before: float | None, now: float) -> float:
    return now if before is None else max(now, before * _MEMORY + now * (1 - _MEMORY))
