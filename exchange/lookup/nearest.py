"""Finds the known texts nearest to an unknown one.

A file may contain thousands of faults, so texts with the same beginning are compared first. If none of these is near,
all known texts are compared, but only for the first `WHOLE_SEARCHES` such faults.
"""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from graph.text import fold

LEAST_SCORE = 70
"""The least score, out of 100, of a near text."""
MOST_SHOWN = 3
PREFIX_LENGTH = 2
WHOLE_SEARCHES = 200


class NearestTexts:
    """The known texts, grouped by their first letters; the result of each search is cached."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_prefix: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._results: dict[str, list[str]] = {}
        self._whole_searches = 0
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Add a known text."""
        folded = fold(text)
        self._by_prefix[folded[:PREFIX_LENGTH]].setdefault(folded, text)

    def find(self, text: str) -> list[str]:
        """Return the known texts nearest to a text, nearest first, 3 at most; none if no text is near."""
        folded = fold(text)
        if folded not in self._results:
            self._results[folded] = self._search(folded)
        return self._results[folded]

    def _search(self, folded: str) -> list[str]:
        nearest = self._best(folded, [self._by_prefix.get(folded[:PREFIX_LENGTH], {})])
        if not nearest and self._whole_searches < WHOLE_SEARCHES:
            self._whole_searches += 1
            nearest = self._best(folded, self._by_prefix.values())
        return nearest

    @staticmethod
    def _best(folded: str, groups: Iterable[dict[str, str]]) -> list[str]:
        known = {key: text for group in groups for key, text in group.items()}
        matches = process.extract(folded, known.keys(), scorer=fuzz.ratio, limit=MOST_SHOWN, score_cutoff=LEAST_SCORE)
        return [known[match] for match, _, _ in matches]
