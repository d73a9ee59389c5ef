"""How many nodes match a filter, counted once for a version of the graph: all pages of a list ask for the same total.

A total holds for the version that its statement read before it counted, and for no other.
"""

from collections.abc import Callable
from typing import Any

from cachetools import LRUCache

KEPT = 1_000
LONGEST_KEY = 4_000
"""A filter with longer text and values is counted each time: one that lists hundreds of values seldom comes back."""
Key = tuple[str, bytes]
"""The text of a count and its values."""


class Totals:
    """The totals of one database, each with the version of the graph that it holds for."""

    def __init__(self) -> None:
        self._kept: LRUCache[Key, tuple[Any, int]] = LRUCache(KEPT)

    def get(self, key: Key) -> tuple[Any, int] | None:
        """Return a version of the graph and the total as of it; None where none is kept."""
        return self._kept.get(key)

    def keep(self, key: Key, version: Any, total: int) -> None:
        """Keep a total as of a version; nothing is kept of an empty graph."""
        if version and sum(map(len, key)) <= LONGEST_KEY:
            self._kept[key] = version, total


class RunTotals:
    """The totals that one run may use: those of versions that `accepts` allows; `version` is the one it read."""

    def __init__(self, totals: Totals, accepts: Callable[[Any], bool]) -> None:
        self._totals, self._accepts = totals, accepts
        self._used: list[Any] = []
        self.version: Any = None

    def known(self, key: Key) -> int | None:
        """Return a total that need not be counted; None where it must be."""
        found = self._totals.get(key)
        if found is None or not self._accepts(found[0]):
            return None
        self._used.append(found[0])
        return found[1]

    def keep(self, key: Key, total: int) -> int:
        """Keep a total that the statement counted, and return it."""
        self._totals.keep(key, self.version, total)
        return total

    def hold(self) -> bool:
        """Return whether every total that was used holds for the version that the statement read."""
        return all(version == self.version for version in self._used)
