"""How many nodes match a filter, counted once for a version of the graph: all pages of a list ask for it.

Rule: a total is good for the version that its statement read before it counted, and for no other; those counted lately
are kept, as many as a bound says.
"""

from collections.abc import Callable
from typing import Any

KEPT = 1_000
LONGEST_KEPT = 4_000
"""How long a filter may be, its values with it: what matches one of hundreds of values is counted each time."""
Key = tuple[str, bytes]


class Totals:
    """The totals of one database, each with the version of the graph that it is good for."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[Any, int]] = {}

    def of(self, key: Key) -> tuple[Any, int] | None:
        """Return a version and the total as of it, where one is kept."""
        return self._kept.get(key)

    def keep(self, key: Key, version: Any, total: int) -> None:
        """Keep a total, and let go of the oldest where there are too many."""
        if version and sum(map(len, key)) <= LONGEST_KEPT:
            self._kept.pop(key, None)
            self._kept[key] = version, total
            if len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]


class Counts:
    """What one run knows of totals: those of versions that are accepted; `version` is the one its statement read."""

    def __init__(self, totals: Totals, accepts: Callable[[Any], bool]) -> None:
        self._totals, self._accepts = totals, accepts
        self._used: list[Any] = []
        self.version: Any = None

    def known(self, key: Key) -> int | None:
        """Return a total that need not be counted; None where it must be."""
        found = self._totals.of(key)
        if found is None or not self._accepts(found[0]):
            return None
        self._used.append(found[0])
        return found[1]

    def counted(self, key: Key, total: int) -> int:
        """Keep a total that was counted, and return it."""
        self._totals.keep(key, self.version, total)
        return total

    def hold(self) -> bool:
        """Return whether all totals that were used are good for the version that was read."""
        return all(version == self.version for version in self._used)
