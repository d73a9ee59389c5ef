"""A social security number is found in every cell, read or not, and no finding repeats it."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from exchange.files.reader import open_book
from exchange.findings import Severity
from exchange.incoming.examination import file_lines
from tests.exchange.workbooks import write

NUMBER = "2 95 10 99 126 111 93"
LINE = {"Intitulé": "Forum", "Début": "2026", "Axes": "1", "À voir": "", "Territoires": "44109"}


@pytest.mark.parametrize(
    ("sheets", "severity", "address"),
    [
        ({"Actions": [LINE | {"Intitulé": f"Forum {NUMBER}"}]}, Severity.ERROR, "A2"),
        ({"Actions": [LINE | {"Axes": NUMBER}]}, Severity.ERROR, "C2"),
        ({"Formateurs": [{"Nom": "Zélie Inventée", "Contact": 295109912611193}]}, Severity.ERROR, "B2"),
        ({"Actions": [LINE | {"À voir": NUMBER}]}, Severity.WARNING, "D2"),
        ({"Actions": [LINE], "Brouillon": [{"Nom": "Zélie", "NIR": NUMBER}]}, Severity.WARNING, "B2"),
    ],
)
def test_a_social_security_number_is_found_in_any_cell(
    tmp_path: Path, sheets: Any, severity: Severity, address: str
) -> None:
    book = open_book(write(tmp_path / "a.xlsx", sheets))
    file_lines(book)
    (finding,) = [f for f in book.findings.entries if "sécurité sociale" in f.message]
    assert (finding.severity, finding.place.address) == (severity, address)
    assert "126" not in str(finding)


def test_a_social_security_number_in_a_note_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Actions": [LINE]})
    workbook: Any = load_workbook(path)
    workbook["Actions"]["B2"].comment = Comment(NUMBER, "moi")
    workbook.save(path)
    book = open_book(path)
    file_lines(book)
    assert [f.place.address for f in book.findings.warnings if "sécurité sociale" in f.message] == ["B2"]
