"""Reads a cell as text, and recognises faults that need no knowledge of its column.

The damage of a spreadsheet (digits lost, a formula in error) is reported, never repaired in silence.
"""

import re
from datetime import date, datetime

from graph.text import one_line

Raw = str | int | float | bool | date | None
"""The value of a cell as a file holds it."""

ERASE_WORD = "(effacer)"
LIST_SEPARATOR = " ; "
"""Written between the values of a list."""
BLANK_WORDS = frozenset(
    {"nc", "n/c", "n.c.", "néant", "neant", "-", "–", "—", "/", "?", "inconnu", "non communiqué", "s/o"}
)
"""The words of a cell that states nothing."""
FORMULA_ERRORS = frozenset({"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#GETTING_DATA"})
WITHHELD_COUNT = re.compile(r"< ?\d+")
"""A count withheld from an anonymous caller: « < 5 »."""
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
"""The beginning of a text that a spreadsheet would run as a formula.

The apostrophes belong to it: a text that has one of its own gets another, so that `unguard_formula` is the inverse.
"""
NOT_IN_XML = dict.fromkeys(
    [*(code for code in range(32) if chr(code) not in "\t\n\r"), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
"""The characters that XML cannot hold, for `str.translate`: control characters, surrogates and two that are none."""
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}")


def text_of(raw: Raw) -> str:
    """Return a cell as a person reads it: one line, whole numbers without a point, days in ISO form."""
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


def is_blank(text: str) -> bool:
    """Return whether a text states nothing: empty, « NC », « néant », « < 5 »."""
    return not text or text.casefold() in BLANK_WORDS or WITHHELD_COUNT.fullmatch(text) is not None


def is_formula_error(text: str) -> bool:
    """Return whether a text is the display of a formula that failed."""
    return text.upper() in FORMULA_ERRORS


def has_lost_digits(text: str) -> bool:
    """Return whether a text is a long number that a spreadsheet cut to its first digits (1,23E+13)."""
    return SCIENTIFIC.fullmatch(text) is not None


def split_list(text: str) -> list[str]:
    """Return the values of a list written with « ; »; `text_of` has already made line breaks spaces."""
    return [item for item in (piece.strip() for piece in text.split(";")) if item]


def split_brackets(text: str) -> tuple[str, str]:
    """Return a text and the content of its last parentheses, « » without any: `Nantes (44)` → `Nantes`, `44`."""
    match = re.fullmatch(r"(.*\S)\s*\(([^()]*)\)", text)
    return (match[1].strip(), match[2].strip()) if match else (text, "")


def drop_control_characters(text: str) -> str:
    """Return a text without the characters that XML, and so a workbook, cannot hold; tabs and line ends stay."""
    return text.translate(NOT_IN_XML)


def guard_formula(text: str) -> str:
    """Return a text for a CSV file, with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if FORMULA_START.match(text) else text


def unguard_formula(text: str) -> str:
    """Return a text of a CSV file without the apostrophe of `guard_formula`."""
    return text[1:] if text.startswith("'") and FORMULA_START.match(text[1:]) else text
