"""The memory of a snapshot: what was worked out over it lately."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from cachetools import LRUCache


@dataclass
class Memory:
    """Results of the rules for recent questions; they go with the snapshot.

    `matrices` by day and question, `past_and_planned` by question, `networks` by day, question and axes, `grounds` by
    territory, `in_city_contracts` by day, `own` for all. Each of the first three is about as large as the engagements.
    """

    matrices: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 4))
    past_and_planned: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 4))
    networks: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 4))
    grounds: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 64))
    in_city_contracts: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 8))
    own: frozenset[int] | None = None

    def clear(self) -> None:
        """Forget everything; what is kept refers back to the snapshot and would wait for the collector."""
        for kept in (self.matrices, self.past_and_planned, self.networks, self.grounds, self.in_city_contracts):
            kept.clear()
        self.own = None
