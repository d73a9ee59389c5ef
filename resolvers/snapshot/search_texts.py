"""The folded texts of names, titles, codes and labels, in which a search looks.

All nodes of a kind are one text, a line each, so that a search is one scan of it; a line never holds a word that its
caller may not see.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

BREAK = "\x1f"
"""Stands between the texts of a line; each text is within spaces, so that a word's beginning is a space."""


class Found(NamedTuple):
    """A line that holds the words, as it is ordered: by how well, then by its first text, then by id.

    The rank is 0 when one of its texts is the phrase, 1 when one begins so, else 2.
    """

    rank: int
    key: str
    id: str


@dataclass(frozen=True)
class Texts:
    """Nodes by id, in the order of the ids, and what is searched of each."""

    ids: list[str]
    text: str
    starts: "array[int]"

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Sequence[str | None]]]) -> "Texts":
        """Build them from ids and folded texts, the one that orders first."""
        return cls.of_lines((identifier, _line(texts)) for identifier, texts in rows)

    @classmethod
    def of_lines(cls, lines: Iterable[tuple[str, str]]) -> "Texts":
        """Build them from ids and lines as `lines` gives them."""
        ids, kept, starts, place = [], [], array("i"), 0
        for identifier, line in lines:
            ids.append(identifier)
            kept.append(line)
            starts.append(place)
            place += len(line)
        return cls(ids, "".join(kept), starts)

    @classmethod
    def joined(cls, parts: Sequence["Texts"]) -> "Texts":
        """Return the nodes of all parts, one after another."""
        starts, place = array("i"), 0
        for part in parts:
            starts.extend(place + start for start in part.starts)
            place += len(part.text)
        return cls([i for part in parts for i in part.ids], "".join(part.text for part in parts), starts)

    def patched(self, changed: Collection[str], fresh: "Texts") -> "Texts":
        """Return these with some nodes replaced by what is known of them now, which may be nothing."""
        kept = (pair for pair in self.lines() if pair[0] not in changed)
        return Texts.of_lines(sorted([*kept, *fresh.lines()]))

    def holds(self, identifier: str) -> bool:
        """Return whether a node of this id is among them."""
        place = bisect_left(self.ids, identifier)
        return place < len(self.ids) and self.ids[place] == identifier

    def lines(self) -> Iterator[tuple[str, str]]:
        """Return the ids, each with its line."""
        return ((identifier, self._line(i)) for i, identifier in enumerate(self.ids))

    def _line(self, i: int) -> str:
        return self.text[self.starts[i] : self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)]

    def find(self, words: Sequence[str]) -> list[Found]:
        """Return the lines in which each of these folded words begins a word."""
        needles = sorted((f" {word}" for word in words), key=len)
        rarest, others = needles[-1], needles[:-1]
        phrase = f"{BREAK} {' '.join(words)}"
        found, place = [], self.text.find(rarest)
        while place >= 0:
            i = bisect_right(self.starts, place) - 1
            line = self._line(i)
            if all(other in line for other in others):
                rank = 0 if f"{phrase} {BREAK}" in line else 1 if phrase in line else 2
                found.append(Found(rank, line[2 : line.index(BREAK, 1) - 1], self.ids[i]))
            place = self.text.find(rarest, self.starts[i] + len(line))
        return found


def _line(texts: Sequence[str | None]) -> str:
    return BREAK + "".join(f" {text} {BREAK}" for text in dict.fromkeys(texts) if text is not None)
