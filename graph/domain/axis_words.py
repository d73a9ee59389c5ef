"""Words by which texts (headings and codes of lists, purposes of grants) refer to an axis."""

import re
from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

from graph.text import fold
from graph.vocabulary import AXIS_WORDS, Axis

_WORD = re.compile(r"[^\W_]+")


class AxisProposal(NamedTuple):
    """An axis that a text suggests, with the words that suggest it, as in the text."""

    axis: Axis
    words: list[str]


def mentions_axis(axis: Axis, text: str) -> bool:
    """Return whether a text has a word that refers to an axis."""
    return re.search(rf"\b(?:{AXIS_WORDS[axis]})", fold(text)) is not None


def proposed_axes(text: str) -> list[AxisProposal]:
    """Return the axes that a text suggests, in order, each with the words that suggest it.

    A text without such words suggests none: « Lutte contre les discriminations » may be on any axis.
    """
    words = _WORD.findall(text)
    folded = [fold(word) for word in words]
    starts = list(accumulate((len(word) + 1 for word in folded), initial=0))
    joined = " ".join(folded)
    proposals = []
    for axis, stems in AXIS_WORDS.items():
        in_text: dict[str, None] = {}
        for match in re.finditer(rf"\b(?:{stems})", joined):
            first, after = bisect_left(starts, match.start()), bisect_left(starts, match.end())
            in_text[" ".join(words[first:after])] = None
        if in_text:
            proposals.append(AxisProposal(axis, list(in_text)))
    return proposals
