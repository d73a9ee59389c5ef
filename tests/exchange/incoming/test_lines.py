"""Lines of a workbook: headings found below titles, unknown columns and sheets reported."""

from collections.abc import Sequence

from exchange.cells.text import Raw
from exchange.files.book import Book, Grid
from exchange.findings import Place
from exchange.incoming.lines import read_lines


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
    assert line.place() == Place("Offres", "ligne 3", "")
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
