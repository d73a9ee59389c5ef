"""Reads CSV files, one per sheet, in the encodings and with the separators that spreadsheets write.

The encoding and the separator are detected from the content and reported as a remark; an unknown encoding is refused.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial
from pathlib import Path

from exchange.cells.text import unguard_formula
from exchange.faults import Fault
from exchange.files.book import Book, Grid, UnreadableFileError, refuse_large
from exchange.files.encodings import decode
from exchange.findings import Findings, Place
from exchange.sentences import Language


class Separator(Enum):
    """A sign between cells."""

    SEMICOLON = ";"
    COMMA = ","
    TAB = "\t"
    BAR = "|"


SEPARATORS = [separator.value for separator in Separator]
SAMPLE_LINES = 10
"""The number of first lines from which the separator is detected."""
Row = tuple[int, list[str]]
csv.field_size_limit(1_000_000)


def read_folder(folder: Path, language: Language) -> Book:
    """Read every CSV file of a folder, in the order of their names.

    Raises:
        UnreadableFileError: the folder holds no CSV file, or one that cannot be read.
    """
    paths = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".csv")
    if not paths:
        raise UnreadableFileError(Fault.FOLDER_WITHOUT_CSV.of(file=folder.name))
    refuse_large(folder, sum(path.stat().st_size for path in paths))
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    book = Book(folder.name, digest.hexdigest(), findings=Findings(language=language))
    for path in paths:
        read_csv(path, book)
    return book


def read_csv(path: Path, book: Book) -> None:
    """Add a CSV file to a book as a sheet.

    Raises:
        UnreadableFileError: the file is no text.
    """
    text, encoding = decode(path.name, path.read_bytes())
    try:
        lines = text.splitlines()[:SAMPLE_LINES]
        separator = max(SEPARATORS, key=partial(_divided, lines))
        rows = list(_rows(path.stem, text, separator, book.findings))
    except csv.Error as error:
        raise UnreadableFileError(Fault.NO_CSV.of(file=path.name, reason=error)) from error
    book.grids.append(Grid(path.stem, _of_usual_width(path.stem, rows, separator, book.findings)))
    book.remark(Fault.FORM_OF_CSV.of(file=path.name, encoding=encoding, separator=Separator(separator)))


def _rows(name: str, text: str, separator: str, findings: Findings) -> Iterator[Row]:
    """Yield the non-empty rows with their numbers; stop at an unclosed quote."""
    is_sound = _is_sound(text, separator)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    width, first_line = 0, 1
    for number, line in enumerate(lines, start=1):
        if not is_sound and width > 1 and any(_holds_rows(cell, separator, width) for cell in line):
            findings.report(Place(name, (first_line,)), "", Fault.OPEN_QUOTE.of())
            return
        width, first_line = max(width, len(line)), lines.line_num + 1
        if any(cell.strip() for cell in line):
            yield number, [unguard_formula(cell) for cell in line]


def _is_sound(text: str, separator: str) -> bool:
    """Return whether every quote is closed at the end of its cell."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _holds_rows(cell: str, separator: str, width: int) -> bool:
    """Return whether a line within a cell is as wide as a row: an unclosed quote has merged rows into the cell."""
    return "\n" in cell and any(line.count(separator) >= width - 1 for line in cell.splitlines()[1:])


def _of_usual_width(name: str, rows: list[Row], separator: str, findings: Findings) -> list[Row]:
    """Return the rows with the usual number of cells; the others are reported as errors."""
    widths = Counter(len(row) for _, row in rows)
    usual, many = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
    if usual == 1 or many == 1:
        return rows
    others = {number for number, row in rows if len(row) == 1 and _is_divided(row[0], separator, usual)}
    longer = {number for number, row in rows if any(cell.strip() for cell in row[usual:])}
    for numbers, fault in ((others, Fault.OTHER_SEPARATOR), (longer, Fault.SURPLUS_CELLS)):
        if numbers:
            place = Place(name, tuple(sorted(numbers)), rows=sorted(numbers))
            findings.report(place, "", fault.of(separator=Separator(separator)))
    return [row for row in rows if row[0] not in others | longer]


def _is_divided(text: str, separator: str, width: int) -> bool:
    return any(text.count(other) >= width - 1 for other in SEPARATORS if other != separator)


def _divided(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """Return how many lines a separator divides, headings included, and into how many cells in total."""
    widths = [len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1]
    return len(widths), sum(widths)
