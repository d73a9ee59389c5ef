"""Caches of a snapshot: recently computed results, separate for each thread."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from cachetools import LRUCache

from graph.rights import ViewKey

T = TypeVar("T")


class Shelf:
    """A small LRU cache."""

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[ViewKey, Any] = LRUCache(most)

    def __len__(self) -> int:
        """Return the number of cached results."""
        return len(self._kept)

    def get(self, key: ViewKey, make: Callable[[], T]) -> T:
        """Return the cached result of a key; compute and cache it if there is none."""
        kept: T | None = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = make()
        return kept


@dataclass
class Memory:
    """One thread's cached results of the rules.

    Keys: `matrices` by day and question, `past_and_planned` by question, `networks` by day, question and axes,
    `reaches` by territory, `in_city_contracts` by day; `own` has one entry. Each entry of the first three is about as
    large as all the engagements.
    """

    matrices: Shelf = field(default_factory=partial(Shelf, 4))
    past_and_planned: Shelf = field(default_factory=partial(Shelf, 4))
    networks: Shelf = field(default_factory=partial(Shelf, 4))
    reaches: Shelf = field(default_factory=partial(Shelf, 64))
    in_city_contracts: Shelf = field(default_factory=partial(Shelf, 8))
    own: Shelf = field(default_factory=partial(Shelf, 1))


class _Own(threading.local):
    """Thread-local storage of a Memory."""

    def __init__(self) -> None:
        self.memory = Memory()


class Memories:
    """The caches of a snapshot, one per thread; they are freed with the snapshot.

    Cached objects grow as they are used: a reach by the ways asked for, a matrix by its cells. Threads never share one.
    """

    def __init__(self) -> None:
        """Start without caches."""
        self._own = _Own()

    @property
    def own(self) -> Memory:
        """The cache of the current thread."""
        return self._own.memory

    def forget_own(self) -> None:
        """Clear the cache of the current thread."""
        self._own.memory = Memory()

    def forget(self) -> None:
        """Clear the caches of all threads; their references to the snapshot would else delay its collection.

        A thread at work keeps its objects until it has finished.
        """
        self._own = _Own()
