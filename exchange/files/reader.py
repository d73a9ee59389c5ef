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

from exchange.faults import Fault
from exchange.files.archive import has_false_size
from exchange.files.book import Book, UnreadableFileError, refuse_large
from exchange.files.csv_reader import read_csv, read_folder
from exchange.files.encodings import mend
from exchange.files.html_reader import read_html
from exchange.files.ods_reader import read_ods
from exchange.files.xlsx_reader import read_xlsx
from exchange.findings import Findings
from exchange.sentences import FRENCH, Language
from graph.system_errors import reason_of

OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 5_000
BEGINNING = 1_000
MARKS_AND_SPACES = b"\xef\xbb\xbf\xff\xfe \t\r\n"
XML = b"<?xml"
PAGES = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<body", b"<!--")


def open_book(path: Path, language: Language = FRENCH) -> Book:
    """Read a file or a folder of CSV files; the findings are worded in a language.

    Raises:
        UnreadableFileError: the format is unknown or the file too large.
    """
    if path.is_dir():
        book = read_folder(path, language)
        mend(book)
        return book
    try:
        refuse_large(path, path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(Fault.UNREADABLE_FILE.of(file=path.name, reason=reason_of(error))) from error
    book = Book(path.name, hashlib.sha256(content).hexdigest(), findings=Findings(language=language))
    _reader(path, content)(path, book)
    mend(book)
    return book


def _reader(path: Path, content: bytes) -> Callable[[Path, Book], None]:
    if content.startswith(OLD_EXCEL):
        raise UnreadableFileError(Fault.OLD_EXCEL.of(file=path.name))
    if not content.startswith(b"PK"):
        return _text_reader(path, content)
    names = _parts(path)
    if "xl/workbook.xml" in names:
        return read_xlsx
    if "content.xml" in names:
        return read_ods
    raise UnreadableFileError(Fault.OTHER_ARCHIVE.of(file=path.name))


def _text_reader(path: Path, content: bytes) -> Callable[[Path, Book], None]:
    """Return the reader of a text: a web page or CSV."""
    beginning = content[:BEGINNING].replace(b"\0", b"").lstrip(MARKS_AND_SPACES).lower()
    if beginning.startswith(PAGES) or (beginning.startswith(XML) and b"<html" in beginning):
        return read_html
    if beginning.startswith((XML, b"mime-version:")):
        raise UnreadableFileError(Fault.OTHER_XML.of(file=path.name))
    return read_csv


def _parts(path: Path) -> set[str]:
    damaged = Fault.DAMAGED_ARCHIVE.of(file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnreadableFileError(Fault.LARGE_ARCHIVE.of(file=path.name, most=MOST_UNPACKED // 1024**2))
        if any(has_false_size(path, part) for part in parts):
            raise UnreadableFileError(damaged)
    except (zipfile.BadZipFile, NotImplementedError, struct.error, zlib.error) as error:
        raise UnreadableFileError(damaged) from error
    return {part.filename for part in parts}
