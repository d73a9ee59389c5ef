"""The format of a file follows from its content; the refusals are in tests/hostile/test_hostile_files.py."""

from pathlib import Path

import pytest

from exchange.files.ods_writer import OdsWriter
from exchange.files.reader import open_book
from exchange.files.writer import Heading
from exchange.files.xlsx_writer import XlsxWriter


@pytest.mark.parametrize("writer_type", [XlsxWriter, OdsWriter])
def test_a_workbook_is_recognised_whatever_its_name(tmp_path: Path, writer_type: type[XlsxWriter | OdsWriter]) -> None:
    path = tmp_path / "reseau.txt"
    with writer_type(path) as writer:
        writer.start_sheet("Offres", [Heading("Intitulé")])
        writer.add_rows([["Accueillir"]])
    book = open_book(path)
    assert [(grid.name, [list(row) for _, row in grid.rows]) for grid in book.grids] == [
        ("Offres", [["Intitulé"], ["Accueillir"]])
    ]
    assert len(book.digest) == 64


def test_any_text_is_read_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "Offres.xlsx"
    path.write_text("Intitulé;Type\nAccueillir;catalogue\n", "utf-8")
    assert [list(row) for _, row in open_book(path).grids[0].rows] == [
        ["Intitulé", "Type"],
        ["Accueillir", "catalogue"],
    ]
