"""Decodes texts in the encodings that spreadsheets and information systems write."""

import codecs
import re
from contextlib import suppress
from dataclasses import replace

from exchange.cells.text import MISDECODED
from exchange.faults import Fault
from exchange.files.book import Book, UnreadableFileError, column_letters
from graph.text import one_line

SHOWN = 60
"""The number of characters shown from the beginning of a text, enough to recognise it."""
WINDOWS = "cp1252"
ENCODINGS = {WINDOWS: "Windows-1252", "mac_roman": "Mac OS Roman", "cp850": "DOS (CP850)"}
"""Single-byte encodings with their names; the first that gives a French text is used."""
LETTERS = re.compile(r"[éèêëàâçîïôùûü]")
ODD = re.compile(r"[^\x00-\x7féèêëàâçîïôùûüœŒÉÈÊÀÂÇÎÔÙ\xa0’‘“”«»–—…°€²³·•×½™®©]|(?<=[a-zéèêëàâçîïôùûü])[ÉÈÊÀÂÇÎÔÙŒ]")
"""Signs of a wrong encoding: characters that French texts do not contain, and accented capitals inside words."""
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(name: str, content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Raises:
        UnreadableFileError: the file is no text, or in another encoding.
    """
    if content.startswith(UTF_16_MARKS):
        try:
            return content.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise UnreadableFileError(Fault.CUT_UTF_16.of(file=name)) from error
    if b"\0" in content:
        raise UnreadableFileError(Fault.NO_TEXT.of(file=name))
    with suppress(UnicodeDecodeError):  # UTF-8 refuses almost any text of another encoding
        return content.decode("utf-8-sig"), "UTF-8"
    texts: dict[str, str] = {}
    for encoding in ENCODINGS:
        with suppress(UnicodeDecodeError):
            texts[encoding] = content.decode(encoding)
    french = (e for e, text in texts.items() if not ODD.search(text) and (e == WINDOWS or LETTERS.search(text)))
    if found := next(french, WINDOWS if WINDOWS in texts else ""):
        return texts[found], ENCODINGS[found]
    raise UnreadableFileError(Fault.UNKNOWN_ENCODING.of(file=name))


def mend(book: Book) -> None:
    """Decode again the texts of a book that another program decoded wrongly, and report it once per sheet."""
    for place, grid in enumerate(book.grids):
        mended: dict[tuple[int, int], str] = {}
        for number, row in grid.rows:
            for column, raw in enumerate(row):
                if isinstance(raw, str) and not raw.isascii() and (text := _decoded_again(raw)) != raw:
                    mended[number, column] = text
        if mended:
            rows = [(n, [mended.get((n, c), raw) for c, raw in enumerate(row)]) for n, row in grid.rows]
            book.grids[place] = replace(grid, rows=rows)
            addresses = [f"{column_letters(column)}{number}" for number, column in mended]
            example = one_line(next(iter(mended.values())))
            book.findings.report_at(grid.name, addresses, Fault.MENDED_DECODING.of(example=example[:SHOWN]))


def _decoded_again(text: str) -> str:
    if not MISDECODED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
