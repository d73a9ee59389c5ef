"""Caches of a snapshot: recently computed results, separate for each thread."""

import threading
import time
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
    `reaches` by territory and `DayFacts`, `in_city_contracts` by day; `rows_of_their_own` has one entry.
    Each entry of the first three is about as large as all the engagements.
    """

    matrices: ResultCache = field(default_factory=partial(ResultCache, 4))
    past_and_planned: ResultCache = field(default_factory=partial(ResultCache, 4))
    networks: ResultCache = field(default_factory=partial(ResultCache, 4))
    reaches: ResultCache = field(default_factory=partial(ResultCache, 64))
    in_city_contracts: ResultCache = field(default_factory=partial(ResultCache, 8))
    rows_of_their_own: ResultCache = field(default_factory=partial(ResultCache, 1))


class _ThreadCaches:
    """The caches of one thread, None while they are empty, and when the thread last used them (monotonic seconds)."""

    def __init__(self) -> None:
        self.caches: Caches | None = None
        self.last_use = 0.0
        self.is_main = threading.current_thread() is threading.main_thread()


class _Local(threading.local):
    """Gives each thread its caches, and lists them in `every`."""

    def __init__(self, every: list[_ThreadCaches]) -> None:
        self.own = _ThreadCaches()
        every.append(self.own)


class CachesByThread:
    """The caches of a snapshot, one set per thread; they are freed with the snapshot.

    Cached objects grow as they are used: a reach gains an entry for each combination of ways that is asked for, a
    matrix gains cells. Threads never share one.
    """

    def __init__(self) -> None:
        """Start without caches."""
        self._every: list[_ThreadCaches] = []
        self._local = _Local(self._every)

    @property
    def current(self) -> Caches:
        """The caches of the current thread."""
        own = self._local.own
        own.last_use = time.monotonic()
        caches = own.caches  # read once: another thread may clear it now
        if caches is None:
            caches = own.caches = Caches()
        return caches

    def clear_unused(self, seconds: float) -> bool:
        """Clear the caches that their threads have not used for a number of seconds; return whether there were any.

        The main thread keeps its caches: it answers only quick operations, which are the ones that most people ask for.
        """
        latest = time.monotonic() - seconds
        unused = [one for one in self._every if one.caches is not None and one.last_use < latest and not one.is_main]
        for one in unused:
            one.caches = None
        return bool(unused)

    def clear(self) -> None:
        """Clear the caches of all threads; otherwise their references to the snapshot would delay its collection.

        A thread at work keeps its objects until it has finished.
        """
        for one in self._every:
            one.caches = None
