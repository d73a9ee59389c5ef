"""How text folds, one way for matching, searching and sorting.

Rule: the same function on write and on the question, so that both databases compare equal texts.
"""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def fold(text: str) -> str:
    """Fold text: ligatures split, accents dropped, case ignored, every other sign one space, ends trimmed."""
    decomposed = unicodedata.normalize("NFKD", text).translate(LIGATURES)  # some signs decompose into a ligature
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())
