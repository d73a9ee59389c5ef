"""Templates of earlier editions, as written by their code, are read like the present ones.

`editions/` holds the first one, the one with the sheet « Périmètres », and the last one before the sheet « Quartiers ».
"""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exchange.sheets import SHEETS
from judgement.editions import WORKBOOK
from tests.api_session import ApiSession
from tests.exchange.faults import CLEAN
from tests.exchange.workbooks import examine_file, write

EDITIONS = Path(__file__).parent / "editions"
FORMER = {sheet.former_name: sheet.name for sheet in SHEETS if sheet.former_name}
RENAMED = {(s.name, column.former): column.heading for s in SHEETS for column in s.columns if column.former}


NAMED = {"Projet": "Projets"}
"""The headings whose cells were texts, and now name nodes of a sheet that did not exist then."""


def today(sheet: str, heading: str) -> str:
    """Return the present heading of a column of an earlier edition."""
    return RENAMED.get((sheet, heading), heading)


def is_by_content(key: tuple[str, str]) -> bool:
    """Return whether an id follows from facts: it is neither random, as for trainers, nor given in the file."""
    kind, identifier = key
    return kind != "Trainer" and not identifier.startswith(WORKBOOK)


def filled(edition: Path, target: Path) -> dict[str, list[dict[str, Any]]]:
    """Fill each sheet of a template with the present clean line, as far as its columns allow; return these lines."""
    book: Any = load_workbook(edition)
    pages = {page.title for page in book.worksheets}
    lines: dict[str, list[dict[str, Any]]] = {}
    for page in book.worksheets:
        name = FORMER.get(page.title, page.title)
        if name in CLEAN:
            headings = [today(name, cell.value) for cell in page[1]]
            cells = {heading: CLEAN[name].get(heading) or None for heading in headings}
            lines[name] = [
                cells | {heading: None for heading, of in NAMED.items() if heading in cells and of not in pages}
            ]
            page.append(list(lines[name][0].values()))
    book.save(target)
    return lines


def test_every_former_heading_is_in_a_template_of_an_earlier_edition() -> None:
    pages: list[Any] = [page for path in EDITIONS.glob("*.xlsx") for page in load_workbook(path).worksheets]
    headings = {(FORMER.get(page.title, page.title), cell.value) for page in pages for cell in page[1]}
    assert RENAMED
    assert RENAMED.keys() <= headings


@pytest.mark.parametrize("edition", sorted(EDITIONS.glob("*.xlsx")), ids=lambda path: path.stem)
async def test_a_template_of_an_earlier_edition_is_read_like_the_present_one(
    national: ApiSession, tmp_path: Path, edition: Path
) -> None:
    lines = filled(edition, tmp_path / "ancien.xlsx")
    old = await examine_file(national, tmp_path / "ancien.xlsx")
    new = await examine_file(national, write(tmp_path / "nouveau.xlsx", lines))
    gone = {finding.value for finding in old.findings.entries if "colonne inconnue" in finding.message}
    assert gone <= {"Besoin repéré par", "Besoin repéré le"}
    assert len(old.findings.entries) == len(gone)
    assert len(old.lines.lines) == len(lines) >= 17
    created, of_today = ({one for one in read.comparison.changes.nodes if is_by_content(one)} for read in (old, new))
    assert created == of_today
