"""The pace of a plan: how long its runs took of late, for each unit of their cost.

What a question costs follows from the question; only where it is worked on follows from what was measured.
"""

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

LONG_WORK_SECONDS: Final = 0.02
"""The processor time that an operation may take of the event loop, in all."""
LONG_SEARCH_SECONDS: Final = 0.25
"""The time of the database from which an operation waits for one of the places of long searches."""
_MEMORY: Final = 0.9
"""The part that the runs before have in a pace that gets faster."""


class Effort(NamedTuple):
    """The effort that an operation is expected to take: long work here, a long search in the database, or neither.

    Of one that is `untried` too little was measured yet. A search is expected to take `seconds`.
    """

    long_work: bool = False
    long_search: bool = False
    untried: bool = False
    seconds: float = math.inf

    @property
    def is_easy(self) -> bool:
        """True where an operation may run on the event loop."""
        return not (self.long_work or self.long_search or self.untried)


@dataclass
class Pace:
    """Seconds of work and of searching, and of searching in the run before, for each unit of cost; None before runs.

    Work is timed by the wall clock, which is never less than its processor time and costs nothing to read. Only a run
    after one that seemed long is to be `exact`: measured in processor time, which a busy machine does not stretch.
    """

    work: float | None = None
    search: float | None = None
    search_before: float | None = None
    exact: bool = False

    def expected(self, cost: int, *, expensive: bool) -> Effort:
        """Return the effort of a run at this cost; before the first one the price says whether it is `expensive`.

        One slow search says nothing: the database may have been busy, or have planned the statement.
        """
        if self.work is None or self.search is None:
            return Effort(long_search=expensive, untried=True)
        long_work = self.work * cost >= LONG_WORK_SECONDS
        if (seconds := self.search * cost) < LONG_SEARCH_SECONDS:
            return Effort(long_work)
        if self.search_before is None:
            return Effort(long_work, long_search=expensive, untried=True)
        return Effort(long_work, self.search_before * cost >= LONG_SEARCH_SECONDS, seconds=seconds)

    def note(self, cost: int, work_seconds: float, search_seconds: float, *, exact: bool = False) -> None:
        """Note a run: slower work counts at once, faster work little by little; of searches the last two are kept."""
        self.exact = not exact and work_seconds >= LONG_WORK_SECONDS
        if not self.exact:
            self.work = _slowed(self.work, work_seconds / cost)
        self.search, self.search_before = search_seconds / cost, self.search


def _slowed(before: float | None, now: float) -> float:
    return now if before is None else max(now, before * _MEMORY + now * (1 - _MEMORY))
