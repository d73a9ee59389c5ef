"""How text folds, one way for matching, searching and sorting.

Rule: the same function on write and on the question, so that both databases compare equal texts.
"""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


MISREAD = {code: bytes([code]).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
"""Signs of Windows-1252 that a program took for controls, as they were meant: U+0092 is « ’ »."""


def one_line(text: str) -> str:
    """Return a text as a cell shows it: on one line, with spaces of all kinds as one and none at its ends."""
    spaced = "".join(" " if unicodedata.category(c) in {"Zs", "Cc", "Cf"} else c for c in text.translate(MISREAD))
    return " ".join(spaced.split())


def fold(text: str) -> str:
    """Fold text: ligatures split, accents dropped, case ignored, every other sign one space, ends trimmed."""
    decomposed = unicodedata.normalize("NFKD", text).translate(LIGATURES)  # some signs decompose into a ligature
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())
