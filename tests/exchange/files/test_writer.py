"""Every writer of tables, checked by reading its file again; a file is complete or absent."""

import csv
import gc
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet._writer import ALL_TEMP_FILES

from exchange.cells.text import Raw, text_of
from exchange.files.csv_writer import CsvWriter
from exchange.files.ods_writer import OdsWriter
from exchange.files.reader import open_book
from exchange.files.writer import Heading, TableWriter, close_in_thread
from exchange.files.xlsx_writer import XlsxWriter

HEADINGS = [Heading("Intitulé", "Une note"), Heading("Jour"), Heading("Durée"), Heading("État", choices=("oui", "non"))]
ROWS: list[list[Raw]] = [
    ["=1+1", date(2021, 3, 15), 2.5, "oui"],
    ["a < b & c\x0b", date(2022, 1, 1), 3, None],
]


def writer_for(path: Path) -> TableWriter:
    writers: dict[str, type[XlsxWriter | OdsWriter | CsvWriter]] = {".xlsx": XlsxWriter, ".ods": OdsWriter}
    return writers.get(path.suffix, CsvWriter)(path)


def memory_after(path: Path, rows: int) -> int:
    """Return the bytes of memory still in use after writing a file with this number of rows."""
    before, _ = tracemalloc.get_traced_memory()
    with writer_for(path) as writer:
        writer.start_sheet("Actions", HEADINGS)
        writer.add_rows([*ROWS] * rows)
    return tracemalloc.get_traced_memory()[0] - before


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "dossier"])
async def test_rows_are_read_again_as_they_were_written(tmp_path: Path, name: str) -> None:
    async with close_in_thread(writer_for(tmp_path / name)) as writer:
        writer.start_sheet("Actions", HEADINGS)
        writer.add_rows(ROWS[:1])
        writer.add_rows(ROWS[1:])
        writer.start_sheet("_vide", [], hidden=True)
        writer.add_rows([["version", 1]])
    book = open_book(tmp_path / name)
    rows = {grid.name: [[text_of(raw) for raw in row] for _, row in grid.rows] for grid in book.grids}
    days = ["15/03/2021", "01/01/2022"] if name == "dossier" else ["2021-03-15", "2022-01-01"]
    decimals = "2,5" if name == "dossier" else "2.5"
    first, second = [row + [""] * (4 - len(row)) for row in rows["Actions"][1:]]
    assert rows["Actions"][0] == ["Intitulé", "Jour", "Durée", "État"]
    assert first == ["=1+1", days[0], decimals, "oui"]
    assert second[1:] == [days[1], "3", ""]
    assert second[0].startswith("a < b & c")
    assert rows["_vide"] == [["version", "1"]]
    assert book.findings.entries == []


def is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "dossier"])
async def test_nothing_is_left_after_an_exception(tmp_path: Path, name: str) -> None:
    async def write_half() -> None:
        async with close_in_thread(writer_for(tmp_path / name)) as writer:
            writer.start_sheet("Actions", HEADINGS)
            writer.add_rows(ROWS)
            writer.add_rows(row for row in [ROWS[0], None])  # type: ignore[misc]

    before = set(ALL_TEMP_FILES)
    with pytest.raises(TypeError):
        await write_half()
    assert is_empty(tmp_path)
    assert set(ALL_TEMP_FILES) == before


def test_a_csv_file_keeps_a_formula_from_running(tmp_path: Path) -> None:
    with CsvWriter(tmp_path / "dossier") as writer:
        writer.start_sheet("Actions", HEADINGS)
        writer.add_rows(ROWS)
    text = (tmp_path / "dossier" / "Actions.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    row = list(csv.reader(text.splitlines(), delimiter=";"))[1]
    assert row == ["'=1+1", "15/03/2021", "2,5", "oui"]


def test_a_workbook_keeps_a_formula_from_running_and_cuts_texts_that_are_too_long(tmp_path: Path) -> None:
    with XlsxWriter(tmp_path / "a.xlsx") as writer:
        writer.start_sheet("Actions", HEADINGS)
        writer.add_rows([["=1+1", None, None, None], ["x" * 40_000, None, None, None]])
    sheet = load_workbook(tmp_path / "a.xlsx")["Actions"]
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=1+1")
    assert len(str(sheet["A3"].value)) == 32_767


def test_written_rows_are_freed_without_the_garbage_collector(tmp_path: Path) -> None:
    """The service collects garbage rarely, so an export must free its memory by itself."""
    memory_after(tmp_path / "first.xlsx", 1)
    gc.disable()
    tracemalloc.start()
    try:
        few, many = (memory_after(tmp_path / f"{rows}.xlsx", rows) for rows in (1, 300))
    finally:
        tracemalloc.stop()
        gc.enable()
    assert many - few < 30_000
