"""CSV files in the encodings and with the separators that spreadsheets write."""

from pathlib import Path

import pytest

from exchange.files.book import Book
from exchange.files.csv_reader import read_csv
from exchange.files.reader import open_book
from tests.exchange.said import refused


def rows_of(path: Path, content: bytes) -> tuple[list[tuple[int, list[object]]], list[str]]:
    """Write a file, and return the rows and remarks from reading it."""
    path.write_bytes(content)
    book = Book(path.name, "")
    read_csv(path, book)
    (grid,) = book.grids
    return [(number, list(row)) for number, row in grid.rows], book.remarks


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        ("Nom;Siège\nÉcole;Nantes\n".encode(), "lu en UTF-8, séparateur point-virgule"),
        ("\ufeffNom,Siège\nÉcole,Nantes\n".encode(), "lu en UTF-8, séparateur virgule"),
        ("Nom\tSiège\r\nÉcole\tNantes\r\n".encode("cp1252"), "lu en Windows-1252, séparateur tabulation"),
    ],
)
def test_the_encoding_and_the_separator_are_recognised(tmp_path: Path, content: bytes, remark: str) -> None:
    rows, remarks = rows_of(tmp_path / "Institutions.csv", content)
    assert rows == [(1, ["Nom", "Siège"]), (2, ["École", "Nantes"])]
    assert remarks == [f"« Institutions.csv » {remark}"]


def test_empty_lines_are_counted_and_guarding_apostrophes_removed(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path / "a.csv", b"a;b\n;  \n'=1+1;'x\n")
    assert rows == [(1, ["a", "b"]), (3, ["=1+1", "'x"])]


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    with refused("ni un classeur"):
        rows_of(tmp_path / "a.csv", b"a\0b")


def test_a_folder_is_read_in_the_order_of_its_names_and_has_one_digest(tmp_path: Path) -> None:
    (tmp_path / "b.CSV").write_text("x;y", "utf-8")
    (tmp_path / "a.csv").write_text("x;y", "utf-8")
    (tmp_path / "notes.txt").write_text("z", "utf-8")
    book = open_book(tmp_path)
    assert [grid.name for grid in book.grids] == ["a", "b"]
    (tmp_path / "a.csv").write_text("x;z", "utf-8")
    assert open_book(tmp_path).digest != book.digest
