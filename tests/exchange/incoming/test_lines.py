"""Lines of a workbook: headings found below titles, unknown columns and sheets reported."""

from collections.abc import Sequence

import pytest

from exchange.cells.text import Raw
from exchange.files.book import Book, Grid
from exchange.findings import Place
from exchange.incoming.workbook.lines import read_lines
from exchange.incoming.workbook.long_texts import refuse_long_texts


def book_of(**sheets: Sequence[Sequence[Raw]]) -> Book:
    """Return a book of these sheets; `_` in a name is a space."""
    book = Book("reseau.xlsx", "")
    for name, rows in sheets.items():
        book.grids.append(Grid(name.replace("_", " "), list(enumerate(rows, start=1))))
    return book


def test_headings_are_found_below_titles_in_any_order_and_case() -> None:
    book = book_of(
        Offres=[
            ["Nos offres", "2026"],
            ["type", "Intitulé", "Budget"],
            ["catalogue", "Accueillir", "12"],
            ["NC", "", "-"],
        ]
    )
    (line,) = read_lines(book).lines
    assert (line.sheet.name, line.number, dict(line.cells)) == (
        "Offres",
        3,
        {"kind": "catalogue", "title": "Accueillir"},
    )
    assert line.place("title") == Place("Offres", "B3", "Intitulé")
    assert line.place() == Place("Offres", (3,), "")
    assert line.text("days") == ""
    (warning,) = book.findings.warnings
    assert str(warning).startswith("« Offres », C : « Budget » colonne inconnue")


def test_the_first_sheet_gives_service_and_day_and_the_hidden_one_the_exported_ids() -> None:
    book = book_of(Offres=[["Intitulé", "Type"], ["Accueillir", "catalogue"]])
    book.grids.append(Grid("Lisez-moi", [(1, ["Service", "DDETS 44"]), (2, ["Date du classeur", "15/03/2026"])]))
    book.grids.append(Grid("_cinqaxes", [(1, ["version", 1]), (2, ["id", "offer:1"])]))
    lines = read_lines(book)
    assert (lines.service, lines.day, lines.exported_ids) == ("DDETS 44", "15/03/2026", ["offer:1"])
    assert book.findings.entries == []


def test_an_empty_second_read_me_sheet_erases_nothing_from_the_first() -> None:
    book = book_of(Offres=[["Intitulé", "Type"], ["Accueillir", "catalogue"]])
    said = ["DDETS 44", "Tableau des offres", "15/03/2026"]
    names = ["Service", "Source du classeur", "Date du classeur"]
    book.grids.append(Grid("Lisez-moi", list(enumerate(map(list, zip(names, said, strict=True)), 1))))
    book.grids.append(Grid("LISEZ MOI", [(1, ["Service", None]), (2, ["Date du classeur", None])]))
    lines = read_lines(book)
    assert [lines.service, lines.source, lines.day] == said


def test_a_sheet_without_headings_and_a_heading_given_twice_are_errors() -> None:
    book = book_of(Offres=[["a", "b"]], Sources=[["Intitulé", "Type", "Intitulé"], ["Bilan", "bilan", "x"]])
    read_lines(book)
    without, twice = [str(error) for error in book.findings.errors]
    assert without.startswith("« Offres » : la ligne des titres n’a pas été trouvée")
    assert twice.startswith("« Sources », C1 : « Intitulé » ce titre de colonne est donné deux fois")


def test_an_unknown_sheet_is_reported_with_the_nearest() -> None:
    book = book_of(Offre=[["Intitulé", "Type"]], Sources=[["Intitulé", "Type"], ["Bilan", "bilan"]])
    read_lines(book)
    (warning,) = book.findings.warnings
    assert str(warning) == "« Offre » : feuille inconnue, elle n’est pas lue ; la plus proche : « Offres »."


@pytest.mark.parametrize("name", ["Feuil1", "Institutions 2019", "Action"])
def test_a_list_of_another_form_is_refused_with_advice(name: str) -> None:
    rows: list[list[Raw]] = [["N° dossier", "Nom", "Montant"], ["D1", "Relais Fictif", 300]]
    book = book_of(**{name: rows}, Feuil2=[])
    assert read_lines(book).is_other_form
    (finding,) = map(str, book.findings.entries)
    assert "« cinqaxes mapping new " in finding
    assert "« cinqaxes workbook new " in finding


def test_a_file_with_one_of_our_sheets_is_not_of_another_form() -> None:
    known = book_of(Feuil1=[["Nom", "Montant"], ["a", 1]], Offres=[["Intitulé", "Type"], ["Accueillir", "catalogue"]])
    renamed = book_of(Feuil1=[["Nom", "Type", "SIREN", "Implantation"], ["a", "b", "c", "d"]])
    assert not read_lines(known).is_other_form
    assert not read_lines(renamed).is_other_form
    (warning, _) = map(str, renamed.findings.entries)
    assert "ses titres sont ceux de « Institutions » : donnez-lui ce nom" in warning


def test_a_text_too_long_for_a_spreadsheet_is_refused() -> None:
    long, signs = "b" * 32_768, "🙂" * 20_000
    rows = [["Intitulé", "Type"], ["a" * 32_767, "catalogue"], [long, "catalogue"], [signs, "x" * 40_000]]
    book = book_of(Offres=rows)
    lines = read_lines(book)
    lines.source = long
    refuse_long_texts(lines, book.findings)
    assert [dict.fromkeys(line.cells) for line in lines.lines] == [{"title": None, "kind": None}, {"kind": None}, {}]
    most = "et une cellule de tableur en tient au plus 32\u202f767 ; abrégez le texte, et donnez le document en source."
    assert [str(error) for error in book.findings.errors] == [
        f"{place} : « {199 * sign}… » a {length} signes, {most}"
        for place, sign, length in (
            ("« Offres », A3 (Intitulé)", "b", "32\u202f768"),
            ("« Offres », A4 (Intitulé)", "🙂", "40\u202f000"),
            ("« Offres », B4 (Type)", "x", "40\u202f000"),
            ("« Lisez-moi » (Source du classeur)", "b", "32\u202f768"),
        )
    ]


def test_totals_and_repeated_headings_are_not_lines_but_titles_are() -> None:
    book = book_of(
        Offres=[
            ["Intitulé", "Type", "Durée (jours)"],
            ["Total respect", "catalogue", 2],
            ["Sous-total des offres", None, 12],
            ["intitulé", "Type", "DURÉE (jours)"],
            ["Total général", None, 12],
            ["Total de la honte", None, None],
            ["Type", "catalogue", None],
            ["* durées provisoires", None, None],
            [None, "NB : offres de 2026", None],
        ],
        Institutions=[["Nom", "SIREN"], ["Total Fictif", "900000019"]],
    )
    assert [line.number for line in read_lines(book).lines] == [2, 6, 7, 2]
    assert [str(finding) for finding in book.findings.entries] == [
        "« Offres », ligne 3, 5 : ligne de total ou de sous-total, non lue.",
        "« Offres », ligne 4 : les titres y sont répétés, ligne non lue.",
        "« Offres », ligne 8, 9 : note sous le tableau, non lue.",
    ]
