"""Refuses texts that are longer than a spreadsheet cell can hold."""

from exchange.cells.text import LONGEST_CELL, length_in_spreadsheet, text_of
from exchange.findings import Findings, Place
from exchange.incoming.workbook.lines import FileLines
from exchange.sheets import FILE_SOURCE, READ_ME, SERVICE
from graph.french import count, figures


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
    length, most = count(length_in_spreadsheet(text), "signe"), figures(LONGEST_CELL)
    message = (
        f"a {length}, et une cellule de tableur en tient au plus {most} ; "
        "abrégez le texte, et donnez le document en source"
    )
    findings.error(place, text_of(text), message)
