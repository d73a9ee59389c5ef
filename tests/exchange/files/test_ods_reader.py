"""Workbooks of LibreOffice: repeated empty cells cost nothing, repeated values are refused, macros are reported."""

import zipfile
from pathlib import Path

from exchange.files.book import Book
from exchange.files.ods_reader import read_ods
from exchange.files.ods_writer import OdsWriter
from exchange.files.writer import Heading
from tests.exchange.said import refused


def workbook(path: Path, repeats: int = 1, more: str = "") -> Path:
    """Write a workbook with one value repeated in a row, and one more part in the archive."""
    with OdsWriter(path.with_suffix(".tmp")) as writer:
        writer.start_sheet("Offres", [Heading("Intitulé"), Heading("Type", choices=["catalogue"])])
        writer.add_rows([["Accueillir", None]])
    cell = b'<table:table-cell table:number-columns-repeated="%d" office:value-type="string"><text:p>Acc' % repeats
    with zipfile.ZipFile(path.with_suffix(".tmp")) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            content = source.read(part.filename)
            if part.filename == "content.xml":
                assert content.count(b"<text:p>Acc") == 1
                content = content.replace(b'<table:table-cell office:value-type="string"><text:p>Acc', cell)
                assert cell in content
            target.writestr(part.filename, content)
        if more:
            target.writestr(more, b"x")
    return path


def test_values_repeated_a_few_times_are_read(tmp_path: Path) -> None:
    book = Book("a.ods", "")
    read_ods(workbook(tmp_path / "a.ods", repeats=3), book)
    assert [raw for raw in book.grids[0].rows[1][1] if raw] == ["Accueillir"] * 3


def test_values_repeated_too_often_are_refused(tmp_path: Path) -> None:
    with refused("répétées"):
        read_ods(workbook(tmp_path / "a.ods", repeats=20_000), Book("a.ods", ""))


def test_a_value_at_the_far_end_of_a_sheet_is_refused(tmp_path: Path) -> None:
    with OdsWriter(tmp_path / "a.ods") as writer:
        writer.start_sheet("Offres", [])
        for _ in range(700):
            writer.add_rows([[None, "x"]])
    with zipfile.ZipFile(tmp_path / "a.ods") as source:
        content = source.read("content.xml")
    wide = content.replace(b"<table:table-cell/>", b'<table:table-cell table:number-columns-repeated="8000"/>')
    assert wide != content
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as target:
        target.writestr("content.xml", wide)
    with refused("s’étend jusqu’à la cellule KUS625"):
        read_ods(tmp_path / "b.ods", Book("b.ods", ""))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as target:
        target.writestr("content.xml", b"<table:table><table:table-row>")
    with refused("abîmé"):
        read_ods(tmp_path / "a.ods", Book("a.ods", ""))


def test_macros_are_reported(tmp_path: Path) -> None:
    book = Book("a.ods", "")
    read_ods(workbook(tmp_path / "a.ods", more="Basic/Standard/script.xml"), book)
    (warning,) = book.findings.warnings
    assert "macros" in warning.message


def test_the_empty_rows_of_a_template_are_not_read(tmp_path: Path) -> None:
    with OdsWriter(tmp_path / "a.ods") as writer:
        writer.start_sheet("Offres", [Heading("Type", choices=["catalogue"])])
    book = Book("a.ods", "")
    read_ods(tmp_path / "a.ods", book)
    assert [list(row) for _, row in book.grids[0].rows] == [["Type"]]
