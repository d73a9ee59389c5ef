"""Finds the known texts nearest to an unknown one."""

from collections.abc import Callable, Mapping

from rapidfuzz import fuzz, process

MOST_SHOWN = 3


def nearest(
    folded: str, known: Mapping[str, str], least_score: float, scorer: Callable[..., float] = fuzz.ratio
) -> list[str]:
    """Return the known texts nearest to a folded text, nearest first, 3 at most; none if no text is near.

    Args:
        folded: The text as `graph.text.fold` folds it.
        known: The known texts by their folded forms.
        least_score: The least score, out of 100, of a near text.
        scorer: A scorer of rapidfuzz; `fuzz.WRatio` also finds a text inside a longer one.
    """
    matches = process.extract(folded, known.keys(), scorer=scorer, limit=MOST_SHOWN, score_cutoff=least_score)
    return [known[match[0]] for match in matches]
