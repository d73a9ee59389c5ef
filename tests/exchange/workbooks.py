"""Workbooks as a person fills them, for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from exchange.cells.text import Raw
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination, examine
from tests.asking import TODAY, Asker

Line = Mapping[str, Raw]
SESSION = "session:demo-accueillir-sans-discriminer-premiere-promotion-angevine"
"""A session of the demonstration, over in 2015."""


def write(path: Path, sheets: Mapping[str, Sequence[Line]]) -> Path:
    """Write a workbook: each sheet's headings are those that its lines use, in the order they come."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(heading for line in lines for heading in line))
        sheet.append(headings)
        for line in lines:
            sheet.append([line.get(heading) for heading in headings])
    book.save(path)
    return path


async def examined(asker: Asker, path: Path, service: str = "") -> Examination:
    """Examine a file on the day of the tests."""
    return await examine(asker.client, open_book(path), TODAY, service)


def errors(found: Examination) -> list[str]:
    """Return what keeps the file from being applied."""
    return [str(finding) for finding in found.findings.errors]


def warnings(found: Examination) -> list[str]:
    """Return what the officer should look at."""
    return [str(finding) for finding in found.findings.warnings]
