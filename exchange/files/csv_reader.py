"""Tables as text: CSV files, one a sheet, in the encodings and with the separators that people's programs write.

Rule: the encoding and the separator are found in the text itself and said; a text of neither is refused.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from exchange.cells.text import unguarded
from exchange.files.book import Book, Grid, UnreadableError, refuse_large

SEPARATORS = {";": "point-virgule", ",": "virgule", "\t": "tabulation"}
BEGINNING = 10
"""How many lines tell the separator."""
csv.field_size_limit(1_000_000)


def read_folder(folder: Path) -> Book:
    """Read every CSV file of a folder, in the order of their names.

    Raises:
        UnreadableError: there is none, or one cannot be read.
    """
    paths = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".csv")
    if not paths:
        message = f"le dossier « {folder.name} » ne contient aucun fichier .csv"
        raise UnreadableError(message)
    refuse_large(folder, sum(path.stat().st_size for path in paths))
    hashed = hashlib.sha256()
    for path in paths:
        hashed.update(path.read_bytes())
    book = Book(folder.name, hashed.hexdigest())
    for path in paths:
        read_text(path, book)
    return book


def read_text(path: Path, book: Book) -> None:
    """Add a CSV file as a sheet.

    Raises:
        UnreadableError: it is no text.
    """
    text, encoding = _decoded(path)
    separator = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = ([unguarded(cell) for cell in row] for row in rows)
        held = [(number, row) for number, row in enumerate(lines, start=1) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        message = f"« {path.name} » n'est pas un fichier CSV : {error}"
        raise UnreadableError(message) from error
    book.grids.append(Grid(path.stem, held))
    book.remarks.append(f"« {path.name} » lu en {encoding}, séparateur {SEPARATORS[separator]}")


def _decoded(path: Path) -> tuple[str, str]:
    content = path.read_bytes()
    if b"\0" in content:
        message = f"« {path.name} » n'est ni un classeur (.xlsx, .ods) ni un texte CSV"
        raise UnreadableError(message)
    for encoding, name in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError:
            continue
    message = f"« {path.name} » n'est ni en UTF-8 ni en Windows-1252 : enregistrez-le en « CSV UTF-8 »"
    raise UnreadableError(message)


def _separator(text: str) -> str:
    lines = text.splitlines()[:BEGINNING]
    return max(SEPARATORS, key=lambda separator: _columns(lines, separator))


def _columns(lines: Sequence[str], separator: str) -> int:
    return max((len(row) for row in csv.reader(lines, delimiter=separator)), default=0)
