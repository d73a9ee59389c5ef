"""The report of an examination as text, as JSON and as marks on a copy of the workbook."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from changes.changeset import Change
from exchange.files.book import Book, Grid
from exchange.files.reader import open_book
from exchange.findings import Place
from exchange.incoming.examination import Examination
from exchange.incoming.report import as_json, as_text, value_changes, write_marked_copy
from exchange.incoming.workbook.lines import FileLines, Line
from exchange.incoming.workbook.statements import Claim
from exchange.sheets import BY_KIND
from judgement.comparison import Comparison
from judgement.problems import Gravity
from judgement.values import End
from tests.exchange.said import error, warn

TARGET = ("TARGETS", "action:1", "commune:44109")


def examination(book: Book) -> Examination:
    """Return an examination that changes an action and creates an offer."""
    claim = Claim("Action", "action:1", line=Line(BY_KIND["Action"], 2, {}, {}, "Actions"))
    comparison = Comparison[Claim](unchanged_ids=["offer:2"], ended_ids=["action:1"])
    comparison.changes.nodes["Action", "action:1"] = Change({"title": "Avant"}, {"title": "Après"})
    comparison.changes.nodes["Offer", "offer:1"] = Change(None, {"title": "Accueillir"})
    comparison.changes.edges[TARGET] = Change({}, None)
    comparison.statements_by_edge[TARGET] = claim, "territories"
    return Examination(book, FileLines(), comparison, 1, ["source:1"])


def test_changes_of_values_have_the_headings_of_the_sheet() -> None:
    assert value_changes(examination(Book("a.xlsx", ""))) == {
        "action:1": [("Intitulé", "Avant", "Après"), ("Territoires", End("commune:44109"), None)]
    }


def test_the_text_counts_findings_and_changes() -> None:
    book = Book("a.xlsx", "", remarks=["lu en UTF-8"])
    warn(book.findings, Place("Offres", "B2"), "x", "semble court")
    assert list(as_text(examination(book))) == [
        "a.xlsx : aucune erreur, 1 avertissement.",
        "  lu en UTF-8.",
        "\nAvertissements",
        "  « Offres », B2 : « x » semble court.",
        "\nCe que l’import change",
        "  1 fiche créée (Offres 1)",
        "  1 fiche modifiée, dont 1 terminée (« action:1 »)",
        "    action:1 – Intitulé : Avant → Après",
        "    action:1 – Territoires : commune:44109 → rien",
        "  1 fiche inchangée",
        "  1 fiche gardée que le fichier ne mentionne plus (« source:1 »)",
    ]


def test_the_text_gives_a_cause_once_with_its_lines() -> None:
    book = Book("a.xlsx", "")
    error(book.findings, Place("Offres", "A2", "Intitulé"), "", "la cellule est vide")
    for number in range(3, 8):
        error(
            book.findings, Place("Offres", f"B{number}", "Type"), f"x{number}", "n’est pas un mot connu ; attendu : y"
        )
    lines = list(as_text(examination(book)))
    assert lines[lines.index("\nErreurs") + 1 :][:6] == [
        "  Type : n’est pas un mot connu – 5 lignes (« Offres », lignes 3 à 7)",
        "    « Offres », B3 (Type) : « x3 » n’est pas un mot connu ; attendu : y.",
        "    « Offres », B4 (Type) : « x4 » n’est pas un mot connu ; attendu : y.",
        "    « Offres », B5 (Type) : « x5 » n’est pas un mot connu ; attendu : y.",
        "    … et 2 autres de même (toutes dans --json, et marquées par --marked)",
        "  « Offres », A2 (Intitulé) : la cellule est vide.",
    ]


def test_warnings_are_sorted_by_gravity_the_most_serious_first() -> None:
    book = Book("a.xlsx", "")
    warn(book.findings, Place("Offres", "B2"), "", "semble court", Gravity.TO_KNOW)
    warn(book.findings, Place("Offres", "B3"), "", "ne compte pas", Gravity.COSTS_A_FIGURE)
    lines = list(as_text(examination(book)))
    assert lines[lines.index("\nAvertissements") + 1 :][:4] == [
        "  Ce qui change un chiffre",
        "    « Offres », B3 : ne compte pas.",
        "  Ce qui est bon à savoir",
        "    « Offres », B2 : semble court.",
    ]


def test_the_json_is_cut_but_its_counts_are_not() -> None:
    book = Book("a.xlsx", "abc")
    for number in range(3):
        error(book.findings, Place("Offres", f"B{number}", "Intitulé"), "x", "est faux")
    report = json.loads(as_json(examination(book), 2))
    assert (report["file"], report["sha256"], report["errorCount"], report["warningCount"]) == ("a.xlsx", "abc", 3, 0)
    assert report["errors"] == [
        {"sheet": "Offres", "cell": f"B{n}", "column": "Intitulé", "value": "x", "message": "est faux"}
        for n in range(2)
    ]
    assert report["errorCauses"] == [
        {
            "reason": "Intitulé : est faux",
            "gravity": "est peut-être faux",
            "findingCount": 3,
            "lineCount": 3,
            "where": "« Offres », lignes 0 à 2",
            "first": {"sheet": "Offres", "cell": "B0", "column": "Intitulé", "value": "x", "message": "est faux"},
        }
    ]
    assert (report["warningCauses"], report["isOtherForm"]) == ([], False)
    assert report["noLongerMentioned"] == ["source:1"]


def test_a_copy_is_marked_and_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title, sheet["A1"], sheet["B2"] = "Offres", "Intitulé", "=1+1"
    workbook.save(path)
    before = path.read_bytes()
    book = open_book(path)
    book.findings.entries.clear()
    warn(book.findings, Place("Offres", (2,)), "", "semble vide")
    warn(book.findings, Place("Offres", "B2"), "", "semble court")
    error(book.findings, Place("Offres", "B2, B3"), "", "est faux")
    error(book.findings, Place("Absente", "B2"), "", "n’est pas lue")
    write_marked_copy(path, book, tmp_path / "b.xlsx")
    marked: Any = load_workbook(tmp_path / "b.xlsx")["Offres"]
    assert marked["A2"].comment.text == "avertissement : semble vide"
    assert marked["B2"].comment.text == "avertissement : semble court\nerreur : est faux"
    assert (marked["A2"].fill.fgColor.rgb, marked["B2"].fill.fgColor.rgb) == ("FFFFE699", "FFF8CBAD")
    assert path.read_bytes() == before


def test_a_copy_of_another_format_holds_its_texts_as_texts(tmp_path: Path) -> None:
    book = Book("a.csv", "", [Grid("Offres", [(1, ["Intitulé"]), (3, ["=1+1"])])])
    error(book.findings, Place("Offres"), "", "est fausse")
    write_marked_copy(tmp_path / "a.csv", book, tmp_path / "b.xlsx")
    sheet: Any = load_workbook(tmp_path / "b.xlsx")["Offres"]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert sheet["A1"].comment.text == "erreur : est fausse"


@pytest.mark.parametrize("name", ["liste [v2]/fin : a*?.csv", f"{'x' * 60}.csv", "page.xlsx"])
def test_a_copy_is_made_whatever_the_name_and_the_signs_of_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name.replace("/", "-")
    path.write_text("Intitulé\x0b;Début\nAtelier\x01;2026\n", "utf-8")
    book = open_book(path)
    sheet = book.grids[0].name
    warn(book.findings, Place(sheet, (2, 3, 4)), "", "est douteuse")
    write_marked_copy(path, book, tmp_path / "b.xlsx")
    (marked,) = load_workbook(tmp_path / "b.xlsx").worksheets
    assert marked["A2"].comment.text == "avertissement : est douteuse"
