"""Deduces withheld numbers by brute force, from the rule and everything that visitors see.

Rule: the parts of a table add up to the total, which all tables share; a withheld number is at least one, since the
rule withholds no zero.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tests.oracle.small_numbers import Numbers, Rule

Read = Mapping[str, int | None]
"""Numbers as a visitor sees them, with the keys of `Numbers`; None for withheld ones."""


@dataclass(frozen=True)
class Reading:
    """Everything that a visitor sees of the numbers of the same people."""

    totals: Read
    tables: Sequence[Read]

    @property
    def withheld(self) -> set[str]:
        """The withheld numbers."""
        return {name for numbers in (self.totals, *self.tables) for name, number in numbers.items() if number is None}


def read(totals: Numbers, tables: Sequence[Numbers], rule: Rule) -> Reading:
    """Return what a visitor sees of numbers under a rule."""
    hidden = rule(totals, tables)
    one, *others = ({n: None if n in hidden else v for n, v in numbers.items()} for numbers in (totals, *tables))
    return Reading(one, others)


def deduced(reading: Reading, rule: Rule, most: int) -> dict[str, set[int]]:
    """Return the withheld numbers with fewer than two possible values, if there are at most `most` people in all."""
    values: dict[str, set[int]] = defaultdict(set)
    hidden = reading.withheld
    for numbers in _possible(reading, rule, most):
        for name in hidden:
            values[name].add(numbers[name])
        if all(len(values[name]) > 1 for name in hidden):
            break
    return {name: values[name] for name in hidden if len(values[name]) < 2}


def _possible(reading: Reading, rule: Rule, most: int) -> Iterator[dict[str, int]]:
    """Yield the numbers that would look the same to a visitor."""
    stated = {number for number in reading.totals.values() if number is not None}
    for total in [number for number in range(most + 1) if stated <= {number}]:
        totals = dict.fromkeys(reading.totals, total)
        for tables in product(*(_fillings(table, total) for table in reading.tables)):
            if rule(totals, tables) == reading.withheld:
                yield {name: number for numbers in (totals, *tables) for name, number in numbers.items()}


def _fillings(table: Read, total: int) -> list[dict[str, int]]:
    """Return the tables that add up to a total and contain the visible numbers."""
    known = {name: number for name, number in table.items() if number is not None}
    hidden = [name for name, number in table.items() if number is None]
    rest = total - sum(known.values())
    return [known | dict(zip(hidden, parts, strict=True)) for parts in _compositions(rest, len(hidden))]


def _compositions(total: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to write a total as a sum of numbers above 0, in order."""
    if count == 0:
        if total == 0:
            yield ()
        return
    for first in range(1, total - count + 2):
        for others in _compositions(total - first, count - 1):
            yield first, *others
