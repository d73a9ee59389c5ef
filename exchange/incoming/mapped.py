"""Turns a file of another form into lines of our workbook, by a mapping.

A mapping may use the year and the département in the name of a sheet.
"""

import re

from exchange.files.book import Book
from exchange.findings import Place
from exchange.incoming.cross_tables import SHEET_YEAR, cross_lines
from exchange.incoming.lines import FileLines
from exchange.incoming.mapping import ListMapping, table_lines

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
DEPARTEMENT = re.compile(r"\b(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])\b")
SHEET_DEPARTEMENT = "feuille.département"


def map_lines(book: Book, mapping: ListMapping) -> FileLines:
    """Return the lines of a file of another form; sheets and rows that are not read become findings."""
    lines = FileLines(service=mapping.service, day=mapping.date or None)
    for grid in book.grids:
        sheet_facts = {
            SHEET_YEAR: _first_match(YEAR, grid.name),
            SHEET_DEPARTEMENT: _first_match(DEPARTEMENT, grid.name),
        }
        for table in mapping.tables:
            lines.lines.extend(table_lines(grid, table, sheet_facts, book))
        for crosses in mapping.crosses:
            lines.lines.extend(cross_lines(grid, crosses, sheet_facts, book))
    if not lines.lines and not book.findings.errors:
        book.findings.error(Place(book.name), "", "la correspondance n'y a trouvé aucune ligne")
    return lines


def _first_match(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""
