"""Reads CSV files, one a sheet, in the encodings and with the separators that spreadsheets write.

The encoding and the separator are recognised in the content and reported as a remark; an unknown encoding is refused.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from exchange.cells.text import unguard_formula
from exchange.files.book import Book, Grid, UnreadableError, refuse_large
from exchange.files.encodings import decode

SEPARATORS = {";": "point-virgule", ",": "virgule", "\t": "tabulation"}
SAMPLE_LINES = 10
"""The number of first lines by which the separator is recognised."""
csv.field_size_limit(1_000_000)


def read_folder(folder: Path) -> Book:
    """Read every CSV file of a folder, in the order of their names.

    Raises:
        UnreadableError: the folder holds no CSV file, or one that cannot be read.
    """
    paths = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".csv")
    if not paths:
        message = f"le dossier « {folder.name} » ne contient aucun fichier .csv"
        raise UnreadableError(message)
    refuse_large(folder, sum(path.stat().st_size for path in paths))
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    book = Book(folder.name, digest.hexdigest())
    for path in paths:
        read_csv(path, book)
    return book


def read_csv(path: Path, book: Book) -> None:
    """Add a CSV file to a book as a sheet.

    Raises:
        UnreadableError: the file is no text.
    """
    text, encoding = decode(path.name, path.read_bytes())
    try:
        separator = _separator(text)
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        cells = ([unguard_formula(cell) for cell in line] for line in lines)
        rows = [(number, row) for number, row in enumerate(cells, start=1) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        message = (
            f"« {path.name} » n’est pas un fichier CSV, ou l’une de ses cellules a plus d’un million de caractères "
            f"(un guillemet qui n’est pas fermé ?) : {error}"
        )
        raise UnreadableError(message) from error
    book.grids.append(Grid(path.stem, rows))
    book.remarks.append(f"« {path.name} » lu en {encoding}, séparateur {SEPARATORS[separator]}")


def _separator(text: str) -> str:
    lines = text.splitlines()[:SAMPLE_LINES]
    return max(SEPARATORS, key=lambda separator: _column_count(lines, separator))


def _column_count(lines: Sequence[str], separator: str) -> int:
    return max((len(row) for row in csv.reader(lines, delimiter=separator)), default=0)
