"""The memory of a snapshot: what was worked out over it lately, by each thread for itself."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from cachetools import LRUCache

from graph.rights import ViewKey

T = TypeVar("T")


class Shelf:
    """Keeps what was made last, as much as is to be kept."""

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[ViewKey, Any] = LRUCache(most)

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._kept)

    def get(self, key: ViewKey, make: Callable[[], T]) -> T:
        """Return what is kept under a key, made now where nothing is."""
        found: T | None = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return found


@dataclass
class Memory:
    """Results of the rules for the recent questions of one thread.

    `matrices` by day and question, `past_and_planned` by question, `networks` by day, question and axes,  `reaches` by
    territory, `in_city_contracts` by day, `own` once. Each of the first three is about as large as the engagements.
    """

    matrices: Shelf = field(default_factory=partial(Shelf, 4))
    past_and_planned: Shelf = field(default_factory=partial(Shelf, 4))
    networks: Shelf = field(default_factory=partial(Shelf, 4))
    reaches: Shelf = field(default_factory=partial(Shelf, 64))
    in_city_contracts: Shelf = field(default_factory=partial(Shelf, 8))
    own: Shelf = field(default_factory=partial(Shelf, 1))


class _Own(threading.local):
    """The memory of the thread that looks at it."""

    def __init__(self) -> None:
        self.memory = Memory()


class Memories:
    """The memories of a snapshot, one for each thread that works over it; they go with the snapshot.

    What is kept grows while it is used: a ground by the reaches asked for, a matrix by its cells. Nothing in it is made
    for two threads, and none meets another's.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._own = _Own()

    @property
    def own(self) -> Memory:
        """The memory of this thread."""
        return self._own.memory

    def forget_own(self) -> None:
        """Forget what this thread keeps."""
        self._own.memory = Memory()

    def forget(self) -> None:
        """Forget what all threads keep; it refers back to the snapshot and would wait for the collector.

        A thread at work keeps what it holds until it is through.
        """
        self._own = _Own()
