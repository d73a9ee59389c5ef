"""Refuses texts that are longer than a spreadsheet cell can hold."""

from exchange.cells.text import LONGEST_CELL, length_in_spreadsheet, text_of
from exchange.faults import Fault
from exchange.findings import Findings, Place
from exchange.incoming.workbook.lines import FileLines
from exchange.sheets import FILE_SOURCE, READ_ME, SERVICE


def refuse_long_texts(lines: FileLines, findings: Findings) -> None:
    """Refuse texts that are too long for a spreadsheet cell: no export could hold them whole."""
    for line in lines.lines:
        for name, raw in list(line.cells.items()):
            if isinstance(raw, str) and length_in_spreadsheet(raw) > LONGEST_CELL:
                del line.cells[name]
                _refuse_long(line.place(name), raw, findings)
    for label, text in ((SERVICE, lines.service), (FILE_SOURCE, lines.source)):
        if length_in_spreadsheet(text) > LONGEST_CELL:
            _refuse_long(Place(READ_ME, "", label), text, findings)


def _refuse_long(place: Place, text: str, findings: Findings) -> None:
    problem = Fault.LONG_TEXT.of(length=length_in_spreadsheet(text), most=LONGEST_CELL)
    findings.report(place, text_of(text), problem)
