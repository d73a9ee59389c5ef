"""A segmented LRU cache: entries that are used once do not displace those that are used again."""

from collections.abc import Callable
from threading import Lock
from typing import Final, Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K")
V = TypeVar("V")
PROBATION: Final = 8
"""The size of the cache divided by the size of the probation segment."""
REMEMBERED: Final = 4_096
"""The number of keys that the cache remembers after their entries are gone."""


class SegmentedCache(Generic[K, V]):
    """An LRU cache of two segments, which threads may share.

    A new entry is on probation. It moves to the protected segment when it is used, or when it is added again after it
    was displaced. A client that sends thousands of different requests therefore fills only the probation segment, and
    whatever is requested again stays. An entry larger than its segment is not cached.
    """

    def __init__(self, size: int, size_of: Callable[[V], int]) -> None:
        self._new: LRUCache[K, V] = LRUCache(size // PROBATION, size_of)
        self._used: LRUCache[K, V] = LRUCache(size - size // PROBATION, size_of)
        self._seen: LRUCache[int, bool] = LRUCache(REMEMBERED)
        self._one = Lock()

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._new) + len(self._used)

    @property
    def size(self) -> int:
        """The sum of the sizes of the entries."""
        return int(self._new.currsize + self._used.currsize)

    def get(self, key: K) -> V | None:
        """Return the entry of a key, or None."""
        with self._one:
            used: V | None = self._used.get(key)
            if used is None and (used := self._new.pop(key, None)) is not None:
                self._used[key] = used
            return used

    def keep(self, key: K, value: V) -> None:
        """Add an entry, unless it is too large for its segment."""
        with self._one:
            self._new.pop(key, None)
            segment = self._used if hash(key) in self._seen else self._new
            self._seen[hash(key)] = True
            if segment.getsizeof(value) <= segment.maxsize:
                segment[key] = value
