"""A cell's content as text, and what is wrong with it before anything is known of its column.

Rule: pure; what a spreadsheet did to a value (a number stored, digits lost, an error) is told, never repaired silently.
"""

import re
from datetime import date, datetime

from graph.text import one_line

Raw = str | int | float | bool | date | None
"""What a file holds in a cell."""

ERASE = "(effacer)"
NOT_TOLD = frozenset(
    {"nc", "n/c", "n.c.", "néant", "neant", "-", "–", "—", "/", "?", "inconnu", "non communiqué", "s/o"}
)
"""What people write where they state nothing."""
ERRORS = frozenset({"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#GETTING_DATA"})
UNDER = re.compile(r"< ?\d+")
"""A number kept from an anonymous caller: « < 5 »."""
RUN = re.compile(r"'*[=+\-@\t\r]")
"""How a text begins that a spreadsheet would run as a formula, with the apostrophes that keep it from that."""
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}")


def text_of(raw: Raw) -> str:
    """Return a cell's content as a person reads it: spaces of all kinds trimmed, whole numbers without a point."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "oui" if raw else "non"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return one_line(str(raw))


def is_silent(text: str) -> bool:
    """Return whether a text states nothing: empty, « NC » or « néant »."""
    return not text or text.casefold() in NOT_TOLD or UNDER.fullmatch(text) is not None


def is_error(text: str) -> bool:
    """Return whether a text is what a spreadsheet shows for a formula that failed."""
    return text.upper() in ERRORS


def lost_digits(text: str) -> bool:
    """Return whether a text is a long number of which a spreadsheet kept only the first digits (1,23E+13)."""
    return SCIENTIFIC.fullmatch(text) is not None


def parts(text: str) -> list[str]:
    """Return the parts of a list written with « ; »; line breaks were made spaces before."""
    return [part for part in (piece.strip() for piece in text.split(";")) if part]


def bracketed(text: str) -> tuple[str, str]:
    """Return a text and what its last parentheses hold, « » when there are none: `Nantes (44)` → `Nantes`, `44`."""
    found = re.fullmatch(r"(.*\S)\s*\(([^()]*)\)", text)
    return (found[1].strip(), found[2].strip()) if found else (text, "")


def guarded(text: str) -> str:
    """Return a text for a CSV file: what a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if RUN.match(text) else text


def unguarded(text: str) -> str:
    """Return a text of a CSV file without the apostrophe that `guarded` put there."""
    return text[1:] if text.startswith("'") and RUN.match(text[1:]) else text
