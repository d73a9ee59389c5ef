"""The folded texts of names, titles, codes and labels that a search reads.

All nodes of a kind form one text with one line for each node, and an inverted index of its words. The lines of a view
never contain a word that its viewers may not see.
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
"""Separates the texts of a line; Python treats it as white space. Each text has a space before and after."""
LAST_SIGN = chr(sys.maxunicode)
"""A character that sorts after every character of a folded word."""

Words = Mapping[int, Sequence[str]]
"""For each length, the words of that length without a digit, sorted and without duplicates."""


def words_by_length(words: Iterable[str]) -> Words:
    """Return those of the words that have no digit, by length."""
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for word in sorted(set(words)):
        if word.isalpha():
            by_length[len(word)].append(word)
    return dict(by_length)


class WordIndex(NamedTuple):
    """An inverted index: sorted words, and the numbers of the lines that contain each word.

    The lines of `words[i]` are `places[starts[i] : starts[i + 1]]`; the lines of all words with a common beginning are
    one slice too.
    """

    words: list[str]
    starts: "array[int]"
    places: "array[int]"

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Build the index of lines, which are numbered from 0."""
        lines_by_word = rows_by_value(line.split() for line in lines)
        words = " ".join(sorted(lines_by_word)).split()  # contiguous in memory: fewer pages are touched
        starts = array("i", accumulate((len(lines_by_word[word]) for word in words), initial=0))
        return cls(words, starts, array("i", chain.from_iterable(lines_by_word[word] for word in words)))

    def knows(self, word: str) -> bool:
        """Return whether a line holds exactly this word."""
        return len(self.holding(f"{word} ")) > 0

    def holding(self, form: str) -> "array[int]":
        """Return the lines with a word that begins with `form`; a form that ends with a space matches whole words."""
        first = bisect_left(self.words, form.strip())
        if not form.endswith(" "):
            last = bisect_left(self.words, form + LAST_SIGN, first)
        else:
            last = first + (self.words[first : first + 1] == [form.strip()])
        return self.places[self.starts[first] : self.starts[last]]


@dataclass(frozen=True)
class Texts:
    """Nodes in the order of their ids, and one line of searched text for each."""

    ids: Strings
    lines: Strings

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Sequence[str | None]]]) -> "Texts":
        """Build from ids and folded texts; the first text orders the node."""
        return cls._of_lines([(identifier, _line(texts)) for identifier, texts in rows])

    @classmethod
    def _of_lines(cls, lines: Sequence[tuple[str, str]]) -> "Texts":
        return cls(Strings.of(identifier for identifier, _ in lines), Strings.of(line for _, line in lines))

    @classmethod
    def joined(cls, parts: Sequence["Texts"]) -> "Texts":
        """Return the nodes of all parts, concatenated."""
        ids = Strings.of(chain.from_iterable(part.ids for part in parts))
        return cls(ids, Strings.of(chain.from_iterable(part.lines for part in parts)))

    def patched(self, changed: Collection[str], fresh: "Texts") -> "Texts":
        """Return these texts with some nodes replaced by their present lines; `self` if no line changes."""
        if all(self.find(identifier) == fresh.find(identifier) for identifier in changed):
            return self
        kept = (row for row in zip(self.ids, self.lines, strict=True) if row[0] not in changed)
        return Texts._of_lines(sorted([*kept, *zip(fresh.ids, fresh.lines, strict=True)]))

    def holds(self, identifier: str) -> bool:
        """Return whether there is a node with this id."""
        return self.find(identifier) is not None

    def find(self, identifier: str) -> str | None:
        """Return the line of a node, or None."""
        place = bisect_left(self.ids, identifier)
        return self.lines[place] if place < len(self.ids) and self.ids[place] == identifier else None

    def line_of(self, identifier: str) -> str:
        """Return the line of a node that is present."""
        return self.lines[bisect_left(self.ids, identifier)]

    def holding(self, forms: Iterable[str]) -> dict[str, int]:
        """Return the index, by id, of each node whose line contains a word with one of these beginnings."""
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
