"""The folded texts of names, titles, codes and labels, in which a search looks.

All nodes of a kind are one text, a line each, and an inverted index of its words; a line never holds a word that its
viewer may not see.
"""

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple, Self

from resolvers.snapshot.columns import Strings, rows_by_value

BREAK = "\x1f"
"""Stands between the texts of a line, and is white space to Python; each text is within spaces."""
LAST_SIGN = chr(sys.maxunicode)
"""Comes after every sign of a folded word."""

Words = Mapping[int, Sequence[str]]
"""Words without a digit, each once, by their length, in order."""


def words_by_length(words: Iterable[str]) -> Words:
    """Return the words without a digit among these."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for word in sorted(set(words)):
        if word.isalpha():
            found[len(word)].append(word)
    return dict(found)


class WordIndex(NamedTuple):
    """An inverted index: words in order, and the places of the lines that hold each.

    Those of the word `words[i]` are `places[starts[i] : starts[i + 1]]`; of words that begin alike they are one slice.
    """

    words: list[str]
    starts: "array[int]"
    places: "array[int]"

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Build it from lines, whose places are their numbers."""
        found = rows_by_value(line.split() for line in lines)
        words = " ".join(sorted(found)).split()  # side by side in memory: workers that share it touch fewer pages
        starts = array("i", accumulate((len(found[word]) for word in words), initial=0))
        return cls(words, starts, array("i", chain.from_iterable(found[word] for word in words)))

    def knows(self, word: str) -> bool:
        """Return whether a line holds this very word."""
        return len(self.holding(f"{word} ")) > 0

    def holding(self, form: str) -> "array[int]":
        """Return the places of the lines with a word that begins so, or with this very word if it ends in a space."""
        first = bisect_left(self.words, form.strip())
        if not form.endswith(" "):
            last = bisect_left(self.words, form + LAST_SIGN, first)
        else:
            last = first + (self.words[first : first + 1] == [form.strip()])
        return self.places[self.starts[first] : self.starts[last]]


@dataclass(frozen=True)
class Texts:
    """Nodes by id, in the order of the ids, and what is searched of each: a line."""

    ids: Strings
    lines: Strings

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Sequence[str | None]]]) -> "Texts":
        """Build them from ids and folded texts, the one that orders first."""
        return cls._of_lines([(identifier, _line(texts)) for identifier, texts in rows])

    @classmethod
    def _of_lines(cls, lines: Sequence[tuple[str, str]]) -> "Texts":
        return cls(Strings.of(identifier for identifier, _ in lines), Strings.of(line for _, line in lines))

    @classmethod
    def joined(cls, parts: Sequence["Texts"]) -> "Texts":
        """Return the nodes of all parts, one after another."""
        ids = Strings.of(chain.from_iterable(part.ids for part in parts))
        return cls(ids, Strings.of(chain.from_iterable(part.lines for part in parts)))

    def patched(self, changed: Collection[str], fresh: "Texts") -> "Texts":
        """Return these with some nodes replaced by what is known of them now; themselves where no line changes."""
        if all(self.find(identifier) == fresh.find(identifier) for identifier in changed):
            return self
        kept = (row for row in zip(self.ids, self.lines, strict=True) if row[0] not in changed)
        return Texts._of_lines(sorted([*kept, *zip(fresh.ids, fresh.lines, strict=True)]))

    def holds(self, identifier: str) -> bool:
        """Return whether a node of this id is among them."""
        return self.find(identifier) is not None

    def find(self, identifier: str) -> str | None:
        """Return the line of a node, if it is among them."""
        place = bisect_left(self.ids, identifier)
        return self.lines[place] if place < len(self.ids) and self.ids[place] == identifier else None

    def line_of(self, identifier: str) -> str:
        """Return the line of a node that is among them."""
        return self.lines[bisect_left(self.ids, identifier)]

    def holding(self, forms: Iterable[str]) -> dict[str, int]:
        """Return the nodes whose lines hold one of these beginnings of words: their places by id."""
        return {self.ids[i]: i for i in set().union(*map(self.index.holding, forms))}

    @cached_property
    def index(self) -> WordIndex:
        """The words of all lines, each with its lines."""
        return WordIndex.of(self.lines)

    @cached_property
    def words(self) -> Words:
        """The words of all lines, by length."""
        return words_by_length(self.index.words)


def _line(texts: Sequence[str | None]) -> str:
    return BREAK + "".join(f" {text} {BREAK}" for text in dict.fromkeys(texts) if text is not None)
