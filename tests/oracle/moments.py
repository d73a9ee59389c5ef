"""Small choices for random rows: days, words, nothing at all.

Rule: few values, so that rows tie and intervals touch.
"""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from graph.vocabulary import Word

DAYS = (
    date(2020, 2, 29),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 2, 29),
    date(2024, 8, 31),
    date(2024, 11, 25),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2025, 6, 15),
    date(2026, 11, 25),
)


def maybe_day(draw: st.DrawFn) -> date | None:
    """Draw a day, or None as often as any one day."""
    return draw(st.sampled_from((None, *DAYS)))


def some_words(draw: st.DrawFn, words: type[Word], least: int = 0, most: int = 2) -> list[str]:
    """Draw distinct words of a vocabulary, as stored."""
    drawn = draw(st.lists(st.sampled_from(list(words)), unique=True, min_size=least, max_size=most))
    return [word.value for word in drawn]


def some_of(draw: st.DrawFn, pool: Sequence[str], least: int = 0, most: int = 2) -> list[str]:
    """Draw some of a pool, each once; none of an empty one."""
    if not pool:
        return []
    return draw(st.lists(st.sampled_from(pool), unique=True, min_size=min(least, len(pool)), max_size=most))
