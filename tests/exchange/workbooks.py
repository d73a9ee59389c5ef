"""Workbooks as an officer fills them, and their examination, for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from changes.imports import Import
from exchange.cells.text import Raw
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination, FileFacts
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from tests.api_session import TODAY, ApiSession
from usecases.apply import apply_examination
from usecases.examine import examine
from usecases.undo import undo

Line = Mapping[str, Raw]
SESSION = "session:demo-accueillir-sans-discriminer-premiere-promotion-angevine"
"""A session of the demonstration, over in 2015."""


def write(path: Path, sheets: Mapping[str, Sequence[Line]]) -> Path:
    """Write a workbook whose sheets have the headings of their lines, in the order of their first use."""
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


async def examine_file(session: ApiSession, path: Path, service: str = "") -> Examination:
    """Examine a file on the day of the tests, which its source confirms."""
    return await examine(session.client, open_book(path), TODAY, FileFacts(service, day=TODAY))


def errors(examination: Examination) -> list[str]:
    """Return the errors as the officer reads them."""
    return [str(finding) for finding in examination.findings.errors]


def warnings(examination: Examination) -> list[str]:
    """Return the warnings as the officer reads them."""
    return [str(finding) for finding in examination.findings.warnings]


async def apply_lines(session: ApiSession, path: Path, sheets: Mapping[str, list[Line]]) -> Import:
    """Import a new workbook with these lines, which have no faults."""
    examination = await examine_file(session, write(path, sheets))
    assert errors(examination) == []
    made = await apply_examination(session.client, examination, Durations(), TODAY)
    assert made
    return made


async def take_back(session: ApiSession, made: Import) -> None:
    """Undo an import and delete its record."""
    await undo(session.client, made.id, Durations(), TODAY)
    await session.client.write([Statement("MATCH (i:Import {id: $id}) DETACH DELETE i", {"id": made.id})])
