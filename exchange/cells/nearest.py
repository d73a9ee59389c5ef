"""Finds texts that are near to each other: the nearest to one that names nothing, and two spellings of one."""

import re
from collections.abc import Callable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from graph.text import fold

MOST_SHOWN = 3
MOST_TYPING_ERRORS = 2
LETTERS_PER_ERROR = 8
"""A typing error is one wrong, missing, added or exchanged letter; shorter texts may differ by fewer."""
LEAST_WORD = 4
"""Shorter words that differ, such as « A » and « B » or « II » and « III », tell two things apart."""


def nearest(
    folded: str, known: Mapping[str, str], least_score: float, scorer: Callable[..., float] = fuzz.ratio
) -> list[str]:
    """Return the known texts nearest to a folded text, nearest first, 3 at most; none when no text is near.

    Args:
        folded: The text as `graph.text.fold` folds it.
        known: The known texts by their folded forms.
        least_score: The least score, of 100, of a text that is near.
        scorer: A scorer of rapidfuzz; `fuzz.WRatio` also finds a text inside a longer one.
    """
    matches = process.extract(folded, known.keys(), scorer=scorer, limit=MOST_SHOWN, score_cutoff=least_score)
    return [known[match[0]] for match in matches]


def is_respelt(one: str, other: str) -> bool:
    """Return whether two texts are one but for a few typing errors, none of them in a number or a short word."""
    first, second = fold(one), fold(other)
    most = min(MOST_TYPING_ERRORS, min(len(first), len(second)) // LETTERS_PER_ERROR)
    words = set(first.split()) ^ set(second.split())
    return (
        first != second
        and not any(len(word) < LEAST_WORD or re.search(r"\d", word) for word in words)
        and OSA.distance(first, second, score_cutoff=most) <= most
    )
