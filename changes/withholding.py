"""Small numbers of people that a visitor does not read, decided once, when a number or one beside it is written.

An engagement may count the people of one kind and year several times over: all of them, and by audience,
theme, criterion or outcome. These tables share their total, so that a small number in one of them could be worked out
from the others. Rule: whoever knows this rule and all that a visitor reads finds at least two values for each number
that is withheld.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

FEW = 5
"""A smaller number of people may identify them; 0 identifies nobody."""


class Withheld(NamedTuple):
    """What is withheld of the tables of one total: the total, and the keys of parts."""

    total: bool
    parts: Collection[str]


def withheld(totals: Collection[int], tables: Collection[Mapping[str, int]]) -> Withheld:
    """Return what is withheld of tables that share their total.

    Parts under 5 are. Where the total would tell them, so are the next smallest part and those equal to it; where there
    is none, everything.

    Args:
        totals: The total, each time that something states it; none where nothing does.
        tables: For each breakdown of the people, its parts by their keys.
    """
    is_known = bool(totals) or len(tables) > 1
    hidden: set[str] = set()
    for table in tables:
        few = {key for key, number in table.items() if is_few(number)}
        hidden |= few
        if not is_known or not few or _are_open([table[key] for key in few]):
            continue
        smallest = min((number for number in table.values() if number >= FEW), default=None)
        if smallest is None:
            return Withheld(total=True, parts={key for one in tables for key, number in one.items() if number})
        hidden |= {key for key, number in table.items() if number == smallest}
    return Withheld(any(map(is_few, totals)), hidden)


def is_few(number: int) -> bool:
    """Return whether a number of people is so small that it may identify them."""
    return 0 < number < FEW


def _are_open(numbers: Collection[int]) -> bool:
    """Return whether numbers of 1 to 4 remain unknown to who knows their sum."""
    return len(numbers) > 1 and len(numbers) < sum(numbers) < (FEW - 1) * len(numbers)
