"""Caches of a snapshot: recently computed results, separate for each thread."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from cachetools import LRUCache

from graph.rights import ViewKey

T = TypeVar("T")


class ResultCache:
    """A small LRU cache of results."""

    def __init__(self, most: int) -> None:
        self._results: LRUCache[ViewKey, Any] = LRUCache(most)

    def __len__(self) -> int:
        """Return the number of cached results."""
        return len(self._results)

    def get(self, key: ViewKey, make: Callable[[], T]) -> T:
        """Return the cached result of a key; compute and cache it if there is none."""
        result: T | None = self._results.get(key)
        if result is None:
            result = self._results[key] = make()
        return result


@dataclass
class Caches:
    """The cached results of the rules in one thread.

    Keys: `matrices` by day and question, `past_and_planned` by question, `networks` by day, question and axes,
    `reaches` by territory, `in_city_contracts` by day; `rows_of_their_own` has one entry. Each entry of the first three
    is about as large as all the engagements.
    """

    matrices: ResultCache = field(default_factory=partial(ResultCache, 4))
    past_and_planned: ResultCache = field(default_factory=partial(ResultCache, 4))
    networks: ResultCache = field(default_factory=partial(ResultCache, 4))
    reaches: ResultCache = field(default_factory=partial(ResultCache, 64))
    in_city_contracts: ResultCache = field(default_factory=partial(ResultCache, 8))
    rows_of_their_own: ResultCache = field(default_factory=partial(ResultCache, 1))


class _ThreadCaches(threading.local):
    """Thread-local storage of the caches."""

    def __init__(self) -> None:
        self.caches = Caches()


class CachesByThread:
    """The caches of a snapshot, one set per thread; they are freed with the snapshot.

    Cached objects grow as they are used: a reach by the ways asked for, a matrix by its cells. Threads never share one.
    """

    def __init__(self) -> None:
        """Start without caches."""
        self._local = _ThreadCaches()

    @property
    def current(self) -> Caches:
        """The caches of the current thread."""
        return self._local.caches

    def clear_current(self) -> None:
        """Clear the caches of the current thread."""
        self._local.caches = Caches()

    def clear(self) -> None:
        """Clear the caches of all threads; otherwise their references to the snapshot would delay its collection.

        A thread at work keeps its objects until it has finished.
        """
        self._local = _ThreadCaches()
