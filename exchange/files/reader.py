"""Opens a file of tables in any supported format.

The content, not the name, decides the format; an unknown format and an excessive size are refused before the file is
read.
"""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from exchange.files.archive import has_false_size
from exchange.files.book import Book, UnreadableFileError, refuse_large
from exchange.files.csv_reader import read_csv, read_folder
from exchange.files.encodings import mend
from exchange.files.html_reader import read_html
from exchange.files.ods_reader import read_ods
from exchange.files.xlsx_reader import read_xlsx
from graph.system_errors import reason_of

OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 5_000
BEGINNING = 1_000
MARKS_AND_SPACES = b"\xef\xbb\xbf\xff\xfe \t\r\n"
XML = b"<?xml"
PAGES = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<body", b"<!--")
CONVERT = "ouvrez-le dans un tableur puis « Enregistrer sous » au format .xlsx ou .ods"


def open_book(path: Path) -> Book:
    """Read a file or a folder of CSV files.

    Raises:
        UnreadableFileError: the format is unknown or the file too large; the message gives the remedy.
    """
    if path.is_dir():
        book = read_folder(path)
        mend(book)
        return book
    try:
        refuse_large(path, path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        message = f"impossible de lire « {path.name} » : {reason_of(error)}"
        raise UnreadableFileError(message) from error
    book = Book(path.name, hashlib.sha256(content).hexdigest())
    _reader(path, content)(path, book)
    mend(book)
    return book


def _reader(path: Path, content: bytes) -> Callable[[Path, Book], None]:
    if content.startswith(OLD_EXCEL):
        message = (
            f"« {path.name} » est un ancien fichier Excel (.xls) ou un classeur protégé par mot de passe : {CONVERT}"
        )
        raise UnreadableFileError(message)
    if not content.startswith(b"PK"):
        return _text_reader(path, content)
    names = _parts(path)
    if "xl/workbook.xml" in names:
        return read_xlsx
    if "content.xml" in names:
        return read_ods
    message = f"« {path.name} » est une archive, pas un classeur : {CONVERT}"
    raise UnreadableFileError(message)


def _text_reader(path: Path, content: bytes) -> Callable[[Path, Book], None]:
    """Return the reader of a text: a web page or CSV."""
    beginning = content[:BEGINNING].replace(b"\0", b"").lstrip(MARKS_AND_SPACES).lower()
    if beginning.startswith(PAGES) or (beginning.startswith(XML) and b"<html" in beginning):
        return read_html
    if beginning.startswith((XML, b"mime-version:")):
        message = f"« {path.name} » n’est pas un classeur, malgré son nom (XML ou page web archivée) : {CONVERT}"
        raise UnreadableFileError(message)
    return read_csv


def _parts(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _damaged(path) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        message = (
            f"« {path.name} » occuperait plus de {MOST_UNPACKED // 1024**2} Mo une fois décompressé : "
            "copiez les feuilles utiles dans un nouveau classeur"
        )
        raise UnreadableFileError(message)
    try:
        if any(has_false_size(path, part) for part in parts):
            raise _damaged(path)
    except (struct.error, zlib.error) as error:
        raise _damaged(path) from error
    return {part.filename for part in parts}


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        f"« {path.name} » est abîmé, aucun tableur ne pourrait l’ouvrir : demandez-en une autre copie"
    )
