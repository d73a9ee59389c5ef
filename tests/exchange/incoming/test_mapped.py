"""A list in another layout, read as lines; the names of its sheets give the year and the département."""

from exchange.files.book import Book, Grid
from exchange.incoming.lists.mapped import map_lines
from exchange.incoming.lists.mapping import parse_mapping

MAPPING = parse_mapping("""
service = "DDETS"
date = "15/03/2026"

[[table]]
vers = "Offres"
passer = ["total"]

[table.colonnes]
"Intitulé" = "{nom} {feuille.année}"
"Disponible dans" = "{feuille.département}"
Type = "{sorte}"

[table.mots.Type]
cat = "catalogue"
""")


def test_rows_of_every_sheet_become_lines() -> None:
    rows = [(1, ["Liste"]), (2, ["Sorte", "Nom"]), (3, ["CAT", "Accueillir"]), (4, ["Total", "1"])]
    book = Book("liste.xlsx", "", [Grid("Offres 44 en 2025", rows), Grid("2A", rows)])
    lines = map_lines(book, MAPPING)
    assert (lines.service, lines.day) == ("DDETS", "15/03/2026")
    assert [(line.grid, line.number, dict(line.cells)) for line in lines.lines] == [
        ("Offres 44 en 2025", 3, {"title": "Accueillir 2025", "availableIn": "44", "kind": "catalogue"}),
        ("2A", 3, {"title": "Accueillir", "availableIn": "2A", "kind": "catalogue"}),
    ]
    assert [str(finding) for finding in book.findings.entries] == [
        f"« {name} », ligne 4 : 1 ligne de total ou de sous-total non lue." for name in ("Offres 44 en 2025", "2A")
    ]


def test_a_list_without_the_columns_is_an_error() -> None:
    book = Book("liste.xlsx", "", [Grid("a", [(1, ["Nom"]), (2, ["x"])])])
    assert map_lines(book, MAPPING).lines == []
    assert [str(error) for error in book.findings.errors] == [
        "« a », ligne 1 : il manque « sorte », que la correspondance demande ; titres de la ligne 1 : « Nom »."
    ]
