"""Folding of text, the same for matching, searching and sorting.

The same function folds stored texts and query texts, so that both databases compare equal texts.
"""

import unicodedata

LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
FEW_MARKS = 8
"""If a text has at most this number of different accents, each is removed by a replacement of its own, which is four
times as fast."""
ASCII_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalnum()}
MISREAD = {code: bytes([code]).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
"""Windows-1252 characters misread as control characters, each with its intended text: U+0092 is « ’ »."""


def one_line(text: str) -> str:
    """Return a text on one line, as a cell shows it: runs of white space and controls become one space."""
    if text.isprintable():  # nearly every cell: no controls, and only plain spaces
        return " ".join(text.split())
    spaced = "".join(" " if unicodedata.category(c) in {"Zs", "Cc", "Cf"} else c for c in text.translate(MISREAD))
    return " ".join(spaced.split())


def snake(name: str) -> str:
    """Return a schema name as a Python attribute: `axesAnnounced` becomes `axes_announced`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def fold(text: str) -> str:
    """Return a folded text: ligatures split, accents removed, case ignored, each run of other characters one space."""
    letters = (text if text.isascii() else _without_marks(text)).casefold()
    if letters.isascii():  # most names; takes half the time
        return " ".join(letters.translate(ASCII_SEPARATORS).split())
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    for ligature, letters in LIGATURES.items():  # some signs decompose into a ligature
        decomposed = decomposed.replace(ligature, letters)
    marks = [sign for sign in set(decomposed) if unicodedata.combining(sign)]
    if len(marks) > FEW_MARKS:
        return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    for mark in marks:
        decomposed = decomposed.replace(mark, "")
    return decomposed
