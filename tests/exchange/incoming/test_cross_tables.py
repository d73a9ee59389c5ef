"""A table of crosses in memory: marks, unknown marks, merged cells, totals and surveys."""

from exchange.cells.text import Raw
from exchange.files.book import Book, Grid
from exchange.incoming.lists.cross_tables import cross_lines
from exchange.incoming.lists.mapping import parse_mapping
from exchange.incoming.lists.tables import SHEET_YEAR
from exchange.incoming.workbook.lines import Line

(CROSSES,) = parse_mapping("""
[[croix]]
ligne = "Contrat"
vers = "Actions"
"relevés" = true
passer = ["total"]

[croix.colonnes]
"Intitulé" = "Suivi {feuille.année}, axe {axe}"
Axes = "{axe}"
Territoires = "{Contrat}"
""").crosses
ROWS: list[tuple[int, list[Raw]]] = [
    (1, ["Suivi des contrats"]),
    (3, ["Contrat", "Porteur", "Axes"]),
    (4, [None, None, "Axe 1", "Axe 2", "3"]),
    (5, ["Nantes", "A", "x", None, "?"]),
    (6, [None, "B", None, "X", None]),
    (7, ["Total", None, 1, 1, 0]),
    (9, ["Laval", "C", "peut-être", None, None]),
]


def lines_of(rows: list[tuple[int, list[Raw]]]) -> tuple[list[Line], Book]:
    book = Book("suivi.xlsx", "")
    grid = Grid("Suivi 2025", rows, [(5, 0, 6, 0)])
    found = cross_lines(grid, CROSSES, {SHEET_YEAR: "2025"}, book)
    return found.lines if found else [], book


def test_each_mark_is_a_line_and_each_territory_a_survey() -> None:
    lines, book = lines_of(ROWS)
    actions = [(line.number, line.cells) for line in lines if line.sheet.name == "Actions"]
    assert actions == [
        (5, {"title": "Suivi 2025, axe 1", "axes": "1", "territories": "Nantes"}),
        (6, {"title": "Suivi 2025, axe 2", "axes": "2", "territories": "Nantes"}),
    ]
    surveys = [line.cells for line in lines if line.sheet.name == "Relevés"]
    assert surveys == [
        {"surveyedOn": "31/12/2025", "axes": "1 ; 2 ; 3", "emptyAxes": "3", "territories": "Nantes"},
        {"surveyedOn": "31/12/2025", "axes": "2 ; 3", "emptyAxes": "2 ; 3", "territories": "Laval"},
    ]
    assert [str(finding) for finding in book.findings.entries] == [
        "« Suivi 2025 », C9 (Axe 1) : « peut-être » n’est pas une marque connue ; attendu : « x », « ? », ou rien.",
        "« Suivi 2025 », ligne 7 : 1 ligne de total ou de sous-total non lue.",
    ]


def test_a_sheet_without_the_column_is_skipped_and_one_without_axes_is_an_error() -> None:
    lines, book = lines_of([(1, ["Commune", "Axe 1"])])
    assert (lines, book.findings.entries) == ([], [])
    lines, book = lines_of([(1, ["Contrat", "Porteur"])])
    assert lines == []
    assert "aucune colonne d’axe" in book.findings.errors[0].message
