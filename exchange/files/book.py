"""A file as tables of raw values, whatever its format.

Rule: data only; rows keep the numbers that a person sees in a spreadsheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exchange.cells.text import Raw
from exchange.findings import Findings

MOST_BYTES = 100 * 1024 * 1024


class UnreadableError(ValueError):
    """A file that cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Grid:
    """A sheet: its name and its rows that hold something, each with its number, from 1.

    `merged` are merged cells as first row, first column, last row, last column; rows from 1, columns from 0.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[Raw]]]
    merged: Sequence[tuple[int, int, int, int]] = ()


@dataclass
class Book:
    """A file: its name, SHA-256, sheets, what was found wrong while it was read, and how it was read."""

    name: str
    digest: str
    grids: list[Grid] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    remarks: list[str] = field(default_factory=list)


def refuse_large(path: Path, size: int) -> None:
    """Refuse a file, or a folder's files together, of more bytes than are read.

    Raises:
        UnreadableError: it is too large.
    """
    if size > MOST_BYTES:
        message = f"« {path.name} » dépasse {MOST_BYTES // 1024**2} Mo : divisez-le en plusieurs fichiers"
        raise UnreadableError(message)


def letter(index: int) -> str:
    """Return the letters of a column, from 0: A, B, … Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
