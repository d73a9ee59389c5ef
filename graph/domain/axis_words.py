"""Words by which texts refer to an axis: headings and codes of lists, purposes of grants."""

import re
from typing import NamedTuple

from graph.text import fold
from graph.vocabulary import Axis

AXIS_WORDS = {
    Axis.KNOWLEDGE: r"connaissance|diagnostic|observ|enquete|etudes?\b|testing|etats? des lieux",
    Axis.AWARENESS_AND_TRAINING: r"sensibilis|formation|former\b|formateur|mobilis|education|atelier|prejuge",
    Axis.COMMUNICATION: r"communi|campagne|expo|film|cinema|festival|journal|magazine|radio|spectacle|theatre|semaine",
    Axis.VICTIM_SUPPORT: r"victime|accompagn|permanence|acces aux? droits?|ecoute|juridique|recours|accueil",
    Axis.ACTION_PROGRAMME: r"programme|plans?\b|ptlcd|plcd|copec|ingenierie|pilotage|coordination",
}
"""Beginnings of folded words that speak of each axis, as alternatives of a pattern."""
_WORD = re.compile(r"[^\W_]+")


class AxisProposal(NamedTuple):
    """An axis that a text suggests, with the words that suggest it, as in the text."""

    axis: Axis
    words: list[str]


def speaks_of(axis: Axis, text: str) -> bool:
    """Return whether a text has a word that refers to an axis."""
    return re.search(rf"\b(?:{AXIS_WORDS[axis]})", fold(text)) is not None


def proposed_axes(text: str) -> list[AxisProposal]:
    """Return the axes that a text suggests, in order, each with the words that suggest it.

    A text without such words suggests none: « Lutte contre les discriminations » may be on any axis.
    """
    words = _WORD.findall(text)
    folded = [fold(word) for word in words]
    starts = [sum(len(word) + 1 for word in folded[:place]) for place in range(len(folded))]
    joined = " ".join(folded)
    proposals = []
    for axis, stems in AXIS_WORDS.items():
        in_text: dict[str, None] = {}
        for match in re.finditer(rf"\b(?:{stems})", joined):
            places = [place for place, start in enumerate(starts) if match.start() <= start < match.end()]
            in_text[" ".join(words[place] for place in places)] = None
        if in_text:
            proposals.append(AxisProposal(axis, list(in_text)))
    return proposals
