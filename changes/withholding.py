"""Decides which small numbers of people are withheld from visitors, whenever a number of an engagement is written.

An engagement may count the people of one kind and year several times over: all of them, and by audience, theme,
criterion or outcome. These tables share their total, so that a small number in one of them could be deduced from the
others. Rule: for each withheld number, at least two values must remain possible, even for somebody who knows this rule
and everything that visitors see.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

SMALLEST_SHOWN = 5
"""Smaller numbers of people may identify somebody; 0 identifies nobody."""


class Withheld(NamedTuple):
    """The withheld numbers of tables that share a total: whether the total is withheld, and the keys of parts."""

    total: bool
    parts: Collection[str]


def withheld(totals: Collection[int], tables: Collection[Mapping[str, int]]) -> Withheld:
    """Return the withheld numbers of tables that share their total.

    Parts from 1 to 4 are withheld. If the total would reveal them, the next smallest part and all parts equal to it are
    withheld too; if there is no such part, everything is withheld.

    Args:
        totals: The stated values of the total; empty if no total is stated.
        tables: For each breakdown of the people, the number in each part, by the key of the part.
    """
    is_known = bool(totals) or len(tables) > 1
    hidden: set[str] = set()
    for table in tables:
        few = {key for key, number in table.items() if is_small(number)}
        hidden |= few
        if not is_known or not few or _stay_unknown([table[key] for key in few]):
            continue
        smallest = min((number for number in table.values() if number >= SMALLEST_SHOWN), default=None)
        if smallest is None:
            return Withheld(total=True, parts={key for one in tables for key, number in one.items() if number})
        hidden |= {key for key, number in table.items() if number == smallest}
    return Withheld(any(map(is_small, totals)), hidden)


def is_small(number: int) -> bool:
    """Return whether a number of people is small enough to identify them."""
    return 0 < number < SMALLEST_SHOWN


def _stay_unknown(numbers: Collection[int]) -> bool:
    """Return whether numbers of 1 to 4 remain unknown to somebody who knows their sum."""
    return len(numbers) > 1 and len(numbers) < sum(numbers) < (SMALLEST_SHOWN - 1) * len(numbers)
