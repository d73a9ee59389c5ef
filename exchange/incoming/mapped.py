"""A file of another form as lines of ours, by a mapping.

Rule: pure; year and département come from a sheet's name where the mapping asks for them.
"""

import re

from exchange.files.book import Book
from exchange.findings import Place
from exchange.incoming.cross_tables import SHEET_YEAR, cross_lines
from exchange.incoming.lines import Lines
from exchange.incoming.mapping import ListMapping, table_lines

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
DEPARTEMENT = re.compile(r"\b(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])\b")
SHEET_DEPARTEMENT = "feuille.département"


def mapped_lines(book: Book, mapping: ListMapping) -> Lines:
    """Return the lines that a file of another form states; what is not read is added to its findings."""
    lines = Lines(service=mapping.service, date=mapping.date or None)
    for grid in book.grids:
        sheet_facts = {
            SHEET_YEAR: _found(YEAR, grid.name),
            SHEET_DEPARTEMENT: _found(DEPARTEMENT, grid.name),
        }
        for table in mapping.tables:
            lines.lines.extend(table_lines(grid, table, sheet_facts, book))
        for crosses in mapping.crosses:
            lines.lines.extend(cross_lines(grid, crosses, sheet_facts, book))
    if not lines.lines and not book.findings.errors:
        book.findings.error(Place(book.name), "", "la correspondance n'y a trouvé aucune ligne")
    return lines


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
