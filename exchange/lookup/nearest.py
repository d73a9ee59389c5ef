"""The nearest known texts to one that names nothing.

Rule: pure; quick enough for thousands of faults: what begins alike is compared first, and all of it for a while only.
"""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from graph.text import fold

SHOWN = 3
LEAST_SCORE = 70
BEGINNING = 2
WHOLE_SEARCHES = 200
"""How many texts are compared with everything known; the rest only with what begins like them."""


class Nearest:
    """Finds the nearest of what is known to a text."""

    def __init__(self, shown: Iterable[str]) -> None:
        self._shown: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._found: dict[str, list[str]] = {}
        self._searches = 0
        for text in shown:
            self.add(text)

    def add(self, text: str) -> None:
        """Add a text that may be meant."""
        folded = fold(text)
        self._shown[folded[:BEGINNING]].setdefault(folded, text)

    def of(self, text: str) -> list[str]:
        """Return the texts nearest to this one, the nearest first; none when nothing is near."""
        folded = fold(text)
        if folded not in self._found:
            self._found[folded] = self._search(folded)
        return self._found[folded]

    def _search(self, folded: str) -> list[str]:
        found = self._best(folded, [self._shown.get(folded[:BEGINNING], {})])
        if not found and self._searches < WHOLE_SEARCHES:
            self._searches += 1
            found = self._best(folded, self._shown.values())
        return found

    @staticmethod
    def _best(folded: str, groups: Iterable[dict[str, str]]) -> list[str]:
        known = {key: shown for group in groups for key, shown in group.items()}
        found = process.extract(folded, known.keys(), scorer=fuzz.ratio, limit=SHOWN, score_cutoff=LEAST_SCORE)
        return [known[match[0]] for match in found]
