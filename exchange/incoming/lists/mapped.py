"""Turns a file of another form into lines of our workbook, by a mapping.

A mapping may use the name of a sheet, and the year and the département in it.
"""

import re
from datetime import date

from exchange.faults import Fault
from exchange.files.book import Book, Grid
from exchange.findings import Place
from exchange.incoming.lists.cross_tables import cross_lines
from exchange.incoming.lists.mapping import ListMapping
from exchange.incoming.lists.tables import LIST_DAY, SHEET_DEPARTEMENT, SHEET_NAME, SHEET_YEAR, reads, table_lines
from exchange.incoming.workbook.lines import FileLines
from exchange.sheets import HIDDEN_PREFIX

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
DEPARTEMENT = re.compile(r"\b(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])\b")


def map_lines(book: Book, mapping: ListMapping, day: date | None = None, *, may_be_empty: bool = False) -> FileLines:
    """Return the lines of a file of another form; skipped sheets and rows become findings, and so does an empty file.

    `day` is the day of the list, if it differs from that in the mapping. A file `may_be_empty` if its lines were taken
    out of it.
    """
    of_list = f"{day:%d/%m/%Y}" if day else mapping.date
    lines = FileLines(service=mapping.service, day=mapping.date or None, series=mapping.series)
    for grid in book.grids:
        if grid.rows and not grid.name.startswith(HIDDEN_PREFIX):
            _add_sheet(grid, mapping, of_list, book, lines)
    if not (lines.lines or may_be_empty or book.findings.errors):
        book.findings.report(Place(book.name), "", Fault.NO_MAPPED_ROWS.of())
    return lines


def _add_sheet(grid: Grid, mapping: ListMapping, day: str, book: Book, lines: FileLines) -> None:
    facts = {
        SHEET_NAME: grid.name,
        SHEET_YEAR: next(iter(YEAR.findall(grid.name)), ""),
        SHEET_DEPARTEMENT: next(iter(DEPARTEMENT.findall(grid.name)), ""),
        LIST_DAY: day,
    }
    results = [table_lines(grid, table, facts, book) for table in mapping.tables if reads(table, grid)]
    results += [cross_lines(grid, crosses, facts, book) for crosses in mapping.crosses if reads(crosses, grid)]
    sheets = [sheet for sheet in results if sheet is not None]
    if not sheets:
        book.findings.report(Place(grid.name), "", Fault.UNMAPPED_SHEET.of())
    for sheet in sheets:
        lines.lines.extend(sheet.lines)
        lines.headings[grid.name] = max(lines.headings.get(grid.name, 0), sheet.headings)
