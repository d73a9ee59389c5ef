"""Each fault of the tables is reported at its cell, in words that help; a clean workbook gives no finding at all."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from exchange.cells.text import Raw
from exchange.files.book import column_letters
from exchange.findings import Finding
from exchange.outgoing.workbook import headings_of, write_workbook
from exchange.sheets import SHEETS
from graph.rights import EVERYTHING
from tests.api_session import ApiSession
from tests.exchange.faults import CLEAN, EDITED, FAULTS, MANY_LINES, OTHER, WORDS, Edited, Fault
from tests.exchange.workbooks import Line, examine_file, write
from tests.graphs import small

HEADINGS = {sheet.name: [heading.text for heading in headings_of(sheet)] for sheet in SHEETS}
FIRST_FAULTY_ROW = 3


class Report(NamedTuple):
    """The findings of the line of a fault, and its row."""

    findings: list[Finding]
    row: int


def whole_line(sheet: str, *parts: Mapping[str, Raw]) -> dict[str, Raw]:
    """Return a line with every column of its sheet."""
    line: dict[str, Raw] = dict.fromkeys(HEADINGS[sheet])
    for part in parts:
        line |= part
    return line


def other_line(sheet: str, place: int) -> dict[str, Raw]:
    """Return a clean line that differs from that of `CLEAN`, with a name that depends on its index."""
    other = dict(OTHER[sheet])
    if sheet in MANY_LINES:
        of_sheet = f", {sheet.lower()}" if "Début" in CLEAN[sheet] else ""  # no two sheets state the same engagement
        other[next(iter(other))] = f"{WORDS[place]} {place}{of_sheet}"
    return whole_line(sheet, CLEAN[sheet], other)


def workbook(faults: Mapping[str, list[Fault]]) -> dict[str, list[Line]]:
    """Return a clean line of each sheet, followed by a line for each of its faults."""
    return {
        sheet: [
            whole_line(sheet, clean),
            *(
                {**other_line(sheet, place), **fault.others, fault.heading: fault.typed}
                for place, fault in enumerate(faults.get(sheet, ()))
            ),
        ]
        for sheet, clean in CLEAN.items()
    }


def rounds() -> list[dict[str, list[Fault]]]:
    """Return the faults by workbook and sheet: as many as `WORDS` if lines have names, else one."""
    turns: list[dict[str, list[Fault]]] = []
    counts: defaultdict[str, int] = defaultdict(int)
    for fault in FAULTS:
        turn = counts[fault.sheet] // (len(WORDS) if fault.sheet in MANY_LINES else 1)
        counts[fault.sheet] += 1
        if turn == len(turns):
            turns.append({})
        turns[turn].setdefault(fault.sheet, []).append(fault)
    return turns


@pytest.fixture(scope="module")
def reports() -> dict[int, Report]:
    """Reports by fault, so that a workbook is examined once for all its faults."""
    return {}


async def examine_all(national: ApiSession, folder: Path, reports: dict[int, Report]) -> None:
    """Add the report of each fault."""
    for turn, faults in enumerate(rounds()):
        path = write(folder / f"{turn}.xlsx", workbook(faults))
        entries = (await examine_file(national, path)).findings.entries
        for sheet, of_sheet in faults.items():
            for row, fault in enumerate(of_sheet, start=FIRST_FAULTY_ROW):
                findings = [
                    f
                    for f in entries
                    if f.place.sheet == sheet and str(f.place.address).strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(row)
                ]
                reports[id(fault)] = Report(findings, row)


async def test_a_clean_workbook_gives_no_finding(national: ApiSession, tmp_path: Path) -> None:
    lines = {sheet: [whole_line(sheet, clean), other_line(sheet, 0)] for sheet, clean in CLEAN.items()}
    examination = await examine_file(national, write(tmp_path / "propre.xlsx", lines))
    assert [str(finding) for finding in examination.findings.entries] == []


@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_a_fault_is_reported_at_its_cell(
    national: ApiSession, tmp_path: Path, reports: dict[int, Report], fault: Fault
) -> None:
    if id(fault) not in reports:
        await examine_all(national, tmp_path, reports)
    findings, row = reports[id(fault)]
    heading = fault.reported_at or fault.heading
    address = f"{column_letters(HEADINGS[fault.sheet].index(heading))}{row}"
    assert [(f.severity, f.place.address) for f in findings] == [(fault.severity, address)], [*map(str, findings)]
    assert fault.sentence in str(findings[0])


async def examine_export(scratch: ApiSession, folder: Path, reports: dict[int, Report]) -> None:
    """Add the report of each edited line of an export."""
    await scratch.replace(small())
    path = folder / "export.xlsx"
    await write_workbook(scratch.client, path, EVERYTHING)
    book, rows = load_workbook(path), dict[int, int]()
    for edited in sorted(EDITED, key=lambda edited: not edited.copied):  # copies are of unedited lines
        sheet: Any = book[edited.sheet]
        columns = {cell.value: cell.column for cell in sheet[1]}
        row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[0].value == edited.line)
        if edited.copied:
            sheet.append([cell.value for cell in sheet[row]])
            row = sheet.max_row
        for heading, typed in {**edited.others, edited.heading: edited.typed}.items():
            sheet.cell(row, columns[heading]).value = typed
        rows[id(edited)] = row
    book.save(path)
    entries = (await examine_file(scratch, path)).findings.entries
    for edited in EDITED:
        row = rows[id(edited)]
        findings = [f for f in entries if f.place.sheet == edited.sheet and f.place.address[1:] == str(row)]
        reports[id(edited)] = Report(findings, row)


@pytest.mark.parametrize("edited", EDITED, ids=str)
async def test_an_edited_cell_of_an_export_is_reported(
    scratch: ApiSession, tmp_path: Path, reports: dict[int, Report], edited: Edited
) -> None:
    if id(edited) not in reports:
        await examine_export(scratch, tmp_path, reports)
    findings, row = reports[id(edited)]
    address = f"{column_letters(HEADINGS[edited.sheet].index(edited.reported_at or edited.heading))}{row}"
    assert [(f.severity, f.place.address) for f in findings] == [(edited.severity, address)], [*map(str, findings)]
    assert edited.sentence in str(findings[0])


DELETED = {
    "Institutions": "Type",
    "Rattachements": "Institution",
    "Interventions": "Formateur",
    "Offres": "Type",
    "Qui propose": "Offre",
    "Plans": "Début",
    "Diagnostics": "Territoires",
    "Orientations": "Orientation",
    "Sessions": "Acteurs",
    "Actions": "Axes",
    "Dispositifs": "Forme",
    "Subventions": "Année",
    "Signataires": "Contrat de ville",
    "Relevés": "Relevé le",
    "Sources": "Type",
}


async def test_a_deleted_column_is_reported_once_by_its_name(national: ApiSession, tmp_path: Path) -> None:
    lines = {sheet: [whole_line(sheet, clean), other_line(sheet, 0)] for sheet, clean in CLEAN.items()}
    del lines["Obstacles"]  # they name orientations by the missing column
    left = {
        sheet: [{h: raw for h, raw in line.items() if h != DELETED.get(sheet)} for line in of_sheet]
        for sheet, of_sheet in lines.items()
    }
    examination = await examine_file(national, write(tmp_path / "a.xlsx", left))
    missing = "cette colonne manque ; une ligne nouvelle en a besoin"
    assert sorted(map(str, examination.findings.entries)) == sorted(
        f"« {sheet} » ({heading}) : {missing}." for sheet, heading in DELETED.items()
    )


async def test_two_lines_about_one_link_are_reported_in_any_order(national: ApiSession, tmp_path: Path) -> None:
    first, second = (whole_line("Signataires", CLEAN["Signataires"]) | {"Signé le": day} for day in ("2024", "2025"))
    others = {name: [whole_line(name, CLEAN[name])] for name in ("Institutions", "Sources")}
    for order, sentence in (
        ((first, second), "contredit la ligne 2"),
        ((second, first), "contredit la ligne 2"),
        ((first, first), "répète la ligne 2"),
    ):
        path = write(tmp_path / "a.xlsx", others | {"Signataires": list(order)})
        (finding,) = (await examine_file(national, path)).findings.entries
        assert str(finding).startswith("« Signataires », A3 (Institution)")
        assert sentence in str(finding)


async def test_an_official_code_that_may_be_postal_is_a_warning_next_to_postal_codes(
    national: ApiSession, tmp_path: Path
) -> None:
    lines = [
        other_line("Actions", place)
        | {"Territoires": code, "Acteurs": "institution:demo-tangram (porteur)", "Plan": "", "Axes locaux": ""}
        for place, code in enumerate(("44100", "44000"))
    ]
    others = {"Sources": [whole_line("Sources", CLEAN["Sources"])]}
    entries = []
    for count in (1, 2):
        path = write(tmp_path / f"{count}.xlsx", others | {"Actions": lines[:count]})
        entries.append((await examine_file(national, path)).findings.entries)
    doubted, refused = entries
    assert doubted == []
    messages = {finding.place.address: finding.message for finding in refused}
    assert "44109 (Nantes)" in messages["K3"]
    assert "si c’en est un, écrivez 44109 (Nantes)" in messages["K2"]
