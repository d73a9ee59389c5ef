"""A file as tables of raw values, whatever its format.

Each row keeps the row number that a spreadsheet shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from exchange.cells.text import Raw
from exchange.faults import Fault, FaultError
from exchange.findings import Findings
from judgement.problems import Problem

MOST_BYTES = 100 * 1024 * 1024
MOST_CELLS = 5_000_000


class UnreadableFileError(FaultError):
    """A file that cannot be read at all."""


class Fill(Enum):
    """A fill whose colour the file does not give."""

    FILLED = 1
    GRADIENT = 2


Colour = str | Fill
Place2D = tuple[int, int]
"""A cell: its row, from 1, and its column, from 0."""
OWN_AUTHOR = "Cinq Axes"
"""The author of the notes in our templates and marked copies."""
MOST_TRAITS = 50_000


@dataclass
class Traits:
    """The formatting of a sheet: hidden rows and columns (first to last), colours, struck texts, notes.

    `partly_struck` holds the struck parts of texts that are not entirely struck. `own_notes` are the cells that Cinq
    Axes annotated, and thereby coloured, in a marked copy.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    is_filtered: bool = False
    colours: dict[Place2D, Colour] = field(default_factory=dict)
    struck: set[Place2D] = field(default_factory=set)
    partly_struck: dict[Place2D, str] = field(default_factory=dict)
    notes: dict[Place2D, str] = field(default_factory=dict)
    own_notes: set[Place2D] = field(default_factory=set)

    def add_note(self, place: Place2D, text: str, author: str) -> None:
        """Add a note; for a note by Cinq Axes only the cell is recorded."""
        if author == OWN_AUTHOR:
            self.own_notes.add(place)
        elif not self.is_full():
            self.notes[place] = text

    def add_strike(self, place: Place2D, struck: str, whole: str) -> None:
        """Add the struck part of a text; if the text contains nothing else, it is recorded as struck as a whole."""
        if struck.strip() and not self.is_full():
            if len(struck.strip()) == len(whole.strip()):
                self.struck.add(place)
            else:
                self.partly_struck[place] = struck.strip()

    def is_full(self) -> bool:
        """Return whether the limit of traits is reached; nobody would read more warnings."""
        return len(self.colours) + len(self.struck) + len(self.partly_struck) + len(self.notes) > MOST_TRAITS


@dataclass(frozen=True)
class Grid:
    """A sheet: its name and its non-empty rows, each with its number, from 1.

    `merged` are the merged cells as first row, first column, last row, last column; rows from 1, columns from 0.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[Raw]]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    traits: Traits = field(default_factory=Traits)


@dataclass
class Book:
    """A file: its name, its SHA-256, its sheets, the findings of reading it, and remarks on how it was read."""

    name: str
    digest: str
    grids: list[Grid] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    remarks: list[str] = field(default_factory=list)

    def remark(self, problem: Problem) -> None:
        """Add a remark."""
        self.remarks.append(self.findings.language.sentence(problem))


def refuse_large(path: Path, size: int) -> None:
    """Refuse a file, or a folder of files, with more than `MOST_BYTES` in total.

    Raises:
        UnreadableFileError: the file is too large.
    """
    if size > MOST_BYTES:
        raise UnreadableFileError(Fault.LARGE_FILE.of(file=path.name, most=MOST_BYTES // 1024**2))


def refuse_extent(path: Path, last_row: int, last_column: int) -> None:
    """Refuse a sheet of more than `MOST_CELLS` cells between A1 and its last row and column, both numbered from 1.

    Raises:
        UnreadableFileError: the sheet reaches too far.
    """
    if last_row * last_column > MOST_CELLS:
        last_cell = f"{column_letters(last_column - 1)}{last_row}"
        raise UnreadableFileError(Fault.FAR_CELL.of(file=path.name, cell=last_cell))


def column_index(letters: str) -> int:
    """Return the index of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(index: int) -> str:
    """Return the letters of a column, from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:  # base 26 without a zero: Z is followed by AA
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
