"""Totals: the number of nodes that match a filter, counted once per version of the graph.

All pages of a list need the same total. A total is valid only for the version that its statement read before counting.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

from cachetools import LRUCache

from graph.rights import ViewKey

CACHED_TOTALS = 1_000
LONGEST_KEY = 4_000
"""A longer filter (text and values) is counted each time: it rarely recurs."""


class Totals:
    """The cached totals of one database, each with the version of the graph for which it is valid.

    A key contains the expression of a count and its values.
    """

    def __init__(self) -> None:
        self._cache: LRUCache[ViewKey, tuple[Any, int]] = LRUCache(CACHED_TOTALS)
        self._one = Lock()  # long operations run in threads

    def get(self, key: ViewKey) -> tuple[Any, int] | None:
        """Return the cached version and total of a count, or None."""
        with self._one:
            return self._cache.get(key)

    def keep(self, key: ViewKey, version: Any, total: int) -> None:
        """Cache a total for a version; do nothing for an empty graph, which has no version."""
        if version and sum(map(len, key.rest)) <= LONGEST_KEY:
            with self._one:
                self._cache[key] = version, total


class RunTotals:
    """The totals that one run may use: those at versions that `accepts` allows.

    `version` is the version that the statement of the run reads; None before.
    """

    def __init__(self, totals: Totals, accepts: Callable[[Any], bool]) -> None:
        self._totals, self._accepts = totals, accepts
        self._used: list[Any] = []
        self.version: Any = None

    def known(self, key: ViewKey) -> int | None:
        """Return a cached total that the run may use; None if the statement has to count."""
        entry = self._totals.get(key)
        if entry is None or not self._accepts(entry[0]):
            return None
        version, total = entry
        self._used.append(version)
        return total

    def keep(self, key: ViewKey, total: int) -> int:
        """Cache a total that the statement counted, and return it."""
        self._totals.keep(key, self.version, total)
        return total

    def hold(self) -> bool:
        """Return whether every cached total that the run used is valid for the version that its statement read."""
        return all(version == self.version for version in self._used)
